"""How well summaries and statements fit a query: by how rare the words are that they share.

Per record BM25 (Robertson and Zaragoza, The Probabilistic Relevance Framework, 2009) and
the share of the query that it holds at all; per sentence the share that it holds alone.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log

from rapidfuzz import process
from rapidfuzz.distance import OSA

from sinorus_cli.corpus import Corpus
from sinorus_cli.model import Person, Place, Record, Treaty
from sinorus_cli.names import all_names
from sinorus_cli.search.forms import edits, english_stems

_K1, _B = 1.2, 0.5
_TOP = 90.0  # the score of a record that holds all of the query, over and over
_IN_RECORD, _IN_SENTENCE, _IN_NAMES, _BM25 = 0.3, 0.4, 0.15, 0.15
_STATEMENT = 0.8  # what a statement counts against the summary, which says what matters,
_DISPUTED = 0.7  # and what is said in a dispute, true or not
_UNKNOWN = 0.75  # what a word that no text holds weighs: it may be a synonym
# "french revolution" is not met by a sentence on the French and another on a revolution.
# What is left of the score where no words that follow one another in the query stand close
# together, in longer queries and in those of two words; and how many words are close.
_APART, _CLOSE = (0.95, 0.55), 3
_UNCAPITALISED = re.compile(r"\b[a-z]\w+")
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")


@dataclass(frozen=True, kw_only=True, slots=True)
class Sentence:
    """A sentence, a name or a keyword of a record: its stems in order, and what it counts.

    Names and keywords are searched and not *shown*. Those and the summary are what the
    record is *about*.
    """

    record_id: str
    text: str
    shown: bool
    stems: tuple[str, ...]
    counts: float
    about: bool


class TextIndex:
    """Every name, summary and statement of a corpus as stems."""

    def __init__(self, corpus: Corpus) -> None:
        self.sentences: list[Sentence] = []
        self.holding: dict[str, set[int]] = defaultdict(set)
        self.frequency: dict[str, Counter[str]] = defaultdict(Counter)
        self.length: Counter[str] = Counter()
        self.in_names: dict[str, set[str]] = defaultdict(set)  # record to stems
        for record in corpus:
            head = english_stems(" ".join((record.kind.value, record.type, record.title, *_whose(record))))
            for tag, name in all_names(record.names):
                if tag == "en":
                    self._add(record.id, name, [], _STATEMENT, shown=False)
                    self.in_names[record.id].update(self.sentences[-1].stems)
            self._add(record.id, record.summary, [*head, *_years(record.when)], 1.0)
            for keyword in record.keywords:
                self._add(record.id, keyword, head, 1.0, shown=False)
            for fact in record.facts:
                self._add(record.id, fact.text, [*head, *_years(fact.date)], _STATEMENT)
            for dispute in record.disputes:
                for text in (dispute.question, *(claim.text for claim in dispute.claims)):
                    self._add(record.id, text, head, _DISPUTED)
        self.records = max(1, len(corpus.records))
        self.mean_length = max(1.0, self.length.total() / self.records)
        self.vocabulary = [stem for stem in self.frequency if stem.isascii()]

    def scores(self, query: str, *, about: bool = False) -> dict[str, tuple[float, str]]:
        """For each record that shares a word with *query*: its score and its best sentence.

        Only those that are *about* it, if so wanted: by name, summary or keyword.
        """
        total = 0.0
        bm25: dict[str, float] = defaultdict(float)
        held: dict[str, float] = defaultdict(float)
        named: dict[str, float] = defaultdict(float)
        in_sentence: dict[int, float] = defaultdict(float)
        asked = {stem: self._known(stem) for stem in english_stems(query)}
        for known, likeness in asked.values():
            holders = self.frequency.get(known, Counter())
            rarity = log(1 + (self.records - len(holders) + 0.5) / (len(holders) + 0.5))
            total += rarity if holders else _UNKNOWN * rarity
            for record_id, count in holders.items():
                norm = 1 - _B + _B * self.length[record_id] / self.mean_length
                bm25[record_id] += likeness * rarity * count / (count + _K1 * norm)
                held[record_id] += likeness * rarity
                if known in self.in_names[record_id]:
                    named[record_id] += likeness * rarity
            for number in self.holding.get(known, ()):
                in_sentence[number] += likeness * rarity * self.sentences[number].counts
        best: dict[str, float] = defaultdict(float)
        told: dict[str, tuple[float, int]] = {}  # the best of the sentences that can be shown
        for number, sum_ in in_sentence.items():
            sentence = self.sentences[number]
            best[sentence.record_id] = max(best[sentence.record_id], sum_)
            if sentence.shown:
                told[sentence.record_id] = max(told.get(sentence.record_id, (0.0, 0)), (sum_, -number))
        if about:
            held = {key: sum_ for key, sum_ in held.items() if self._is_about(key, asked.values())}
        scores = {
            record_id: _TOP
            * (
                _IN_RECORD * sum_
                + _IN_SENTENCE * best[record_id]
                + _IN_NAMES * named[record_id]
                + _BM25 * bm25[record_id]
            )
            / total
            for record_id, sum_ in held.items()
        }
        pairs = list(pairwise(known for known, _ in asked.values()))
        apart = _APART[len(pairs) == 1]
        together = Counter(record_id for pair in pairs for record_id in self._side_by_side(*pair))
        for record_id in scores:
            scores[record_id] *= apart + (1 - apart) * together[record_id] / len(pairs) if pairs else 1.0
        shown = {record_id: self.sentences[-number].text for record_id, (_, number) in told.items()}
        return {record_id: (score, shown.get(record_id, "")) for record_id, score in scores.items()}

    def _is_about(self, record_id: str, asked: Iterable[tuple[str, float]]) -> bool:
        """Whether the summary, a name or a keyword of the record holds one of the stems *asked*.

        A word with a capital is the name of something else, and no description: a manifesto
        that China remembered at Versailles is not about Versailles.
        """
        return any(
            sentence.about and known in english_stems(" ".join(_UNCAPITALISED.findall(sentence.text)))
            for known, _ in asked
            for number in self.holding.get(known, ())
            if (sentence := self.sentences[number]).record_id == record_id
        )

    def _side_by_side(self, one: str, other: str) -> set[str]:
        """The records of which a sentence has both stems close together."""
        found = set()
        for number in self.holding.get(one, set()) & self.holding.get(other, set()):
            stems = self.sentences[number].stems
            places = [[place for place, stem in enumerate(stems) if stem == each] for each in (one, other)]
            if any(abs(here - there) <= _CLOSE for here in places[0] for there in places[1]):
                found.add(self.sentences[number].record_id)
        return found

    def _add(self, record_id: str, text: str, head: list[str], counts: float, shown: bool = True) -> None:
        stems = english_stems(text, joined=True)
        self._count(record_id, stems + head)
        for stem in {*stems, *head}:
            self.holding[stem].add(len(self.sentences))
        self.sentences.append(
            Sentence(
                record_id=record_id,
                text=text,
                shown=shown,
                stems=tuple(stems),
                counts=counts,
                about=not shown or counts == 1.0,
            )
        )

    def _count(self, record_id: str, stems: Sequence[str]) -> None:
        for stem, count in Counter(stems).items():
            self.frequency[stem][record_id] += count
        self.length[record_id] += len(stems)

    def _known(self, stem: str) -> tuple[str, float]:
        """The stem of the corpus that *stem* may be a slip for, and how alike they are."""
        if stem not in self.frequency and len(stem) > 4 and (slips := edits(stem)):
            near = process.extractOne(stem, self.vocabulary, scorer=OSA.distance, score_cutoff=slips)
            if near:
                return near[0], (1 - near[1] / max(len(stem), len(near[0]))) ** 2
        return stem, 1.0


def _whose(record: Record) -> Iterator[str]:
    """Whose it is: the side of a person, the parties of a treaty, the country of a place."""
    if isinstance(record, Person) and record.side:
        yield record.side
    if isinstance(record, Treaty):
        yield from record.parties
    if isinstance(record, Place) and record.now:
        yield record.now.country


def _years(date: str | None) -> list[str]:
    return _YEAR.findall(date) if date else []
