"""A timeline, drawn: the density of decades, the eras as bands, one line an entry."""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from sinorus_cli.answers import Timeline
from sinorus_cli.formats import chronology
from sinorus_cli.formats.days import one_calendar
from sinorus_cli.formats.terminal.layout import COLOUR, ID, NARROW


def drawn(answer: Timeline, width: int) -> RenderableType:
    """A strip of how much happened by decade, then one line each, with the eras as bands."""
    spans = [chronology.years(entry.date) for entry in answer.entries]
    first, last = min(span[0] for span in spans), max(span[1] for span in spans)
    bar = 0 if width < NARROW else min(30, width // 4)
    table = Table.grid(padding=(0, 1, 0, 0))
    table.add_column(width=10 if width < NARROW else 20, overflow="fold")
    table.add_column(width=1)
    if bar:
        table.add_column(width=bar)
    table.add_column(ratio=1, overflow="fold")
    band = ""
    for entry, span in zip(answer.entries, spans, strict=True):
        era = chronology.era(span[0])
        if era != band:
            band = era
            cells: list[RenderableType] = [Text(), Text(), Text(f"── {era}", style="bold")]
            table.add_row(*([*cells[:2], Text(), cells[2]] if bar else cells))
        date = entry.date if width < NARROW else one_calendar(entry.date)
        row: list[RenderableType] = [Text(date, style="" if entry.certain else "italic dim")]
        row.append(Text(chronology.sign(entry.record), style=COLOUR[entry.record.kind]))
        if bar:
            row.append(Text(chronology.bar(span, (first, last), bar), style="dim"))
        named = Text(entry.record.title, overflow="fold")
        named.append(f" {entry.record.id}", style=ID)
        table.add_row(*row, named)
    strip = chronology.density([span[0] for span in spans])
    legend = "  ".join(f"{sign} {meaning}" for sign, meaning in chronology.SIGNS.items())
    return Group(
        *(Text(line, overflow="fold") for line in strip), Text(), table, Text(), Text(legend, style="dim")
    )
