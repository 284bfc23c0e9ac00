"""Checks of meaning that a schema cannot make, each with a code.

To add a check: write a generator of sentences over a corpus, name it in `CHECKS`, and put
the smallest corpus that breaks it into ``tests/checks/<code>/``.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from sinorus_cli import dates
from sinorus_cli.corpus import BIBLIOGRAPHY, Corpus, stored_links
from sinorus_cli.errors import DateError
from sinorus_cli.model import Event, Kind, Person, Record, Treaty
from sinorus_cli.names import fold


@dataclass(frozen=True, kw_only=True, slots=True)
class Problem:
    """What is wrong: the code of the check, the file, the record and a sentence."""

    code: str
    file: str
    id: str
    sentence: str


Found = Iterator[tuple[Record, str]]


def check(corpus: Corpus) -> list[Problem]:
    """Every problem that any check finds in *corpus*."""
    problems = [
        Problem(code=code, file=record.kind.file, id=record.id, sentence=sentence)
        for code, find in CHECKS.items()
        for record, sentence in find(corpus)
    ]
    return sorted(problems + _duplicate_works(corpus), key=lambda p: (p.file, p.id, p.code, p.sentence))


def edtf(corpus: Corpus) -> Found:
    """Every date is EDTF and names days that exist."""
    for record in corpus:
        for where, text in _dates(record):
            try:
                dates.parse(text)
            except DateError as error:
                yield record, f"{where}: {error}"


def links(corpus: Corpus) -> Found:
    """Every link points to a record, and a place is a place, a person a person."""
    for record in corpus:
        for type_, other in stored_links(record):
            target = corpus.records.get(other)
            if other == record.id:
                yield record, "links to itself"
            elif target is None:
                yield record, f"links to {other!r}, which is no record"
            elif type_ in ("signed-by", "took-part") and target.kind is not Kind.PERSON:
                yield record, f"names {other!r}, a {target.kind}, as a person"
            elif type_ == "at" and target.kind is not Kind.PLACE:
                yield record, f"names {other!r}, a {target.kind}, as a place"


def citations(corpus: Corpus) -> Found:
    """Every work that is cited stands in the bibliography."""
    for record in corpus:
        for citation in record.citations():
            for work in filter(None, (citation.id, citation.via)):
                if work not in corpus.bibliography:
                    yield record, f"cites {work!r}, which is not in the bibliography"


def order(corpus: Corpus) -> Found:
    """The records of a file stand in the order of their ids."""
    for kind in Kind:
        records = corpus.of_kind(kind)
        for one, other in pairwise(records):
            if other.id < one.id:
                yield other, f"stands after {one.id!r}"


def duplicate_names(corpus: Corpus) -> Found:
    """No two records of a kind share an authority name, and no record has a name twice."""
    for kind in Kind:
        seen: dict[str, Record] = {}
        for record in corpus.of_kind(kind):
            first = seen.setdefault(fold(record.title), record)
            if first is not record:
                yield record, f"has the authority name of {first.id!r}"
    for record in corpus:
        for tag, forms in record.names.items():
            if len(set(forms)) < len(forms):
                yield record, f"has a name under {tag!r} twice"


def lives(corpus: Corpus) -> Found:
    """Nobody dies before birth, or signs or holds an office outside the years of their life."""
    for person in corpus.of_kind(Kind.PERSON):
        if not isinstance(person, Person):
            continue
        birth, death = _read(person.birth), _read(person.death)
        born, died = birth and birth.earliest, death and death.latest
        if born and died and died < born:
            yield person, "dies before birth"
        acts = [(f"holds the office {office.title!r}", office.date) for office in person.offices]
        acts += [
            (f"signs {record.id!r}", record.date)
            for record in corpus
            if isinstance(record, Treaty)
            for agent in record.signatories
            if agent.id == person.id
        ]
        for act, when in acts:
            span = _read(when)
            if not span:
                continue
            if born and (span.latest or date.max) < born:
                yield person, f"{act} before birth"
            if died and (span.earliest or date.min) > died:
                yield person, f"{act} after death"


def wholes(corpus: Corpus) -> Found:
    """A part does not lie outside the dates of its whole, where that has a length."""
    for record in corpus:
        for type_, other in stored_links(record):
            whole = corpus.records.get(other)
            part, span = _read(record.when), _read(whole.when if whole else None)
            if type_ != "part-of" or whole is None or not part or not span or not span.interval:
                continue
            if not part.overlaps(span.earliest or date.min, span.latest or date.max):
                yield record, f"is dated {record.when}, outside {other!r} ({whole.when})"


def calendars(corpus: Corpus) -> Found:
    """A Julian date names the day of the record, or a note says why it does not."""
    for record in corpus:
        dated = _read(record.date)
        if not isinstance(record, Treaty | Event) or not dated:
            continue
        for stated in record.stated:
            if stated.calendar != "julian" or stated.note or not stated.date:
                continue
            year, month, day = map(int, stated.date.split("-"))
            gregorian = dates.julian_to_gregorian(year, month, day)
            if not dated.overlaps(gregorian, gregorian):
                yield record, f"states {stated.date} Julian, which is {gregorian} and not {record.date}"


CHECKS: dict[str, Callable[[Corpus], Found]] = {
    "edtf": edtf,
    "links": links,
    "citations": citations,
    "order": order,
    "duplicate-names": duplicate_names,
    "lives": lives,
    "wholes": wholes,
    "calendars": calendars,
}


def _duplicate_works(corpus: Corpus) -> list[Problem]:
    """Works that are in the bibliography a second time under another id."""
    seen: dict[tuple[Any, ...], str] = {}
    problems = []
    for work in corpus.bibliography.values():
        key = (fold(str(work.get("title", ""))), str(work.get("issued", "")), work.get("URL"))
        first = seen.setdefault(key, work["id"])
        if first != work["id"]:
            sentence = f"is the same work as {first!r}"
            problems.append(
                Problem(code="duplicate-works", file=BIBLIOGRAPHY, id=work["id"], sentence=sentence)
            )
    return problems


def _read(text: str | None) -> dates.Edtf | None:
    """The date, or None where there is none or `edtf` has already found fault with it."""
    try:
        return dates.parse(text) if text else None
    except DateError:
        return None


def _dates(record: Record) -> Iterator[tuple[str, str]]:
    named: dict[str, str | None] = {"date": record.date}
    if isinstance(record, Person):
        named |= {"birth": record.birth, "death": record.death, "floruit": record.floruit}
        named |= {f"office {number}": office.date for number, office in enumerate(record.offices)}
    if isinstance(record, Treaty):
        named |= {
            "ratified": record.ratified,
            "exchanged": record.exchanged,
            "in_force": record.in_force,
        }
    named |= {f"statement {number}": one.date for number, one in enumerate(record.facts)}
    yield from ((where, text) for where, text in named.items() if text)
