"""Which corpora are opened: those named by ``--corpus``, or by ``$SINORUS_CORPUS``, or else ours.

``--corpus`` is taken out of the command line before anything else is read, and stands in
``$SINORUS_CORPUS`` from then on, so that every command has it without knowing of it.
"""

from __future__ import annotations

import os
from collections.abc import Sequence

from sinorus_cli.anywhere import taken
from sinorus_cli.errors import CorpusError

VARIABLE = "SINORUS_CORPUS"
OPTION = "--corpus"


def without_corpora(arguments: Sequence[str]) -> list[str]:
    """*arguments* without ``--corpus DIR`` and ``--corpus=DIR``, which the variable holds instead.

    What stands after ``--`` is left as it is.

    Raises:
        CorpusError: what is named is no directory, or cannot stand in the variable.
    """
    named, left = taken(OPTION, arguments)
    if None in named:
        raise CorpusError(f"{OPTION} has no directory after it; name one that holds a corpus.")
    if named:
        os.environ[VARIABLE] = os.pathsep.join(_checked(name or "") for name in named)
    return left


def from_variable() -> list[str]:
    """The directories in ``$SINORUS_CORPUS``; an empty name, or none at all, is our own corpus.

    Raises:
        CorpusError: it may be one directory or several.
    """
    value = os.environ.get(VARIABLE, "")
    if os.pathsep in value and os.path.isdir(value):
        raise _parted(value)
    return value.split(os.pathsep)


def _checked(name: str) -> str:
    if name and not os.path.isdir(name):
        raise CorpusError(f"{name!r} is no directory; name one that holds a corpus.")
    if os.pathsep in name:
        raise _parted(name)
    return name


def _parted(name: str) -> CorpusError:
    return CorpusError(
        f"{name!r} has a {os.pathsep!r} in its name, which stands between two directories in"
        f" ${VARIABLE}; rename it, or make a link to it."
    )
