"""A record in words: the pieces that the formats for people lay out, as plain text."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from sinorus_cli import dates
from sinorus_cli.answers import About, AsOf, Comparison, OneRecord
from sinorus_cli.calendars import anno_mundi, gregorian_to_julian, in_reign, julian_day_number
from sinorus_cli.corpus import Corpus
from sinorus_cli.formats.cite import reference
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
from sinorus_cli.standing import CHINA, RUSSIA, Holder, InForce
from sinorus_cli.values import replace

_OTHER_SCRIPTS = ("zh-Hans", "zh-Hant", "ru", "la", "mn", "mnc-Latn", "ja", "ko")
_LANGUAGES = {
    "la": "Latin", "ru": "Russian", "zh": "Chinese", "mnc": "Manchu", "mn": "Mongolian",
    "fr": "French", "en": "English", "ja": "Japanese", "de": "German",
}  # fmt: skip

LICENCES = {"code": "MIT", "bundled corpus": "CC BY-SA 4.0"}
_RULING = ("head-of-state", "party-leader")
SIGNS = {"§": "treaty", "✕": "fighting", "○": "meeting", "•": "other"}
_FIGHTING = frozenset("war battle siege campaign uprising massacre incident occupation intervention".split())
_MEETING = frozenset("visit embassy conference talks negotiation".split())
_ERAS = (
    (1721, "Tsardom of Russia; Ming and Qing Empires"),
    (1912, "Russian and Qing Empires"),
    (1917, "Russian Empire, Republic of China"),
    (1949, "Soviet Russia and Soviet Union, Republic of China"),
    (1992, "Soviet Union, People’s Republic of China"),
    (10000, "Russian Federation, People’s Republic of China"),
)
_BLOCKS = " ▁▂▃▄▅▆▇█"
_NEW_STYLE_IN_RUSSIA = date(1918, 2, 14)
_WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_LAST_ANNO_MUNDI = 1700
_NO_DATE = (date.max, date.max)
TERMS = "Terms"  # the heading under which no date means that of the signature


def when(record: Record) -> str:
    """The date of *record* as a reader would write it; empty where it has none."""
    if isinstance(record, Person):
        if record.birth and record.death:
            return f"{dates.in_words(record.birth)} – {dates.in_words(record.death)}"
        if record.birth:
            return f"born {dates.in_words(record.birth)}"
        if record.death:
            return f"died {dates.in_words(record.death)}"
        return f"active {dates.in_words(record.floruit)}" if record.floruit else ""
    return dates.in_words(record.when) if record.when else ""


def heading(record: Record) -> str:
    """Kind, type, date, and the same day as its time wrote it."""
    type_ = "" if record.type == record.kind else f" ({record.type})"
    said = [f"{record.kind.value.capitalize()}{type_}"]
    if life_or_day := when(record):
        said.append(life_or_day)
    if isinstance(record, Treaty | Event):
        said += [_stated(stated) for stated in record.stated if not stated.note]
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


def held(holder: Holder) -> str:
    """An office and since when it was held; perhaps, where that is not sure."""
    when = dates.in_words(holder.office.date or "")
    unsure = "" if holder.certain else "perhaps; "
    return f"{holder.office.title} ({unsure}{when})"


def rulers(governments: Sequence[tuple[str, Sequence[Holder]]]) -> str:
    """Who surely was head of Russia's and of China's states, or led the party that ruled them."""
    said = []
    for state, holders in governments:
        names = [h.person.title for h in holders if h.certain and h.office.role in _RULING]
        if names and state in (*RUSSIA, *CHINA):
            said.append(f"{state}: {', '.join(dict.fromkeys(names))}")
    return "; ".join(said)


def validity(one: InForce) -> str:
    """How long a treaty was in force, and what replaced it."""
    said = dates.in_words(one.interval)
    if one.interval.endswith("/"):
        said += ", until when is not recorded"
    if one.replaced_by:
        said += f"; replaced by {', '.join(record.title for record in one.replaced_by)}"
    return said if one.certain else f"perhaps; {said}"


def unrecorded(answer: AsOf) -> str:
    """How many agreements had been signed of which no validity is recorded; empty if none."""
    count = len(answer.standing.unrecorded)
    if not count:
        return ""
    return f"Of {count} more between the two, signed by then, the corpus does not say how long they held."


def with_old_style(when: str) -> str:
    """A date in words, and its first day Old Style where that was Russia's calendar."""
    said = dates.in_words(when)
    first = dates.parse(when).start
    if first is None or first.first != first.last or first.first >= _NEW_STYLE_IN_RUSSIA:
        return said
    year, month, day = gregorian_to_julian(first.first)
    return f"{said} ({day} {dates.MONTHS[month - 1]}{f' {year}' * (year != first.first.year)} O.S.)"


def sign(record: Record) -> str:
    """What tells treaties, fighting and meetings apart in a timeline, without colour."""
    if isinstance(record, Treaty):
        return "§"
    return "✕" if record.type in _FIGHTING else "○" if record.type in _MEETING else "•"


def years(when: str) -> tuple[int, int]:
    """The first and the last year of an EDTF date; an open end is its beginning."""
    edtf = dates.parse(when)
    ends = [point for point in (edtf.start, edtf.end) if point]
    return ends[0].first.year, ends[-1].last.year


def bar(span: tuple[int, int], whole: tuple[int, int], width: int) -> str:
    """Where the years of *span* lie in those of *whole*, in *width* characters."""
    scale = (width - 1) / max(1, whole[1] - whole[0])
    first, last = (round((year - whole[0]) * scale) for year in span)
    return " " * first + ("●" if first == last else "━" * (last - first + 1))


def era(year: int) -> str:
    """The era that *year* falls in, by the states that faced each other."""
    return next(name for end, name in _ERAS if year < end)


def density(starts: Sequence[int]) -> list[str]:
    """How many began in each decade: a strip of blocks, and the first and last decade under it."""
    decades = Counter(year // 10 for year in starts)
    first, last = min(decades), max(decades)
    most = max(decades.values())
    strip = "".join(
        _BLOCKS[-(-decades[decade] * (len(_BLOCKS) - 1) // most)] for decade in range(first, last + 1)
    )
    ends = f"{first}0s" if first == last else f"{first}0s–{last}0s, at most {most} in a decade"
    return [strip, ends]


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
                f"{f'{dates.in_words(one.date)}: ' if one.date else ''}{one.text}" for one in statements
            )
    return {label: value for label, value in fields.items() if value}


def calendars_of(day: date) -> Iterator[tuple[str, str]]:
    """*day* in every calendar that says anything of it: label and value."""
    new = dates.in_words(day.isoformat())
    yield "New Style", f"{new}, {_WEEKDAYS[day.weekday()]}"
    year, month, of_month = gregorian_to_julian(day)
    yield "Old Style", f"{of_month} {dates.MONTHS[month - 1]} {year}"
    if reign := in_reign(day):
        yield "Chinese", f"{reign[0]} ({reign[1]})"
    else:
        yield "Chinese", "outside the table, which runs from 14 February 1600 to 1950"
    yield "Julian day", str(julian_day_number(day))
    if year < _LAST_ANNO_MUNDI:
        yield "Anno mundi", f"{anno_mundi(day)}, as Russia counted to 1699"


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
        yield label, dates.in_words(text) if text else ""


def _stated(stated: Stated) -> str:
    text = stated.text
    if stated.calendar == "julian" and "O.S." not in text and stated.date:
        year, month, day = map(int, stated.date.split("-"))
        text = f"{day} {dates.MONTHS[month - 1]} {year} O.S."
    return text


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
