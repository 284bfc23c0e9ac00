"""What words without a command mean: `sinorus nerchinsk`, `sinorus 1969`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sinorus_cli import lookup, spans
from sinorus_cli.errors import QueryError
from sinorus_cli.model import Kind
from sinorus_cli.search import FULL_NAME, knows

if TYPE_CHECKING:
    from sinorus_cli.answers import OneRecord, Span
    from sinorus_cli.corpus import Corpus


def found(words: Sequence[str], *, scores: bool = False) -> OneRecord | Span:
    """What *words* without a command mean: a year, or the best record of any kind.

    Raises:
        QueryError: they are nobody's name, and the first is like that of a command.
    """
    query = " ".join(words)
    if spans.looks_like_date(query):
        from sinorus_cli.moments import in_span  # names do without

        return in_span(lookup.BARE, query)
    answer = lookup.one_record(lookup.BARE, query, tuple(Kind), scores=scores)
    if not (answer.hits and answer.hits[0].score >= FULL_NAME):
        _refuse_mistyped_command(answer.corpus, words)
    return answer


def _refuse_mistyped_command(corpus: Corpus, words: Sequence[str]) -> None:
    from difflib import get_close_matches  # only a guess needs it

    first, *rest = words
    shown = lookup.COMMANDS.keys() - {lookup.BARE}
    near = get_close_matches(first.lower(), sorted(shown), n=1, cutoff=0.75)
    if near and knows(corpus, first):
        # Chang Kai-shek is like chain, and China, too, but a dispute is hardly anything but disputes.
        near = get_close_matches(first.lower(), near, cutoff=0.9)
    if near:
        meant = " ".join(["sinorus", near[0], *rest])
        raise QueryError(f"There is no command {first!r}. Did you mean {meant!r}?")
