"""How well the names of records fit a query: whole, word by word, letter by letter."""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from math import log

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from sinorus_cli.corpus import Corpus
from sinorus_cli.model import Kind, Record
from sinorus_cli.names import all_names
from sinorus_cli.search.forms import (
    FUNCTION_WORDS,
    GENERIC_WORDS,
    UNDECIDING,
    Form,
    asked_form,
    edits,
    form,
    russian_stems,
    sounds,
)

WHOLE, SAME_WORDS, SAME_CORE, OTHER_SORT = 100.0, 99.0, 97.0, 90.0
_GENERIC_SHARE = 0.25  # how much a word such as "treaty" counts against one that decides
_LOOKS_LIKE = 70.0  # per cent of letters that two words share in order
_TITLE = 1.06  # what part of the authority name counts against part of a variant
_SLIP = 40.0  # what it costs if every letter is a slip
_ANSWERED = 0.7  # what share of the query a name has to answer
_KNOWN = 0.9  # how likely a word that is a name's is still a slip for another's
_SAME_STEM, _SAME_SOUND, _SAME_SHORT_SOUND, _PREFIX = 0.95, 0.88, 0.8, 0.9
_SHORTEST_PREFIX = 4
_SHORTEST_SOUND = 2  # letters of a key below which sounds alike mean nothing

Scores = dict[int, float]


@dataclass(frozen=True, kw_only=True, slots=True)
class Name:
    """A name of a record, its tag (``id`` for the id itself) and what it is compared by."""

    record: Record
    tag: str
    text: str
    form: Form


class NameIndex:
    """Every name of the records of some kinds, ready to be compared."""

    def __init__(self, corpus: Corpus, kinds: Collection[Kind]) -> None:
        self.names = [
            Name(record=record, tag=tag, text=text, form=form(text))
            for record in corpus
            if record.kind in kinds
            for tag, text in (*all_names(record.names), ("id", record.id))
        ]
        self.by_word: dict[str, list[int]] = defaultdict(list)
        holders: dict[str, set[str]] = defaultdict(set)
        for number, name in enumerate(self.names):
            for word in name.form.words | name.form.core:
                self.by_word[word].append(number)
                holders[word].add(name.record.id)
        records = max(1, len({name.record.id for name in self.names}))
        self.weight = {word: log(1 + records / len(ids)) for word, ids in holders.items()}
        self.unknown_weight = log(1 + 2 * records)

    def scores(self, query: str) -> dict[str, tuple[float, Name]]:
        """For each record whose names fit *query*: the best score, 0 to 100, and the name."""
        asked = asked_form(query)
        if all(word in UNDECIDING or word.isdigit() for word in asked.core):
            return {n.record.id: (WHOLE, n) for n in self.names if n.form.folded == asked.folded}
        alike = {word: self._alike(word) for word in asked.words}
        for word, stem in russian_stems(query).items():
            likeness = alike.setdefault(word, {})
            for other in self._by_russian_stem.get(stem, ()):
                likeness[other] = max(likeness.get(other, 0.0), _SAME_STEM)
        found: dict[str, tuple[float, Name]] = {}
        for scores in (
            self._whole(asked),
            self._word_by_word(asked, alike).items(),
            self._letter_by_letter(asked),
        ):
            for number, score in scores:
                name = self.names[number]
                if score > found.get(name.record.id, (0.0, name))[0]:
                    found[name.record.id] = (score, name)
        return found

    def nearest(self, query: str) -> list[Record]:
        """Up to five records with a word in a name that looks like one of *query*'s."""
        likeness: Counter[str] = Counter()
        records: dict[str, Record] = {}
        for word in form(query).core:
            of_word: dict[str, float] = {}
            near = process.extract(word, self._sorted, scorer=fuzz.ratio, score_cutoff=_LOOKS_LIKE, limit=30)
            for other, alike, _ in near:
                for number in self.by_word[other]:
                    record = self.names[number].record
                    if other not in UNDECIDING:
                        records[record.id] = record
                        of_word[record.id] = max(of_word.get(record.id, 0.0), alike)
            likeness.update(of_word)
        return [records[record_id] for record_id, _ in likeness.most_common(5)]

    def _whole(self, asked: Form) -> Iterable[tuple[int, float]]:
        meant = asked.words - FUNCTION_WORDS
        for number, name in enumerate(self.names):
            if name.form.compact == asked.compact:
                yield number, WHOLE
            elif name.form.words - FUNCTION_WORDS == meant:
                yield number, SAME_WORDS
            elif name.form.core == asked.core:
                yield number, SAME_CORE if asked.generic <= name.form.generic else OTHER_SORT

    def _word_by_word(self, asked: Form, alike: Mapping[str, Mapping[str, float]]) -> Scores:
        """What share of the query each name answers, and of the name the query."""
        weights = {word: self._weight(word, alike.get(word, {})) for word in asked.core}
        for word in asked.words & GENERIC_WORDS - asked.core:
            weights[word] = _GENERIC_SHARE * self._weight(word, alike[word])
        got: Scores = defaultdict(float)
        covered: dict[int, set[str]] = defaultdict(set)
        for word, weight in weights.items():
            best: dict[int, tuple[float, str]] = {}
            for other, likeness in alike.get(word, {word: 1.0}).items():
                for number in self.by_word.get(other, ()):
                    best[number] = max(best.get(number, (0.0, "")), (likeness, other))
            for number, (likeness, other) in best.items():
                got[number] += weight * likeness
                covered[number].add(other)
        total = sum(weights.values())
        scores = {}
        for number, sum_ in got.items():
            answered = sum_ / total
            if answered >= _ANSWERED:
                core = self.names[number].form.core
                held = sum(self.weight[word] for word in covered[number] & core)
                whole = sum(self.weight[word] for word in core)
                score = 100 * answered * (0.7 + 0.25 * held / whole)
                by_title = self.names[number].text == self.names[number].record.title
                scores[number] = min(score * _TITLE, OTHER_SORT) if by_title else score
        return scores

    def _letter_by_letter(self, asked: Form) -> Iterable[tuple[int, float]]:
        """Names that a few slips of the keys turn into the query, spaces or none.

        One word that names are known to hold is no slip for another name.
        """
        if len(asked.core) == 1 and asked.core <= self.by_word.keys():
            return
        for text, others in ((asked.compact, self._compact), (asked.core_compact, self._core_compact)):
            if slips := edits(text):
                for other, distance, number in process.extract(
                    text, others, scorer=OSA.distance, score_cutoff=slips, limit=40
                ):
                    if distance and _is_slip(text, other):
                        yield number, SAME_CORE - _SLIP * distance / max(len(text), len(other))

    def _weight(self, word: str, alike: Mapping[str, float]) -> float:
        if word in self.weight:
            return self.weight[word]
        return max((self.weight[other] for other in alike), default=self.unknown_weight)

    def _alike(self, word: str) -> dict[str, float]:
        """The words of names that *word* may stand for, and how alike they are, 0 to 1."""
        found = {word: 1.0} if word in self.by_word else {}
        if not word.isascii() or len(word) < 3 or word in FUNCTION_WORDS:
            return found
        if word not in found:
            for key in sounds(word):
                if len(key) < _SHORTEST_SOUND:
                    continue
                likeness = _SAME_SOUND if len(key) > _SHORTEST_SOUND else _SAME_SHORT_SOUND
                found |= dict.fromkeys(self._by_sound.get(key, ()), likeness)
        for other in self._prefixes(word):
            found[other] = max(found.get(other, 0.0), _PREFIX)
        if slips := edits(word):
            for other, distance, _ in process.extract(
                word, self._slippery, scorer=OSA.distance, score_cutoff=slips, limit=20
            ):
                if distance and _is_slip(word, other):
                    likeness = 1 - distance / max(len(word), len(other))
                    likeness *= _KNOWN if word in self.by_word else 1.0
                    found[other] = max(found.get(other, 0.0), likeness)
        return found

    def _prefixes(self, word: str) -> Iterable[str]:
        """The words of names that begin with *word*, and those that it begins with."""
        if len(word) < _SHORTEST_PREFIX or word.isdigit():
            return
        for number in range(bisect_right(self._sorted, word), len(self._sorted)):
            if not self._sorted[number].startswith(word):
                break
            yield self._sorted[number]
        yield from (word[:end] for end in range(_SHORTEST_PREFIX, len(word)) if word[:end] in self.by_word)

    @cached_property
    def _sorted(self) -> list[str]:
        return sorted(self.by_word)

    @cached_property
    def _slippery(self) -> list[str]:
        """The words in which a slip of the keys can be told from another word."""
        return [word for word in self.by_word if word.isascii() and not word.isdigit() and len(word) > 3]

    @cached_property
    def _compact(self) -> list[str]:
        return [name.form.compact for name in self.names]

    @cached_property
    def _core_compact(self) -> list[str]:
        return [name.form.core_compact for name in self.names]

    @cached_property
    def _by_sound(self) -> dict[str, list[str]]:
        by_sound: dict[str, list[str]] = defaultdict(list)
        for word in self.by_word:
            if word.isascii() and not word.isdigit() and len(word) > 2:
                for key in sounds(word):
                    by_sound[key].append(word)
        return by_sound

    @cached_property
    def _by_russian_stem(self) -> dict[str, set[str]]:
        by_stem: dict[str, set[str]] = defaultdict(set)
        for name in self.names:
            if name.tag == "ru":
                for word, stem in russian_stems(name.text).items():
                    by_stem[stem].add(word)
        return by_stem


def _is_slip(text: str, other: str) -> bool:
    """Whether *text* may be *other* mistyped: of four letters only two may have changed places.

    Of four Han characters one may be another, as 赫魯雪夫 is 赫鲁晓夫.
    """
    return len(text) > 4 or not text.isascii() or sorted(text) == sorted(other)
