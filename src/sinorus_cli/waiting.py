"""What a reader has to wait for, counted; whoever runs the program may show how far it is."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

_T = TypeVar("_T")
Show = Callable[[Iterable[Any], str, int | None], Iterable[Any]]


def silently(items: Iterable[Any], what: str, total: int | None) -> Iterable[Any]:
    """*items*, and nothing is shown."""
    return items


_shown: list[Show] = [silently]


def show_with(show: Show) -> None:
    """Have *show* pass on what is waited for from now on: the items, what they are, how many."""
    _shown[0] = show


def counted(items: Iterable[_T], what: str, total: int | None = None) -> Iterator[_T]:
    """*items*, while it is shown how many of *total*, where that is known, are through."""
    return iter(_shown[0](items, what, total))
