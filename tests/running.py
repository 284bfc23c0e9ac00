"""The program run in this process without a fixture, on streams that pass for a terminal or a pipe."""

import gc
import io
import os
import sqlite3
import sys
from pathlib import Path

import pytest

from sinorus_cli import program
from sinorus_cli.corpus import VARIABLE
from tests.conftest import FROZEN, Result

# One list of arguments, of the frozen corpus, that each command answers.
GOOD = {
    "treaty": ("nerchinsk",),
    "event": (),
    "person": ("golovin",),
    "place": ("nerchinsk",),
    "topic": ("lifan", "yuan"),
    "search": ("kyakhta",),
    "year": ("1680s",),
    "asof": ("1705",),
    "timeline": ("--no-pager",),
    "today": ("6 September",),
    "date": ("27 Aug 1689 OS",),
    "show": ("kyakhta-1727",),
    "chain": ("nerchinsk-1689",),
    "compare": ("nerchinsk-1689", "kyakhta-1727"),
    "disputes": ("nerchinsk",),
    "about": (),
    "export": (),
    "check": (),
    "find": ("nerchinsk",),
}
_OF_COLOUR = (
    "NO_COLOR",
    "FORCE_COLOR",
    "CLICOLOR",
    "CLICOLOR_FORCE",
    "TTY_COMPATIBLE",
    "COLORTERM",
    "COLUMNS",
    "LINES",
)


class _Stream(io.TextIOWrapper):
    """A stream in memory that says whether it is a terminal."""

    terminal = False

    def isatty(self) -> bool:
        """Whether it passes for one."""
        return self.terminal


def environment(**variables: str) -> dict[str, str]:
    """The environment without a corpus, colours and widths, on a dumb terminal, and with *variables*."""
    kept = {name: value for name, value in os.environ.items() if name not in (*_OF_COLOUR, VARIABLE)}
    return kept | {"TERM": "dumb"} | variables


def call(
    *arguments: str,
    corpus: Path | None = FROZEN,
    encoding: str = "utf-8",
    terminal: bool = False,
    **variables: str,
) -> Result:
    """Run the program: what it did, on streams of *encoding*, with environment *variables*.

    Raises:
        UnicodeDecodeError: what was written is not of that encoding, or for a pipe not UTF-8.
    """
    streams = [_Stream(io.BytesIO(), encoding=encoding) for _ in range(2)]
    for stream in streams:
        stream.terminal = terminal
    opened = []

    def connect(*arguments, connect=sqlite3.connect, **options):
        opened.append(connect(*arguments, **options))
        return opened[-1]

    with pytest.MonkeyPatch.context() as patch:
        for name in set(os.environ) - set(environment()):
            patch.delenv(name)
        patch.setenv(VARIABLE, "")  # which --corpus changes, and is to be as it was afterwards
        patch.delenv(VARIABLE)
        for name, value in ({"TERM": "dumb", "COLUMNS": "80"} | variables).items():
            patch.setenv(name, value)
        if corpus:
            patch.setenv(VARIABLE, str(corpus))
        patch.setattr(sqlite3, "connect", connect)
        patch.setattr(sys, "argv", ["sinorus", *arguments])
        patch.setattr(sys, "stdout", streams[0])
        patch.setattr(sys, "stderr", streams[1])
        try:
            status = program.run()
        finally:
            gc.enable()  # which so short a process does without, and this one does not
            for connection in opened:  # which the end of the process would close
                connection.close()
        for stream in streams:
            stream.flush()
    written = [stream.buffer.getvalue() for stream in streams]
    out, err = (content.decode(encoding if terminal else "utf-8") for content in written)
    return Result(status, out, err)
