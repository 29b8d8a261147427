"""Characters that know the places they come from."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from dataclasses import dataclass

__all__ = ["AlignedText"]

PLACES = "q"


@dataclass(frozen=True, slots=True, eq=False)
class AlignedText:
    """Text whose character i stands at `origin[i]` in the source; cut and joined, it keeps its places.

    >>> aligned = AlignedText.of("晋江 安踏")
    >>> joined = AlignedText.join([aligned[:2], aligned[3:]])
    >>> joined.text, list(joined.origin)
    ('晋江安踏', [0, 1, 3, 4])
    """

    text: str
    origin: array[int]

    @classmethod
    def of(cls, source: str) -> AlignedText:
        """The whole of a source."""
        return cls(source, array(PLACES, range(len(source))))

    @classmethod
    def join(cls, parts: Iterable[AlignedText]) -> AlignedText:
        """The parts one behind the other."""
        parts = list(parts)
        if len(parts) == 1:
            return parts[0]
        origin = array(PLACES)
        for part in parts:
            origin.extend(part.origin)
        return cls("".join([part.text for part in parts]), origin)

    def __len__(self) -> int:
        return len(self.text)

    def __getitem__(self, cut: slice) -> AlignedText:
        return AlignedText(self.text[cut], self.origin[cut])

    @property
    def end(self) -> int:
        """The place behind the last character."""
        return self.origin[-1] + 1 if self.origin else 0

    def strip(self) -> AlignedText:
        """Without white space at both ends."""
        start = len(self.text) - len(self.text.lstrip())
        return self[start : start + len(self.text.strip())]

    def without(self, cuts: Iterable[tuple[int, int]]) -> AlignedText:
        """Without these stretches, which are in order and do not overlap."""
        parts, last = [], 0
        for start, end in cuts:
            parts.append(self[last:start])
            last = end
        return AlignedText.join([*parts, self[last:]]) if last else self
