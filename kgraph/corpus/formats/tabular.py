"""Documents in the fields of JSON lines and CSV rows; their characters keep the places they have in the file."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from json import JSONDecodeError
from typing import Any

from kgraph.corpus.escapes import unescape_json
from kgraph.corpus.formats.plain_text import plain
from kgraph.corpus.layout.lines import Draft
from kgraph.corpus.layout.tables import GridCell, normalised_cell, table_lines
from kgraph.corpus.press_patterns import PressPatterns
from kgraph.errors import InputError
from kgraph.text.aligned_text import AlignedText

__all__ = ["read_csv", "read_jsonl"]

_DECODER = json.JSONDecoder()
_SPACE = re.compile(r"[ \t\r\n]*")
_LINE = re.compile(r"[^\n]*\n?")
_QUOTED = re.compile(r'"((?:[^"]|"")*+)"[ \t]*')
_DELIMITERS = ",\t;"


def read_jsonl(characters: str, name: str, patterns: PressPatterns) -> Iterator[Draft]:
    """One document a line: its text, and its title and date where they are given."""
    whole = AlignedText.of(characters)
    for number, found in enumerate(_LINE.finditer(characters), start=1):
        if not found[0].strip("\ufeff \t\r\n"):
            continue
        try:
            members = dict(_members(whole, found.start(), found.end()))
        except JSONDecodeError as error:
            raise InputError(name, f"line {number} is not a JSON object: {error.msg}") from error
        yield _draft(members, name, number, patterns)


def _members(whole: AlignedText, start: int, end: int) -> Iterator[tuple[str, AlignedText | str]]:
    """The members of a JSON object; texts keep their places."""
    line = whole.text[start:end]
    here = _skip(line, line.find("{") if line.lstrip("\ufeff \t").startswith("{") else len(line), "{")
    while line[here : here + 1] != "}":
        key, here = _value(line, here)
        here = _skip(line, here, ":")
        value, after = _value(line, here)
        if isinstance(value, str):
            yield str(key).lower(), unescape_json(whole[start + here + 1 : start + after - 1])
        elif isinstance(value, int | float):
            yield str(key).lower(), str(value)
        here = _SPACE.match(line, after).end()  # type: ignore[union-attr] # matches the empty string
        if line[here : here + 1] != "}":
            here = _skip(line, here, ",")


def _skip(line: str, here: int, mark: str) -> int:
    """Past a mark and the white space around it."""
    here = _SPACE.match(line, here).end()  # type: ignore[union-attr]
    if line[here : here + 1] != mark:
        raise JSONDecodeError(f"expected {mark!r}", line, here)
    return _SPACE.match(line, here + 1).end()  # type: ignore[union-attr]


def _value(line: str, here: int) -> tuple[Any, int]:
    return _DECODER.raw_decode(line, here)


def read_csv(characters: str, name: str, patterns: PressPatterns) -> Iterator[Draft]:
    """One document a row; the first row names the columns."""
    whole = AlignedText.of(characters)
    delimiter = max(_DELIMITERS, key=characters.split("\n", 1)[0].count)
    rows = [row for row in _rows(whole, delimiter, name) if any(cell.text.strip("\ufeff ") for cell in row)]
    header = [cell.text.strip("\ufeff ").lower() for cell in rows[0]] if rows else []
    if rows and not set(header) & set(patterns.fields["text"]):
        yield _table(rows, patterns)
        return
    for number, cells in enumerate(rows[1:], start=2):
        yield _draft(dict(zip(header, cells, strict=False)), name, number, patterns)


def _table(rows: Sequence[Sequence[AlignedText]], patterns: PressPatterns) -> Draft:
    """Rows that are no documents: an honours list, its first row of more than one cell the heads of the columns."""
    grid = [[GridCell(normalised_cell([cell])) for cell in row] for row in rows]
    filled = [sum(cell.aligned.text != "" for cell in row) for row in grid]
    heads = next((number for number, count in enumerate(filled, start=1) if count > 1), 0)
    return Draft(tuple(table_lines(grid, patterns, heads=heads)))


def _rows(whole: AlignedText, delimiter: str, name: str) -> Iterator[list[AlignedText]]:
    text, here, cells = whole.text, 0, []
    plain_cell = re.compile(rf"[^{delimiter}\r\n]*")
    while here < len(text):
        cell, here = _cell(whole, here, plain_cell, name)
        cells.append(cell)
        mark = text[here : here + 1]
        if mark != delimiter:
            yield cells
            cells = []
            here += 2 if text.startswith("\r\n", here) else 1
        else:
            here += 1
    if cells:
        yield cells


def _cell(whole: AlignedText, here: int, plain_cell: re.Pattern[str], name: str) -> tuple[AlignedText, int]:
    if not whole.text.startswith('"', here):
        end = plain_cell.match(whole.text, here).end()  # type: ignore[union-attr]
        return whole[here:end], end
    found = _QUOTED.match(whole.text, here)
    if not found:
        line = whole.text.count("\n", 0, here) + 1
        raise InputError(name, f"line {line}: a quotation mark is not closed")
    inner = whole[found.start(1) : found.end(1)]
    doubled = [(each.start(), each.start() + 1) for each in re.finditer('""', inner.text)]
    return inner.without(doubled), found.end()


def _draft(members: Mapping[str, AlignedText | str], name: str, number: int, patterns: PressPatterns) -> Draft:
    """The document of a record, by the names that its fields may have."""
    body = next((value for key in patterns.fields["text"] if isinstance(value := members.get(key), AlignedText)), None)
    if body is None:
        wanted = ", ".join(patterns.fields["text"])
        raise InputError(name, f"record {number} has no field that holds its text: {wanted}")
    title, published = (_fact(members, patterns.fields[fact]) for fact in ("title", "published"))
    return Draft(tuple(plain(body, patterns)), title=title, published=published)


def _fact(members: Mapping[str, AlignedText | str], keys: tuple[str, ...]) -> str:
    for key in keys:
        if value := members.get(key):
            return (value if isinstance(value, str) else value.text).strip()
    return ""
