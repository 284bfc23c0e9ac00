"""Columns of a table as they are kept: many short texts or numbers as one long value.

What is read from the cache as one value is read in one go; it is cut up when it is asked for,
which of most columns nothing is.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence

Packed = tuple[int, bytes]  # how many texts, and these in UTF-8 with a line feed between them
PackedNumbers = tuple[bytes, bytes, bytes, bytes]


def packed(texts: Iterable[str]) -> Packed:
    """*texts*, none of which has a line feed, as one."""
    each = list(texts)
    return len(each), _encoded("\n".join(each))


def unpacked(column: Packed) -> list[str]:
    """The texts that were `packed`."""
    count, joined = column
    return _decoded(joined).split("\n") if count else []


def packed_numbers(numbers: Mapping[str, Sequence[int]]) -> PackedNumbers:
    """Numbers by word, as one value.

    The words in order, where each ends, where the numbers of each end, and the numbers.
    """
    words = bytearray()
    ends_of_words, ends = array("I"), array("I")
    every = array("I")
    for word in sorted(numbers):
        words += _encoded(word)
        ends_of_words.append(len(words))
        every.extend(numbers[word])
        ends.append(len(every))
    return bytes(words), ends_of_words.tobytes(), ends.tobytes(), every.tobytes()


class Numbers(Mapping[str, Sequence[int]]):
    """The numbers by word that were `packed_numbers`."""

    def __init__(self, kept: PackedNumbers) -> None:
        self._words = kept[0]
        self._ends_of_words, self._ends, self._every = (memoryview(one).cast("I") for one in kept[1:])

    def __getitem__(self, word: str) -> Sequence[int]:
        """The numbers of *word*."""
        place = self._place(word)
        if place < 0:
            raise KeyError(word)
        start = self._ends[place - 1] if place else 0
        return self._every[start : self._ends[place]]

    def from_word(self, word: str) -> Iterator[str]:
        """The words from *word* on, in order, whether it is one of them or not."""
        return (_decoded(self._word(place)) for place in range(self._after(word), len(self)))

    def __contains__(self, word: object) -> bool:
        """Whether *word* has any."""
        return isinstance(word, str) and self._place(word) >= 0

    def __iter__(self) -> Iterator[str]:
        """The words, in order."""
        return self.from_word("")

    def __len__(self) -> int:
        """How many words there are."""
        return len(self._ends)

    def _place(self, word: str) -> int:
        place = self._after(word)
        return place if place < len(self) and self._word(place) == _encoded(word) else -1

    def _after(self, word: str) -> int:  # in UTF-8, which is in the order of the characters
        return bisect_left(range(len(self)), _encoded(word), key=self._word)

    def _word(self, place: int) -> bytes:
        return self._words[self._ends_of_words[place - 1] if place else 0 : self._ends_of_words[place]]


# A name in a corpus may have half a character, as JSON lets it.
def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _decoded(text: bytes) -> str:
    return text.decode("utf-8", "surrogatepass")
