"""Word files: paragraphs and the cells of tables, a line each."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

from kgraph.corpus.layout.lines import Draft, Line
from kgraph.errors import InputError
from kgraph.text.aligned_text import AlignedText

__all__ = ["read_docx"]

_KINDS = {"Title": "headline", "Heading 1": "headline", "Subtitle": "heading", "Caption": "caption"}
_LARGEST = 500_000_000  # bytes unpacked: more is a bomb, not a document


def read_docx(data: bytes, name: str) -> tuple[str, Draft]:
    """The characters of a Word file, and its lines."""
    rows = list(_rows(data, name))
    characters = "\n".join(text for text, _ in rows)
    whole, start = AlignedText.of(characters), 0
    lines: list[Line] = []
    for text, kind in rows:
        if text.strip():
            lines.append(Line(whole[start : start + len(text)], kind, gap=bool(lines)))
        start += len(text) + 1
    return characters, Draft(tuple(lines))


def _rows(data: bytes, name: str) -> Iterator[tuple[str, str]]:
    """Each paragraph and each row of a table, with what its style says."""
    # Slow to import, and few files need them.
    import docx  # noqa: PLC0415
    from docx.opc.exceptions import OpcError  # noqa: PLC0415
    from docx.table import Table  # noqa: PLC0415
    from lxml.etree import LxmlError  # noqa: PLC0415

    try:
        _refuse_bomb(data, name)
        for block in docx.Document(io.BytesIO(data)).iter_inner_content():
            if isinstance(block, Table):
                yield from ((_cells(row), "") for row in block.rows)
            else:
                yield block.text.replace("\n", " "), _kind(block.style.name if block.style else "")
    except (OpcError, LxmlError, zipfile.BadZipFile, KeyError, ValueError) as error:
        raise InputError(name, f"is not a whole Word file ({error})") from error


def _refuse_bomb(data: bytes, name: str) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        if sum(each.file_size for each in package.infolist()) > _LARGEST:
            raise InputError(name, f"unpacks to more than {_LARGEST:,} bytes")


def _kind(style: str | None) -> str:
    style = style or ""
    if style.startswith("List"):
        return "item"
    return _KINDS.get(style, "heading" if style.startswith("Heading") else "")


def _cells(row: object) -> str:
    """The cells of a row, each once though it be merged."""
    texts: list[str] = []
    for cell in getattr(row, "cells", ()):
        text = cell.text.replace("\n", " ")
        if not texts or texts[-1] != text:
            texts.append(text)
    return "\t".join(texts)
