"""The program: from the command line to streams and an exit status.

Plain lookups, which `shortcut` reads, are answered before the command framework is loaded.
"""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path
from typing import TextIO

from sinorus_cli import shortcut
from sinorus_cli.answers import Answer, Status
from sinorus_cli.errors import EdtfError, SinorusError, harmless
from sinorus_cli.formats import Format


def main() -> None:
    """Run sinorus, and turn whatever goes wrong into a sentence and an exit status."""
    gc.disable()  # so short a process is over before there is garbage worth collecting
    sys.stdout, sys.stderr = (stream or _nowhere() for stream in (sys.stdout, sys.stderr))
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    status: int
    try:
        outcome = shortcut.read(sys.argv[1:]) or _framework(sys.argv[1:])
        status = outcome if isinstance(outcome, int) else _finish(*outcome)
        sys.stdout.flush()
    except BrokenPipeError:
        _abandon_stdout()
        status = Status.FOUND  # the reader has seen enough
    except EdtfError as error:
        status = _trouble(f"The corpus is broken: {error} 'sinorus check' names the record.")
    except SinorusError as error:
        status = _trouble(str(error))
    except OSError as error:
        _abandon_stdout()
        status = _trouble(f"Cannot write the answer: {error.strerror}; make room or write elsewhere.")
    except KeyboardInterrupt:
        status = 130
    sys.exit(status)


def _framework(arguments: list[str]) -> tuple[Answer, Format] | int:
    from sinorus_cli.cli import run  # slow to load

    return run(arguments)


def _finish(answer: Answer, format_: Format) -> Status:
    """Write *answer*, and say on stderr what to do where it is not one good answer."""
    format_.write(answer, sys.stdout)
    sys.stdout.flush()
    if answer.status is not Status.FOUND:
        from sinorus_cli.advice import advice  # most answers do without

        if said := advice(answer):
            _say(said)
    return answer.status


def _trouble(sentence: str) -> Status:
    _say(f"sinorus: {sentence}")
    return Status.TROUBLE


def _say(text: str) -> None:
    """Write *text* to stderr, whatever a query may have brought into it."""
    sys.stderr.write("".join(f"{harmless(line)}\n" for line in text.split("\n")))


def _nowhere() -> TextIO:
    return Path(os.devnull).open("w", encoding="utf-8")


def _abandon_stdout() -> None:
    """Keep Python from flushing stdout once more at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
