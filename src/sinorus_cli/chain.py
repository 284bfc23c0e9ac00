"""How one thing led to the next: what replaced, caused and belongs to what, both ways."""

from __future__ import annotations

from collections.abc import Sequence

from sinorus_cli import dates
from sinorus_cli.corpus import Corpus
from sinorus_cli.model import Record
from sinorus_cli.values import Value

# How a link reads from a record to what came before it, and to what came of it.
BEFORE = ("caused by", "supersedes", "part of")
AFTER = ("led to", "superseded by", "includes")
_DEEPEST = 6  # links away from the first


class Step(Value):
    """A record, how the one before it in the chain is linked to it, and what follows it.

    A record that stands in the chain already is *again*, and nothing follows it.
    """

    record: Record
    label: str
    following: Sequence[Step] = ()
    again: bool = False


def chain(corpus: Corpus, record: Record) -> tuple[list[Step], list[Step]]:
    """What *record* came from, and what came of it, each in order of date."""
    before = _following(corpus, record, BEFORE, {record.id}, 1)
    return before, _following(corpus, record, AFTER, {record.id}, 1)


def _following(
    corpus: Corpus, record: Record, labels: Sequence[str], seen: set[str], depth: int
) -> list[Step]:
    links = [link for link in corpus.links(record) if link.label in labels]
    links.sort(key=lambda link: (dates.order(link.record.when or "9999"), link.record.id))
    steps = []
    for link in links:
        again = link.record.id in seen
        seen.add(link.record.id)
        deeper = not again and depth < _DEEPEST
        following = _following(corpus, link.record, labels, seen, depth + 1) if deeper else []
        steps.append(Step(record=link.record, label=link.label, following=following, again=again))
    return steps
