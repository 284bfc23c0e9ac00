"""Lists of records as a table; as stacked cards where it is narrow."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.box import SIMPLE_HEAD
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from sinorus_cli.answers import Answer, Hits, Listing
from sinorus_cli.formats import words
from sinorus_cli.formats.terminal.fitting import Dated
from sinorus_cli.formats.terminal.layout import COLOUR, ID, NARROW
from sinorus_cli.model import Record


def parts(answer: Answer, width: int) -> Iterator[RenderableType]:
    """What is printed for *answer*, one thing after the other."""
    narrow = width < NARROW
    match answer:
        case Hits():
            rows = [(hit.record, hit.matched, words.why(hit, answer.scores)) for hit in answer.hits]
            if rows:
                yield listed(rows, narrow)
        case _:
            records = answer.records if isinstance(answer, Listing) else list(answer.corpus)
            yield listed([(record, "", "") for record in records], narrow)


def listed(rows: Sequence[tuple[Record, str, str]], narrow: bool) -> RenderableType:
    """Records, each with a text and why it is there."""
    if narrow:
        return Group(*(_card(record, text, why) for record, text, why in rows))
    told = any(text or why for _, text, why in rows)
    table = Table(
        box=SIMPLE_HEAD, show_edge=False, pad_edge=False, header_style="dim", expand=True, leading=int(told)
    )
    table.add_column("Date", min_width=10, max_width=20)
    table.add_column("Kind", no_wrap=True)
    table.add_column("Title and id" + (", and what matched" if told else ""), ratio=1, overflow="fold")
    for record, text, why in rows:
        kind = Text(record.kind.value, style=COLOUR[record.kind])
        table.add_row(Dated(words.when(record)), kind, _entry(record, text, why))
    return table


def _card(record: Record, text: str, why: str) -> RenderableType:
    head = " · ".join(filter(None, (record.kind.value, words.when(record))))
    body = Group(Dated(head, style=COLOUR[record.kind]), _entry(record, text, why))
    return Padding(body, (0, 0, 1, 0))


def _entry(record: Record, text: str, why: str) -> Text:
    shown = Text.assemble((record.title, "bold"), "  ", (record.id, ID), overflow="fold")
    if text:
        shown.append(f"\n{text}")
    if why:
        shown.append(f"\n{why}", style="dim")
    return shown
