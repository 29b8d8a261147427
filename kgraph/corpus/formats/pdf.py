"""PDF files: their text layer, pages divided by form feeds."""

from __future__ import annotations

import io
import logging
import zlib
from collections import Counter
from collections.abc import Iterator

from kgraph.corpus.encoding import look_alikes
from kgraph.corpus.formats.format import Document, Format
from kgraph.corpus.layout.lines import Draft, Line, split_lines
from kgraph.corpus.press_patterns import PressPatterns
from kgraph.errors import InputError
from kgraph.text.aligned_text import AlignedText

__all__ = ["FORMAT"]

_TAIL = 2_048  # bytes within which the mark of the end must stand
_MARGIN = 2  # lines at the top and at the bottom of a page among which its head and foot are
_REPEATED = 3  # pages that carry a line for it to be their head or foot


def _read(data: bytes, name: str, _: PressPatterns) -> Document:
    """The text layer of a PDF file, and its lines."""
    if b"%%EOF" not in data[-_TAIL:]:
        raise InputError(name, "is cut off: the end of the PDF file is missing")
    characters = "\f".join(_pages(data, name)).translate(look_alikes())
    if not characters.strip():
        raise InputError(name, "has no text layer; it is a scan, which needs OCR first")
    return Document(characters, (Draft(tuple(_lines(characters)), wrapped=True),))


def _pages(data: bytes, name: str) -> list[str]:
    import pypdf  # noqa: PLC0415 - slow to import, and few files need it

    logging.getLogger("pypdf").setLevel(logging.ERROR)  # it warns of every slip of a producer
    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise InputError(name, "is locked with a password")
        return [page.extract_text() for page in reader.pages]
    except (pypdf.errors.PyPdfError, zlib.error, ValueError, KeyError, TypeError, RecursionError) as error:
        raise InputError(name, f"is not a whole PDF file ({type(error).__name__}: {error})") from error


def _lines(characters: str) -> Iterator[Line]:
    """The lines of the pages but for those that head or foot several, alike except in their numbers."""
    whole = AlignedText.of(characters)
    pages = [list(split_lines(whole[start:end])) for start, end in _spans(characters)]
    counts = Counter(shape for lines in pages for shape in {_shape(line.text) for line in _margins(lines)})
    for lines in pages:
        margins = {id(line) for line in _margins(lines) if counts[_shape(line.text)] >= _REPEATED}
        yield from (line for line in lines if id(line) not in margins)


def _spans(characters: str) -> Iterator[tuple[int, int]]:
    start = 0
    for page in characters.split("\f"):
        yield start, start + len(page)
        start += len(page) + 1


def _margins(lines: list[Line]) -> list[Line]:
    return [*lines[:_MARGIN], *lines[-_MARGIN:]]


def _shape(text: str) -> str:
    return "".join(each for each in text if not each.isdigit() and not each.isspace())


def _sniff(data: bytes) -> bool:
    return data.startswith(b"%PDF-")


FORMAT = Format((".pdf",), _read, _sniff)
