"""What a corpus covers: how much of which kind and century, how new, resting on what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from sinorus_cli import dates
from sinorus_cli.corpus import Corpus
from sinorus_cli.model import Kind, Record
from sinorus_cli.values import Value

_MOST_RELIED_ON = 10


class Coverage(Value):
    """Counts of a corpus.

    *centuries* has for each, by its ordinal, the records of each kind that begin in it; None
    stands for those without a date. *relied_on* are the works that most records cite, each
    with their number.
    """

    kinds: Mapping[Kind, int]
    centuries: Mapping[int | None, Mapping[Kind, int]]
    statements: int
    disputes: int
    works: int
    well_founded: int
    newest: Record | None
    relied_on: Sequence[tuple[str, int]]


def coverage(corpus: Corpus) -> Coverage:
    """Count *corpus*.

    Well founded is what cites two works or more; those that were not read themselves but
    found in another, ``via`` that, do not count.
    """
    centuries: dict[int | None, Counter[Kind]] = {}
    relied_on: Counter[str] = Counter()
    well_founded = 0
    for record in corpus:
        centuries.setdefault(_century(record), Counter())[record.kind] += 1
        works = {citation.id for citation in record.citations() if not citation.via}
        relied_on.update(works)
        well_founded += len(works) > 1
    events = [record for record in corpus.of_kind(Kind.EVENT) if record.date]
    return Coverage(
        kinds={kind: len(corpus.of_kind(kind)) for kind in Kind},
        centuries=dict(sorted(centuries.items(), key=lambda row: row[0] or 99)),
        statements=sum(len(record.facts) for record in corpus),
        disputes=sum(len(record.disputes) for record in corpus),
        works=len(corpus.bibliography),
        well_founded=well_founded,
        newest=max(events, key=lambda event: dates.order(event.date or ""), default=None),
        relied_on=relied_on.most_common(_MOST_RELIED_ON),
    )


def _century(record: Record) -> int | None:
    if not record.when or not (point := dates.parse(record.when).start or dates.parse(record.when).end):
        return None
    return (point.first.year + 99) // 100
