"""Columns of a table as they are kept: many short texts or numbers as one long value.

What is read from the cache as one value is read in one go; it is cut up when it is asked for,
which of most columns nothing is.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

Packed = tuple[int, bytes]  # how many texts, and these in UTF-8 with a line feed between them
PackedNumbers = tuple[Packed, bytes, bytes]


def packed(texts: Iterable[str]) -> Packed:
    """*texts*, none of which has a line feed, as one."""
    each = list(texts)
    return len(each), _encoded("\n".join(each))


def unpacked(column: Packed) -> list[str]:
    """The texts that were `packed`."""
    count, joined = column
    return _decoded(joined).split("\n") if count else []


def packed_numbers(numbers: Mapping[str, Sequence[int]]) -> PackedNumbers:
    """Numbers by word, as one value: the words in order, where the numbers of each end, the numbers."""
    words = sorted(numbers)
    ends = array("I")
    every = array("I")
    for word in words:
        every.extend(numbers[word])
        ends.append(len(every))
    return packed(words), ends.tobytes(), every.tobytes()


class Numbers(Mapping[str, Sequence[int]]):
    """The numbers by word that were `packed_numbers`."""

    def __init__(self, kept: PackedNumbers) -> None:
        words, ends, every = kept
        self._packed = words
        self._ends, self._every = memoryview(ends).cast("I"), memoryview(every).cast("I")

    @cached_property
    def words(self) -> list[str]:
        """The words, in order."""
        return unpacked(self._packed)

    def __getitem__(self, word: str) -> Sequence[int]:
        """The numbers of *word*."""
        place = self._place(word)
        if place < 0:
            raise KeyError(word)
        start = self._ends[place - 1] if place else 0
        return self._every[start : self._ends[place]]

    def __contains__(self, word: object) -> bool:
        """Whether *word* has any."""
        return isinstance(word, str) and self._place(word) >= 0

    def __iter__(self) -> Iterator[str]:
        """The words, in order."""
        return iter(self.words)

    def __len__(self) -> int:
        """How many words there are."""
        return len(self.words)

    def _place(self, word: str) -> int:
        place = bisect_left(self.words, word)
        return place if place < len(self.words) and self.words[place] == word else -1


# A name in a corpus may have half a character, as JSON lets it.
def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _decoded(text: bytes) -> str:
    return text.decode("utf-8", "surrogatepass")
