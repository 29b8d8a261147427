"""Text in the pieces that the network reads at once."""

from __future__ import annotations

import re
from collections.abc import Iterator

__all__ = ["MOST", "pieces"]

MOST = 160  # characters; what stands farther off tells the network no more
_LINE = re.compile("[^\\n]+")
_STOP = re.compile("[\\u3002\\uff01\\uff1f\\uff1b!?;][\\u201d\\u2019\\u300d\\u300f\\uff09)]*")
_PAUSE = re.compile("[\\uff0c,\\u3001\\uff1a:\\s]")


def pieces(text: str, most: int = MOST) -> Iterator[tuple[int, int]]:
    r"""Spans of whole sentences of one line, as many as fit; a longer sentence is cut at a pause or else anywhere.

    >>> text = "安踏获奖。恒安也获奖。\n另讯"
    >>> [text[a:b] for a, b in pieces(text, 6)]
    ['安踏获奖。', '恒安也获奖。', '另讯']
    """
    for line in _LINE.finditer(text):
        start = last = line.start()
        for stop in _stops(text, start, line.end(), most):
            if stop - start > most and last > start:
                yield start, last
                start = last
            last = stop
        if text[start:last].strip():
            yield start, last


def _stops(text: str, start: int, end: int, most: int) -> Iterator[int]:
    """Where sentences end; none is farther from the one before than `most`."""
    last = start
    for stop in [*(found.end() for found in _STOP.finditer(text, start, end)), end]:
        while stop - last > most:
            last = _pause(text, last, most)
            yield last
        if stop > last:
            last = stop
            yield last


def _pause(text: str, start: int, most: int) -> int:
    """Behind the last pause within reach, but not in the first half; else as far as one may go."""
    pauses = [found.end() for found in _PAUSE.finditer(text, start + most // 2, start + most)]
    return pauses[-1] if pauses else start + most
