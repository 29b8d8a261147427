"""Text that any XML reader takes as it stands, Gephi's and Gephi Lite's included."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

__all__ = ["clean", "guarded", "unique"]

_SURROGATE = re.compile("[\ud800-\udfff]")
_LINE_END = re.compile("\r\n?|[\u0085\u2028\u2029]")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufdd0-\ufdef\ufffe\uffff]")
_WORD_JOINER = "\N{WORD JOINER}"


def clean(value: object) -> str:
    r"""The value as text in NFC, without control characters and lone surrogates; nothing for None.

    >>> clean("安踏\x00集团"), clean("\ud83d踏"), clean(None)
    ('安踏集团', '�踏', '')
    """
    if value is None:
        return ""
    text = str(value)
    if text.isascii() and text.isprintable():
        return text
    if _SURROGATE.search(text):
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    text = _FORBIDDEN.sub("", _LINE_END.sub("\n", text))
    return unicodedata.normalize("NFC", text)


def guarded(text: str) -> str:
    """Clean text whose INF Gephi will not turn into Infinity: a character without width parts it.

    >>> guarded("INFINITUS") == "INFINITUS", guarded("INFINITUS").replace(chr(0x2060), "")
    (False, 'INFINITUS')
    """
    return text.replace("INF", f"I{_WORD_JOINER}NF")


def unique(ids: list[object]) -> list[str]:
    r"""Clean ids in the same order, none empty and none twice.

    >>> unique(["甲", "甲\x00", None])
    ['甲', '甲~2', '~3']
    """
    taken: set[str] = set()
    found = []
    for number, each in enumerate(ids, start=1):
        text = clean(each).strip()
        if not text or text in taken:
            text = next(name for name in _numbered(text, number) if name not in taken)
        taken.add(text)
        found.append(text)
    return found


def _numbered(text: str, number: int) -> Iterator[str]:
    while True:
        yield f"{text}~{number}"
        number += 1
