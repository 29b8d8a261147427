"""Word files as a reader sees them: changes accepted, hidden runs left out, tables row by row.

A file's characters are its paragraphs and the rows of its tables, a line each, tabs between the cells.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from kgraph.corpus.encoding import look_alikes
from kgraph.corpus.formats.format import Document, Format
from kgraph.corpus.layout.lines import Draft, Line
from kgraph.corpus.layout.tables import GridCell, normalised_cell, table_lines
from kgraph.corpus.press_patterns import PressPatterns
from kgraph.errors import InputError
from kgraph.text.aligned_text import AlignedText

__all__ = ["FORMAT"]

_KINDS = {"title": "headline", "heading 1": "headline", "subtitle": "heading", "caption": "caption"}
_LARGEST = 500_000_000  # bytes unpacked: more is a bomb, not a document
_LONGEST = 300  # characters of a cell that is one value, not a column of the page
_DEEPEST = 40  # tables within tables, and boxes within boxes
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"  # says again what Choice says
_UNSEEN = frozenset(
    {_W + name for name in ("del", "moveFrom", "rt", "instrText", "delText", "pPr", "rPr", "object")} | {_FALLBACK}
)
_SIGNS = {_W + "tab": "\t", _W + "br": "\n", _W + "cr": "\n", _W + "noBreakHyphen": "-", _W + "ptab": "\t"}
_OFF = frozenset({"0", "false", "off"})

Element = Any  # of lxml, which has no types


@dataclass(frozen=True, slots=True)
class _Paragraph:
    text: str
    kind: str = ""
    level: int = 0
    gap: bool = True


@dataclass(frozen=True, slots=True)
class _Cell:
    text: str
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True, slots=True)
class _Table:
    rows: tuple[tuple[_Cell, ...], ...]
    heads: int = 0


def _read(data: bytes, name: str, patterns: PressPatterns) -> Document:
    """The characters of a Word file, and its lines."""
    parts = list(_parts(data, name))
    characters = "\n".join(line for part in parts for line in _written(part)).translate(look_alikes())
    whole, start = AlignedText.of(characters), 0
    lines: list[Line] = []
    for number, part in enumerate(parts, start=1):
        end = start + sum(len(line) + 1 for line in _written(part))
        lines += _lines(part, whole[start : end - 1], patterns, table=number)
        start = end
    return Document(characters, (Draft(tuple(lines)),))


def _written(part: _Paragraph | _Table) -> list[str]:
    """The lines of the file's characters that a part takes."""
    if isinstance(part, _Paragraph):
        return [part.text]
    return ["\t".join(cell.text for cell in row) for row in part.rows]


def _lines(part: _Paragraph | _Table, aligned: AlignedText, patterns: PressPatterns, *, table: int) -> Iterator[Line]:
    if isinstance(part, _Paragraph):
        if part.text.strip():
            yield Line(aligned, part.kind, gap=part.gap and aligned.origin[0] > 0, level=part.level)
        return
    rows, start = [], 0
    for row in part.rows:
        cells = []
        for cell in row:
            text = normalised_cell([aligned[start : start + len(cell.text)]])
            cells.append(GridCell(text, cell.columns, cell.rows))
            start += len(cell.text) + 1
        start += not row  # a row without cells is an empty line
        rows.append(cells)
    yield from table_lines(rows, patterns, table=table, heads=part.heads)


def _parts(data: bytes, name: str) -> Iterator[_Paragraph | _Table]:
    """The paragraphs and tables of the body in their order."""
    # Slow to import, and few files need them.
    import docx  # noqa: PLC0415
    from docx.opc.exceptions import OpcError  # noqa: PLC0415
    from lxml.etree import LxmlError  # noqa: PLC0415

    try:
        _refuse_bomb(data, name)
        document = docx.Document(io.BytesIO(data))
        styles = {style.style_id: (style.name or "").lower() for style in document.styles}
        yield from _content(document.element.body, styles.get)
    except (OpcError, LxmlError, zipfile.BadZipFile, KeyError, ValueError, AttributeError) as error:
        raise InputError(name, f"is not a whole Word file ({error})") from error


def _refuse_bomb(data: bytes, name: str) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        if sum(each.file_size for each in package.infolist()) > _LARGEST:
            raise InputError(name, f"unpacks to more than {_LARGEST:,} bytes")


def _content(element: Element, style: Callable[[str], str | None], depth: int = 0) -> Iterator[_Paragraph | _Table]:
    """What stands in a body, a cell or a text box; wrappers (content controls, insertions) are looked through."""
    if depth > _DEEPEST:
        return
    for child in element:
        if child.tag == _W + "p":
            yield from _paragraph(child, style)
            for box in _boxes(child):
                yield from _content(box, style, depth + 1)
        elif child.tag == _W + "tbl":
            yield from _table(child, style, depth)
        elif child.tag not in _UNSEEN and isinstance(child.tag, str):
            yield from _content(child, style, depth + 1)


def _boxes(paragraph: Element) -> Iterator[Element]:
    """The text boxes that are tied to a paragraph, outermost ones only."""
    for box in paragraph.iter(_W + "txbxContent"):
        around = {each.tag for each in box.iterancestors()}
        if _FALLBACK not in around and not any(each.tag == _W + "txbxContent" for each in _until(box, paragraph)):
            yield box


def _until(element: Element, stop: Element) -> Iterator[Element]:
    for each in element.iterancestors():
        if each is stop:
            return
        yield each


def _paragraph(paragraph: Element, style: Callable[[str], str | None]) -> Iterator[_Paragraph]:
    """A paragraph, cut at its breaks: many write lists with them; a heading that is set on two lines stays one."""
    text = "".join(_text(paragraph))
    kind, level = _kind(paragraph, style)
    if kind in ("headline", "heading"):
        yield _Paragraph(text.replace("\n", " "), kind, level)
        return
    for number, line in enumerate(text.split("\n")):
        yield _Paragraph(line, kind, level, gap=number == 0)


def _kind(paragraph: Element, style: Callable[[str], str | None]) -> tuple[str, int]:
    """What its style and numbering say of a paragraph, and how deep it lies."""
    properties = paragraph.find(_W + "pPr")
    named = _value(properties, "pStyle")
    name = (style(named) or "") if named else ""
    level = _value(properties, "numPr", "ilvl")
    if level is not None or name.startswith("list"):
        return "item", int(level or 0) + 1 if (level or "0").isdigit() else 1
    kind = _KINDS.get(name, "heading" if name.startswith("heading") else "")
    return kind, int(name[-1]) if kind and name[-1:].isdigit() else 0


def _value(properties: Element, *path: str) -> str | None:
    found = properties
    for name in path:
        found = found.find(_W + name) if found is not None else None
    value: str | None = found.get(_W + "val") if found is not None else None
    return value


def _text(element: Element) -> Iterator[str]:
    """The characters that a reader sees of a paragraph, without those of its boxes."""
    for child in element:
        if child.tag == _W + "t":
            yield child.text or ""
        elif child.tag in _SIGNS:
            yield _SIGNS[child.tag]
        elif child.tag == _W + "txbxContent" or child.tag in _UNSEEN or not isinstance(child.tag, str):
            continue
        elif not (child.tag == _W + "r" and _is_hidden(child)):
            yield from _text(child)


def _is_hidden(run: Element) -> bool:
    properties = run.find(_W + "rPr")
    hidden = properties.find(_W + "vanish") if properties is not None else None
    return hidden is not None and hidden.get(_W + "val", "1") not in _OFF


def _table(table: Element, style: Callable[[str], str | None], depth: int) -> Iterator[_Paragraph | _Table]:
    """A table of data as one part; of one that lays out a page, what stands in its cells."""
    rows = [_cells_of(row) for row in _children(table, "tr")]
    contents = [[list(_content(cell, style, depth + 1)) for cell in row] for row in rows]
    parts = [part for row in contents for cell in row for part in cell]
    texts = [[_joined(cell) for cell in row] for row in contents]
    is_layout = any(isinstance(part, _Table) for part in parts) or all(len(row) < 2 for row in rows)
    if is_layout or any(len(text) > _LONGEST for row in texts for text in row):
        yield from parts
        return
    marked = [row.find(f"{_W}trPr/{_W}tblHeader") is not None for row in _children(table, "tr")]
    yield _Table(tuple(_spanned(rows, texts)), heads=marked.index(False) if False in marked else 0)


def _children(element: Element, name: str) -> Iterator[Element]:
    """The rows of a table, or the cells of a row, also those in content controls; deleted ones are left out."""
    for child in element:
        if child.tag == _W + name:
            if child.find(f"{_W}trPr/{_W}del") is None:
                yield child
        elif isinstance(child.tag, str) and child.tag not in _UNSEEN and child.tag != _W + "tc":
            yield from _children(child, name)


def _cells_of(row: Element) -> list[Element]:
    return list(_children(row, "tc"))


def _joined(parts: Sequence[_Paragraph | _Table]) -> str:
    texts = (part.text.strip() for part in parts if isinstance(part, _Paragraph))
    return " ".join(text.replace("\t", " ") for text in texts if text)


def _spanned(rows: Sequence[Sequence[Element]], texts: Sequence[Sequence[str]]) -> Iterator[tuple[_Cell, ...]]:
    """The cells of each row with what they cover; one that goes on a cell above is left to it."""
    columns = [_columns(row) for row in rows]
    going_on = [
        {column for cell, column in zip(row, at, strict=True) if _goes_on(cell)}
        for row, at in zip(rows, columns, strict=True)
    ]
    for number, (row, at) in enumerate(zip(rows, columns, strict=True)):
        cells = []
        for cell, column, text in zip(row, at, texts[number], strict=True):
            if column in going_on[number]:
                continue
            reach = 1
            while number + reach < len(rows) and column in going_on[number + reach]:
                reach += 1
            cells.append(_Cell(text, _span(cell), reach))
        yield tuple(cells)


def _columns(row: Sequence[Element]) -> list[int]:
    starts, column = [], 0
    for cell in row:
        starts.append(column)
        column += _span(cell)
    return starts


def _span(cell: Element) -> int:
    value = _value(cell.find(_W + "tcPr"), "gridSpan") or "1"
    return max(int(value), 1) if value.isdigit() else 1


def _goes_on(cell: Element) -> bool:
    merge = cell.find(f"{_W}tcPr/{_W}vMerge")
    return merge is not None and merge.get(_W + "val", "continue") == "continue"


def _sniff(data: bytes) -> bool:
    return data.startswith(b"PK\x03\x04") and b"word/" in data


FORMAT = Format((".docx", ".docm"), _read, _sniff)
