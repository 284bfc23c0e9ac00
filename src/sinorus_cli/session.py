"""One run: from what was typed to an answer that is written, and a status.

Words on TAB and plain lookups, which `completion` and `shortcut` read, are answered before the
command framework is loaded.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from contextvars import copy_context
from typing import Any

from sinorus_cli import shortcut, streams, waiting
from sinorus_cli.answers import Answer, Hits, OneRecord, Status
from sinorus_cli.anywhere import taken
from sinorus_cli.errors import QueryError, SinorusError
from sinorus_cli.formats import Format
from sinorus_cli.search import hint


def run(arguments: Sequence[str]) -> int:
    """Answer *arguments* on stdout, and say on stderr what to do where it is not one good answer.

    Raises:
        SinorusError: there is trouble.
        OSError: the answer cannot be written.
    """
    waiting.show_with(_with_a_bar if sys.stderr.isatty() else waiting.silently)
    if "_SINORUS_COMPLETE" in os.environ and (told := _completed()) is not None:
        sys.stdout.write(told)
        return Status.FOUND
    return copy_context().run(_answered, arguments)  # a calendar holds for this run alone


def _answered(arguments: Sequence[str]) -> int:
    arguments = _with_calendar(arguments)
    if arguments[:1] != ["check"]:  # after which directories stand, as the system has them
        arguments = list(map(_in_utf8, arguments))
    outcome = shortcut.read(arguments) or _framework(arguments)
    if isinstance(outcome, int):
        return outcome
    answer, format_ = outcome
    format_.write(answer, sys.stdout)
    sys.stdout.flush()
    if answer.status is not Status.FOUND:
        from sinorus_cli.advice import advice  # most answers do without

        if said := advice(answer):
            streams.say(said)
    if isinstance(answer, OneRecord | Hits) and (said := hint(answer.corpus)):
        streams.say(said)
    return answer.status


def _with_a_bar(items: Iterable[Any], what: str, total: int | None) -> Iterable[Any]:
    from sinorus_cli.formats import bar  # rich is slow to load

    return bar.shown(items, what, total)


def _completed() -> str | None:
    from sinorus_cli.completion import completed

    try:
        return completed(os.environ)
    except SinorusError:
        return ""  # nobody wants to read of trouble while typing


def _with_calendar(arguments: Sequence[str]) -> list[str]:
    """*arguments* without ``--calendar``, in which days are written from now on."""
    named, left = taken("--calendar", arguments)
    if named:
        from sinorus_cli.formats.days import Calendar, shown

        calendars = [calendar.value for calendar in Calendar]
        if named[-1] not in calendars:
            asked = named[-1] or ""
            raise QueryError(f"There is no calendar {asked!r}; the calendars are {', '.join(calendars)}.")
        shown.set(Calendar(named[-1]))
    return left


def _in_utf8(argument: str) -> str:
    """*argument* read as UTF-8, if it is, where the locale could not read it."""
    if not any("\udc80" <= sign <= "\udcff" for sign in argument):  # each a byte that was not read
        return argument
    try:
        return os.fsencode(argument).decode()
    except UnicodeError:
        return argument


def _framework(arguments: Sequence[str]) -> tuple[Answer, Format] | int:
    from sinorus_cli import cli  # slow to load

    return cli.run(list(arguments))
