"""What records are to one another, and what a corpus covers or has wrong."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.box import SIMPLE_HEAD
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from sinorus_cli.answers import About, Answer, Chain, Comparison, Problems, Status
from sinorus_cli.chain import Step
from sinorus_cli.formats import words
from sinorus_cli.formats.terminal.fitting import Dated
from sinorus_cli.formats.terminal.layout import COLOUR, ID, NARROW, Rows, heading
from sinorus_cli.model import Kind, Record

_MARKED = 16  # columns that a label with its mark takes


def parts(answer: Answer, width: int) -> Iterator[RenderableType]:
    """What is printed for *answer*, one thing after the other."""
    narrow = width < NARROW
    match answer:
        case Chain() if answer.status is Status.FOUND:
            yield _chain(answer, narrow)
        case Comparison():
            yield _comparison(answer, width)
        case About():
            yield _about(answer, width)
        case Problems() if not answer.problems:
            yield Text(f"No problems in {len(answer.corpus.records):,} records.")
        case Problems():
            for problem in answer.problems:
                yield Text.assemble(
                    (problem.code, "bold red"), f" {problem.file} ", (problem.id, ID), f" {problem.sentence}"
                )


def _chain(answer: Chain, narrow: bool) -> RenderableType:
    """Two trees: what it came from above it, what came of it below."""
    drawn: list[RenderableType] = []
    for title, steps in (("Where it came from", answer.before), ("What came of it", answer.after)):
        if steps:
            tree = [_step_text(answer.record, ""), *_indented(steps)] if narrow else [_tree(answer, steps)]
            drawn += [heading(title), *tree, Text()]
    return Group(*drawn[:-1])


def _tree(answer: Chain, steps: Sequence[Step]) -> Tree:
    tree = Tree(_step_text(answer.record, ""))
    _grow(tree, steps)
    return tree


def _grow(tree: Tree, steps: Sequence[Step]) -> None:
    for step in steps:
        _grow(tree.add(_step_text(step.record, _label(step))), step.following)


def _indented(steps: Sequence[Step], depth: int = 1) -> Iterator[RenderableType]:
    """The steps of a tree, of which each level takes one column and not four."""
    for step in steps:
        yield Padding(_step_text(step.record, _label(step)), (0, 0, 0, depth))
        yield from _indented(step.following, depth + 1)


def _label(step: Step) -> str:
    return f"{step.label} (above)" if step.again else step.label


def _step_text(record: Record, label: str) -> RenderableType:
    text = Text(overflow="fold")
    if label:
        text.append(f"{label}: ", style="dim")
    text.append(record.title, style="bold")
    text.append(f" {record.id}", style=COLOUR[record.kind])
    return Dated(words.when(record), before=text)


def _comparison(answer: Comparison, width: int) -> RenderableType:
    """Both records side by side; what differs has a mark before it."""
    rows = [
        (f"{'≠' if one != other else '='} {label}", one, other)
        for label, one, other in words.compared(answer)
    ]
    longest = max(len(answer.one.id), len(answer.other.id))
    if width < max(NARROW, _MARKED + 2 * (longest + 2)):
        return Group(
            *(
                part
                for label, one, other in rows
                for part in (Text(label, style="bold"), *_both(answer, one, other))
            )
        )
    table = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False, expand=True, leading=1)
    table.add_column("", style="bold", max_width=_MARKED)
    for record in (answer.one, answer.other):
        head = Text.assemble((record.title, "bold"), " ", (record.id, COLOUR[record.kind]))
        table.add_column(head, ratio=1, overflow="fold")
    for row in rows:
        table.add_row(*(Text(cell, overflow="fold") for cell in row))
    return table


def _both(answer: Comparison, one: str, other: str) -> Sequence[RenderableType]:
    if one == other:
        return [Padding(Text(one), (0, 0, 0, 2))]
    cells = ((answer.one.id, one), (answer.other.id, other))
    return [Padding(Text.assemble((name, ID), f"\n{text or '—'}"), (0, 0, 0, 2)) for name, text in cells]


def _about(answer: About, width: int) -> RenderableType:
    narrow = width < NARROW
    return Group(
        Rows(list(words.summed_up(answer)), narrow=narrow),
        Text(),
        heading("Records by the century in which they begin"),
        _counts(answer, width),
        Text(),
        heading("Works most relied on"),
        Rows(list(words.relied_on(answer)), narrow=narrow),
    )


def _counts(answer: About, width: int) -> RenderableType:
    rows = [(words.century(ordinal), row) for ordinal, row in answer.coverage.centuries.items()]
    rows.append(("all", answer.coverage.kinds))
    if width < NARROW // 2:
        told = [
            (label, "\n".join(f"{kind.heading} {row[kind]:,}" for kind in Kind if row.get(kind)))
            for label, row in rows
        ]
        return Rows(told, narrow=True)
    counts = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False, header_style="dim")
    counts.add_column()
    for kind in Kind:
        head = kind.heading[:3] if width < NARROW else kind.heading
        counts.add_column(Text(head, style=COLOUR[kind]), justify="right")
    for label, row in rows:
        counts.add_row(label.removesuffix(" century"), *(f"{row.get(kind, 0):,}" for kind in Kind))
    return counts
