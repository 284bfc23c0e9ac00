"""Lookups as plain as ``sinorus treaty nerchinsk``, read without the command framework.

Loading typer takes longer than most answers. What is read here is a part of what `cli` reads,
and is answered by the same functions of `lookup`; anything else, and whatever is wrong, is
left to `cli`. The tests hold the two equal over generated command lines.
"""

from __future__ import annotations

import os
from collections.abc import Sequence

from sinorus_cli import lookup
from sinorus_cli.answers import Answer
from sinorus_cli.formats import Format, chosen
from sinorus_cli.model import Kind

_KINDS = {kind.value: kind for kind in Kind}
_SAYING_HOW = (*_KINDS, "search")  # those that take --exact


def read(arguments: Sequence[str]) -> tuple[Answer, Format] | None:
    """The answer to *arguments* and how to write it; None where it takes the framework.

    Raises:
        SinorusError: as the functions of `lookup`.
    """
    words: list[str] = []
    flags: set[str] = set()
    format_ = None
    rest = iter(arguments)
    for argument in rest:
        if argument in ("--json", "--exact", "--why"):
            flags.add(argument)
        elif argument in ("--format", "-f"):
            format_ = next(rest, "")
            if format_ not in list(Format):
                return None
        elif argument.startswith("-"):
            return None
        else:
            words.append(argument)
    if not words or "_SINORUS_COMPLETE" in os.environ or arguments[0].startswith("-"):
        return None
    command = lookup.COMMANDS.get(words[0], lookup.BARE)
    answer = _answer(command, words[words[0] in lookup.COMMANDS :], flags)
    if answer is None:
        return None
    return answer, chosen(Format(format_) if format_ else None, "--json" in flags)


def _answer(command: str, words: Sequence[str], flags: set[str]) -> Answer | None:
    exact, scores = "--exact" in flags, "--why" in flags
    if exact and command not in _SAYING_HOW:
        return None
    if command in _KINDS:
        if not words:
            return None if exact or scores else lookup.all_of(_KINDS[command])
        return lookup.one_record(command, " ".join(words), (_KINDS[command],), exact=exact, scores=scores)
    if not words or words == ["help"] or words == ["version"]:
        return None
    if command == "search":
        return lookup.searched(" ".join(words), exact=exact, scores=scores)
    if command == lookup.BARE:
        from sinorus_cli.guess import found

        return found(words, scores=scores)
    if command in ("year", "asof") and not scores:
        from sinorus_cli import moments

        when = " ".join(words)
        return moments.in_span(command, when) if command == "year" else moments.as_of(when)
    if command == "show" and not scores and len(words) == 1:
        return lookup.record_by_id(words[0])
    return None
