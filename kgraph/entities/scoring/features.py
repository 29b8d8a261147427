"""What a span looks like from outside: its length, its edges, its brackets, its neighbours."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from kgraph.entities.tagged_text import TaggedText
from kgraph.knowledge_io import Knowledge, Row

__all__ = ["SpanFeatures"]

_PAIRS = ("（）", "()", "《》", "“”", "‘’", "「」", "【】")
_PAIRED = re.compile('[（）()《》“”‘’「」【】"]')
_QUOTES = {"“": "”", "‘": "’", "「": "」", '"': '"', "《": "》", "（": "）", "(": ")"}
_SIZES = (4, 3, 2, 1)
_EDGES = frozenset("，。；：、！？,;:!?\n 　.")
_LENGTHS = ("length-0", "length-1", "length-2", "length-3", "length-4", *["length-mid"] * 4, *["length-long"] * 7)


class SpanFeatures:
    """Says what is seen of a span without understanding it; each thing seen is a word that the weights know."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._stops = frozenset(knowledge.words("boundaries/boundary_stops"))
        rows = knowledge.table("boundaries/triggers")
        self._left, self._right = (_seen_beside(rows, side) for side in ("left", "right"))
        self._generic = frozenset(knowledge.structure("boundaries/tag_correction")["generic"].texts("names"))

    def before(self, tagged: TaggedText, start: int) -> tuple[str, ...]:
        """What is seen where a span begins."""
        return tuple(self._before(tagged, start))

    def _before(self, tagged: TaggedText, start: int) -> Iterator[str]:
        text = tagged.text
        yield f"from-{tagged.tag_from(start)}"
        yield f"after-{tagged.tag_to(start)}"
        if not tagged.is_cut(start):
            yield "cut-left"
        if start == 0 or text[start - 1] in _EDGES:
            yield "edge-left"
        yield from next((self._left[piece] for piece in _last_pieces(text, start) if piece in self._left), ())

    def behind(self, tagged: TaggedText, end: int) -> tuple[str, ...]:
        """What is seen where a span ends."""
        return tuple(self._behind(tagged, end))

    def _behind(self, tagged: TaggedText, end: int) -> Iterator[str]:
        text = tagged.text
        yield f"to-{tagged.tag_to(end)}"
        yield f"before-{tagged.tag_from(end)}"
        if not tagged.is_cut(end):
            yield "cut-right"
        if end == len(text) or text[end] in _EDGES:
            yield "edge-right"
        yield from next((self._right[piece] for piece in _first_pieces(text, end) if piece in self._right), ())

    def within(self, text: str, start: int, end: int) -> Iterator[str]:
        """What is seen of the span itself."""
        name = text[start:end]
        yield _LENGTHS[len(name)] if len(name) < len(_LENGTHS) else "length-huge"
        if _is_unbalanced(name):
            yield "unbalanced"
        if start and end < len(text) and _QUOTES.get(text[start - 1]) == text[end]:
            yield "quoted"
        if name in self._generic:
            yield "generic"
        if name[:2] in self._stops or name[:3] in self._stops:
            yield "opens-with-stop"


def _seen_beside(rows: Iterable[Row], side: str) -> dict[str, tuple[str, ...]]:
    """What is seen of a span that a listed word stands beside: the kinds of names that the word goes with."""
    return {row.key: tuple(f"{side}-{kind}" for kind in row[side].split("|")) for row in rows if row[side]}


def _last_pieces(text: str, end: int) -> tuple[str, ...]:
    """What stands before a place, the longest piece first."""
    return tuple([text[max(0, end - size) : end] for size in _SIZES])


def _first_pieces(text: str, start: int) -> tuple[str, ...]:
    """What stands behind a place, the longest piece first."""
    return tuple([text[start : start + size] for size in _SIZES])


def _is_unbalanced(name: str) -> bool:
    if not _PAIRED.search(name):
        return False
    return any(name.count(pair[0]) != name.count(pair[1]) for pair in _PAIRS) or name.count('"') % 2 == 1
