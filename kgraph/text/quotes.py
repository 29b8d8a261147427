"""Quotation marks as a careful typesetter would have set them; the text keeps its length."""

from __future__ import annotations

from itertools import cycle

__all__ = ["paired"]

_OPENING, _CLOSING, _STRAIGHT, _WIDE = "“", "”", '"', "＂"


def paired(text: str) -> str:
    """The text with opening and closing marks in turn on each line that has only straight or only closing ones.

    >>> paired('获”驰名商标”称号')
    '获“驰名商标”称号'
    >>> paired('获"驰名商标"称号，屏幕15.6"')
    '获"驰名商标"称号，屏幕15.6"'
    """
    if _CLOSING not in text and _STRAIGHT not in text and _WIDE not in text:
        return text
    return "\n".join(map(_line, text.split("\n")))


def _line(line: str) -> str:
    plain = line.replace(_STRAIGHT, _CLOSING).replace(_WIDE, _CLOSING)
    if _OPENING in line or plain.count(_CLOSING) % 2:
        return line
    marks = cycle((_OPENING, _CLOSING))
    return "".join(next(marks) if character == _CLOSING else character for character in plain)
