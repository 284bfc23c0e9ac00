"""Lookups such as ``sinorus treaty nerchinsk --json``, read without the command framework.

Loading typer takes longer than most answers. What is read here is a part of what `cli` reads:
words, flags, and options with their values. It is answered by the same functions; anything else,
and whatever is wrong, is left to `cli`. The tests hold the two equal over generated command lines.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any

from sinorus_cli import lookup
from sinorus_cli.answers import Answer
from sinorus_cli.formats import Format, chosen
from sinorus_cli.model import Kind

_KINDS = {kind.value: kind for kind in Kind}
_FLAGS = {
    **dict.fromkeys(_KINDS, ("--json", "--exact", "--why")),
    "search": ("--json", "--exact", "--why"),
    "timeline": ("--json", "--no-pager"),
    lookup.BARE: ("--json", "--why"),
}
_ABOUT = (Kind.TOPIC, Kind.PERSON, Kind.PLACE)
_EVERYWHERE = {"--format": "format", "-f": "format"}
_WITHIN = {"--kind": "kinds", "-k": "kinds", "--from": "since", "--to": "until"}
_VALUES = {  # options with a value, and what the functions that answer call them
    "treaty": {"--in-force": "query"},
    "search": {**_WITHIN, "--limit": "limit", "-n": "limit"},
    "timeline": _WITHIN | {f"--{kind.value}": kind.value for kind in _ABOUT},
}


def read(arguments: Sequence[str]) -> tuple[Answer, Format] | None:
    """The answer to *arguments* and how to write it; None where it takes the framework.

    Raises:
        SinorusError: as the functions of `lookup` and `moments`.
    """
    if not arguments or "_SINORUS_COMPLETE" in os.environ:
        return None
    command = lookup.COMMANDS.get(arguments[0], lookup.BARE)
    rest = iter(arguments[arguments[0] in lookup.COMMANDS :])
    known = _EVERYWHERE | _VALUES.get(command, {})
    words: list[str] = []
    flags: set[str] = set()
    options: dict[str, Any] = {}
    for argument in rest:
        if argument in _FLAGS.get(command, ("--json",)):
            flags.add(argument)
        elif argument.startswith("-"):
            option, value = _parted(argument)
            value = next(rest, "-") if value is None else value
            if option not in known or value.startswith("-"):
                return None
            name = known[option]
            options[name] = [*options.get(name, ()), value] if name == "kinds" else value
        else:
            words.append(argument)
    format_ = options.pop("format", None)
    if format_ not in (None, *Format):
        return None
    answer = _answer(command, words, flags, options)
    if answer is None:
        return None
    return answer, chosen(Format(format_) if format_ else None, "--json" in flags)


def _parted(argument: str) -> tuple[str, str | None]:
    """An option, and the value written onto it: ``--limit=3``, ``-n3``; None where that stands apart."""
    if argument.startswith("--"):
        option, is_given, value = argument.partition("=")
        return option, value if is_given else None
    return argument[:2], argument[2:] or None


def _answer(command: str, words: Sequence[str], flags: set[str], options: dict[str, Any]) -> Answer | None:
    query = " ".join(words)
    exact, scores = "--exact" in flags, "--why" in flags
    match command, words:
        case _, [] if command in _KINDS and not options:
            return None if exact or scores else lookup.all_of(_KINDS[command])
        case _, _ if command in _KINDS and not options:
            return lookup.one_record(command, query, (_KINDS[command],), exact=exact, scores=scores)
        case "search", [_, *_]:
            limit = options.pop("limit", str(lookup.MOST_LISTED))
            if limit.isdecimal() and len(limit) < 10 and int(limit):
                return lookup.searched(query, limit=int(limit), exact=exact, scores=scores, **options)
        case lookup.BARE, [_, *_] if words not in (["help"], ["version"]):
            from sinorus_cli.guess import found

            return found(words, scores=scores)
        case "show", [record_id]:
            return lookup.record_by_id(record_id)
        case "chain", [record_id]:
            return lookup.chained(record_id)
        case "compare", [one, other]:
            return lookup.compared(one, other)
        case "disputes", _:
            return lookup.disputed(query if words else None)
        case ("treaty", []) | ("year" | "asof" | "date", [_, *_]) | ("today" | "timeline", _):
            return None if exact or scores else _of_time(command, words, flags, options)
    return None


def _of_time(command: str, words: Sequence[str], flags: set[str], options: dict[str, Any]) -> Answer:
    from sinorus_cli import moments  # names do without

    query = " ".join(words)
    match command:
        case "treaty":
            return moments.treaties_as_of(options["query"])
        case "timeline":
            about = [(kind, name) for kind in _ABOUT if (name := options.pop(kind.value, ""))]
            paged = "--no-pager" not in flags
            return moments.told_in_order(query if words else None, about=about, paged=paged, **options)
        case "today":
            return moments.on_this_day(query if words else None)
        case "date":
            return moments.converted(query)
        case "asof":
            return moments.as_of(query)
    return moments.in_span(command, query)
