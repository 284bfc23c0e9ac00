"""A pager for what is longer than the terminal: what PAGER names, or else less."""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import subprocess
from typing import TextIO

from sinorus_cli.streams import holds_all

_LESS = "FRX"  # as git has it: with colours, and not for one screen
_OF_A_SHELL = frozenset("();<>|&")  # which we do not run
_NOT_STARTED = (126, 127)  # what a shell, or env, ends with where there is no such program


def paged(text: str, out: TextIO) -> bool:
    """Whether *text* was given to a pager, as far as its reader wanted it, in the encoding of *out*.

    Raises:
        KeyboardInterrupt: the pager was interrupted, and did not go on as less does.
    """
    command = _command()
    if not command:
        return False
    content = text.encode(out.encoding, out.errors or "strict")
    variables = {"LESS": _LESS} | ({"LESSCHARSET": "utf-8"} if holds_all(out) else {}) | os.environ
    interrupted = signal.signal(signal.SIGINT, _leave_it_to_the_pager)
    try:
        pager = subprocess.Popen(command, stdin=subprocess.PIPE, env=variables)
        pager.communicate(content)  # of which it may read a part
    except (OSError, ValueError):
        return False
    finally:
        signal.signal(signal.SIGINT, interrupted)
    if pager.returncode == -signal.SIGINT:
        raise KeyboardInterrupt
    return pager.returncode not in _NOT_STARTED


def _leave_it_to_the_pager(*_: object) -> None:
    """Go on; unlike one that is ignored, a signal that a function handles is the pager's own to obey."""


def _command() -> list[str]:
    """The pager and its options; none where PAGER is empty or takes a shell, or where there is no less."""
    named = os.environ.get("PAGER")
    if named is None:
        return ["less", "-R"] if shutil.which("less") and os.environ.get("TERM", "dumb") != "dumb" else []
    lexer = shlex.shlex(named, posix=True, punctuation_chars=True)
    lexer.whitespace_split, lexer.commenters = True, ""
    try:
        words = list(lexer)
        return [] if any(word and set(word) <= _OF_A_SHELL for word in words) else words
    except ValueError:  # a quotation mark without another
        return []
