"""The articles as the page's reader shows them: clean text, names and facts at their places in it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from itertools import chain
from typing import Any

from kgraph.records import Evidence, Tables, TextRow

__all__ = ["block"]


def block(tables: Tables, evidence: Sequence[Evidence], node: Mapping[str, int]) -> dict[str, Any] | None:
    """The texts in the order of the articles, the mentions as (start, end, node), the facts as (start, end)."""
    if not tables.texts:
        return None
    places = {row.article: _Places(row) for row in tables.texts}
    named: dict[str, list[tuple[int, int, int]]] = {row.id: [] for row in tables.articles}
    for row in tables.mentions:
        if row.article in places and row.entity in node:
            named[row.article].append((*places[row.article].span(row.start, row.end), node[row.entity]))
    return {
        "texts": [places[row.id].text if row.id in places else "" for row in tables.articles],
        "mentions": [list(chain.from_iterable(sorted(named[row.id]))) for row in tables.articles],
        "facts": [
            list(places[row.article].span(row.start, row.end)) if row.article in places else [0, 0] for row in evidence
        ],
    }


class _Places:
    """From places in the source back to those in the clean text."""

    def __init__(self, row: TextRow) -> None:
        self.text = row.text
        self._runs = sorted(zip(row.origins, row.starts, strict=True))
        self._origins = [origin for origin, _ in self._runs]
        ends = dict(zip(row.starts, [*row.starts[1:], len(row.text)], strict=True))
        self._lengths = [ends[start] - start for _, start in self._runs]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where the characters of the source from start to end stand in the text."""
        return self._at(start), self._at(end - 1) + 1

    def _at(self, place: int) -> int:
        """The place in the text of a character; of one that the text leaves out, that of the character before."""
        i = bisect_right(self._origins, place) - 1
        if i < 0:
            return 0
        origin, start = self._runs[i]
        return start + min(place - origin, self._lengths[i] - 1)
