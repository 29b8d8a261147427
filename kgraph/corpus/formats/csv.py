"""CSV and its kin: a document a row, or an honours list; characters keep the places they have in the file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kgraph.corpus.formats.format import Document, text_format
from kgraph.corpus.formats.records import field_names, plain_name, record_draft
from kgraph.corpus.layout.lines import Draft
from kgraph.corpus.layout.tables import GridCell, normalised_cell, table_lines
from kgraph.corpus.press_patterns import PressPatterns
from kgraph.errors import InputError
from kgraph.text.aligned_text import AlignedText

__all__ = ["FORMAT", "read_csv", "read_table"]

_DELIMITERS = ",\t;|"
_SEPARATOR = re.compile(r"\ufeff?\"?sep=(.)\"?[ \t]*\r?\n", re.I)  # how Excel is told
_QUOTED = re.compile(r'"((?:[^"]|"")*+)" *')
_LINES = re.compile(r"[^\r\n]*")

Row = tuple[int, list[AlignedText]]


def read_csv(characters: str, name: str, patterns: PressPatterns) -> Document:
    """One document a row where a column holds text; else the rows of a table."""
    told = _SEPARATOR.match(characters)
    start = told.end() if told else 0
    first = _LINES.match(characters, start)
    delimiter = told[1] if told else max(_DELIMITERS, key=(first[0] if first else "").count)
    omitted: list[str] = []
    rows = [row for row in _rows(AlignedText.of(characters), start, delimiter, omitted) if _is_filled(row[1])]
    header = [plain_name(cell.text) for cell in rows[0][1]] if rows else []
    if set(header).isdisjoint(field_names("text", patterns)):
        drafts = [read_table([cells for _, cells in rows], patterns)] if rows else []
    else:
        drafts = list(_drafts(rows[1:], header, patterns, omitted))
    if omitted and not any(draft.lines for draft in drafts):
        raise InputError(name, omitted[0])
    return Document(characters, tuple(drafts), tuple(omitted))


def _drafts(rows: Sequence[Row], header: Sequence[str], patterns: PressPatterns, omitted: list[str]) -> Iterator[Draft]:
    for line, cells in rows:
        draft = record_draft(dict(zip(header, cells, strict=False)), patterns)
        if isinstance(draft, Draft):
            yield draft
        else:
            omitted.append(f"the record of line {line} {draft}")


def read_table(rows: Sequence[Sequence[AlignedText]], patterns: PressPatterns) -> Draft:
    """Rows that are no documents: an honours list, its first row of more than one cell the heads of the columns."""
    grid = [[GridCell(normalised_cell([cell])) for cell in row] for row in rows]
    filled = [sum(cell.aligned.text != "" for cell in row) for row in grid]
    heads = next((number for number, count in enumerate(filled, start=1) if count > 1), 0)
    return Draft(tuple(table_lines(grid, patterns, heads=heads)))


def _is_filled(cells: Sequence[AlignedText]) -> bool:
    return any(cell.text.strip("\ufeff \0") for cell in cells)


def _rows(whole: AlignedText, here: int, delimiter: str, omitted: list[str]) -> Iterator[Row]:
    """The cells of each row, with the line at which it begins."""
    text, cells, line, counted = whole.text, list[AlignedText](), 1 + whole.text.count("\n", 0, here), here
    plain_cell = re.compile(rf"[^{re.escape(delimiter)}\r\n]*")
    while here < len(text):
        cell, here = _cell(whole, here, plain_cell)
        if cell is None:
            omitted.append(f"line {line + text.count(chr(10), counted, here)}: a quotation mark is not closed")
            cell, here = whole[here:here], _LINES.match(text, here).end()  # type: ignore[union-attr]
        cells.append(cell)
        mark = text[here : here + 1]
        if mark == delimiter:
            here += 1
            continue
        yield line, cells
        cells = []
        here += 2 if text.startswith("\r\n", here) else 1
        line, counted = line + text.count("\n", counted, here), here
    if cells:
        yield line, cells


def _cell(whole: AlignedText, here: int, plain_cell: re.Pattern[str]) -> tuple[AlignedText | None, int]:
    """A cell and where it ends; nothing where its quotation mark is not closed."""
    if not whole.text.startswith('"', here):
        end = plain_cell.match(whole.text, here).end()  # type: ignore[union-attr] # matches the empty string
        return whole[here:end], end
    found = _QUOTED.match(whole.text, here)
    if not found:
        return None, here
    inner = whole[found.start(1) : found.end(1)]
    doubled = [(each.start(), each.start() + 1) for each in re.finditer('""', inner.text)]
    return inner.without(doubled), found.end()


FORMAT = text_format((".csv", ".tsv"), read_csv, records=True)
