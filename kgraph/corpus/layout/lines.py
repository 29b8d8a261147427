"""What readers hand to layout repair: a document as lines, each with what its markup says of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kgraph.text.aligned_text import AlignedText

__all__ = ["CellSpan", "Draft", "Line", "split_lines"]

_BREAK = re.compile(r"\r\n|[\n\r\f\v\x1c-\x1e\x85\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class CellSpan:
    """A cell within the line of its row; `above` tells where in the source one begins that reaches down to it."""

    start: int
    end: int
    column: int
    head: str = ""
    above: int = -1


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the source, or several that belong together.

    `kind` is what its markup says it is, `gap` whether blank space stands before it, `number` its place on the page.
    At its `discontinuities` the text runs on past something that does not belong to it. `level`, `table`, `row` and
    `cells` are those of `Block`.
    """

    aligned: AlignedText
    kind: str = ""
    gap: bool = False
    number: int = 0
    discontinuities: tuple[int, ...] = ()
    level: int = 0
    table: int = 0
    row: int = 0
    cells: tuple[CellSpan, ...] = ()

    @property
    def text(self) -> str:
        """Its characters."""
        return self.aligned.text


@dataclass(frozen=True, slots=True)
class Draft:
    """A document of a file before its layout is repaired."""

    lines: tuple[Line, ...]
    title: str = ""
    published: str = ""
    wrapped: bool = False  # every line ends at the edge of its column
    page_title: str = ""  # counts where the story has no headline of its own


def split_lines(aligned: AlignedText) -> Iterator[Line]:
    """The lines of plain text; a blank line before one is a gap."""
    last, gap = 0, False
    for start, end in _spans(aligned.text):
        block = aligned[start:end]
        blank = not block.text.strip()
        if not blank:
            yield Line(block, gap=gap and last > 0)
            last = end
        gap = blank or (gap and blank)


def _spans(text: str) -> Iterator[tuple[int, int]]:
    last = 0
    for found in _BREAK.finditer(text):
        yield last, found.start()
        last = found.end()
    yield last, len(text)
