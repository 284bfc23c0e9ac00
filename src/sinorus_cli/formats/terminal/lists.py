"""Lists of records as a table; as stacked cards where it is narrow."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import RenderableType

from sinorus_cli.answers import Answer, Hits, Listing
from sinorus_cli.formats import words
from sinorus_cli.formats.terminal.layout import COLOUR, ID, NARROW, Block, Dates, Flow, Ledger, Run
from sinorus_cli.model import Record


def parts(answer: Answer, width: int) -> Iterator[RenderableType]:
    """What is printed for *answer*, one thing after the other."""
    narrow = width < NARROW
    match answer:
        case Hits():
            rows = [(hit.record, hit.matched, words.why(hit, answer.scores)) for hit in answer.hits]
            if rows:
                yield from listed(rows, narrow)
        case _:
            records = answer.records if isinstance(answer, Listing) else list(answer.corpus)
            yield from listed([(record, "", "") for record in records], narrow)


def listed(rows: Sequence[tuple[Record, str, str]], narrow: bool) -> Iterator[Block]:
    """Records, each with a text and why it is there."""
    if narrow:
        for record, text, why in rows:
            head = " · ".join(filter(None, (record.kind.value, words.when(record))))
            yield from (Dates(head, COLOUR[record.kind]), Flow(*_entry(record, text, why)), Flow())
        return
    told = any(text or why for _, text, why in rows)
    yield Ledger(
        [(words.when(record), record.kind, _entry(record, text, why)) for record, text, why in rows],
        heads=("Date", "Kind", "Title and id" + (", and what matched" if told else "")),
        spaced=told,
    )


def _entry(record: Record, text: str, why: str) -> list[Run]:
    shown = [(f"{record.title}  ", "bold"), (record.id, ID)]
    if text:
        shown.append((f"\n{text}", ""))
    if why:
        shown.append((f"\n{why}", "dim"))
    return shown
