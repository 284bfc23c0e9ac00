"""The program: what becomes of whatever goes wrong, in streams and an exit status.

Everything else is loaded where an interrupt is quiet.
"""

from __future__ import annotations

import gc
import sys

_LONGEST = 400  # characters of a sentence, which may quote what was typed
FOUND, TROUBLE, INTERRUPTED = 0, 2, 130


def main() -> None:
    """Run sinorus and end the process.

    All is written by then; that Python then puts away what is in memory would take longer than
    to find most answers.
    """
    status = run()
    if status == TROUBLE:
        sys.exit(status)
    import os

    os._exit(status)


def run() -> int:
    """Run sinorus, and turn whatever goes wrong into a sentence and an exit status."""
    gc.disable()  # so short a process is over before there is garbage worth collecting
    sys.unraisablehook = _unraisable
    try:
        return _status()
    except KeyboardInterrupt:
        return INTERRUPTED
    except RuntimeError as error:
        if not isinstance(error.__cause__, KeyboardInterrupt):  # which came while a class was made
            raise
        return INTERRUPTED
    except MemoryError:
        pass  # by now, what filled the memory is let go
    return _trouble("There is not enough memory for this corpus; free some, or open a smaller one.")


def _unraisable(unraisable: sys.UnraisableHookArgs) -> None:
    """End quietly where an interrupt comes while nothing can be raised, as when an object is let go."""
    if issubclass(unraisable.exc_type, KeyboardInterrupt):
        import os

        os._exit(INTERRUPTED)
    sys.__unraisablehook__(unraisable)


def _status() -> int:
    from sinorus_cli import streams
    from sinorus_cli.corpora import without_corpora
    from sinorus_cli.errors import EdtfError, SinorusError

    streams.prepare()
    try:
        from sinorus_cli import session

        status = session.run(without_corpora(sys.argv[1:]))
        sys.stdout.flush()
        return status
    except BrokenPipeError:
        streams.abandon(sys.stdout)
        return FOUND  # the reader has seen enough
    except EdtfError as error:
        return _trouble(f"The corpus is broken: {error} 'sinorus check' names the record.")
    except SinorusError as error:
        return _trouble(str(error))
    except OSError as error:
        streams.abandon(sys.stdout)
        return _trouble(f"Cannot write the answer: {error.strerror}; make room or write elsewhere.")
    except MemoryError:
        streams.abandon(sys.stdout)  # half an answer is none
        raise
    except KeyboardInterrupt:
        streams.abandon(sys.stdout)  # whose reader may have been interrupted too
        return INTERRUPTED


def _trouble(sentence: str) -> int:
    """Say *sentence* on one line, without the middle of it where a long query made it long."""
    from sinorus_cli import streams
    from sinorus_cli.errors import harmless

    if len(sentence) > _LONGEST:
        sentence = f"{sentence[: _LONGEST - 100]} … {sentence[-97:]}"
    streams.say(f"sinorus: {harmless(sentence)}")
    return TROUBLE
