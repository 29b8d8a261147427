"""Tables that plain text draws: with bars, with tabs, or with gaps under a line of column heads."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kgraph.corpus.layout.lines import Line
from kgraph.corpus.layout.tables import GridCell, normalised_cell
from kgraph.corpus.press_patterns import PressPatterns
from kgraph.text.aligned_text import AlignedText

__all__ = ["marked_heads", "text_rows", "text_tables"]

_DIVIDER = re.compile(r"\s*\|?(?:\s*:?-+:?\s*\|)+(?:\s*:?-+:?\s*)?\Z")
_BARS, _TABS, _GAPS = re.compile(r"(?<!\\)\|"), re.compile(r"\t+"), re.compile(r"[ \t\u3000]+")
_MARKS = re.compile(r"\*\*|~~|`|\\(?=\|)")
_FEWEST = 3  # columns that make rows of a table where nothing names them
_LONGEST = 1_000  # characters of a line that may be a row


def text_tables(lines: Sequence[Line], patterns: PressPatterns) -> Iterator[tuple[int, int]]:
    """The spans of lines that are tables: at least two rows, without a blank line between."""
    index = 0
    while index < len(lines):
        end = index + 1
        if (gaps := _style(lines, index, patterns)) is not None:
            end = _end(lines, index, gaps)
        if end > index + 1:
            yield index, end
        index = end


def text_rows(lines: Sequence[Line]) -> list[list[GridCell]]:
    """The cells of the rows of a table; the line that divides the heads from the rest is left out."""
    gaps = _divider_of(lines)
    return [
        [GridCell(_cell(cell)) for cell in _split(line.aligned, gaps)]
        for line in lines
        if not (gaps is _BARS and _DIVIDER.match(line.text))
    ]


def marked_heads(lines: Sequence[Line]) -> int:
    """How many rows stand above the line of dashes."""
    return next((number for number, line in enumerate(lines[:3]) if _DIVIDER.match(line.text)), 0)


def _style(lines: Sequence[Line], index: int, patterns: PressPatterns) -> re.Pattern[str] | None:
    """What divides the cells of the table that begins with this line, if one does."""
    text = lines[index].text.strip()
    if len(text) > _LONGEST or lines[index].kind:
        return None
    below = lines[index + 1].text if index + 1 < len(lines) else ""
    if "|" in text and (text.startswith("|") or _DIVIDER.match(below)):
        return _BARS
    gaps = _TABS if "\t" in text else _GAPS
    cells = gaps.split(text)
    known = sum(patterns.column_head.match(each) is not None for each in cells)
    if len(cells) > 1 and (known == len(cells) or (gaps is _TABS and (known * 2 >= len(cells) >= 2))):
        return gaps
    return gaps if gaps is _TABS and len(cells) >= _FEWEST else None


def _end(lines: Sequence[Line], start: int, gaps: re.Pattern[str]) -> int:
    """Behind the last row: all have cells as the first one has, bars as many as they like."""
    columns = len(gaps.split(lines[start].text.strip()))
    end = start + 1
    while end < len(lines) and not lines[end].gap and len(lines[end].text) <= _LONGEST:
        count = len(gaps.split(lines[end].text.strip()))
        if count < 2 if gaps is _BARS else count != columns:
            break
        end += 1
    return end


def _divider_of(lines: Sequence[Line]) -> re.Pattern[str]:
    if all("|" in line.text for line in lines):
        return _BARS
    return _TABS if all("\t" in line.text.strip() for line in lines) else _GAPS


def _split(aligned: AlignedText, gaps: re.Pattern[str]) -> Iterator[AlignedText]:
    """The cells of a line; bars at its ends divide nothing."""
    aligned = aligned.strip()
    bars = gaps is _BARS
    last = 1 if bars and aligned.text.startswith("|") else 0
    end = len(aligned) - (1 if bars and len(aligned) > last and aligned.text.endswith("|") else 0)
    for found in gaps.finditer(aligned.text, last, end):
        yield aligned[last : found.start()]
        last = found.end()
    yield aligned[last:end]


def _cell(aligned: AlignedText) -> AlignedText:
    return normalised_cell([aligned.without(found.span() for found in _MARKS.finditer(aligned.text))])
