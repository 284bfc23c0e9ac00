"""How well summaries and statements fit a query: by how rare the words are that they share.

Per record BM25 (Robertson and Zaragoza, The Probabilistic Relevance Framework, 2009) and
the share of the query that it holds at all; per sentence the share that it holds alone.
"""

from __future__ import annotations

import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import compress, pairwise
from math import log
from typing import TypedDict

from sinorus_cli.corpus import Corpus
from sinorus_cli.model import Person, Place, Record, Treaty
from sinorus_cli.names import all_names
from sinorus_cli.search.columns import Packed, packed, unpacked
from sinorus_cli.search.forms import GENERIC_WORDS, MOST_WORDS
from sinorus_cli.search.slips import ByLength, by_length, near
from sinorus_cli.search.stems import english_stems
from sinorus_cli.values import Value

_K1, _B = 1.2, 0.3
_TOP = 90.0  # the score of a record that holds all of the query, over and over
_IN_RECORD, _IN_SENTENCE, _IN_NAMES, _BM25 = 0.3, 0.4, 0.15, 0.15
_STATEMENT = 0.75  # what a statement counts against the summary, which says what matters,
_DISPUTED = 0.7  # and what is said in a dispute, true or not
_UNKNOWN = 0.75  # what a word that no text holds weighs: it may be a synonym
# "french revolution" is not met by a sentence on the French and another on a revolution.
# What is left of the score where no words that follow one another in the query stand close
# together, in longer queries and in those of two words; and how many words are close.
_APART, _CLOSE = (0.8, 0.55), 4
# What is no chance, however long a description is: so many of its words in one sentence, or in one
# record, together so many times as rare as the rarest word there is.
_IN_ONE_SENTENCE, _IN_ONE_RECORD = (3, 0.95), (4, 1.6)
_MANY = 255  # words that are counted
_HOLDING, _FREQUENCY, _IN_ENGLISH, _PLACES, _ABOUT = range(5)
_NOWHERE: Stem = (b"", b"", b"", b"", b"")
_UNCAPITALISED = r"\b[a-z]\w+"
_YEAR = r"(?<!\d)\d{4}(?!\d)"


Stem = tuple[bytes, bytes, bytes, bytes, bytes]  # arrays of unsigned integers, as `Table` has them


class Table(TypedDict):
    """Every name, summary and statement of a corpus as stems.

    Of records: their *ids*; *lengths*, how many stems each has. Of sentences: *owners*, the
    number of the record of each; *counts*, what each counts; *shown*, 1 where it is no name or
    keyword, which are searched and not shown; the *texts* of those, by their number.

    *slippery* are the stems that another may be a slip for.

    By stem, in turn: the sentences that hold it; records and how often it stands in each; the
    records of which an English name has it; sentences and where in them it stands; the records
    that it is about.
    """

    ids: Packed
    lengths: bytes
    owners: bytes
    counts: bytes
    shown: bytes
    texts: Mapping[str, str]
    stems: Mapping[str, Stem]
    slippery: ByLength


class _Sentence(Value):
    text: str
    shown: bool
    head: list[str]
    counts: float


def table(records: Corpus | Sequence[Record]) -> Table:
    """The texts of *records*."""
    lengths, owners, counts, shown = array("I"), array("I"), array("d"), bytearray()
    texts: dict[str, str] = {}
    columns: tuple[dict[str, list[int]], ...] = tuple(defaultdict(list) for _ in range(5))
    holding, frequency, in_names, places, about = columns
    for number, record in enumerate(records):
        found: Counter[str] = Counter()
        told: set[str] = set()
        for sentence in _sentences(record):
            stems = english_stems(sentence.text, joined=True)
            found.update(stems + sentence.head)
            for stem in {*stems, *sentence.head}:
                holding[stem].append(len(owners))
            for place, stem in enumerate(stems):
                places[stem] += (len(owners), place)
            if sentence.shown:
                texts[str(len(owners))] = sentence.text
            if not sentence.shown or sentence.counts == 1.0:
                told.update(english_stems(" ".join(re.findall(_UNCAPITALISED, sentence.text))))
            owners.append(number)
            counts.append(sentence.counts)
            shown.append(sentence.shown)
        named = " ".join(text for tag, text in all_names(record.names) if tag == "en")
        for stem in set(english_stems(named, joined=True)):
            in_names[stem].append(number)
        for stem, count in found.items():
            frequency[stem] += (number, count)
        for stem in told & found.keys():
            about[stem].append(number)
        lengths.append(found.total())
    return Table(
        ids=packed(record.id for record in records),
        lengths=lengths.tobytes(),
        owners=owners.tobytes(),
        counts=counts.tobytes(),
        shown=bytes(shown),
        texts=texts,
        stems={
            stem: _row(array("I", column.get(stem, ())).tobytes() for column in columns) for stem in frequency
        },
        slippery=by_length("stems", (stem for stem in frequency if stem.isascii() and len(stem) > 3)),
    )


def _row(columns: Iterable[bytes]) -> Stem:
    one, two, three, four, five = columns
    return one, two, three, four, five


def stems_of(record: Record) -> Iterator[str]:
    """Every stem in the texts of *record*, as often as it stands there."""
    for sentence in _sentences(record):
        yield from english_stems(sentence.text, joined=True)
        yield from sentence.head


def _sentences(record: Record) -> Iterator[_Sentence]:
    head = english_stems(" ".join((record.kind.value, record.type, record.title, *_whose(record))))
    for tag, name in all_names(record.names):
        if tag == "en":
            yield _Sentence(text=name, shown=False, head=[], counts=_STATEMENT)
    yield _Sentence(text=record.summary, shown=True, head=[*head, *_years(record.when)], counts=1.0)
    for keyword in record.keywords:
        yield _Sentence(text=keyword, shown=False, head=head, counts=1.0)
    for fact in record.facts:
        yield _Sentence(text=fact.text, shown=True, head=[*head, *_years(fact.date)], counts=_STATEMENT)
    for dispute in record.disputes:
        for text in (dispute.question, *(claim.text for claim in dispute.claims)):
            yield _Sentence(text=text, shown=True, head=head, counts=_DISPUTED)


# The score of a record, the number of its best sentence, None where only names and keywords
# share a word, and whether it holds too much of the query for chance.
Told = tuple[float, int | None, bool]


class TextIndex:
    """The texts of a corpus, ready to be compared."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._ids = unpacked(table["ids"])
        self._owner = memoryview(table["owners"]).cast("I")
        self._lengths = memoryview(table["lengths"]).cast("I")
        self._counts = memoryview(table["counts"]).cast("d")
        self._mean_length = max(1.0, sum(self._lengths) / max(1, len(self._lengths)))
        self._rows: dict[str, Stem] = {}

    def text(self, number: int) -> str:
        """The sentence with that number."""
        text: str = self._table["texts"][str(number)]
        return text

    def scores(self, query: str, *, about: bool = False) -> dict[str, Told]:
        """What each record says that shares a word with *query*.

        Only those that are *about* it, if so wanted: by name, summary or keyword.
        """
        total = 0.0
        records, sentences = range(len(self._lengths)), len(self._owner)
        bm25, held, named = ([0.0] * len(records) for _ in range(3))
        words = bytearray(len(records))
        told_weight, told_words = [0.0] * sentences, bytearray(sentences)
        stems = english_stems(query)
        asked = {stem: self._known(stem) if len(stems) <= MOST_WORDS else (stem, 1.0) for stem in stems}
        for known, likeness in asked.values():
            holders = self._numbers(known, _FREQUENCY)
            rarity = self._rarity(known, len(holders) // 2)
            total += rarity if holders else _UNKNOWN * rarity
            weight = likeness * rarity
            for record, count in _pairs(holders):
                norm = 1 - _B + _B * self._lengths[record] / self._mean_length
                bm25[record] += weight * count / (count + _K1 * norm)
                held[record] += weight
                words[record] = min(words[record] + 1, _MANY)
            for record in self._numbers(known, _IN_ENGLISH):
                named[record] += weight
            for number in self._numbers(known, _HOLDING):
                told_weight[number] += weight
                told_words[number] = min(told_words[number] + 1, _MANY)
        rarest = self._rarity("", 0)
        (few, light), (some, heavy) = _IN_ONE_SENTENCE, _IN_ONE_RECORD
        best, told, heavy_ones = self._best_sentences(told_weight, light * rarest)
        sure = {self._owner[number] for number in heavy_ones if told_words[number] >= few}
        about_it = set(records)
        if about:
            # A word with a capital is the name of something else, and no description: a
            # manifesto that China remembered at Versailles is not about Versailles.
            about_it = {record for known, _ in asked.values() for record in self._numbers(known, _ABOUT)}
        pairs = list(pairwise(known for known, _ in asked.values()))
        apart = _APART[len(pairs) == 1]
        together = Counter(record for pair in pairs for record in self._side_by_side(*pair))
        found = {}
        for record in about_it:
            if held[record]:
                score = _IN_RECORD * held[record] + _IN_SENTENCE * best[record]
                score += _IN_NAMES * named[record] + _BM25 * bm25[record]
                near = apart + (1 - apart) * together[record] / len(pairs) if pairs else 1.0
                no_chance = record in sure or (words[record] >= some and held[record] >= heavy * rarest)
                found[self._ids[record]] = _TOP * near * score / total, told.get(record), no_chance
        return found

    def _best_sentences(
        self, weights: Sequence[float], heavy: float
    ) -> tuple[list[float], dict[int, int], list[int]]:
        """By the *weights* of sentences: what the best of each record counts, which best one can be shown.

        And the sentences that are *heavy* or more.
        """
        best, best_shown = [0.0] * len(self._lengths), [0.0] * len(self._lengths)
        told: dict[int, int] = {}
        heavy_ones = []
        shown = self._table["shown"]
        for number in compress(range(len(weights)), weights):  # as most weigh nothing
            weight = weights[number]
            if weight >= heavy:
                heavy_ones.append(number)
            record, weight = self._owner[number], weight * self._counts[number]
            if weight > best[record]:
                best[record] = weight
            if shown[number] and weight > best_shown[record]:
                best_shown[record] = weight
                told[record] = number
        return best, told, heavy_ones

    def in_one_breath(self, query: str) -> set[str]:
        """The records of which sentences have all neighbours in *query* close together."""
        asked = list(dict.fromkeys(self._known(stem)[0] for stem in english_stems(query)))
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
        return len(self._lengths)

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
    return frozenset(english_stems(" ".join(GENERIC_WORDS)))


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
