"""What rich does not know of fitting text to a terminal: a day is never broken over two lines."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions
from rich.measure import Measurement
from rich.text import Text

from sinorus_cli.dates import MONTHS

_SEAMS = (("– ", "–\n"), ("· ", "·\n"), (" (", "\n("))  # 2 October 1900 –|27 May 1905
UNBROKEN = "\u00a0"  # a space at which no line ends
_DAY = rf"\d{{1,2}} (?:{'|'.join(MONTHS)})(?: \d{{4}})?"
_WORDS_BEFORE = r"^(\(?[a-z][a-z ]*) (?=[0-9A-Z])"  # perhaps about|27 May 1905


def whole(text: str) -> str:
    """*text* with such spaces in its days that `flowing` breaks none of them."""
    return re.sub(_DAY, lambda day: day[0].replace(" ", UNBROKEN), text)


class Dated:
    """A date in words, perhaps with a text before it; where it has to be broken, no day is."""

    def __init__(self, said: str, before: Text | None = None, style: str = "") -> None:
        self._said, self._before, self._style = said, before, style

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[Text]:
        """Write it on one line where it fits, else the date from a line of its own on."""
        text = self._before.copy() if self._before else Text()
        if text and self._said:
            text.append(" " if cell_len(text.plain) + cell_len(self._said) < options.max_width else "\n")
        text.append(unbroken(self._said, options.max_width), style=self._style)
        yield text

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        """Say how narrow it can be, and how wide it would be."""
        before = Measurement.get(console, options, self._before or Text())
        narrowest = max(map(len, unbroken(self._said, 1).split("\n")))
        said = cell_len(self._said)
        return Measurement(max(before.minimum, narrowest), before.maximum + said + bool(before.maximum))


def unbroken(said: str, width: int) -> str:
    """*said*, dates in words, on as many lines as it takes for none to be over *width* columns."""
    if cell_len(said) <= width:
        return said
    lines: list[str] = []
    for before, after in _SEAMS:
        said = said.replace(before, after)
    for part in said.split("\n"):
        if lines and cell_len(lines[-1]) + 1 + cell_len(part) <= width and not part.startswith("("):
            lines[-1] += f" {part}"
        else:
            lines.append(part)
    return "\n".join(
        line if cell_len(line) <= width else re.sub(_WORDS_BEFORE, r"\1\n", line) for line in lines
    )
