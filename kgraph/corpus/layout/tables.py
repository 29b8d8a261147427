"""Tables as lines: a row each, its cells under the heads of their columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from kgraph.corpus.layout.lines import CellSpan, Line
from kgraph.corpus.layout.whitespace import normalise_whitespace
from kgraph.corpus.press_patterns import PressPatterns
from kgraph.text.aligned_text import AlignedText

__all__ = ["BETWEEN", "GridCell", "normalised_cell", "table_lines"]

BETWEEN = "\u3000"  # what divides the cells of a row in clean text
_MOST_SPANNED = 1_000  # rows or columns that a cell may cover: more is a slip or a trap


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell as the source marks it: its text, how much it covers, whether it is a head."""

    aligned: AlignedText
    columns: int = 1
    rows: int = 1
    is_head: bool = False


@dataclass(frozen=True, slots=True)
class _Placed:
    """A cell at its column in a row; `hangs` where it stands in a row above and covers this one too."""

    cell: GridCell
    column: int
    hangs: bool = False

    @property
    def text(self) -> str:
        return self.cell.aligned.text


def normalised_cell(parts: Sequence[AlignedText]) -> AlignedText:
    """The lines of a cell as one, with a space between them and no needless white space."""
    joined: list[AlignedText] = []
    for part in parts:
        for line in normalise_whitespace(part):
            if joined:
                joined.append(AlignedText(" ", joined[-1].origin[-1:]))
            joined.append(line)
    return AlignedText.join(joined)


def table_lines(
    rows: Sequence[Sequence[GridCell]], patterns: PressPatterns, *, table: int = 1, heads: int = 0
) -> Iterator[Line]:
    r"""The rows of a table as lines; a row of one cell above or between the others is a line of its own.

    `table` tells it from the others of a document, `heads` how many of its rows are known to be column heads.

    >>> from kgraph.corpus.press_patterns import press_patterns
    >>> from kgraph.knowledge_io import load
    >>> rows = [[GridCell(AlignedText.of(cell)) for cell in row.split()] for row in ("企业名称 奖项", "石桥纺织 金奖")]
    >>> for line in table_lines(rows, press_patterns(load())):
    ...     print(line.row, line.text, [cell.head for cell in line.cells])
    0 企业名称　奖项 ['', '']
    1 石桥纺织　金奖 ['企业名称', '奖项']
    """
    placed = _placed(rows)
    width = max((each.column + 1 for row in placed for each in row), default=0)
    first = next((number for number, row in enumerate(placed) if len(_own(row)) > 1 or width == 1), len(placed))
    until = max(first + _heads(placed[first:], patterns), heads)
    names = _column_heads(placed[first:until])
    for number, row in enumerate(placed):
        if not (own := _own(row)):
            continue
        if width > 1 and len(own) == 1 and len(row) == 1 and own[0].cell.columns > 1:
            yield Line(own[0].cell.aligned, gap=True)
        elif number < until:
            yield replace(_row_line(row, {}), table=table)
        else:
            yield replace(_row_line(row, names or _left_heads(row, patterns)), table=table, row=number - until + 1)


def _placed(rows: Sequence[Sequence[GridCell]]) -> list[list[_Placed]]:
    """Each row's cells at their columns, with those that reach down from rows above."""
    placed: list[list[_Placed]] = []
    hanging: dict[int, tuple[_Placed, int]] = {}  # by column: a cell and how many further rows it covers
    for row in rows:
        taken = {column: replace(cell, hangs=True) for column, (cell, _) in hanging.items()}
        hanging = {column: (taken[column], left - 1) for column, (_, left) in hanging.items() if left > 1}
        column = 0
        for cell in row:
            while column in taken:
                column += 1
            taken[column] = _Placed(cell, column)
            if cell.rows > 1:
                hanging[column] = (taken[column], min(cell.rows, _MOST_SPANNED) - 1)
            column += min(cell.columns, _MOST_SPANNED)
        placed.append([taken[column] for column in sorted(taken) if taken[column].text])
    return placed


def _own(row: Sequence[_Placed]) -> list[_Placed]:
    return [each for each in row if not each.hangs]


def _heads(rows: Sequence[Sequence[_Placed]], patterns: PressPatterns) -> int:
    """How many of the first rows name the columns: those marked so, else one whose cells are words for columns."""
    marked = 0
    while marked < len(rows) and rows[marked] and all(each.cell.is_head for each in rows[marked]):
        marked += 1
    if marked or len(rows) < 2 or len(rows[0]) < 2:
        return marked if marked < len(rows) else 0
    known = [patterns.column_head.match(each.text) is not None for each in rows[0]]
    alternating = known[::2] != known[1::2] and not any(known[1::2])
    return int(sum(known) * 2 >= len(known) and not alternating)


def _column_heads(rows: Sequence[Sequence[_Placed]]) -> dict[int, str]:
    """The text above each column; of heads one above the other the lower one, behind the one above it."""
    names: dict[int, list[str]] = {}
    for row in rows:
        for each in row:
            for column in range(each.column, each.column + min(each.cell.columns, _MOST_SPANNED)):
                if each.text not in names.setdefault(column, []):
                    names[column].append(each.text)
    return {column: " ".join(texts) for column, texts in names.items()}


def _left_heads(row: Sequence[_Placed], patterns: PressPatterns) -> dict[int, str]:
    """The names that stand at the left of their values, where a table names them there."""
    names: dict[int, str] = {}
    for left, right in pairwise(row):
        if patterns.column_head.match(left.text) and left.column not in names:
            names[right.column] = left.text
    return names


def _row_line(row: Sequence[_Placed], names: dict[int, str]) -> Line:
    parts: list[AlignedText] = []
    spans: list[CellSpan] = []
    length = 0
    for each in row:
        head = names.get(each.column, "")
        if each.hangs:
            spans.append(CellSpan(0, 0, each.column, head, each.cell.aligned.origin[0]))
            continue
        if parts:
            parts.append(AlignedText(BETWEEN, parts[-1].origin[-1:]))
            length += 1
        parts.append(each.cell.aligned)
        spans.append(CellSpan(length, length + len(each.cell.aligned), each.column, head))
        length += len(each.cell.aligned)
    breaks = tuple(span.start for span in spans if span.start)
    return Line(AlignedText.join(parts), "row", cells=tuple(spans), discontinuities=breaks)
