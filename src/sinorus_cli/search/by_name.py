"""How well the names of records fit a query: whole, word by word, letter by letter."""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import chain, groupby, islice, takewhile
from math import log
from operator import itemgetter
from typing import Any, TypedDict

from sinorus_cli.corpus import is_elsewhere
from sinorus_cli.names import pinyin
from sinorus_cli.search.columns import (
    Numbers,
    Packed,
    PackedNumbers,
    packed,
    packed_numbers,
    unpacked,
)
from sinorus_cli.search.forms import (
    FUNCTION_WORDS,
    GENERIC_WORDS,
    MOST_WORDS,
    SORTS,
    UNDECIDING,
    Form,
    asked_form,
    form,
)
from sinorus_cli.search.in_full import (
    OTHER_SORT,
    SAME_CORE,
    FullNames,
    Name,
    Row,
    Scores,
    decides_nothing,
    given_in_full,
    spaced,
)
from sinorus_cli.search.slips import by_length, near, resembling
from sinorus_cli.search.stems import russian_stems, sounds

_GENERIC_SHARE = 0.25  # how much a word such as "treaty" counts against one that decides
_LOOKS_LIKE = 70.0  # per cent of letters that two words share in order
_TITLE = 1.06  # what part of the authority name counts against part of a variant
_SLIP = 40.0  # what it costs if every letter is a slip
_ANOTHER_SORT = 0.8  # what part of a name counts where the query says another sort of thing
_ANSWERED = 0.7  # what share of the query a name has to answer
_KNOWN = 0.9  # how likely a word that is a name's is still a slip for another's
_KNOWN_ALONE = 0.8  # and where no other word decides
_TWO_SLIPS = 0.88  # and how likely two letters of a word are wrong, beside one
_SAME_STEM, _SAME_SOUND, _SAME_SHORT_SOUND, _PREFIX = 0.95, 0.88, 0.8, 0.9
_SHORTEST_PREFIX = 4
_MOST_SLIPS, _MOST_NEAR = 20, 40  # words that one may be a slip for; words or names it looks like
_MOST_OF_WORD = 0.6  # what a name has to hold of a longer word: "westphalia" is not "west"
_LEAST_ALIKE = 0.3  # share of letters below which nothing sounds alike: xyzzy is not Cixi
# Han characters that may be others read alike: fewer, Yue Fei, would be Joffe; more are no name.
_SHORTEST_READ, _LONGEST_READ = 3, 8
_SHORTEST_SOUND = 3  # letters of a key below which sounds alike mean nothing


# What is asked for by itself, as little is. What words that no name holds are compared with: by
# length, "words", in which a slip of the keys can be told from another word, and the names,
# numbered, as one word, "compact" and "core"; and the words that share a "sound" or a "stem".
# And under "names" and the number of a record the number of its first name, and all of them.
Details = Mapping[str, Any]
# Of a name its tag and text, its words that decide, spaced, and whether it is the authority name.
Detail = tuple[str, str, str, bool]


class Table(TypedDict):
    """Every name of a corpus, in columns, and where words stand in them.

    *ids* are those of the records; *owners*, the number of the record of each name; *kinds*, by
    the number of the record. *english* is 1 where a name is English. *by_word* are the numbers of
    the names that hold a word.
    """

    ids: Packed
    kinds: Packed
    owners: bytes
    english: bytes
    by_word: PackedNumbers


def tables(rows: Iterable[Row]) -> tuple[Table, Details]:
    """The names in *rows*, those of a record together, made ready."""
    names = [(*row, form(row[3])) for row in rows]
    by_word: dict[str, list[int]] = defaultdict(list)
    by_stem: dict[str, set[str]] = defaultdict(set)
    by_sound: dict[str, set[str]] = defaultdict(set)
    for number, (_, _, tag, text, _, made) in enumerate(names):
        for word in made.words | made.core:
            by_word[word].append(number)
        if tag == "ru":
            for word, stem in russian_stems(text).items():
                by_stem[stem].add(word)
    for word in by_word:
        if word.isascii() and not word.isdigit() and len(word) > 2:
            for key in sounds(word):
                by_sound[key].add(word)
    kinds = {record_id: kind for kind, record_id, *_ in names}
    places = {record_id: place for place, record_id in enumerate(kinds)}
    slippery = (word for word in sorted(by_word) if len(word) > 3 and word.isascii() and not word.isdigit())
    details: dict[str, Any] = {
        **by_length("words", slippery),
        **by_length("compact", (made.compact for *_, made in names)),
        **by_length("core", (made.core_compact for *_, made in names)),
        **{f"sound {key}": sorted(those) for key, those in by_sound.items()},
        **{f"stem {key}": sorted(those) for key, those in by_stem.items()},
    }
    first = 0
    for place, (_, those) in enumerate(groupby(names, key=itemgetter(1))):
        of_record: list[Detail] = [
            (tag, text, spaced(made.core), titled) for *_, tag, text, titled, made in those
        ]
        details[f"names {place}"] = first, of_record
        first += len(of_record)
    return {
        "ids": packed(kinds),
        "kinds": packed(kinds.values()),
        "owners": array("I", [places[record_id] for _, record_id, *_ in names]).tobytes(),
        "english": bytes(tag == "en" for _, _, tag, *_ in names),
        "by_word": packed_numbers(by_word),
    }, details


class NameIndex:
    """The names of the records of some kinds, ready to be compared."""

    def __init__(
        self, full: FullNames, table: Table, details: Callable[[], Details], kinds: Collection[str]
    ) -> None:
        self._full, self._table, self._kinds = full, table, kinds
        self._details = cache(details)
        self._read: dict[int, tuple[int, Sequence[Detail]]] = {}
        self._alike_to: dict[tuple[str, float, bool], dict[str, float]] = {}
        self._ids, self._kind_of = unpacked(table["ids"]), unpacked(table["kinds"])
        self._owner = memoryview(table["owners"]).cast("I")
        self._holders = Numbers(table["by_word"])
        wanted = set(map(str, kinds))
        self._wanted = [kind in wanted for kind in self._kind_of]
        self._all = all(self._wanted)
        self._records = max(1, sum(self._wanted))
        self._unknown_weight = log(1 + 2 * self._records)
        self._weights: dict[str, float] = {}

    def scores(self, query: str, *, spelt: Collection[str] = (), is_told: bool = False) -> Scores:
        """For each record whose names fit *query*: the best score, 0 to 100, and the name.

        No word that is known to be *spelt* right is taken for a slip of the keys; nor is any, or
        the whole, where it *is_told* in just these words by a text.
        """
        asked = asked_form(query)
        found = given_in_full(self._full, query, self._kinds)
        if decides_nothing(asked):
            return found
        may_be_read = not found and _SHORTEST_READ <= len(query) <= _LONGEST_READ
        if may_be_read and (read := pinyin(query)):  # 盛世材 is 盛世才
            alike_in_sound = given_in_full(self._full, read, self._kinds)
            found = {one: (score * _SAME_SOUND, name) for one, (score, name) in alike_in_sound.items()}
        short = len(asked.words) <= MOST_WORDS
        # What is a name in full is no slip for another, nor is one word alone that names hold.
        mistyped = not (
            is_told
            or any(score >= SAME_CORE for score, _ in found.values())
            or (len(asked.words) == 1 and all(map(self._holds, asked.words)))
        )
        # One word may be the beginning of a name; among others it stands for itself.
        least = 0.0 if len(asked.words) == 1 else _MOST_OF_WORD
        alike = {
            word: self._alike(word, least, mistyped and word not in spelt) if short else {word: 1.0}
            for word in asked.words
        }
        for word, stem in russian_stems(query).items():
            likeness = alike.setdefault(word, {})
            for other in self._details().get(f"stem {stem}", ()):
                likeness[other] = max(likeness.get(other, 0.0), _SAME_STEM)
        slips = self._letter_by_letter(asked) if mistyped else ()
        for number, score in chain(self._word_by_word(asked, alike).items(), slips):
            record_id = self._ids[self._owner[number]]
            if score > found.get(record_id, (0.0,))[0] and self._is_another_sort(number, asked):
                score *= _ANOTHER_SORT
            if score > found.get(record_id, (0.0,))[0]:
                tag, text, core, _ = self._detail(number)
                words = frozenset(core.split(" "))
                found[record_id] = score, Name(record_id=record_id, tag=tag, text=text, core=words)
        return found

    def nearest(self, query: str) -> list[str]:
        """The ids of up to five records with a word in a name that looks like one of *query*'s."""
        likeness: Counter[str] = Counter()
        for word in sorted(form(query).core)[:MOST_WORDS]:
            of_word: dict[str, float] = {}
            like = resembling(word, self._details(), "words" if word.isascii() else "compact", _LOOKS_LIKE)
            for other, alike in islice((one for one in like if self._holds(one[0])), _MOST_NEAR):
                for number in self.holding(other) if other not in UNDECIDING else ():
                    record_id = self._ids[self._owner[number]]
                    of_word[record_id] = max(of_word.get(record_id, 0.0), alike)
            likeness.update(of_word)
        of_records = (one for one in likeness.most_common() if not is_elsewhere(one[0]))
        return [record_id for record_id, _ in islice(of_records, 5)]

    def _is_another_sort(self, number: int, asked: Form) -> bool:
        """Whether what *asked* names by its sort, a war or a tsar, cannot be the name's record."""
        if not asked.generic:
            return False
        held = form(self._detail(number)[1]).generic
        if not asked.generic.isdisjoint(held):
            return False
        kinds = {SORTS.get(word) for word in asked.generic} - {None}
        return bool(held) or (bool(kinds) and self._kind_of[self._owner[number]] not in kinds)

    def _word_by_word(self, asked: Form, alike: Mapping[str, Mapping[str, float]]) -> dict[int, float]:
        """What share of the query each name answers, and of the name the query."""
        weights = {word: self._weight(word, alike.get(word, {})) for word in asked.core}
        for word in asked.words & GENERIC_WORDS - asked.core:
            weights[word] = _GENERIC_SHARE * self._weight(word, alike[word])
        got: dict[int, float] = defaultdict(float)
        covered: dict[int, set[str]] = defaultdict(set)
        for word, weight in weights.items():
            best: dict[int, tuple[float, str]] = {}
            for other, likeness in alike.get(word, {word: 1.0}).items():
                for number in self.holding(other):
                    best[number] = max(best.get(number, (0.0, "")), (likeness, other))
            for number, (likeness, other) in best.items():
                got[number] += weight * likeness
                covered[number].add(other)
        total = sum(weights.values())
        scores = {}
        for number, sum_ in got.items():
            answered = sum_ / total
            if answered >= _ANSWERED:
                _, _, spaced_core, by_title = self._detail(number)
                core = spaced_core.split(" ")
                held = sum(self._weights_of(word) for word in covered[number].intersection(core))
                whole = sum(map(self._weights_of, core))
                score = 100 * answered * (0.7 + 0.25 * held / whole)
                scores[number] = min(score * _TITLE, OTHER_SORT) if by_title else score
        return scores

    def _letter_by_letter(self, asked: Form) -> Iterable[tuple[int, float]]:
        """Names that a few slips of the keys turn into the query, spaces or none.

        One word that decides, and that other names are known to hold, is hardly a slip.
        """
        likely = _KNOWN_ALONE if len(asked.core) == 1 and all(map(self._holds, asked.core)) else 1.0
        for column, text, all_but in (
            ("compact", asked.compact, SAME_CORE),
            ("core", asked.core_compact, SAME_CORE - 2),
        ):
            here = (one for one in near(text, self._details(), column) if self._wanted[self._owner[one[2]]])
            for other, distance, number in islice(here, _MOST_NEAR):
                if distance > _most_slips(asked.core.difference(self._detail(number)[2].split(" "))):
                    continue  # Mikhail Lomonosov is not Mikhail Vorontsov
                yield number, likely * (all_but - _SLIP * distance / max(len(text), len(other)))

    def _weight(self, word: str, alike: Mapping[str, float]) -> float:
        if self._holds(word):
            return self._weights_of(word)
        return max((self._weights_of(other) for other in alike), default=self._unknown_weight)

    def _weights_of(self, word: str) -> float:
        """How rare *word*, which a name holds, is among the records."""
        if word not in self._weights:
            holders = {self._owner[number] for number in self.holding(word)}
            self._weights[word] = log(1 + self._records / max(1, len(holders)))
        return self._weights[word]

    def _alike(self, word: str, least: float, mistyped: bool) -> dict[str, float]:
        """The words of names that *word* may stand for, and how alike they are, 0 to 1.

        What it is the beginning of is no longer than *least* allows, the share of it that
        *word* has to be. It may be a slip, or another spelling of a sound, only where it may be
        *mistyped*.
        """
        asked = word, least, mistyped
        if asked not in self._alike_to:
            self._alike_to[asked] = self._compared(*asked)
        return self._alike_to[asked].copy()

    def _compared(self, word: str, least: float, mistyped: bool) -> dict[str, float]:
        found = {word: 1.0} if self._holds(word) else {}
        if not word.isascii() or len(word) < 3 or word in FUNCTION_WORDS:
            return found
        if word not in found and mistyped:
            from rapidfuzz.distance import OSA

            for key in sounds(word):
                if len(key) < _SHORTEST_SOUND:
                    continue
                likeness = _SAME_SOUND if len(key) > _SHORTEST_SOUND else _SAME_SHORT_SOUND
                found |= {
                    other: likeness
                    for other in self._details().get(f"sound {key}", ())
                    if self._holds(other) and OSA.normalized_similarity(word, other) >= _LEAST_ALIKE
                }
        for other in self._prefixes(word):
            if len(word) < least * len(other):
                continue
            found[other] = max(found.get(other, 0.0), _PREFIX)
        if mistyped:
            here = (one for one in near(word, self._details(), "words") if self._holds(one[0]))
            for other, distance, _ in islice(here, _MOST_SLIPS):
                likeness = 1 - distance / max(len(word), len(other))
                likeness *= (_KNOWN if self._holds(word) else 1.0) * (_TWO_SLIPS if distance > 1 else 1.0)
                found[other] = max(found.get(other, 0.0), likeness)
        return found

    def _prefixes(self, word: str) -> Iterable[str]:
        """The words of names that begin with *word*, and those that it begins with."""
        if len(word) < _SHORTEST_PREFIX or word.isdigit():
            return
        for other in self.starting(word):
            if other != word and self._holds(other):
                yield other
        shortest = max(_SHORTEST_PREFIX, round(_MOST_OF_WORD * len(word)))
        yield from (word[:end] for end in range(shortest, len(word)) if self._holds(word[:end]))

    def starting(self, beginning: str) -> Iterator[str]:
        """The words that begin so in names of any kind, in order; `holding` tells which hold them here."""
        return takewhile(lambda word: word.startswith(beginning), self._holders.from_word(beginning))

    def holding(self, word: str) -> Iterable[int]:
        """The numbers of the names that hold *word*."""
        numbers = self._holders.get(word, ())
        return numbers if self._all else [number for number in numbers if self._wanted[self._owner[number]]]

    def _holds(self, word: str) -> bool:
        """Whether a name holds *word*."""
        return word in self._holders if self._all else bool(self.holding(word))

    def is_english(self, number: int) -> bool:
        """Whether the name with that *number* is English."""
        return bool(self._table["english"][number])

    def _detail(self, number: int) -> Detail:
        record = self._owner[number]
        if record not in self._read:
            self._read[record] = self._details()[f"names {record}"]
        first, of_record = self._read[record]
        return of_record[number - first]


def _most_slips(words: Collection[str]) -> int:
    """How many slips there may be in the *words* of a query that a name does not have."""
    letters = sum(map(len, words))
    return 1 if letters < 4 else 2 if letters < 12 else 3
