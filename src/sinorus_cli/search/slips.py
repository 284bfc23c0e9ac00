"""Slips of the keys: what may have been meant by what was typed, letter by letter.

Distances are those of optimal string alignment: a letter missing, added, another, or changed
places with its neighbour.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from math import ceil

from sinorus_cli.search.columns import Packed, packed, unpacked

# After the name of a column, the script and a length: the numbers of its texts that are so long and
# written so, and these.
ByLength = Mapping[str, tuple[bytes, Packed]]


def edits(text: str) -> int:
    """How many letters of *text* may be wrong before it is another word."""
    if text.isdigit():
        return 0
    return (0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2)[len(text)] if len(text) < 12 else 3


def by_length(column: str, texts: Iterable[str]) -> ByLength:
    """*texts* of a *column*, ready to be compared; each has its place among them for a number."""
    numbered: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for number, text in enumerate(texts):
        numbered[_key(column, text, len(text))].append((number, text))
    return {
        key: (array("I", [number for number, _ in those]).tobytes(), packed(text for _, text in those))
        for key, those in numbered.items()
    }


def near(text: str, others: ByLength, column: str) -> Iterator[tuple[str, int, int]]:
    """What *text* may be a slip for in a *column*, nearest first: the text, the distance, the number."""
    if not (slips := edits(text)):
        return
    numbers, choices = _like(text, others, column, len(text) - slips, len(text) + slips)
    if not choices:
        return
    from rapidfuzz import process  # what is spelt right does without
    from rapidfuzz.distance import OSA

    found = process.extract(text, choices, scorer=OSA.distance, score_cutoff=slips, limit=None)
    for distance, number, other in sorted(
        (distance, numbers[place], other) for other, distance, place in found
    ):
        if distance and _is_slip(text, other):
            yield other, distance, number


def resembling(text: str, others: ByLength, column: str, least: float) -> list[tuple[str, float]]:
    """What in a *column* has *least* per cent of its letters and of *text*'s in common, most first."""
    share = least / 100
    shortest, longest = ceil(len(text) * share / (2 - share)), int(len(text) * (2 / share - 1))
    _, choices = _like(text, others, column, shortest, longest)
    from rapidfuzz import fuzz, process

    found = process.extract(text, choices, scorer=fuzz.ratio, score_cutoff=least, limit=None)
    return [(other, alike) for other, alike, _ in found]


def _like(
    text: str, others: ByLength, column: str, shortest: int, longest: int
) -> tuple[array[int], list[str]]:
    """The texts of a *column* that are so long, in the script of *text*, and the number of each."""
    numbers = array("I")
    texts: list[str] = []
    for length in range(shortest, longest + 1):
        if those := others.get(_key(column, text, length)):
            numbers.frombytes(those[0])
            texts += unpacked(those[1])
    return numbers, texts


def _key(column: str, text: str, length: int) -> str:
    return f"{column} {'latin' if text.isascii() else 'other'} {length}"


def _is_slip(text: str, other: str) -> bool:
    """Whether *text* may be *other* mistyped: of four letters only two may have changed places.

    Of four Han characters one may be another, as 赫魯雪夫 is 赫鲁晓夫.
    """
    return len(text) > 4 or not text.isascii() or sorted(text) == sorted(other)
