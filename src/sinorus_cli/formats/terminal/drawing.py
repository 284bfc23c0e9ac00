"""A timeline, drawn: the density of decades, the eras as bands, one line an entry."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from sinorus_cli.answers import Timeline
from sinorus_cli.formats import chronology
from sinorus_cli.formats.days import Calendar, one_calendar, shown
from sinorus_cli.formats.terminal.fitting import Dated
from sinorus_cli.formats.terminal.layout import COLOUR, ID, NARROW
from sinorus_cli.model import Kind
from sinorus_cli.timeline import Entry

_DATE, _LONG_ID = 25, 43  # columns that a date with its sign takes, and a long id


def drawn(answer: Timeline, width: int) -> RenderableType:
    """A strip of how much happened by decade, then one line each, with the eras as bands."""
    spans = [chronology.years(entry.date) for entry in answer.entries]
    strip = chronology.density([span[0] for span in spans])
    signs = "  ".join(f"{sign} {meaning}" for sign, meaning in chronology.SIGNS.items())
    calendar = "" if shown.get() is Calendar.OS else "  Days are New Style."
    return Group(
        *(Text(line, overflow="fold") for line in strip),
        Text(),
        *(_told_in_order(answer, spans, width) if width < NARROW else [_bars(answer, spans, width)]),
        Text(),
        Text(f"{signs}{calendar}", style="dim"),
    )


def _told_in_order(
    answer: Timeline, spans: Sequence[tuple[int, int]], width: int
) -> Iterator[RenderableType]:
    """Each entry under its date, and under what took years a bar for them."""
    whole = min(span[0] for span in spans), max(span[1] for span in spans)
    band = ""
    for entry, span in zip(answer.entries, spans, strict=True):
        if (era := chronology.era(span[0])) != band:
            band = era
            yield Text(f"── {era}", style="bold")
        sign = Text(chronology.sign(entry.record), style=COLOUR[entry.record.kind])
        yield Dated(one_calendar(entry.date), sign, "" if entry.certain else "italic dim")
        yield Padding(_entry_name(entry), (0, 0, 0, 2))
        if span[0] < span[1]:
            yield Padding(Text(chronology.bar(span, whole, width - 2), style="dim"), (0, 0, 0, 2))


def _bars(answer: Timeline, spans: Sequence[tuple[int, int]], width: int) -> Table:
    """Each entry beside its date, and a bar for the years it took."""
    first, last = min(span[0] for span in spans), max(span[1] for span in spans)
    bar = min(30, width - _DATE - _LONG_ID)
    table = Table.grid(padding=(0, 1, 0, 0))
    table.add_column(width=20)
    table.add_column(width=1)
    table.add_column(width=bar)
    table.add_column(ratio=1, overflow="fold")
    band = ""
    for entry, span in zip(answer.entries, spans, strict=True):
        if (era := chronology.era(span[0])) != band:
            band = era
            table.add_row(Text(), Text(), Text(), Text(f"── {era}", style="bold"))
        table.add_row(
            Dated(one_calendar(entry.date), style="" if entry.certain else "italic dim"),
            Text(chronology.sign(entry.record), style=COLOUR[entry.record.kind]),
            Text(chronology.bar(span, (first, last), bar), style="dim"),
            _entry_name(entry),
        )
    return table


def _entry_name(entry: Entry) -> Text:
    """What happened: for a treaty or an event its name, for people what they did."""
    told = entry.text if entry.record.kind is Kind.PERSON else entry.record.title
    return Text.assemble(told, (f" {entry.record.id}", ID), overflow="fold")
