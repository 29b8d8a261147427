"""Workbooks, each sheet a table. A file's characters are its rows, a line each, tabs between the cells."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime

from kgraph.corpus.formats.csv import read_table
from kgraph.corpus.formats.format import Document, Format
from kgraph.corpus.press_patterns import PressPatterns
from kgraph.errors import InputError
from kgraph.text.aligned_text import AlignedText

__all__ = ["FORMAT"]

_SHEET = "\f"  # divides the sheets
_LARGEST = 500_000_000  # bytes unpacked: more is a bomb, not a workbook
_MOST_CELLS = 2_000_000


def _read(data: bytes, name: str, patterns: PressPatterns) -> Document:
    sheets = _sheets(data, name)
    characters = _SHEET.join("\n".join("\t".join(row) for row in sheet) for sheet in sheets)
    whole, start = AlignedText.of(characters), 0
    drafts = []
    for sheet in sheets:
        rows = []
        for row in sheet:
            cells = []
            for cell in row:
                cells.append(whole[start : start + len(cell)])
                start += len(cell) + 1
            rows.append(cells)
        drafts.append(read_table(rows, patterns))
    return Document(characters, tuple(draft for draft in drafts if draft.lines))


def _sheets(data: bytes, name: str) -> list[list[list[str]]]:
    """The cells of each row of each sheet as texts; rows that hold nothing are left out."""
    import python_calamine as calamine  # noqa: PLC0415 - few files need it

    try:
        _refuse_bomb(data, name)
        workbook = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets = [list(_rows(workbook.get_sheet_by_name(each))) for each in workbook.sheet_names]
    except (calamine.CalamineError, zipfile.BadZipFile, OSError, ValueError) as error:
        raise InputError(name, f"is not a whole workbook ({error})") from error
    return [sheet for sheet in sheets if sheet]


def _rows(sheet: object) -> Iterator[list[str]]:
    height, width = getattr(sheet, "height", 0), getattr(sheet, "width", 0)
    if height * width > _MOST_CELLS:
        msg = f"a sheet has {height * width:,} cells"
        raise ValueError(msg)
    for row in sheet.to_python(skip_empty_area=True):  # type: ignore[attr-defined] # calamine brings no types
        texts = [" ".join(_text(value).split()) for value in row]
        if any(texts):
            yield _trimmed(texts)


def _trimmed(texts: Sequence[str]) -> list[str]:
    """A row without the empty cells at its end; at least one cell."""
    end = max(index for index, text in enumerate(texts) if text) + 1
    return list(texts[:end])


def _text(value: object) -> str:
    """What a reader sees in a cell, as far as the workbook says.

    >>> [_text(each) for each in (3.0, 2.5, "金奖", datetime(2024, 3, 5), None)]
    ['3', '2.5', '金奖', '2024-03-05', '']
    """
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime) and not (value.hour or value.minute or value.second):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else str(value)


def _refuse_bomb(data: bytes, name: str) -> None:
    if not data.startswith(b"PK"):
        return
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        if sum(each.file_size for each in package.infolist()) > _LARGEST:
            raise InputError(name, f"unpacks to more than {_LARGEST:,} bytes")


def _sniff(data: bytes) -> bool:
    return data.startswith(b"PK\x03\x04") and b"xl/" in data


FORMAT = Format((".xlsx", ".xlsm", ".xls", ".ods"), _read, _sniff)
