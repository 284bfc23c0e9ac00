"""One run: from what was typed to an answer that is written, and a status.

Plain lookups, which `shortcut` reads, are answered before the command framework is loaded.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from sinorus_cli import shortcut, streams
from sinorus_cli.answers import Answer, Status
from sinorus_cli.formats import Format
from sinorus_cli.search import hint


def run(arguments: Sequence[str]) -> int:
    """Answer *arguments* on stdout, and say on stderr what to do where it is not one good answer.

    Raises:
        SinorusError: there is trouble.
        OSError: the answer cannot be written.
    """
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
    if answer.corpus.large and (said := hint(answer.corpus)):
        streams.say(said)
    return answer.status


def _framework(arguments: Sequence[str]) -> tuple[Answer, Format] | int:
    from sinorus_cli import cli  # slow to load

    return cli.run(list(arguments))
