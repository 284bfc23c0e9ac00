"""Panels, tables and rows for a terminal, by rich; what stands side by side is stacked where it is narrow.

To show a new answer: write its case in the room it belongs to, and name it in `_ROOMS`; a
room is loaded when it is needed.
"""

from __future__ import annotations

import os
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
from sinorus_cli.formats.terminal.layout import Block

_WIDEST = 1000  # columns; what more a terminal says it has would only be filled with blanks
_ROOMS = {
    "records": (OneRecord, Disputes),
    "lists": (Hits, Listing, Export),
    "times": (Span, AsOf, Timeline, Anniversaries, SameDay),
    "surveys": (Chain, Comparison, About, Problems),
}


def write(answer: Answer, out: TextIO) -> None:
    """Write *answer* for a reader at a terminal."""
    console = _console(out)
    at_hand = console.is_terminal and out is sys.stdout and os.isatty(0)
    if isinstance(answer, Timeline) and answer.paged and at_hand and len(answer.entries) > console.height:
        from sinorus_cli.formats.terminal.paging import paged  # slow to load

        with console.capture() as captured:
            write_to(console, answer)
        if paged(captured.get(), out):
            return
    write_to(console, answer)


def _console(out: TextIO) -> Console:
    """A console on *out* that obeys no markup; it heeds CLICOLOR and a dumb terminal's size too."""
    forced = os.environ.get("CLICOLOR_FORCE", "0") not in ("", "0")
    plain = os.environ.get("CLICOLOR") == "0" and not (forced or os.environ.get("FORCE_COLOR"))
    columns, lines = _size()
    return Console(
        file=out,
        markup=False,
        highlight=False,
        emoji=False,
        width=min(columns, _WIDEST),
        height=lines,
        force_terminal=forced or None,
        no_color=plain or bool(os.environ.get("NO_COLOR")),  # which rich before 14 takes though it is empty
    )


def _size() -> tuple[int, int]:
    """Columns and lines: as the environment has them, else any of the standard streams, else 80 by 25."""
    sizes = [os.get_terminal_size(number) for number in (1, 0, 2) if os.isatty(number)]
    told = (os.environ.get(name, "")[:9] for name in ("COLUMNS", "LINES"))  # no more is meant
    found = sizes[0] if sizes else os.terminal_size((80, 25))
    columns, lines = (
        int(value) if value.isascii() and value.isdigit() and int(value) else size or otherwise
        for value, size, otherwise in zip(told, found, (80, 25), strict=True)
    )
    return columns, lines


def write_to(console: Console, answer: Answer) -> None:
    """Write *answer* to *console*, which may be one that records a picture."""
    room = next(room for room, answers in _ROOMS.items() if isinstance(answer, answers))
    for part in import_module(f"{__name__}.{room}").parts(answer, console.width):
        console.print(part, crop=not isinstance(part, Block))  # a block fits
