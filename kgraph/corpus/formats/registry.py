"""The formats that can be read: bytes to characters and to the documents these hold."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import PurePath

from kgraph.corpus.encoding import decode
from kgraph.corpus.formats.docx import read_docx
from kgraph.corpus.formats.pdf import read_pdf
from kgraph.corpus.formats.plain_text import read_plain_text
from kgraph.corpus.formats.tabular import read_csv, read_jsonl
from kgraph.corpus.html.main_content import read_page
from kgraph.corpus.layout.lines import Draft
from kgraph.corpus.press_patterns import PressPatterns
from kgraph.text.aligned_text import AlignedText

__all__ = ["Document", "open_document", "open_text"]

_PAGE = re.compile(
    r"\ufeff?\s*(?:<\?xml[^>]*>\s*|<!--.{0,400}?-->\s*|<%.{0,400}?%>\s*)*<(?:!doctype html|html)\b", re.I | re.S
)


@dataclass(frozen=True, slots=True)
class Document:
    """A file as decoded, and the drafts it holds."""

    characters: str
    drafts: tuple[Draft, ...]


def open_document(name: str, data: bytes, patterns: PressPatterns) -> Document:
    """A file's content by the format its name tells; standard input by what its first bytes tell."""
    suffix = PurePath(name).suffix.lower() or _sniffed(data)
    if suffix == ".pdf":
        characters, draft = read_pdf(data, name)
        return Document(characters, (draft,))
    if suffix == ".docx":
        characters, draft = read_docx(data, name, patterns)
        return Document(characters, (draft,))
    return open_text(decode(data, name), name, suffix, patterns)


def open_text(characters: str, name: str, suffix: str, patterns: PressPatterns) -> Document:
    """The documents in characters that are written in a format of text."""
    return Document(characters, tuple(_drafts(suffix, characters, name, patterns)))


def _sniffed(data: bytes) -> str:
    for start, suffix in ((b"%PDF-", ".pdf"), (b"PK\x03\x04", ".docx"), (b"{", ".jsonl")):
        if data.startswith(start):
            return suffix
    return ".txt"


def _drafts(suffix: str, characters: str, name: str, patterns: PressPatterns) -> Iterator[Draft]:
    if suffix in _TABLES:
        yield from _TABLES[suffix](characters, name, patterns)
    elif suffix in (".html", ".htm", ".shtml") or _PAGE.match(characters):
        yield read_page(AlignedText.of(characters), patterns)
    else:
        yield read_plain_text(AlignedText.of(characters), patterns)


_TABLES: dict[str, Callable[[str, str, PressPatterns], Iterator[Draft]]] = {".jsonl": read_jsonl, ".csv": read_csv}
