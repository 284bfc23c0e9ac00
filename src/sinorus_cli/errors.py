"""What can go wrong. Each message is a sentence to the reader: the thing, then the next step."""

from __future__ import annotations

from sinorus_cli.values import Value

# What a terminal obeys instead of showing it: control characters, escape among them, and what
# ends a line, or turns the direction of writing around.
OBEYED = "".join(
    map(
        chr,
        (
            *range(32),
            *range(127, 160),
            0x061C,
            0x200E,
            0x200F,
            *range(0x2028, 0x202F),
            *range(0x2066, 0x206A),
        ),
    )
)
_SHOWN = str.maketrans(OBEYED, "�" * len(OBEYED))


def harmless(text: str) -> str:
    """*text* on one line, with a replacement character for what a terminal would obey."""
    return text if text.isascii() and text.isprintable() else text.translate(_SHOWN)


class SinorusError(Exception):
    """Trouble that a reader can do something about; `main` prints it and exits with 2."""


class CorpusError(SinorusError):
    """A corpus cannot be read, or does not fit the model."""


class DateError(SinorusError):
    """A text is no date that we read."""


class EdtfError(DateError):
    """A date in a corpus is not EDTF, or names no day of the calendar."""


class QueryError(SinorusError):
    """A query that nothing can be looked up by."""


class UnknownRecordError(SinorusError):
    """No record has that id."""


class BrokenArrayError(ValueError):
    """A file is no JSON array of objects; its message is a part of a sentence."""


class Problem(Value):
    """What is wrong with a corpus: the code of the check, the file, the record and a sentence."""

    code: str
    file: str
    id: str
    sentence: str
