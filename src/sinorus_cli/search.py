"""Which records a query means, best first. The only module that knows rapidfuzz.

A name is compared whole, then word by word, then letter by letter; a description is
compared with summaries and statements by how rare the shared words are (BM25). Both
give a score from 0 to 100 in one order; what falls below `FOUND` is not shown.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from math import log

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from sinorus_cli.corpus import Corpus
from sinorus_cli.errors import QueryError
from sinorus_cli.model import Kind, Record
from sinorus_cli.names import all_names, fold, tag_in_words, words

LONGEST_QUERY = 1000
FOUND = 42.0
FULL_NAME = 97.0  # from here on the query names the record and nothing else
_GENERIC_SHARE = 0.25  # how much a word such as "treaty" counts against one that decides
CLOSE = 4.0  # hits nearer than this fit equally well, unless one is named in full

# Words that say what sort of thing is meant, or nothing at all: they never decide.
_FUNCTION_WORDS = frozenset(
    """a about after against all an and are as at be been before between both but by can could
    did do does during for from get got had has have he her him his how i in into is it its
    me my of off on or our out over s she so some such tell than that the their them then there
    these they this those through to under until up upon was we were what when where which
    while who whom whose why will with would you your
    i v na s o ob po k u iz za ot do kto chto kogda gde kak""".split()
)
_GENERIC_WORDS = frozenset(
    """treaty treaties convention agreement agreements accord pact protocol declaration
    war battle siege incident crisis conflict embassy mission expedition river lake island
    city town mount mountains peninsula emperor general tsar khan president chairman
    dogovor traktat konventsiya soglashenie protokol deklaratsiya voyna bitva srazhenie
    osada intsident konflikt krizis posolstvo missiya reka ozero ostrov gorod imperator""".split()
)
_UNDECIDING = _FUNCTION_WORDS | _GENERIC_WORDS
_DIGITS = frozenset("0123456789")
_GENERIC_HAN = re.compile("条约|协定|协议|议定书|专条|条款|声明|战争|之战|战役|事件|危机|冲突|皇帝")
_LOOKS_LIKE = 60.0  # per cent of letters that two words share in order
_BM25_K1, _BM25_B = 1.2, 0.5


@dataclass(frozen=True, kw_only=True, slots=True)
class Hit:
    """A record found: its score from 0 to 100, the sentence that matched, and why."""

    record: Record
    score: float
    matched: str
    why: str


@dataclass(frozen=True, kw_only=True, slots=True)
class _Form:
    """A name or a query, folded; its words; and the words of it that decide, its core."""

    folded: str
    compact: str
    words: frozenset[str]
    core: frozenset[str]
    core_compact: str


@dataclass(frozen=True, kw_only=True, slots=True)
class _Name:
    record: Record
    tag: str
    text: str
    form: _Form


def checked(query: str) -> str:
    """*query* without control characters and outer space.

    Raises:
        QueryError: nothing is left of it, or it is longer than any name or question.
    """
    if len(query) > LONGEST_QUERY:
        raise QueryError(
            f"The query has {len(query):,} characters, more than the {LONGEST_QUERY:,} that are"
            " read; shorten it to a name or a sentence."
        )
    clean = " ".join("".join(c if c.isprintable() else " " for c in query).split())
    if not clean:
        raise QueryError("The query is empty; type a name, such as 'nerchinsk', or a year.")
    return clean


def search(
    corpus: Corpus, query: str, *, kinds: Collection[Kind] = tuple(Kind), texts: bool = True
) -> list[Hit]:
    """The records of *kinds* that *query* may mean, best first; none where nothing fits.

    Without *texts*, names alone are searched.

    Raises:
        QueryError: the query is blank or too long.
    """
    query = checked(query)
    asked = _form(query)
    if not asked.folded:
        return []
    index = _index(corpus)
    by_name = index.by_name(asked)
    by_text = index.texts.score(tuple(dict.fromkeys(_stems(query)))) if texts else {}
    hits = []
    for record_id in by_name.keys() | by_text.keys():
        record = corpus.records[record_id]
        name_score, name = by_name.get(record_id, (0.0, None))
        text_score, sentence = by_text.get(record_id, (0.0, ""))
        score = name_score
        if score < FULL_NAME:  # then what the texts say counts a little too
            score = max(name_score, text_score) + 0.04 * min(name_score, text_score)
            score = min(score, FULL_NAME - 1)
        if score < FOUND or record.kind not in kinds:
            continue
        why = _why(name, asked) if name and name_score >= text_score else "words in the text"
        hits.append(
            Hit(
                record=record,
                score=round(score, 1),
                matched=sentence if sentence and text_score > name_score else record.summary,
                why=why,
            )
        )
    return sorted(hits, key=lambda hit: (-hit.score, -prominence(hit.record), hit.record.id))


def best(hits: Sequence[Hit]) -> list[Hit]:
    """The hits that fit equally well as the first: one where the answer is clear."""
    if not hits:
        return []
    floor = FULL_NAME if hits[0].score >= FULL_NAME else hits[0].score - CLOSE
    if hits[0].score == 100.0:
        floor = 100.0
    return [hit for hit in hits if hit.score >= floor]


def look_up(corpus: Corpus, query: str, *, kinds: Collection[Kind] = tuple(Kind)) -> list[Hit]:
    """As `search`, but where a name is given in full the texts are not asked.

    Raises:
        QueryError: the query is blank or too long.
    """
    by_name = search(corpus, query, kinds=kinds, texts=False)
    if by_name and by_name[0].score >= FULL_NAME:
        return by_name
    return search(corpus, query, kinds=kinds)


def prominence(record: Record) -> int:
    """How much the corpus has to say of *record*: between equals, the fuller one is meant."""
    return len(record.facts) + len(record.relations)


def nearest(corpus: Corpus, query: str, *, kinds: Collection[Kind] = tuple(Kind)) -> list[Record]:
    """Up to five records of *kinds* with a word in a name that looks like one of *query*'s."""
    index = _index(corpus)
    likeness: Counter[str] = Counter()
    for word in _form(checked(query)).core:
        of_word: dict[str, float] = {}
        for other, alike, _ in process.extract(
            word, index.name_words, scorer=fuzz.ratio, score_cutoff=_LOOKS_LIKE, limit=30
        ):
            for number in index.by_word[other]:
                record = index.names[number].record
                if record.kind in kinds and other not in _UNDECIDING:
                    of_word[record.id] = max(of_word.get(record.id, 0.0), alike)
        likeness.update(of_word)
    return [corpus.records[record_id] for record_id, _ in likeness.most_common(5)]


class _Index:
    """The names and texts of a corpus, made comparable."""

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus
        self.names = [
            _Name(record=record, tag=tag, text=text, form=_form(text))
            for record in corpus
            for tag, text in (*all_names(record.names), ("id", record.id))
        ]
        self.by_word: dict[str, list[int]] = defaultdict(list)
        holders: dict[str, set[str]] = defaultdict(set)
        for number, name in enumerate(self.names):
            for word in name.form.words | name.form.core:
                self.by_word[word].append(number)
                holders[word].add(name.record.id)
        self.weight = {word: log(1 + len(corpus.records) / len(ids)) for word, ids in holders.items()}
        self.unknown_weight = log(1 + 2 * max(1, len(corpus.records)))
        self.name_words = list(self.by_word)

    def by_name(self, query: _Form) -> dict[str, tuple[float, _Name]]:
        """The best name score of each record that one of its names earns it."""
        if all(word in _UNDECIDING or word.isdigit() for word in query.core):
            return {name.record.id: (100.0, name) for name in self.names if name.form.folded == query.folded}
        scores = dict(self._whole(query))
        for number, score in self._word_by_word(query).items():
            scores[number] = max(scores.get(number, 0.0), score)
        for number, score in self._letter_by_letter(query).items():
            scores[number] = max(scores.get(number, 0.0), score)
        found: dict[str, tuple[float, _Name]] = {}
        for number, score in scores.items():
            name = self.names[number]
            if score > found.get(name.record.id, (0.0, name))[0]:
                found[name.record.id] = (score, name)
        return found

    def _whole(self, query: _Form) -> Iterable[tuple[int, float]]:
        meant = query.words - _FUNCTION_WORDS
        for number, name in enumerate(self.names):
            if name.form.compact == query.compact:
                yield number, 100.0
            elif name.form.words - _FUNCTION_WORDS == meant:
                yield number, 99.0
            elif name.form.core == query.core:
                missing = (query.words & _GENERIC_WORDS) - name.form.words
                yield number, 90.0 if missing else 97.0

    def _word_by_word(self, query: _Form) -> dict[int, float]:
        weights = {word: self._weight_of(word) for word in query.core}
        weights |= {
            word: _GENERIC_SHARE * self._weight_of(word) for word in query.words & _GENERIC_WORDS - query.core
        }
        total = sum(weights.values())
        got: dict[int, float] = defaultdict(float)
        covered: dict[int, dict[str, float]] = defaultdict(dict)
        for word, weight in weights.items():
            best_in_name: dict[int, tuple[float, str]] = {}
            for other, likeness in self._alike(word).items():
                for number in self.by_word[other]:
                    if likeness > best_in_name.get(number, (0.0, ""))[0]:
                        best_in_name[number] = (likeness, other)
            for number, (likeness, other) in best_in_name.items():
                got[number] += weight * likeness
                covered[number][other] = likeness
        scores = {}
        for number, sum_ in got.items():
            asked = sum_ / total
            if asked < 0.6:
                continue
            core = self.names[number].form.core
            whole = sum(self.weight[word] for word in core)
            held = sum(self.weight[word] for word in covered[number] if word in core)
            scores[number] = 100 * asked * (0.7 + 0.25 * held / whole)
        return scores

    def _weight_of(self, word: str) -> float:
        if word in self.weight:
            return self.weight[word]
        near = [self.weight[other] for other in self._alike(word)]
        return max(near, default=self.unknown_weight)

    @lru_cache(maxsize=256)  # noqa: B019  # one index lives as long as the process
    def _alike(self, word: str) -> dict[str, float]:
        """The words of names that *word* may stand for, and how alike they are, 0 to 1."""
        found = {word: 1.0} if word in self.by_word else {}
        if not word.isascii() or len(word) < 3:
            return found
        for other in self.name_words:
            if other != word and _prefix(word, other):
                found[other] = 0.9
        edits = _edits(word)
        if edits:
            for other, distance, _ in process.extract(
                word, self.name_words, scorer=OSA.distance, score_cutoff=edits, limit=20
            ):
                if distance and other.isascii() and not other.isdigit() and len(other) > 3:
                    likeness = 1 - distance / max(len(word), len(other))
                    found[other] = max(found.get(other, 0.0), likeness)
        return found

    def _letter_by_letter(self, query: _Form) -> dict[int, float]:
        scores: dict[int, float] = {}
        for text, all_texts in (
            (query.compact, [name.form.compact for name in self.names]),
            (query.core_compact, [name.form.core_compact for name in self.names]),
        ):
            edits = _edits(text)
            if not edits:
                continue
            for _, distance, number in process.extract(
                text, all_texts, scorer=OSA.distance, score_cutoff=edits, limit=40
            ):
                likeness = 1 - distance / max(len(text), len(all_texts[number]), 1)
                if distance:
                    scores[number] = max(scores.get(number, 0.0), 95 * likeness)
        return scores

    @cached_property
    def texts(self) -> "_Texts":
        """The texts, indexed when the first query asks for them."""
        return _Texts(self.corpus)


class _Texts:
    """Every name, summary and statement as stems, for BM25 and for coverage."""

    def __init__(self, corpus: Corpus) -> None:
        self.units: list[tuple[str, str]] = []
        self.postings: dict[str, set[int]] = defaultdict(set)
        self.frequency: dict[str, Counter[str]] = defaultdict(Counter)
        self.length: Counter[str] = Counter()
        for record in corpus:
            head = _stems(f"{record.kind.value} {record.type} {record.title}")
            heads = [*head, *_years(record.when)]
            for tag, name in all_names(record.names):
                if tag == "en":
                    self._count(record.id, _stems(name), weight=1)
            self._unit(record.id, record.summary, heads, weight=2)
            for statement in record.facts:
                self._unit(record.id, statement.text, [*head, *_years(statement.date)], weight=1)
        self.records = max(1, len(corpus.records))
        self.mean_length = max(1.0, self.length.total() / self.records)
        self.vocabulary = [stem for stem in self.frequency if stem.isascii()]

    def _unit(self, record_id: str, text: str, heads: list[str], weight: int) -> None:
        stems = _stems(text)
        self._count(record_id, stems + heads, weight)
        for stem in {*stems, *heads}:
            self.postings[stem].add(len(self.units))
        self.units.append((record_id, text))

    def _count(self, record_id: str, stems: Iterable[str], weight: int) -> None:
        for stem in stems:
            self.frequency[stem][record_id] += weight
            self.length[record_id] += weight

    def score(self, stems: Sequence[str]) -> dict[str, tuple[float, str]]:
        """The score of each record that shares a stem with the query, and its best sentence."""
        total = 0.0
        bm25: Counter[str] = Counter()
        held: Counter[str] = Counter()
        in_unit: Counter[int] = Counter()
        for stem in stems:
            known, likeness = self._known(stem)
            if known is None:
                total += self._rarity(0)
                continue
            holders = self.frequency[known]
            rarity = self._rarity(len(holders)) * likeness
            total += rarity / likeness
            for record_id, count in holders.items():
                norm = 1 - _BM25_B + _BM25_B * self.length[record_id] / self.mean_length
                bm25[record_id] += rarity * count / (count + _BM25_K1 * norm)  # type: ignore[assignment]
                held[record_id] += rarity  # type: ignore[assignment]
            for unit in self.postings[known]:
                in_unit[unit] += rarity  # type: ignore[assignment]
        best_unit: dict[str, tuple[float, int]] = {}
        for unit, sum_ in in_unit.items():
            record_id = self.units[unit][0]
            if sum_ > best_unit.get(record_id, (0.0, 0))[0]:
                best_unit[record_id] = (sum_, unit)
        found = {}
        for record_id, sum_ in held.items():
            in_best, unit = best_unit.get(record_id, (0.0, -1))
            score = 90 * (0.35 * sum_ + 0.4 * in_best + 0.25 * bm25[record_id]) / total
            found[record_id] = (score, self.units[unit][1] if unit >= 0 else "")
        return found

    def _rarity(self, holders: int) -> float:
        return log(1 + (self.records - holders + 0.5) / (holders + 0.5))

    def _known(self, stem: str) -> tuple[str | None, float]:
        if stem in self.frequency:
            return stem, 1.0
        edits = _edits(stem) if len(stem) > 4 else 0
        if edits:
            near = process.extractOne(stem, self.vocabulary, scorer=OSA.distance, score_cutoff=edits)
            if near:
                return near[0], 1 - near[1] / max(len(stem), len(near[0]))
        return None, 0.0


@lru_cache(maxsize=2)
def _index(corpus: Corpus) -> _Index:
    return _Index(corpus)


def _form(text: str) -> _Form:
    folded = fold(text)
    every = words(folded)
    telling = _GENERIC_HAN.sub(" ", folded)
    core = [word for word in words(telling) if word not in _UNDECIDING]
    return _Form(
        folded=folded,
        compact=folded.replace(" ", ""),
        words=frozenset(every),
        core=frozenset(core or every),
        core_compact="".join(word for word in telling.split() if word not in _UNDECIDING),
    )


def _why(name: _Name, query: _Form) -> str:
    form = "" if name.text == name.record.title else f" {name.text!r}, {tag_in_words(name.tag)}"
    if name.form.compact == query.compact:
        return f"name{form}"
    if query.core <= name.form.core:
        return f"part of the name{form}"
    return f"close to the name{form or ' ' + repr(name.text)}"


def _prefix(word: str, other: str) -> bool:
    short, long = sorted((word, other), key=len)
    return len(short) >= 4 and long.startswith(short) and not short.isdigit()


def _edits(text: str) -> int:
    """How many letters of *text* may be wrong before it is another word."""
    if text.isdigit():
        return 0
    return (0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2)[len(text)] if len(text) < 12 else 3


def _years(text: str | None) -> list[str]:
    return re.findall(r"(?<!\d)\d{4}(?!\d)", text) if text else []


def _stems(text: str) -> list[str]:
    return [_stem(word) for word in words(fold(text)) if word not in _FUNCTION_WORDS and word not in _DIGITS]


@cache
def _stem(word: str) -> str:
    return _stemmer().stemWord(word) if word.isascii() else word


@lru_cache(maxsize=1)
def _stemmer():  # type: ignore[no-untyped-def]
    from Stemmer import Stemmer

    return Stemmer("english")
