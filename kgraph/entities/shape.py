"""What a span looks like from outside: its length, its edges, its brackets, its neighbours."""

from __future__ import annotations

from kgraph.entities.page import Page
from kgraph.knowledge import Knowledge

__all__ = ["Shapes"]

_PAIRS = ("（）", "()", "《》", "“”", "‘’", "「」", "【】")
_QUOTES = {"“": "”", "‘": "’", "「": "」", '"': '"', "《": "》", "（": "）", "(": ")"}
_SIZES = (4, 3, 2, 1)
_EDGES = frozenset("，。；：、！？,;:!?\n 　.")


class Shapes:
    """Says what is seen of a span without understanding it."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._stops = frozenset(knowledge.words("stops"))
        rows = knowledge.table("triggers")
        self._left = {row.key: row["left"].split("|") for row in rows if row["left"]}
        self._right = {row.key: row["right"].split("|") for row in rows if row["right"]}
        listed = knowledge.table("bodies")
        self._listed = frozenset(row["name"] for row in listed)
        self._generic = frozenset(knowledge.structure("names/tagger")["generic"].texts("names"))

    def of(self, page: Page, span: tuple[int, int, str]) -> dict[str, float]:
        """Features of a span, each between -2 and 2, absent where nothing is seen."""
        start, end, _ = span
        text = page.text
        name = text[start:end]
        seen = {f"length-{_length(name)}": 1.0, f"from-{page.tag_from(start)}": 1.0, f"to-{page.tag_to(end)}": 1.0}
        seen["cut"] = float(page.is_cut(start)) + float(page.is_cut(end)) - 2
        if _is_unbalanced(name):
            seen["unbalanced"] = 1.0
        if start and end < len(text) and _QUOTES.get(text[start - 1]) == text[end]:
            seen["quoted"] = 1.0
        if name in self._generic:
            seen["generic"] = 5.0
        if any(name[:length] in self._stops for length in (2, 3)):
            seen["opens-with-stop"] = 1.0
        seen[f"after-{page.tag_to(start)}"] = 1.0
        seen[f"before-{page.tag_from(end)}"] = 1.0
        seen.update(self._neighbours(text, start, end))
        if _is_double(name, self._listed):
            seen["double"] = 1.0
        if start == 0 or text[start - 1] in _EDGES:
            seen["edge-left"] = 1.0
        if end == len(text) or text[end] in _EDGES:
            seen["edge-right"] = 1.0
        return seen


    def _neighbours(self, text: str, start: int, end: int) -> dict[str, float]:
        """The kinds of names that the words left and right of the span go with."""
        seen = {}
        for words, side, pieces in (
            (self._left, "left", (text[max(0, start - size) : start] for size in _SIZES)),
            (self._right, "right", (text[end : end + size] for size in _SIZES)),
        ):
            found = next((piece for piece in pieces if piece in words), "")
            seen.update((f"{side}-{kind}", 1.0) for kind in words.get(found, ()))
        return seen


def _is_double(name: str, listed: frozenset[str]) -> bool:
    """Two listed names in a row: 省委省政府."""
    return any(name[:cut] in listed and name[cut:] in listed for cut in range(2, min(len(name) - 1, 9)))


def _length(name: str) -> str:
    size = len(name)
    return str(size) if size < 5 else "mid" if size < 9 else "long" if size < 16 else "huge"


def _is_unbalanced(name: str) -> bool:
    return any(name.count(pair[0]) != name.count(pair[1]) for pair in _PAIRS) or name.count('"') % 2 == 1
