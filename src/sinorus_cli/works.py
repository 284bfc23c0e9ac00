"""A work of a bibliography: whether it is CSL-JSON, as far as we read it."""

from collections.abc import Mapping
from typing import Any

_TEXTS = frozenset("type title container-title publisher publisher-place".split())
_TEXTS_OR_NUMBERS = frozenset("volume issue page DOI ISBN URL".split())
_NAMES = frozenset("author editor".split())
_DATES = frozenset("issued accessed".split())


def fault(work: Mapping[str, Any]) -> str:
    """What keeps us from citing *work*; empty where nothing does."""
    for key, value in work.items():
        if key in _TEXTS and not isinstance(value, str):
            return f"{key!r} is a text, not {type(value).__name__}"
        if key in _TEXTS_OR_NUMBERS and not isinstance(value, str | int):
            return f"{key!r} is a text or a number, not {type(value).__name__}"
        if key in _NAMES and not _is_names(value):
            return f"{key!r} is an array of objects with a 'family' and a 'given' name, or a 'literal' one"
        if key in _DATES and not _is_date(value):
            return f"{key!r} is an object with 'date-parts' such as [[1689, 8, 27]]"
        if _is_deep(value):
            return f"{key!r} is nested too deeply"
    return ""


def _is_deep(value: Any, levels: int = 20) -> bool:
    """Whether *value* has more levels than anything that is said of a work."""
    if not isinstance(value, list | dict):
        return False
    inner = value.values() if isinstance(value, dict) else value
    return not levels or any(_is_deep(one, levels - 1) for one in inner)


def _is_names(value: Any) -> bool:
    return isinstance(value, list) and all(
        isinstance(name, dict)
        and all(isinstance(name.get(part, ""), str) for part in ("family", "given", "literal"))
        for name in value
    )


def _is_date(value: Any) -> bool:
    if not isinstance(value, dict):
        return False
    parts = value.get("date-parts")
    if not parts:
        return True
    if not isinstance(parts, list) or not isinstance(parts[0], list) or not parts[0]:
        return False
    if not all(isinstance(part, str | int) for part in parts[0]):
        return False
    return len(parts[0]) == 1 or str(parts[0][1]) in _MONTHS


_MONTHS = frozenset(f"{month:{width}}" for month in range(1, 13) for width in ("", "02"))
