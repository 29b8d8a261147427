"""Tables of a page that hold data, row by row; tables that only lay a page out stay blocks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby

from kgraph.corpus.html.blocks import BlockSegmentation, TextBlock
from kgraph.corpus.layout.lines import Line
from kgraph.corpus.layout.tables import GridCell, normalised_cell, table_lines
from kgraph.corpus.press_patterns import PressPatterns

__all__ = ["Tables"]

_CELLS = frozenset({"td", "th"})
_LONGEST = 300  # characters of a cell that is one value, not a column of the page


class Tables:
    """Which blocks of a page lie in which cell of which table of data."""

    def __init__(self, page: BlockSegmentation) -> None:
        self._page = page
        self._cell, self._row, self._table = self._nearest(_CELLS), self._nearest({"tr"}), self._nearest({"table"})
        self._data = self._tables_of_data()

    def lines(self, blocks: Sequence[TextBlock], patterns: PressPatterns) -> Iterator[Line]:
        """Blocks as lines; those of a table of data as its rows."""
        for table, group in groupby(blocks, key=self._table_of):
            if table < 0:
                yield from (Line(each.aligned, each.kind, each.gap, level=each.level) for each in group)
            else:
                yield from table_lines(self._grid(list(group)), patterns, table=table + 1)

    def _nearest(self, names: frozenset[str] | set[str]) -> list[int]:
        """For each element the nearest one of these names: itself, or around it."""
        nearest: list[int] = []
        for index, element in enumerate(self._page.elements):
            around = nearest[element.parent] if element.parent >= 0 and element.name != "table" else -1
            nearest.append(index if element.name in names else around)
        return nearest

    def _tables_of_data(self) -> set[int]:
        """The tables with two rows of two cells that hold text, none of it long, and no table within."""
        elements = self._page.elements
        around = {self._table[each.parent] for each in elements if each.name == "table" and each.parent >= 0}
        texts: dict[int, int] = defaultdict(int)
        for block in self._page.blocks:
            if block.element >= 0 and self._cell[block.element] >= 0:
                texts[self._cell[block.element]] += len(block.aligned)
        cells: dict[int, dict[int, int]] = defaultdict(lambda: defaultdict(int))
        for cell in texts:
            cells[self._table[cell]][self._row[cell]] += 1
        long = {self._table[cell] for cell, length in texts.items() if length > _LONGEST}
        full = {table for table, rows in cells.items() if sum(count > 1 for count in rows.values()) > 1}
        return full - around - long - {-1}

    def _table_of(self, block: TextBlock) -> int:
        if block.element < 0 or self._cell[block.element] < 0 or self._row[block.element] < 0:
            return -1
        table = self._table[block.element]
        return table if table in self._data else -1

    def _grid(self, blocks: Sequence[TextBlock]) -> list[list[GridCell]]:
        """The rows of a table from the first to the last of these blocks, with their empty cells."""
        table = self._table[blocks[0].element]
        texts: dict[int, list[TextBlock]] = defaultdict(list)
        for block in blocks:
            texts[self._cell[block.element]].append(block)
        rows: dict[int, list[GridCell]] = {}
        for index in range(table, len(self._page.elements)):
            if self._cell[index] == index and self._table[index] == table and self._row[index] >= 0:
                element = self._page.elements[index]
                aligned = normalised_cell([each.aligned for each in texts[index]])
                cell = GridCell(aligned, element.columns, element.rows, element.name == "th")
                rows.setdefault(self._row[index], []).append(cell)
        return list(rows.values())
