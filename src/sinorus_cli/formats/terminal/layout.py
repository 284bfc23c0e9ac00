"""What all answers are laid out with: rows of a label and a text, titles, colours."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions
from rich.segment import Segment
from rich.style import Style
from rich.text import Text

from sinorus_cli.formats.terminal.fitting import unbroken
from sinorus_cli.model import Kind

NARROW = 80  # below this many columns a table would cut dates
COLOUR = {
    Kind.TREATY: "cyan",
    Kind.EVENT: "green",
    Kind.PERSON: "magenta",
    Kind.PLACE: "blue",
    Kind.TOPIC: "yellow",
}
ID = "cyan"
_WIDEST_LABEL = 20
_GAP = 2
_BOLD = Style(bold=True)
_PLAIN = Style()


class Rows:
    """Labels and texts side by side, or one under the other where it is *narrow*.

    A grid of rich measures every cell before it lays out any, and renders each twice: this
    takes a fifth of its time. With *bullets* each text hangs on one.
    """

    def __init__(
        self, rows: Sequence[tuple[str, Text | str]], *, narrow: bool, bullets: bool = False, style: str = ""
    ) -> None:
        self._rows = [(label, Text(text, style) if isinstance(text, str) else text) for label, text in rows]
        self._narrow, self._bullets = narrow, bullets

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[Segment]:
        """Lay the rows out in the width there is."""
        widest = max((cell_len(label) for label, _ in self._rows), default=0)
        column = 0 if self._narrow else min(widest, _WIDEST_LABEL, options.max_width // 3)
        indent = _GAP if self._narrow else column + _GAP if column else 0
        bullet = "• " if self._bullets else ""
        room = max(1, options.max_width - indent - len(bullet))
        newline = Segment.line()
        for label, text in self._rows:
            labels = self._wrapped(console, label, column or options.max_width) if label else []
            if self._narrow:
                for line in labels:
                    yield Segment(line, _BOLD)
                    yield newline
                labels = []
            lines = text.wrap(console, room, overflow="fold")
            for number in range(max(len(lines), len(labels))):
                head = labels[number] if number < len(labels) else ""
                if number < len(lines) and lines[number].plain:
                    lines[number].rstrip()
                    yield Segment(head + " " * (indent - cell_len(head)), _BOLD if head else _PLAIN)
                    yield Segment("  " if number and bullet else bullet)
                    yield from lines[number].render(console)
                else:
                    yield Segment(head, _BOLD)
                yield newline

    @staticmethod
    def _wrapped(console: Console, label: str, width: int) -> list[str]:
        if cell_len(label) <= width:
            return [label]
        text = Text(unbroken(label, width))
        return [line.plain.rstrip() for line in text.wrap(console, width, overflow="fold")]


def title(text: str) -> Text:
    """The heading of a section."""
    return Text(text, style="bold underline")
