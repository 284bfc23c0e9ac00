"""Checks of meaning that a schema cannot make, each with a code.

To add a check: write a generator of sentences over a corpus, name it in `CHECKS`, and put
the smallest corpus that breaks it into ``tests/checks/<code>/``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

from sinorus_cli import dates
from sinorus_cli.calendars import reign_date
from sinorus_cli.corpus import BIBLIOGRAPHY, Corpus, directories_of, stored_links
from sinorus_cli.errors import DateError, Problem, harmless
from sinorus_cli.julian import julian_to_gregorian
from sinorus_cli.model import Event, Kind, Person, Place, Record, Stated, Treaty
from sinorus_cli.names import all_names, fold
from sinorus_cli.shape import sound_part

Found = Iterator[tuple[Record, str]]


def check(*directories: Path) -> tuple[Corpus, list[Problem]]:
    """The corpora in *directories* as one, by default ours, and every problem found in them.

    What does not fit its schema is left out of the corpus, and is one of the problems.

    Raises:
        CorpusError: there is no such directory, or it is named twice.
    """
    corpus, problems = sound_part(directories_of(directories))
    problems += [
        Problem(code=code, file=corpus.files[record.id], id=record.id, sentence=sentence)
        for code, find in CHECKS.items()
        for record, sentence in find(corpus)
    ]
    problems += _duplicate_works(corpus)
    harmless_ones = [  # a directory has what name it has
        Problem(**{name: harmless(getattr(one, name)) for name in one.fields}) for one in problems
    ]
    return corpus, sorted(harmless_ones, key=lambda p: (p.file, p.id, p.code, p.sentence))


def edtf(corpus: Corpus) -> Found:
    """Every date is EDTF and names days that exist; nobody is born or dies over a span of time."""
    for record in corpus:
        if isinstance(record, Person):
            for where, text in (("birth", record.birth), ("death", record.death)):
                if text and "/" in text:
                    yield record, f"{where}: {text!r} is a span; write one date, such as 1708~."
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
            if other.id < one.id and corpus.files.get(other.id) == corpus.files.get(one.id):
                yield other, f"stands after {one.id!r}"


def duplicate_names(corpus: Corpus) -> Found:
    """No two records of a kind share an authority name, and no record has a name twice.

    Nor has what is told elsewhere the name of a record.
    """
    every = {fold(name): record.id for record in corpus for _, name in all_names(record.names)}
    for thing in corpus.elsewhere():
        for _, name in all_names(thing.names):
            if other := every.get(fold(name)):
                yield thing, f"has the name {name!r} of {other!r}"
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
    signed: dict[str, list[Treaty]] = {}
    for treaty in corpus.of_kind(Kind.TREATY):
        if isinstance(treaty, Treaty):
            for agent in treaty.signatories:
                signed.setdefault(agent.id or "", []).append(treaty)
    for person in corpus.of_kind(Kind.PERSON):
        if not isinstance(person, Person):
            continue
        birth, death = _read(person.birth), _read(person.death)
        born, died = birth and birth.earliest, death and death.latest
        if born and died and died < born:
            yield person, "dies before birth"
        acts = [(f"holds the office {office.title!r}", office.date) for office in person.offices]
        acts += [(f"signs {treaty.id!r}", treaty.date) for treaty in signed.get(person.id, ())]
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


def stated_dates(corpus: Corpus) -> Found:
    """An Old Style or a Chinese date names the day of the record, or a note says why not."""
    for record, dated, stated in _stated(corpus):
        try:
            first, last = _days(stated)
        except DateError as error:
            yield record, str(error)
            continue
        if not dated.overlaps(first, last) and stated.date != record.date:
            days = f"{first}" if first == last else f"{first} to {last}"
            yield record, f"states {stated.text}, which is {days} and not {record.date}"


def unconverted(corpus: Corpus) -> Found:
    """No Old Style day stands as if it were New Style."""
    for record, _, stated in _stated(corpus):
        if stated.calendar == "julian" and stated.date == record.date:
            yield record, f"gives {record.date} as both Old Style and New Style; convert it"


def succession(corpus: Corpus) -> Found:
    """A treaty replaces an earlier one, which is not in force for longer than that."""
    for later in corpus.of_kind(Kind.TREATY):
        signed = _read(later.date)
        for type_, other in stored_links(later):
            earlier = corpus.records.get(other)
            if type_ != "supersedes" or not isinstance(earlier, Treaty) or not signed:
                continue
            before, force = _read(earlier.date), _read(earlier.in_force)
            if before and signed.start and before.start and signed.start.last < before.start.first:
                yield later, f"supersedes {other!r}, which is later"
            if force and force.open_end:
                yield earlier, f"is in force to this day, though {later.id!r} superseded it"
            elif force and force.end and signed.start and force.end.last < signed.start.first:
                yield earlier, f"ended on {force.end.text}, before {later.id!r} superseded it"


def in_force(corpus: Corpus) -> Found:
    """No treaty comes into force, is ratified or exchanged before it is signed."""
    for treaty in corpus.of_kind(Kind.TREATY):
        signed = _read(treaty.date)
        if not isinstance(treaty, Treaty) or not signed or not signed.start:
            continue
        for what in ("in_force", "ratified", "exchanged"):
            when = _read(getattr(treaty, what))
            if when and when.start and when.start.latest < signed.start.earliest:
                yield treaty, f"is signed on {treaty.date}, after {what} ({when.text})"


def toponyms(corpus: Corpus) -> Found:
    """Every name that a place bore in time is one of its names, so that it is found by it."""
    for place in corpus.of_kind(Kind.PLACE):
        if isinstance(place, Place):
            names = {form for forms in place.names.values() for form in forms}
            for toponym in place.toponyms:
                if toponym.name not in names:
                    yield place, f"was called {toponym.name!r}, which is not among its names"


def neutral_names(corpus: Corpus) -> Found:
    """Where a place has two headline names, no headline has one of them alone.

    Those are the places whose authority name is of the form "Zhenbao Island / Damansky Island".
    """
    pairs = [
        [side.removesuffix(" Island").strip() for side in place.title.split(" / ")]
        for place in corpus.of_kind(Kind.PLACE)
        if place.title.count(" / ") == 1
    ]
    for record in corpus:
        for one, other in pairs:
            if "/" not in record.title and (one in record.title) != (other in record.title):
                yield record, f"names {one!r} or {other!r} alone; a headline names both"


CHECKS: dict[str, Callable[[Corpus], Found]] = {
    "edtf": edtf,
    "links": links,
    "citations": citations,
    "order": order,
    "duplicate-names": duplicate_names,
    "lives": lives,
    "wholes": wholes,
    "stated-dates": stated_dates,
    "unconverted": unconverted,
    "in-force": in_force,
    "succession": succession,
    "toponyms": toponyms,
    "neutral-names": neutral_names,
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


def _stated(corpus: Corpus) -> Iterator[tuple[Treaty | Event, dates.Edtf, Stated]]:
    """Every date that a document states, without a note that explains it away."""
    for record in corpus:
        if isinstance(record, Treaty | Event) and (dated := _read(record.date)):
            for stated in record.stated:
                if not stated.note and (stated.date or stated.calendar == "chinese"):
                    yield record, dated, stated


def _days(stated: Stated) -> tuple[date, date]:
    """The first and last Gregorian day that *stated* may mean."""
    if stated.calendar == "chinese":
        return reign_date(stated.text)
    year, month, day = map(int, (stated.date or "").split("-"))
    return (julian_to_gregorian(year, month, day),) * 2


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
    if isinstance(record, Place):
        named |= {f"toponym {number}": one.date for number, one in enumerate(record.toponyms)}
    named |= {f"statement {number}": one.date for number, one in enumerate(record.facts)}
    yield from ((where, text) for where, text in named.items() if text)
