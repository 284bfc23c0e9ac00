"""Every way an answer can be written. rich lives in this room and nowhere else.

To add a format: write ``formats/<name>.py`` with ``write(answer, out)`` and give it a row
in `Format`.
"""

from __future__ import annotations

import sys
from enum import StrEnum
from importlib import import_module
from typing import TextIO

from sinorus_cli.answers import Answer


class Format(StrEnum):
    """The formats: what a reader types, which is also the module's name."""

    TERMINAL = "terminal"
    PLAIN = "plain"
    JSON = "json"

    def write(self, answer: Answer, out: TextIO) -> None:
        """Write *answer* to *out*."""
        import_module(f"{__name__}.{self.value}").write(answer, out)


def chosen(format_: Format | None, json: bool) -> Format:
    """How to write: as was asked for, else for a reader at a terminal, else plainly."""
    if json:
        return Format.JSON
    return format_ or (Format.TERMINAL if sys.stdout.isatty() else Format.PLAIN)
