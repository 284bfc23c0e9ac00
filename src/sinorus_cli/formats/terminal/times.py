"""Answers about time: a span, how things stood, a timeline, anniversaries, a day in every calendar."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import RenderableType

from sinorus_cli.answers import Anniversaries, Answer, AsOf, SameDay, Span, Status, Timeline
from sinorus_cli.formats import chronology
from sinorus_cli.formats.cite import Sources
from sinorus_cli.formats.days import in_words
from sinorus_cli.formats.terminal.fitting import whole
from sinorus_cli.formats.terminal.layout import COLOUR, ID, NARROW, Flow, Rows, Run, heading
from sinorus_cli.model import Record
from sinorus_cli.standing import Holder
from sinorus_cli.timeline import Entry


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
    context = chronology.context(answer)
    if context:
        yield Rows(context, narrow=narrow)
    above = bool(context)
    for title, entries in groups:
        if entries:
            yield from (Flow(), heading(title)) if above else (heading(title),)
            yield _entries(entries, narrow)
            above = True


def _entries(entries: Sequence[Entry], narrow: bool) -> Rows:
    """Entries by date; several statements of one record stand under one title."""
    rows: list[tuple[str, Sequence[Run]]] = []
    above: Record | None = None
    for entry in entries:
        record = entry.record
        runs: list[Run] = [(entry.text, "")]
        if record is not above:
            if above:
                rows.append(("", []))
            kind = (f"{record.kind.value} ", COLOUR[record.kind])
            runs = [(f"{record.title} ", "bold"), kind, (record.id, ID), (f"\n{entry.text}", "")]
        rows.append((in_words(entry.date), runs))
        above = record
    return Rows(rows, narrow=narrow)


def _as_of(answer: AsOf, narrow: bool) -> Iterator[RenderableType]:
    """What is told of the time first, then who governed, what was in force, what went on."""
    stood = answer.standing
    sources = Sources(citation for _, _, statement in stood.told for citation in statement.citations)
    yield from (heading(f"As of {chronology.spelt(answer.start, answer.end)}"), Flow())
    if stood.told:
        rows = [
            (
                label,
                [
                    (f"{statement.text} ", ""),
                    (sources.mark(statement.citations), "dim"),
                    (f" (told of {whole(in_words(statement.date or ''))})", "dim"),
                ],
            )
            for label, _, statement in stood.told
        ]
        yield from (Rows(rows, narrow=narrow), Flow())
    for state, holders in stood.governments:
        yield heading(state)
        if record := chronology.told_of(state, answer.corpus):
            yield Flow((f"{record.summary} ", "dim"), (record.id, ID))
        yield from (Rows([_holder(holder) for holder in holders], narrow=narrow), Flow())
    for title, certain in (("Treaties in force", True), ("Perhaps in force", False)):
        rows = [
            (in_words(one.treaty.date or ""), _named(one.treaty, chronology.validity(one)))
            for one in stood.in_force
            if one.certain is certain
        ]
        if rows:
            yield from (heading(title), Rows(rows, narrow=narrow), Flow())
    if left_out := chronology.unrecorded(answer):
        yield Flow((left_out, "dim"))
    for title, certain in (("Under way", True), ("Perhaps under way", False)):
        if entries := [entry for entry in stood.under_way if entry.certain is certain]:
            yield from (Flow(), heading(title), _entries(entries, narrow))
    if stood.told:
        works = Rows(sources.entries(answer.corpus.bibliography), narrow=False, style="dim")
        yield from (Flow(), heading("Sources"), works)


def _holder(holder: Holder) -> tuple[str, list[Run]]:
    label = (holder.office.role or "").replace("-", " ").capitalize()
    return label, _named(holder.person, chronology.held(holder))


def _named(record: Record, text: str) -> list[Run]:
    return [(f"{record.title} ", "bold"), (record.id, COLOUR[record.kind]), (f"\n{whole(text)}", "")]


def _anniversaries(answer: Anniversaries, narrow: bool) -> Rows:
    rows = [(in_words(entry.date), _named(entry.record, entry.text)) for entry in answer.entries]
    return Rows(rows, narrow=narrow)


def _days(answer: SameDay, narrow: bool) -> Iterator[RenderableType]:
    """A day in every calendar; of a longer time the first and the last."""
    if answer.start == answer.end:
        yield Rows(chronology.calendars_of(answer.start), narrow=narrow)
        return
    yield from (heading("First day"), Rows(chronology.calendars_of(answer.start), narrow=narrow), Flow())
    yield from (heading("Last day"), Rows(chronology.calendars_of(answer.end), narrow=narrow))
