"""A bar on stderr for what takes long."""

import sys
from collections.abc import Iterable, Iterator
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn


def shown(items: Iterable[Any], what: str, total: int | None) -> Iterator[Any]:
    """*items*, with a bar that says *what* they are, and is gone when they are through."""
    bar = Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=Console(file=sys.stderr),
        transient=True,
    )
    with bar:
        yield from bar.track(items, total=total, description=what)
