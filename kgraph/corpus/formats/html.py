"""Web pages, also those that were saved under the name of a text."""

from __future__ import annotations

import re

from kgraph.corpus.formats.format import Document, text_format
from kgraph.corpus.html.main_content import read_page
from kgraph.corpus.press_patterns import PressPatterns
from kgraph.text.aligned_text import AlignedText

__all__ = ["FORMAT"]

_SAMPLE = 4_096
_PAGE = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*|<!--.{0,400}?-->\s*|<%.{0,400}?%>\s*)*<(?:!doctype html|html)\b",
    re.I | re.S,
)


def _read(characters: str, _: str, patterns: PressPatterns) -> Document:
    return Document(characters, (read_page(AlignedText.of(characters), patterns),))


def _sniff(data: bytes) -> bool:
    return _PAGE.match(data[:_SAMPLE].replace(b"\0", b"")) is not None  # UTF-16 sets a zero beside each letter


FORMAT = text_format((".html", ".htm", ".shtml", ".xhtml"), _read, sniff=_sniff)
