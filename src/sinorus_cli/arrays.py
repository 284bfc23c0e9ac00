"""JSON arrays too long to be held, read object by object."""

import re
from collections.abc import Iterator
from json import JSONDecodeError, JSONDecoder
from typing import Any, NoReturn

from sinorus_cli.errors import BrokenArrayError

_CHUNK = 1 << 20  # characters that are read at once
_LONGEST = 16 << 20  # characters of one object; a real one has thousands
_SPACE = re.compile(r"[ \t\r\n]*")


def objects(path: str) -> Iterator[Any]:
    """The objects of the JSON array in the file *path*, one by one.

    Raises:
        BrokenArrayError: it holds something else; the message says where.
        ValueError: as `json.loads`; also RecursionError.
        OSError: it cannot be read.
    """
    with open(path, encoding="utf-8-sig") as file:
        text = _Window(file.read)
        if text.next() != "[":
            raise BrokenArrayError("it does not begin with '['")
        text.pass_over(1)
        number = 0
        while (character := text.next()) != "]":
            if number and character != ",":
                raise BrokenArrayError(f"entry {number} is not followed by ',' or ']'")
            if number:
                text.pass_over(1)
            number += 1
            if text.next() != "{":
                raise BrokenArrayError(f"entry {number} is no object")
            yield text.object(number)
        text.pass_over(1)
        if text.next():
            raise BrokenArrayError(f"something follows the array, after entry {number}")


def refuse(constant: str) -> NoReturn:
    """Read no *constant* such as NaN, which Python would, and which is no JSON.

    Raises:
        ValueError: always.
    """
    raise ValueError(constant)


class _Window:
    """A part of a text, read on as needed."""

    def __init__(self, read: Any) -> None:
        self._read, self._text, self._at = read, "", 0
        self._decode = JSONDecoder(parse_constant=refuse).raw_decode

    def next(self) -> str:
        """The next character that is no space; nothing at the end."""
        while True:
            self._at = _SPACE.match(self._text, self._at).end()  # type: ignore[union-attr]  # it may be empty
            if self._at < len(self._text) or not self._more(_CHUNK):
                return self._text[self._at : self._at + 1]

    def pass_over(self, characters: int) -> None:
        """Go on by so many *characters*."""
        self._at += characters

    def object(self, number: int) -> Any:
        """The object that begins here, which is entry *number*."""
        while True:
            try:
                value, self._at = self._decode(self._text, self._at)
                return value
            except JSONDecodeError as error:
                held = len(self._text) - self._at
                if held > _LONGEST:
                    raise BrokenArrayError(f"entry {number} is broken, or beyond all length") from error
                if not self._more(max(_CHUNK, held)):
                    raise BrokenArrayError(f"entry {number}, {error.msg}") from error

    def _more(self, characters: int) -> bool:
        chunk = self._read(characters)
        self._text, self._at = self._text[self._at :] + chunk, 0
        return bool(chunk)
