"""What answers are laid out with: texts that flow, rows of a label and a text, frames.

Each block gives its lines for a width, each a list of segments with the columns they take, and is
a renderable of rich as well. Grids and panels of rich measure every cell first, lay out what they
hold and cut and pad it at every level again: that took five times as long for a long record.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING

from rich.box import ROUNDED
from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style

from sinorus_cli.formats.terminal.fitting import UNBROKEN, unbroken
from sinorus_cli.model import Kind

if TYPE_CHECKING:
    from rich.console import Console, ConsoleOptions

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
_CORNERS = 6  # columns that a frame takes beside a title in it

Run = tuple[str, str]  # a text and the style it has, as rich reads it; "" for none
Line = tuple[list[Segment], int]


class Block:
    """Something that gives its lines for a width."""

    def lines(self, width: int) -> Iterator[Line]:
        """The lines, none of them wider than *width* columns."""
        raise NotImplementedError

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[Segment]:
        """Write the lines in the width there is."""
        newline = Segment.line()
        for line, _ in self.lines(options.max_width):
            yield from line
            yield newline


class Flow(Block):
    """Runs of text, broken between words. Without any it is an empty line."""

    def __init__(self, *runs: Run) -> None:
        self._runs = runs

    def lines(self, width: int) -> Iterator[Line]:
        """The lines, none of them wider than *width* columns."""
        return flowing(self._runs, width)


class Dates(Block):
    """Dates in words, perhaps among others; no day is broken over two lines."""

    def __init__(self, said: str, style: str = "") -> None:
        self._said, self._style = said, style

    def lines(self, width: int) -> Iterator[Line]:
        """The lines, none of them wider than *width* columns."""
        return flowing([(unbroken(self._said, width), self._style)], width)


class Rows(Block):
    """Labels and texts side by side, or one under the other where it is *narrow*.

    With *bullets* each text hangs on one.
    """

    def __init__(
        self,
        rows: Iterable[tuple[str, str | Sequence[Run]]],
        *,
        narrow: bool,
        bullets: bool = False,
        style: str = "",
    ) -> None:
        self._rows = [(label, [(text, style)] if isinstance(text, str) else text) for label, text in rows]
        self._narrow, self._bullet = narrow, "• " if bullets else ""

    def lines(self, width: int) -> Iterator[Line]:
        """The lines, none of them wider than *width* columns."""
        widest = max((cell_len(label) for label, _ in self._rows), default=0)
        column = 0 if self._narrow else min(widest, _WIDEST_LABEL, width // 3)
        indent = _GAP if self._narrow else column + _GAP if column else 0
        room = max(1, width - indent - len(self._bullet))
        for label, runs in self._rows:
            heads = (
                list(flowing([(unbroken(label, column or width), "bold")], column or width)) if label else []
            )
            if self._narrow:
                yield from heads
                heads = []
            number = -1
            for number, (line, taken) in enumerate(flowing(runs, room)):
                head, used = heads[number] if number < len(heads) else ([], 0)
                lead = " " * (indent - used) + (" " * len(self._bullet) if number else self._bullet)
                yield (
                    ([*head, Segment(lead), *line], indent + len(self._bullet) + taken)
                    if line
                    else (head, used)
                )
            for head, used in heads[number + 1 :]:
                yield head, used


class Ledger(Block):
    """Dates, kinds and texts in columns, under a head; with *spaced* an empty line between rows."""

    def __init__(
        self, rows: Sequence[tuple[str, Kind, Sequence[Run]]], *, heads: tuple[str, str, str], spaced: bool
    ) -> None:
        self._rows = [([(unbroken(when, _WIDEST_LABEL), "")], kind, runs) for when, kind, runs in rows]
        self._heads, self._spaced = heads, spaced

    def lines(self, width: int) -> Iterator[Line]:
        """The lines, none of them wider than *width* columns."""
        said = [line for runs, _, _ in self._rows for line in runs[0][0].split("\n")]
        when = min(max(10, *map(cell_len, said)), _WIDEST_LABEL)
        kinds = max(len(kind) for kind in (self._heads[1], *(kind.value for _, kind, _ in self._rows)))
        widths = when, kinds, max(1, width - when - kinds - 6)
        yield from _beside(
            [flowing([(head, "dim")], of) for head, of in zip(self._heads, widths, strict=True)], widths
        )
        yield [Segment("─" * width)], width
        for number, (date, kind, runs) in enumerate(self._rows):
            if number and self._spaced:
                yield [], 0
            cells = (date, [(kind.value, COLOUR[kind])], runs)
            yield from _beside([flowing(cell, of) for cell, of in zip(cells, widths, strict=True)], widths)


def _beside(columns: Sequence[Iterable[Line]], widths: Sequence[int]) -> Iterator[Line]:
    """The lines of *columns* beside one another, three columns apart."""
    for lines in zip_longest(*columns, fillvalue=([], 0)):
        whole: list[Segment] = []
        taken = start = 0
        for (line, used), width in zip(lines, widths, strict=True):
            if line:
                whole += [Segment(" " * (start - taken)), *line]
                taken = start + used
            start += width + 3
        yield whole, taken


class Frame(Block):
    """Blocks in a frame that bears a title and perhaps a name; it holds what is too long to bear."""

    def __init__(self, blocks: Sequence[Block], *, title: Run, name: Run = ("", ""), border: str) -> None:
        self._blocks, self._title, self._name, self._border = blocks, title, name, border

    def lines(self, width: int) -> Iterator[Line]:
        """The lines, none of them wider than *width* columns."""
        title, name = (
            run if cell_len(run[0]) <= width - _CORNERS else None for run in (self._title, self._name)
        )
        blocks = [
            *([] if title else [Flow(self._title)]), *self._blocks, *([] if name else [Flow(self._name)])
        ]  # fmt: skip
        border, room = Style.parse(self._border), max(1, width - 4)
        box = ROUNDED
        left, right = Segment(f"{box.mid_left} ", border), Segment(f" {box.mid_right}", border)
        yield self._edge(box.top_left, box.top, box.top_right, title, width, before=1), width
        for block in blocks:
            for line, taken in block.lines(room):
                yield [left, *line, Segment(" " * (room - taken)), right], width
        yield self._edge(box.bottom_left, box.bottom, box.bottom_right, name, width, after=1), width

    def _edge(
        self,
        left: str,
        side: str,
        right: str,
        run: Run | None,
        width: int,
        *,
        before: int = 0,
        after: int = 0,
    ) -> list[Segment]:
        border = Style.parse(self._border)
        if not run or not run[0]:
            return [Segment(left + side * (width - 2) + right, border)]
        text, style = run
        rest = width - 4 - cell_len(text) - before - after
        return [
            Segment(left + side * (before or rest), border),
            Segment(f" {text} ", Style.parse(style)),
            Segment(side * (after or rest) + right, border),
        ]


def heading(text: str) -> Flow:
    """The heading of a section."""
    return Flow((text, "bold underline"))


def flowing(runs: Iterable[Run], width: int) -> Iterator[Line]:
    """*runs* in lines of at most *width* columns, broken between words; a longer word is cut."""
    line: list[Segment] = []
    column = 0
    for text, style_ in runs:
        style = Style.parse(style_) if style_ else None
        for number, paragraph in enumerate(text.split("\n")):
            if number:
                yield _ended(line, column)
                line, column = [], 0
            held, gap = "", 0
            for word in paragraph.split(" "):
                size = _columns(word)
                if column and column + gap + size > width:
                    yield _ended([*line, Segment(held, style)] if held else line, column)
                    line, held, column, gap = [], "", 0, 0
                while size > width:
                    head, word = _cut(word, width)
                    yield [Segment(head, style)], _columns(head)
                    size = _columns(word)
                held += " " * gap + word
                column += gap + size
                gap = 1
            if held:
                line.append(Segment(held, style))
    yield _ended(line, column)


def _ended(line: list[Segment], column: int) -> Line:
    """*line* without the spaces at its end, and with plain ones where none were to be broken."""
    if any(UNBROKEN in text for text, *_ in line):
        line = [Segment(text.replace(UNBROKEN, " "), style) for text, style, _ in line]
    while line and line[-1].text.endswith(" "):
        text, style, _ = line.pop()
        bare = text.rstrip(" ")
        column -= len(text) - len(bare)
        if bare:
            line.append(Segment(bare, style))
    return line, column


def _columns(word: str) -> int:
    return len(word) if word.isascii() else cell_len(word)


def _cut(word: str, width: int) -> tuple[str, str]:
    """As much of *word* as *width* columns hold, at least one character, and the rest."""
    end, taken = 1, cell_len(word[0])
    while end < len(word) and (taken := taken + cell_len(word[end])) <= width:
        end += 1
    return word[:end], word[end:]
