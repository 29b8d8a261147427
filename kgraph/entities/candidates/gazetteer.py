"""Words of a list, found in a text: from their heads or from their tails."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Generic, TypeVar

__all__ = ["Gazetteer", "Suffixes"]

T = TypeVar("T")


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

    def find(self, text: str) -> Iterator[tuple[int, int, T]]:
        """Start, end and value of each listed word; no two overlap."""
        place, lengths, last = 0, self._lengths, len(text) - 1
        while place < last:
            found = self._at(text, place) if text[place : place + 2] in lengths else 0
            if found:
                yield place, place + found, self.words[text[place : place + found]]
            place += found or 1

    def everywhere(self, text: str) -> Iterator[tuple[int, int, T]]:
        """As find, but words may overlap: the longest one from every place."""
        lengths = self._lengths
        for place in range(len(text) - 1):
            if text[place : place + 2] in lengths:
                found = self._at(text, place)
                if found:
                    yield place, place + found, self.words[text[place : place + found]]

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
