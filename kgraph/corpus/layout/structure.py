"""Document structure: the lines of an article as blocks, each under what governs it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kgraph.corpus.layout.lines import CellSpan, Line
from kgraph.corpus.press_patterns import PressPatterns
from kgraph.records import Block, Cell

__all__ = ["blocks_of"]

_DEEPEST = 9  # how deep a heading counts that says nothing of its depth


def blocks_of(lines: Sequence[Line], patterns: PressPatterns) -> tuple[Block, ...]:
    """The lines of an article, one behind the other with a line end between, as blocks.

    >>> from kgraph.corpus.press_patterns import press_patterns
    >>> from kgraph.knowledge_io import load
    >>> from kgraph.text.aligned_text import AlignedText
    >>> kinds = {"一、获奖企业": "heading", "名单如下：": "paragraph", "石桥纺织": "item"}
    >>> blocks = blocks_of([Line(AlignedText.of(text), kind) for text, kind in kinds.items()], press_patterns(load()))
    >>> [(block.kind, block.level, block.parent) for block in blocks]
    [('heading', 1, -1), ('paragraph', 0, 0), ('item', 1, 1)]
    """
    blocks = list(_blocks(lines, patterns))
    return tuple(
        replace(block, parent=parent) for block, parent in zip(blocks, _parents(blocks, lines, patterns), strict=True)
    )


def _blocks(lines: Sequence[Line], patterns: PressPatterns) -> Iterator[Block]:
    start, tables = 0, list(dict.fromkeys(line.table for line in lines if line.table))
    placed: dict[int, tuple[int, int]] = {}  # by its place in the source: where each cell stands in the article
    for line in lines:
        end = start + len(line.aligned)
        placed |= {line.aligned.origin[each.start]: (start + each.start, start + each.end) for each in _own(line)}
        yield Block(
            kind=line.kind,
            start=start,
            end=end,
            level=_level(line, patterns),
            table=tables.index(line.table) + 1 if line.table else 0,
            row=line.row,
            cells=tuple(_cells(line, start, placed)),
        )
        start = end + 1


def _own(line: Line) -> Iterator[CellSpan]:
    return (each for each in line.cells if each.above < 0)


def _cells(line: Line, start: int, placed: dict[int, tuple[int, int]]) -> Iterator[Cell]:
    """The cells at their places in the article; one that reaches down from above has the place that it has there."""
    for each in line.cells:
        if each.above < 0:
            yield Cell(start=start + each.start, end=start + each.end, column=each.column, head=each.head)
        elif each.above in placed:
            first, last = placed[each.above]
            yield Cell(start=first, end=last, column=each.column, head=each.head)


def _level(line: Line, patterns: PressPatterns) -> int:
    if line.kind == "item":
        return line.level or 1
    if line.kind not in ("heading", "headline"):
        return 0
    numbered = patterns.numbered.match(line.text)
    return line.level or (numbered.lastindex or 0 if numbered else 0)


def _parents(blocks: Sequence[Block], lines: Sequence[Line], patterns: PressPatterns) -> Iterator[int]:
    """For each block which one governs it."""
    headings: list[int] = []
    items: list[int] = []
    lead = -1
    for index, block in enumerate(blocks):
        listed = block.kind in ("item", "row")
        if not listed:
            items, lead = [], index if patterns.lead.search(lines[index].text[-20:]) else -1
        above = headings[-1] if headings else -1
        if block.kind in ("headline", "heading"):
            while headings and _depth(blocks[headings[-1]]) >= _depth(block):
                headings.pop()
            yield headings[-1] if headings else -1
            headings.append(index)
        elif block.kind == "item":
            while items and blocks[items[-1]].level >= block.level:
                items.pop()
            yield items[-1] if items else max(lead, above)
            items.append(index)
        else:
            yield max(lead, above) if listed else above


def _depth(block: Block) -> int:
    return 0 if block.kind == "headline" else block.level or _DEEPEST
