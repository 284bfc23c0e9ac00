"""The standard streams: in which encoding we write, and what stands for what it cannot hold.

A terminal is written to in its own encoding, as Python has it from the locale or from
PYTHONIOENCODING: anything else would be shown as rubbish. A pipe or a file gets UTF-8 whatever
the locale says, so that programs can rely on it and nothing is lost.
"""

import codecs
import io
import os
import sys
import unicodedata
from contextlib import suppress
from typing import TextIO

from sinorus_cli.errors import harmless

# What is as wide as the sign that it stands for, so that nothing moves.
_STAND_INS = dict(zip("‐‑–—−─“”„«»‘’′·•●○§✓✕≠━▁▂▃▄▅▆▇█", '------"""""\'\'\'.*@oS+x!=12345678', strict=True))
_HANDLER = "sinorus.stand-in"


def prepare() -> None:
    """Make stdout and stderr such that any text can be written to them."""
    sys.stdout, sys.stderr = (stream or _nowhere() for stream in (sys.stdout, sys.stderr))
    for stream in (sys.stdout, sys.stderr):
        if not hasattr(stream, "reconfigure"):
            continue
        if not stream.isatty() or _is_utf8(stream.encoding):
            stream.reconfigure(encoding="utf-8", errors="replace")
        else:
            codecs.register_error(_HANDLER, _stand_in)
            stream.reconfigure(errors=_HANDLER)


def holds_all(stream: TextIO) -> bool:
    """Whether every character can be written to *stream*."""
    return _is_utf8(getattr(stream, "encoding", None) or "utf-8")


def say(text: str) -> None:
    """Write *text* to stderr, whatever a query may have brought into it; do without where none can."""
    try:
        sys.stderr.write("".join(f"{harmless(line)}\n" for line in text.split("\n")))
        sys.stderr.flush()
    except OSError:
        abandon(sys.stderr)


def abandon(stream: TextIO) -> None:
    """Keep Python from flushing *stream* once more at exit."""
    with suppress(io.UnsupportedOperation), _nowhere() as nowhere:  # one in memory holds nothing back
        os.dup2(nowhere.fileno(), stream.fileno())


def _is_utf8(encoding: str) -> bool:
    return encoding.lower().replace("_", "-") in ("utf-8", "utf8")


def _nowhere() -> TextIO:
    return open(os.devnull, "w", encoding="utf-8")  # for as long as we run


def _stand_in(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(map(_nearest, error.object[error.start : error.end])), error.end


def _nearest(character: str) -> str:
    """ASCII of the width of *character*: what stands for it, its letter unaccented, or ``?``."""
    if found := _STAND_INS.get(character):
        return found
    normal = unicodedata.normalize("NFD", character)
    base, marks = normal[0], normal[1:]
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return ""
    if marks and base.isascii() and all(map(unicodedata.combining, marks)):
        return base
    return "??" if unicodedata.east_asian_width(character) in "WF" else "?"
