"""Panels, tables and rows for a terminal, by rich; what stands side by side is stacked where it is narrow.

To show a new answer: write its case in the room it belongs to, and name it in `_ROOMS`; a
room is loaded when it is needed.
"""

from __future__ import annotations

import sys
from importlib import import_module
from typing import TextIO

from rich.console import Console

from sinorus_cli.answers import (
    About,
    Anniversaries,
    Answer,
    AsOf,
    Chain,
    Comparison,
    Disputes,
    Export,
    Hits,
    Listing,
    OneRecord,
    Problems,
    SameDay,
    Span,
    Timeline,
)

_ROOMS = {
    "records": (OneRecord, Disputes),
    "lists": (Hits, Listing, Export),
    "times": (Span, AsOf, Timeline, Anniversaries, SameDay),
    "surveys": (Chain, Comparison, About, Problems),
}


def write(answer: Answer, out: TextIO) -> None:
    """Write *answer* for a reader at a terminal."""
    console = Console(file=out, markup=False, highlight=False, emoji=False)
    long = isinstance(answer, Timeline) and len(answer.entries) > console.height
    if long and isinstance(answer, Timeline) and answer.paged and console.is_terminal and out is sys.stdout:
        with console.pager(styles=True):
            write_to(console, answer)
    else:
        write_to(console, answer)


def write_to(console: Console, answer: Answer) -> None:
    """Write *answer* to *console*, which may be one that records a picture."""
    room = next(room for room, answers in _ROOMS.items() if isinstance(answer, answers))
    for part in import_module(f"{__name__}.{room}").parts(answer, console.width):
        console.print(part)
