"""A record in words: the pieces that the formats for people lay out, as plain text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from sinorus_cli import dates
from sinorus_cli.formats.cite import reference
from sinorus_cli.formats.days import in_words
from sinorus_cli.model import (
    Agent,
    Event,
    Office,
    Person,
    Place,
    Record,
    Stated,
    Statement,
    Toponym,
    Treaty,
)
from sinorus_cli.names import fold, tag_in_words
from sinorus_cli.search import FULL_NAME, Hit
from sinorus_cli.values import replace

if TYPE_CHECKING:
    from sinorus_cli.answers import About, Comparison, OneRecord
    from sinorus_cli.corpus import Corpus

_OTHER_SCRIPTS = ("zh-Hans", "zh-Hant", "ru", "la", "mn", "mnc-Latn", "ja", "ko")
_LANGUAGES = {
    "la": "Latin", "ru": "Russian", "zh": "Chinese", "mnc": "Manchu", "mn": "Mongolian",
    "fr": "French", "en": "English", "ja": "Japanese", "de": "German",
}  # fmt: skip

LICENCES = {"code": "MIT", "bundled corpus": "CC BY-SA 4.0"}
_NO_DATE = (date.max, date.max)
TERMS = "Terms"  # the heading under which no date means that of the signature


def when(record: Record) -> str:
    """The date of *record* as a reader would write it; empty where it has none."""
    if isinstance(record, Person):
        if record.birth and record.death:
            return f"{in_words(record.birth)} – {in_words(record.death)}"
        if record.birth:
            return f"born {in_words(record.birth)}"
        if record.death:
            return f"died {in_words(record.death)}"
        return f"active {in_words(record.floruit)}" if record.floruit else ""
    return in_words(record.when) if record.when else ""


def heading(record: Record) -> str:
    """Kind, type, date, and the same day as its time wrote it."""
    type_ = "" if record.type == record.kind else f" ({record.type})"
    said = [f"{record.kind.value.capitalize()}{type_}"]
    if life_or_day := when(record):
        said.append(life_or_day)
    if isinstance(record, Treaty | Event):
        stated = [one for one in record.stated if not one.note]
        said += [_stated(one) for one in stated if one.calendar != "julian" or record.date is None]
    return " · ".join(said)


def other_scripts(record: Record) -> list[str]:
    """The first name in each other script and language, none twice.

    In traditional characters that is the form of the first name in simplified ones.
    """
    found = {tag: record.names[tag][0] for tag in _OTHER_SCRIPTS if tag in record.names}
    if "zh-Hans" in found and "zh-Hant" in found:
        same = [form for form in record.names["zh-Hant"] if fold(form) == fold(found["zh-Hans"])]
        found["zh-Hant"] = same[0] if same else found["zh-Hans"]
    return list(dict.fromkeys(found.values()))


def also_known_as(record: Record) -> list[str]:
    """Every further name, with its tag in words where that is not English."""
    shown = {record.title, *other_scripts(record)}
    further = []
    for tag, forms in record.names.items():
        for form in forms:
            if form not in shown:
                shown.add(form)
                further.append(form if tag == "en" else f"{form} ({tag_in_words(tag)})")
    return further


def details(record: Record, corpus: Corpus) -> Iterator[tuple[str, str]]:
    """What a kind alone has: label and value."""
    if isinstance(record, Treaty | Event):
        for stated in record.stated:
            if stated.note:
                yield "Also dated", f"{_stated(stated)}: {stated.note}"
    if isinstance(record, Treaty):
        yield from _treaty(record, corpus)
    elif isinstance(record, Event):
        yield "Places", ", ".join(_title(corpus, place) for place in record.places)
        yield "Took part", _agents(record.participants)
    elif isinstance(record, Person):
        yield "Side", record.side or ""
    elif isinstance(record, Place):
        if record.now:
            yield "Today", ", ".join(filter(None, (record.now.name, record.now.country)))
        if record.coordinates:
            yield "Coordinates", _degrees(record.coordinates)
    else:
        places = getattr(record, "places", ())
        yield "Places", ", ".join(_title(corpus, place) for place in places)


def compared(answer: Comparison) -> Iterator[tuple[str, str, str]]:
    """Label and both values of all that either record has."""
    columns = [_fields(record, answer.corpus) for record in (answer.one, answer.other)]
    for label in dict.fromkeys((*columns[0], *columns[1])):
        yield label, columns[0].get(label, ""), columns[1].get(label, "")


def _fields(record: Record, corpus: Corpus) -> dict[str, str]:
    fields = {"Date": heading(record), "Names": " · ".join(other_scripts(record)), "Summary": record.summary}
    fields |= {label: value for label, value in details(record, corpus) if value}
    for title, statements in sections(record):
        if title not in ("Facts",) and statements:
            fields[title] = "\n".join(
                f"{f'{in_words(one.date)}: ' if one.date else ''}{one.text}" for one in statements
            )
    return {label: value for label, value in fields.items() if value}


def summed_up(answer: About) -> Iterator[tuple[str, str]]:
    """What the corpus covers but for the table of kinds and centuries: label and value."""
    covered = answer.coverage
    total = sum(covered.kinds.values())
    yield "Version", f"sinorus {answer.version}"
    yield "Licence", "; ".join(f"{what} {licence}" for what, licence in LICENCES.items())
    yield "Records", f"{total:,}, of which {covered.well_founded:,} cite two works or more"
    yield "Statements", f"{covered.statements:,}, each with its source"
    yield "Disputes", f"{covered.disputes:,}"
    yield "Works cited", f"{covered.works:,}"
    if covered.newest:
        yield "Newest event", f"{covered.newest.title} ({when(covered.newest)})"


def century(ordinal: int | None) -> str:
    """A century by its ordinal, ``17th century``; no date where there is none."""
    return dates.in_words(f"{ordinal - 1:02}XX") if ordinal else "no date"


def relied_on(answer: About) -> Iterator[tuple[str, str]]:
    """The works most relied on: how many records cite each, and the work in full."""
    for work_id, count in answer.coverage.relied_on:
        work = answer.corpus.bibliography.get(work_id)
        yield f"{count:,} records", reference(work) if work else work_id


def why(hit: Hit, scores: bool) -> str:
    """Why *hit* was found, with its score where *scores* are wanted."""
    return f"{hit.why} ({hit.score:g})" if scores else hit.why


def how_found(answer: OneRecord) -> str:
    """How the one record was found: where scores are wanted, or it was not by its name."""
    hit = next((hit for hit in answer.hits if hit.record is answer.record), None)
    if hit is None or not (answer.scores or hit.score < FULL_NAME):
        return ""
    text = f"Found: {why(hit, answer.scores)}."
    others = [other for other in answer.hits if other is not hit]
    if answer.scores and others:
        text += f" Next: {others[0].record.title} ({others[0].record.id}), {why(others[0], True)}."
    return text


def sections(record: Record) -> Iterator[tuple[str, list[Statement]]]:
    """What *record* states, section by section, each with its heading and in order."""
    if isinstance(record, Person):
        yield "Offices", _in_order([_office(office) for office in record.offices])
    if isinstance(record, Place):
        yield "Names in time", _in_order([_toponym(toponym) for toponym in record.toponyms])
    yield "Facts", _in_order(record.statements)
    if isinstance(record, Treaty):
        yield TERMS, _terms(record)


def _office(office: Office) -> Statement:
    state = f", {office.of}" if office.of and office.of not in office.title else ""
    return Statement(text=office.title + state, date=office.date, citations=office.citations)


def _toponym(toponym: Toponym) -> Statement:
    text = f"{toponym.name} ({tag_in_words(toponym.language)})"
    return Statement(text=text, date=toponym.date, citations=toponym.citations)


def _terms(treaty: Treaty) -> list[Statement]:
    """The terms of *treaty*; the date of signature, which goes without saying, is left out."""
    signed = treaty.date or ""
    return [replace(term, date=None) if signed.startswith(term.date or "") else term for term in treaty.terms]


def _in_order(statements: Sequence[Statement]) -> list[Statement]:
    """*statements* in order of date, those without one last."""
    return sorted(statements, key=lambda one: dates.order(one.date) if one.date else _NO_DATE)


def _treaty(treaty: Treaty, corpus: Corpus) -> Iterator[tuple[str, str]]:
    yield "Subjects", ", ".join(treaty.subjects)
    yield "Parties", "; ".join(treaty.parties)
    yield "Signed at", _title(corpus, treaty.place) if treaty.place else ""
    yield "Signed by", _agents(treaty.signatories)
    yield "Languages", ", ".join(_LANGUAGES.get(code, code) for code in treaty.languages)
    if treaty.binding_language:
        yield "Binding text", _LANGUAGES.get(treaty.binding_language, treaty.binding_language)
    for label, text in (
        ("Ratified", treaty.ratified),
        ("Exchanged", treaty.exchanged),
        ("In force", treaty.in_force),
    ):
        yield label, in_words(text) if text else ""


def _stated(stated: Stated) -> str:
    if stated.calendar == "julian" and "O.S." not in stated.text and stated.date:
        year, month, day = map(int, stated.date.split("-"))
        return f"{day} {dates.MONTHS[month - 1]} {year} O.S."
    return stated.text


def _agents(agents: Sequence[Agent]) -> str:
    sides: dict[str, list[str]] = {}
    for agent in agents:
        sides.setdefault(agent.for_ or "", []).append(agent.name)
    return "; ".join(
        f"{side}: {', '.join(people)}" if side else ", ".join(people) for side, people in sides.items()
    )


def _title(corpus: Corpus, record_id: str) -> str:
    record = corpus.records.get(record_id)
    return record.title if record else record_id


def _degrees(coordinates: Sequence[float]) -> str:
    latitude, longitude = coordinates
    north, east = "NS"[latitude < 0], "EW"[longitude < 0]
    return f"{abs(latitude):.2f}° {north}, {abs(longitude):.2f}° {east}"
