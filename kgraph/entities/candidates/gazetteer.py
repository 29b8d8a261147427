"""Words of a list, found in a text: from their heads or from their tails."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

__all__ = ["Gazetteer", "Suffixes"]

T = TypeVar("T")
_EMPTY = np.empty(0, dtype=np.int64)
_SHORT = 200  # below it, asking for each place is quicker than making arrays


def _pairs(text: str) -> NDArray[np.int64]:
    """A number for each two characters that stand side by side."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32).astype(np.int64)
    return (codes[:-1] << 21) | codes[1:]


class Gazetteer(Generic[T]):
    """Finds listed words of two characters or more, longest first, in time linear in the text.

    >>> list(Gazetteer({"安踏": 1, "安踏集团": 2}).find("安踏集团，安踏获奖"))
    [(0, 4, 2), (5, 7, 1)]
    """

    def __init__(self, words: Mapping[str, T]) -> None:
        self.words = {word: value for word, value in words.items() if len(word) > 1}
        lengths: defaultdict[str, set[int]] = defaultdict(set)
        for word in self.words:
            lengths[word[:2]].add(len(word))
        self._lengths = {head: tuple(sorted(found, reverse=True)) for head, found in lengths.items()}
        self._heads = np.unique(np.concatenate([_EMPTY, *map(_pairs, self._lengths)]))

    def find(self, text: str) -> Iterator[tuple[int, int, T]]:
        """Start, end and value of each listed word; no two overlap."""
        last = 0
        for start, end, value in self.everywhere(text):
            if start >= last:
                yield start, end, value
                last = end

    def everywhere(self, text: str) -> Iterator[tuple[int, int, T]]:
        """As find, but words may overlap: the longest one from every place."""
        for place in self._begun(text):
            found = self._at(text, place)
            if found:
                yield place, place + found, self.words[text[place : place + found]]

    def _begun(self, text: str) -> Iterable[int]:
        """Where two characters stand that begin a listed word."""
        if len(text) < _SHORT:
            return (place for place in range(len(text) - 1) if text[place : place + 2] in self._lengths)
        pairs = _pairs(text)
        near = np.minimum(np.searchsorted(self._heads, pairs), len(self._heads) - 1)
        found: list[int] = np.flatnonzero(self._heads[near] == pairs).tolist() if len(self._heads) else []
        return found

    def _at(self, text: str, place: int) -> int:
        # A slice past the end is cut off: `人民网` would pass for a listed word of four characters that begins so.
        room = len(text) - place
        for length in self._lengths[text[place : place + 2]]:
            if length <= room and text[place : place + length] in self.words:
                return length
        return 0


class Suffixes(Generic[T]):
    """Finds where listed endings stand, the longest at each place, in time linear in the text.

    >>> list(Suffixes({"公司": 1, "有限公司": 2}).find("安踏公司、某有限公司"))
    [(4, 2, 1), (10, 4, 2)]
    """

    def __init__(self, endings: Mapping[str, T]) -> None:
        self._endings = dict(endings)
        self._last = re.compile("[" + re.escape("".join(sorted({word[-1] for word in endings}))) + "]")
        lengths: defaultdict[str, set[int]] = defaultdict(set)
        for word in endings:
            lengths[word[-1]].add(len(word))
        self._lengths = {last: tuple(sorted(found, reverse=True)) for last, found in lengths.items()}

    def find(self, text: str) -> Iterator[tuple[int, int, T]]:
        """End, length and value of each listed ending."""
        for found in self._last.finditer(text):
            end = found.end()
            for length in self._lengths[found[0]]:
                value = self._endings.get(text[end - length : end]) if length <= end else None
                if value is not None:
                    yield end, length, value
                    break
