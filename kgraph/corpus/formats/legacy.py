"""Formats that kgraph does not read, each with the way to one that it does."""

from __future__ import annotations

from kgraph.corpus.formats.format import Document, Format
from kgraph.corpus.press_patterns import PressPatterns
from kgraph.errors import InputError

__all__ = ["FORMAT"]

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ADVICE = {
    ".doc": "is a file of Word 97; save it as .docx (Word, WPS, or soffice --convert-to docx FILE)",
    ".wps": "is a file of WPS Office; save it as .docx (WPS, or soffice --convert-to docx FILE)",
    ".rtf": "is rich text; save it as .docx (Word, WPS, or soffice --convert-to docx FILE)",
    ".odt": "is a file of OpenDocument; save it as .docx (soffice --convert-to docx FILE)",
    ".et": "is a table of WPS Office; save it as .xlsx (WPS, or soffice --convert-to xlsx FILE)",
    ".ofd": "is a file of OFD; print it to PDF in its reader",
    ".caj": "is a file of CNKI; print it to PDF in its reader",
    ".ppt": "is a presentation; save it as PDF",
    ".pptx": "is a presentation; save it as PDF",
    ".epub": "is a book; save it as HTML or text",
}


def _sniff(data: bytes) -> bool:
    return data.startswith(_OLE)


def _read(data: bytes, name: str, _: PressPatterns) -> Document:
    suffix = next((each for each in _ADVICE if name.lower().endswith(each)), ".doc" if _sniff(data) else ".rtf")
    raise InputError(name, _ADVICE[suffix])


FORMAT = Format(tuple(_ADVICE), _read, _sniff, plain=True)
