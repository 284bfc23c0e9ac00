"""Answers about time: a span, how things stood, a timeline, anniversaries, a day in every calendar."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from rich.console import Group, RenderableType
from rich.text import Text

from sinorus_cli.answers import Anniversaries, Answer, AsOf, SameDay, Span, Status, Timeline
from sinorus_cli.formats import chronology
from sinorus_cli.formats.cite import Sources
from sinorus_cli.formats.days import in_words
from sinorus_cli.formats.terminal.layout import COLOUR, ID, NARROW, Rows, title
from sinorus_cli.model import Record
from sinorus_cli.standing import Holder, InForce, governments, told
from sinorus_cli.timeline import Entry

_A_YEAR = timedelta(days=366)


def parts(answer: Answer, width: int) -> Iterator[RenderableType]:
    """What is printed for *answer*, one thing after the other."""
    narrow = width < NARROW
    match answer:
        case Span() if answer.entries:
            yield from _span(answer, narrow)
        case AsOf() if answer.status is Status.FOUND:
            yield from _as_of(answer, narrow)
        case Timeline() if answer.entries:
            from sinorus_cli.formats.terminal.drawing import drawn

            yield drawn(answer, width)
        case Anniversaries() if answer.entries:
            yield _anniversaries(answer, narrow)
        case SameDay():
            yield from _days(answer, narrow)


def _span(answer: Span, narrow: bool) -> Iterator[RenderableType]:
    """Who ruled and how things stood, if it is no longer than a year; then what happened."""
    groups = (
        (f"In {answer.query}", [e for e in answer.entries if e.certain and not e.under_way]),
        ("Under way before", [e for e in answer.entries if e.certain and e.under_way]),
        (f"Perhaps in {answer.query}", [e for e in answer.entries if not e.certain]),
    )
    context = _context(answer) if answer.end - answer.start <= _A_YEAR else []
    if context:
        yield Rows(context, narrow=narrow)
    first = not context
    for heading, entries in groups:
        if entries:
            yield Group(*([] if first else [Text()]), title(heading), _entries(entries, narrow))
            first = False


def _context(answer: Span) -> list[tuple[str, Text]]:
    time = answer.corpus, answer.start, answer.end
    rows: list[tuple[str, Text]] = []
    if rulers := chronology.rulers(governments(*time)):
        rows.append(("Ruled", Text(rulers)))
    return rows + [(label, Text(one.text)) for label, _, one in told(*time) if label == "Relations"]


def _entries(entries: Sequence[Entry], narrow: bool) -> Rows:
    """Entries by date; several statements of one record stand under one title."""
    rows: list[tuple[str, Text]] = []
    above: Record | None = None
    for entry in entries:
        record = entry.record
        text = Text(entry.text)
        if record is not above:
            if above:
                rows.append(("", Text()))
            text = Text.assemble(
                (record.title, "bold"), " ", (record.kind.value, COLOUR[record.kind]), " ", (record.id, ID),
                f"\n{entry.text}",
            )  # fmt: skip
        rows.append((in_words(entry.date), text))
        above = record
    return Rows(rows, narrow=narrow)


def _as_of(answer: AsOf, narrow: bool) -> Iterator[RenderableType]:
    """What is told of the time first, then who governed, what was in force, what went on."""
    stood = answer.standing
    sources = Sources(citation for _, _, statement in stood.told for citation in statement.citations)
    if stood.told:
        rows = [
            (label, Text.assemble(statement.text, " ", (sources.mark(statement.citations), "dim")))
            for label, _, statement in stood.told
        ]
        yield Group(Rows(rows, narrow=narrow), Text())
    for state, holders in stood.governments:
        yield Group(title(state), Rows([_holder(holder) for holder in holders], narrow=narrow), Text())
    if stood.in_force:
        rows = [(in_words(one.treaty.date or ""), _in_force(one)) for one in stood.in_force]
        yield Group(title("Treaties in force"), Rows(rows, narrow=narrow))
    if left_out := chronology.unrecorded(answer):
        yield Text(left_out, style="dim")
    for heading, certain in (("Under way", True), ("Perhaps under way", False)):
        if entries := [entry for entry in stood.under_way if entry.certain is certain]:
            yield Group(Text(), title(heading), _entries(entries, narrow))
    if stood.told:
        works = sources.entries(answer.corpus.bibliography)
        yield Group(Text(), title("Sources"), Rows(works, narrow=False, style="dim"))


def _holder(holder: Holder) -> tuple[str, Text]:
    label = (holder.office.role or "").replace("-", " ").capitalize()
    return label, _named(holder.person, chronology.held(holder))


def _in_force(one: InForce) -> Text:
    return _named(one.treaty, chronology.validity(one))


def _named(record: Record, text: str) -> Text:
    return Text.assemble((record.title, "bold"), " ", (record.id, COLOUR[record.kind]), f"\n{text}")


def _anniversaries(answer: Anniversaries, narrow: bool) -> Rows:
    rows = [(in_words(entry.date), _named(entry.record, entry.text)) for entry in answer.entries]
    return Rows(rows, narrow=narrow)


def _days(answer: SameDay, narrow: bool) -> Iterator[RenderableType]:
    """A day in every calendar; of a longer time the first and the last."""
    if answer.start == answer.end:
        yield Rows(list(chronology.calendars_of(answer.start)), narrow=narrow)
        return
    yield Group(title("First day"), Rows(list(chronology.calendars_of(answer.start)), narrow=narrow), Text())
    yield Group(title("Last day"), Rows(list(chronology.calendars_of(answer.end)), narrow=narrow))
