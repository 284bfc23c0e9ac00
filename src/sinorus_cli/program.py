"""The program: what becomes of whatever goes wrong, in streams and an exit status."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterable
from typing import Any

from sinorus_cli import streams, waiting
from sinorus_cli.corpora import without_corpora
from sinorus_cli.errors import EdtfError, SinorusError, harmless

_LONGEST = 400  # characters of a sentence, which may quote what was typed
FOUND, TROUBLE, INTERRUPTED = 0, 2, 130


def main() -> None:
    """Run sinorus, and turn whatever goes wrong into a sentence and an exit status."""
    gc.disable()  # so short a process is over before there is garbage worth collecting
    streams.prepare()
    waiting.show_with(_with_a_bar if sys.stderr.isatty() else waiting.silently)
    try:
        from sinorus_cli import session  # here, as an interrupt while it loads is to be quiet too

        status = session.run(without_corpora(sys.argv[1:]))
        sys.stdout.flush()
    except BrokenPipeError:
        streams.abandon(sys.stdout)
        status = FOUND  # the reader has seen enough
    except EdtfError as error:
        status = _trouble(f"The corpus is broken: {error} 'sinorus check' names the record.")
    except SinorusError as error:
        status = _trouble(str(error))
    except OSError as error:
        streams.abandon(sys.stdout)
        status = _trouble(f"Cannot write the answer: {error.strerror}; make room or write elsewhere.")
    except KeyboardInterrupt:
        streams.abandon(sys.stdout)  # whose reader may have been interrupted too
        status = INTERRUPTED
    gc.freeze()  # nor is there at exit
    sys.exit(status)


def _with_a_bar(items: Iterable[Any], what: str, total: int | None) -> Iterable[Any]:
    from sinorus_cli.formats import bar  # rich is slow to load

    return bar.shown(items, what, total)


def _trouble(sentence: str) -> int:
    """Say *sentence* on one line, without the middle of it where a long query made it long."""
    if len(sentence) > _LONGEST:
        sentence = f"{sentence[: _LONGEST - 100]} … {sentence[-97:]}"
    streams.say(f"sinorus: {harmless(sentence)}")
    return TROUBLE
