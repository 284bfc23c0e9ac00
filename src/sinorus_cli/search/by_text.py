"""How well names, summaries and statements fit a query: by how rare the words are that they share.

Per record the share of the query that it holds; BM25 (Robertson and Zaragoza, The Probabilistic
Relevance Framework, 2009), over all that it says and over what says what it is about; the keyword
that is most like the query; and how many words that follow one another there stand close together.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property
from itertools import compress, pairwise
from math import log
from operator import mul
from typing import TypedDict

from sinorus_cli.corpus import Corpus
from sinorus_cli.model import Person, Place, Record, Treaty
from sinorus_cli.names import all_names
from sinorus_cli.search.columns import Packed, packed, unpacked
from sinorus_cli.search.forms import GENERIC_WORDS, MOST_WORDS
from sinorus_cli.search.slips import ByLength, by_length, near
from sinorus_cli.search.stems import is_character, is_cyrillic, stemmed
from sinorus_cli.values import Value

_K1, _B = 1.2, 0.3
# What each of the `Shares` weighs, of 100: near what benchmarks/fit.py finds.
WEIGHTS = 14.0, 28.0, 28.0, 22.0, 8.0
# Words; who holds every one of so many does not by chance, nor where two stand close together.
_NO_CHANCE, _NO_CHANCE_TOGETHER = 3, 2
_CLOSE = 4  # words from one to another that stand close together
# The longer a description, the less of it the words of its record cover: that is made up for, so
# that what is enough is one number for all. A pair of Han characters, or one, is part of a word.
_PER_WORD, _OF_NONE, _MOST_GIVEN, _HAN_PART = 6.0, -34.0, 26.0, 0.38
_OF_CYRILLIC = 6.0  # more for a description in Russian, of which words in another case may go unknown
_COMMON = 0.25  # share of the records that hold a Han character from which on it tells nothing alone
# What a sentence is, and what it counts where one is to be shown: names and keywords never are.
_UNSHOWN, _SUMMARY, _STATEMENT, _DISPUTED = range(4)
_COUNTS = (0.0, 1.0, 0.75, 0.7)
_UNKNOWN = 0.75  # what a word that no text holds weighs: it may be a synonym
_MOST_STEMS = 255  # of a keyword that are counted
_IN_KEYWORDS, _IN_SHOWN, _FREQUENCY, _IN_ENGLISH, _PLACES, _ABOUT = range(6)
_NOWHERE: Stem = (b"", b"", b"", b"", b"", b"")
_DESCRIBED_IN = ("en", "ru", "zh-Hans")
_CAPITALISED = r"(?<=[a-z,;] )[A-Z]\w+"
_UNCAPITALISED = r"\b[a-z]\w+"
_YEAR = r"(?<!\d)\d{4}(?!\d)"


Stem = tuple[bytes, bytes, bytes, bytes, bytes, bytes]  # of unsigned integers, as `Table` has them


class Table(TypedDict):
    """Every name, summary and statement of a corpus as stems.

    Of records: their *ids*; how many stems each has, in all, *lengths*, and in what says what it
    is about, *about_lengths*: its names, summary and keywords. Of sentences: *owners*, the number
    of the record of each; *sorts*, what each is; *sizes*, how many stems a keyword has, 0 for others;
    the *texts* of those that are shown, by their number.

    *proper* are the stems of proper names; *slippery*, those that another may be a slip for.

    By stem, in turn: the keywords that hold it, and the sentences that are shown; records, how
    often it stands in each, and how often in what says what it is about; the records of which an
    English name has it; sentences and where in them it stands; the records that it is about.
    """

    ids: Packed
    lengths: bytes
    about_lengths: bytes
    owners: bytes
    sorts: bytes
    sizes: bytes
    texts: Mapping[str, str]
    stems: Mapping[str, Stem]
    proper: Packed
    slippery: ByLength


class _Sentence(Value):
    text: str
    date: str | None = None
    sort: int = _UNSHOWN
    about: bool = False
    keyword: bool = False


def table(records: Corpus | Sequence[Record], in_turn: Iterable[Record] | None = None) -> Table:
    """The texts of *records*, which *in_turn* are the same, where it is shown how many are through."""
    lengths, about_lengths, owners = (array("I") for _ in range(3))
    sorts, sizes = bytearray(), bytearray()
    texts: dict[str, str] = {}
    columns: tuple[dict[str, list[int]], ...] = tuple(defaultdict(list) for _ in range(6))
    in_keywords, in_shown, frequency, in_names, places, about = columns
    for number, record in enumerate(records if in_turn is None else in_turn):
        found = Counter(_head(record))
        telling = found.copy()
        told: set[str] = set()
        for sentence in _sentences(record):
            stems = stemmed(sentence.text, joined=True)
            found.update(stems + _years(sentence.date))
            if sentence.about:
                telling.update(stems)
            for stem in set(stems) if sentence.keyword or sentence.sort else ():
                (in_keywords if sentence.keyword else in_shown)[stem].append(len(owners))
            for place, stem in enumerate(stems):
                if not is_character(stem):  # which only pairs of them stand beside
                    places[stem] += (len(owners), place)
            if sentence.sort:
                texts[str(len(owners))] = sentence.text
            if sentence.about:
                told.update(stemmed(" ".join(re.findall(_UNCAPITALISED, sentence.text))))
            owners.append(number)
            sorts.append(sentence.sort)
            sizes.append(min(_MOST_STEMS, len(set(stems))) if sentence.keyword else 0)
        named = " ".join(text for tag, text in all_names(record.names) if tag == "en")
        for stem in set(stemmed(named, joined=True)):
            in_names[stem].append(number)
        for stem, count in found.items():
            frequency[stem] += (number, count, telling[stem])
        for stem in told & found.keys():
            about[stem].append(number)
        lengths.append(_length(found))
        about_lengths.append(_length(telling))
    return Table(
        ids=packed(record.id for record in records),
        lengths=lengths.tobytes(),
        about_lengths=about_lengths.tobytes(),
        owners=owners.tobytes(),
        sorts=bytes(sorts),
        sizes=bytes(sizes),
        texts=texts,
        stems={
            stem: _row(array("I", column.get(stem, ())).tobytes() for column in columns) for stem in frequency
        },
        proper=packed(_proper(records)),
        slippery=by_length("stems", (stem for stem in frequency if stem.isascii() and len(stem) > 3)),
    )


def _length(stems: Counter[str]) -> int:
    """How many stems there are, but for characters alone, which their pairs count."""
    return sum(count for stem, count in stems.items() if not is_character(stem))


def _proper(records: Iterable[Record]) -> set[str]:
    """The stems that more often than not have a capital within a sentence of *records*.

    In keywords, which are typed as people type, only a capital says anything.
    """
    counts: Counter[str] = Counter()
    for record in records:
        sentences = (record.summary, *(fact.text for fact in record.facts))
        for text in (*sentences, *record.keywords):
            counts.update(stemmed(" ".join(re.findall(_CAPITALISED, text))))
        for text in sentences:
            counts.subtract(stemmed(" ".join(re.findall(_UNCAPITALISED, text))))
    return {stem for stem, count in counts.items() if count > 0}


def _row(columns: Iterable[bytes]) -> Stem:
    one, two, three, four, five, six = columns
    return one, two, three, four, five, six


def stems_of(record: Record) -> Iterator[str]:
    """Every stem in the texts of *record*, as often as it stands there."""
    yield from _head(record)
    for sentence in _sentences(record):
        yield from stemmed(sentence.text, joined=True)
        yield from _years(sentence.date)


def _head(record: Record) -> list[str]:
    """The stems that say what it is, whose, and when."""
    return [*stemmed(" ".join((record.kind.value, record.type, *_whose(record)))), *_years(record.when)]


def _sentences(record: Record) -> Iterator[_Sentence]:
    for tag, name in all_names(record.names):
        if tag in _DESCRIBED_IN:
            yield _Sentence(text=name, about=True)
    yield _Sentence(text=record.summary, sort=_SUMMARY, about=True)
    for keyword in record.keywords:
        yield _Sentence(text=keyword, about=True, keyword=True)
    for fact in record.facts:
        yield _Sentence(text=fact.text, date=fact.date, sort=_STATEMENT)
    for dispute in record.disputes:
        for text in (dispute.question, *(claim.text for claim in dispute.claims)):
            yield _Sentence(text=text, sort=_DISPUTED)


Asked = tuple[str, float, float]  # a stem, what it weighs, how rare it is
# Of a query, from 0 to 1: what a record holds of it; BM25 over all that the record says, and over
# what says what it is about; how like it a keyword is; how many neighbours stand close together.
Shares = tuple[float, float, float, float, float]
# The score of a record, and whether it holds too much of the query for chance.
Told = tuple[float, bool]


class TextIndex:
    """The texts of a corpus, ready to be compared."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._ids = unpacked(table["ids"])
        self._owner = memoryview(table["owners"]).cast("I")
        self._sorts, self._sizes = table["sorts"], table["sizes"]
        self._norms = [_norms(table[column]) for column in ("lengths", "about_lengths")]
        self._rows: dict[str, Stem] = {}
        self._asked: dict[str, list[Asked]] = {}

    def scores(self, query: str, *, about: bool = False) -> dict[str, Told]:
        """What each record says that shares a word with *query*.

        Only those that are *about* it, if so wanted: by name, summary or keyword.
        """
        asked = self.asked(query)
        length = sum(1.0 if known.isascii() else _HAN_PART for known, *_ in asked)
        given = min(_MOST_GIVEN, _OF_NONE + _PER_WORD * length)
        if length >= _NO_CHANCE and is_cyrillic(query):
            given += _OF_CYRILLIC
        # A word with a capital is the name of something else, and no description: a
        # manifesto that China remembered at Versailles is not about Versailles.
        common = [known for known, *_ in asked if known not in self._proper] if about else ()
        about_it = {self._ids[number] for known in common for number in self._numbers(known, _ABOUT)}
        found = {}
        for record_id, shares, held in self.shares(asked):
            if not about or record_id in about_it:
                score = sum(map(mul, WEIGHTS, shares)) + given
                no_chance = held == len(asked) and (
                    length >= _NO_CHANCE or (length == _NO_CHANCE_TOGETHER and shares[-1] > 0)
                )
                found[record_id] = max(0.0, score), no_chance
        return found

    def shares(self, asked: Sequence[Asked]) -> Iterator[tuple[str, Shares, int]]:
        """For each record that holds any of what is *asked*: its id, the shares, and how many it holds."""
        norms, about_norms = self._norms
        nothing = [0.0] * len(self._ids)
        share, in_all, in_about, like = nothing[:], nothing[:], nothing[:], nothing[:]
        held, total = [0] * len(self._ids), 0.0
        words: dict[int, int] = defaultdict(int)  # by the number of a keyword
        for known, weight, rarity in asked:
            holders = self._numbers(known, _FREQUENCY)
            total += rarity if holders else _UNKNOWN * rarity
            for record, often, often_about in zip(holders[::3], holders[1::3], holders[2::3], strict=True):
                held[record] += 1
                share[record] += weight
                in_all[record] += weight * often / (often + norms[record])
                if often_about:
                    in_about[record] += weight * often_about / (often_about + about_norms[record])
            for number in self._numbers(known, _IN_KEYWORDS):
                words[number] += 1
        for number, count in words.items():
            record = self._owner[number]
            like[record] = max(like[record], 2 * count / (self._sizes[number] + len(asked)))
        pairs = list(pairwise(known for known, *_ in asked if not is_character(known)))
        close = Counter(record for pair in pairs for record in self._side_by_side(*pair))
        for record in compress(range(len(held)), held):
            together = close[record] / len(pairs) if pairs else 1.0
            of_all = share[record] / total, in_all[record] / total, in_about[record] / total
            yield self._ids[record], (*of_all, like[record], together), held[record]

    def sentence(self, query: str, record_id: str) -> str | None:
        """What a record says that is most like *query*; None where nothing that is shown shares a word."""
        record = self._ids.index(record_id)
        start, end = bisect_left(self._owner, record), bisect_right(self._owner, record)
        weights: dict[int, float] = defaultdict(float)
        for known, weight, _ in self.asked(query):
            numbers = self._numbers(known, _IN_SHOWN)
            for number in numbers[bisect_left(numbers, start) : bisect_left(numbers, end)]:
                weights[number] += weight * _COUNTS[self._sorts[number]]
        if not weights:
            return None
        best = max(sorted(weights), key=lambda number: weights[number])
        text: str = self._table["texts"][str(best)]
        return text

    @cached_property
    def _proper(self) -> set[str]:
        return set(unpacked(self._table["proper"]))

    def asked(self, query: str) -> list[Asked]:
        """The stems of *query* as the corpus knows them, what each weighs, and how rare it is."""
        if query not in self._asked:
            self._asked[query] = self._weighed(query)
        return self._asked[query]

    def _weighed(self, query: str) -> list[Asked]:
        stems = dict.fromkeys(stemmed(query))
        asked = [self._known(stem) if len(stems) <= MOST_WORDS else (stem, 1.0) for stem in stems]
        rarities = [self._rarity(known, len(self._numbers(known, _FREQUENCY)) // 3) for known, _ in asked]
        common = self._rarity("", round(_COMMON * self._records))
        return [
            (known, likeness * rarity, rarity)
            for (known, likeness), rarity in zip(asked, rarities, strict=True)
            if rarity > common or not is_character(known)
        ]

    def knows(self, query: str) -> bool:
        """Whether every word of *query* that says anything stands in the texts."""
        return all(self._numbers(stem, _FREQUENCY) for stem in stemmed(query))

    def tells(self, record_id: str, query: str) -> bool:
        """Whether a record, if it is among these, tells of every word of *query* that says anything."""
        if record_id not in self._ids:
            return False
        record, known = self._ids.index(record_id), (self._known(stem)[0] for stem in stemmed(query))
        return all(record in self._numbers(stem, _FREQUENCY)[::3] for stem in known)

    def in_one_breath(self, query: str) -> set[str]:
        """The records of which sentences have all neighbours in *query* close together."""
        asked = [
            known for known in dict.fromkeys(one for one, *_ in self.asked(query)) if not is_character(known)
        ]
        close = [self._side_by_side(*pair) for pair in pairwise(asked)]
        if not close:
            return set()
        # A treaty that a text names is not its record; what it calls a treaty may be.
        deciding = [stem for stem in asked if stem not in _sorts()]
        told = [set(self._numbers(stem, _ABOUT)) | set(self._numbers(stem, _IN_ENGLISH)) for stem in deciding]
        return {self._ids[record] for record in set.intersection(*close, *told)}

    @property
    def _records(self) -> int:
        """How many records there are."""
        return len(self._ids)

    def _rarity(self, stem: str, holding: int) -> float:
        """What *stem* weighs, which so many records hold."""
        return log(1 + (max(1, self._records) - holding + 0.5) / (holding + 0.5))

    def _side_by_side(self, one: str, other: str) -> set[int]:
        """The records of which a sentence has both stems close together."""
        rare, common = sorted((self._numbers(one, _PLACES), self._numbers(other, _PLACES)), key=len)
        places: dict[int, list[int]] = defaultdict(list)
        for number, place in _pairs(rare):
            places[number].append(place)
        return {
            self._owner[number]
            for number, place in _pairs(common)
            if number in places and any(abs(place - there) <= _CLOSE for there in places[number])
        }

    def _numbers(self, stem: str, column: int) -> Sequence[int]:
        if stem not in self._rows:
            self._rows[stem] = self._table["stems"].get(stem, _NOWHERE)
        return memoryview(self._rows[stem][column]).cast("I")

    def _known(self, stem: str) -> tuple[str, float]:
        """The stem of the corpus that *stem* may be a slip for, and how alike they are."""
        if not self._numbers(stem, _FREQUENCY) and len(stem) > 4:
            for other, distance, _ in near(stem, self._table["slippery"], "stems"):
                return other, (1 - distance / max(len(stem), len(other))) ** 2
        return stem, 1.0


@cache
def _sorts() -> frozenset[str]:
    return frozenset(stemmed(" ".join(GENERIC_WORDS)))


def _norms(lengths: bytes) -> list[float]:
    """How much oftener a word has to stand in the longer texts to count as much."""
    each = memoryview(lengths).cast("I")
    mean = max(1.0, sum(each) / max(1, len(each)))
    return [_K1 * (1 - _B + _B * length / mean) for length in each]


def _pairs(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    return zip(numbers[::2], numbers[1::2], strict=True)


def _whose(record: Record) -> Iterator[str]:
    """Whose it is: the side of a person, the parties of a treaty, the country of a place."""
    if isinstance(record, Person) and record.side:
        yield record.side
    if isinstance(record, Treaty):
        yield from record.parties
    if isinstance(record, Place) and record.now:
        yield record.now.country


def _years(date: str | None) -> list[str]:
    return re.findall(_YEAR, date) if date else []
