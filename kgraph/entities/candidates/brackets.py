"""Pairs of brackets and quotation marks at the edges of names."""

from __future__ import annotations

from kgraph.entities.candidates.candidate import Candidate

__all__ = ["balanced"]

_PAIRS = {"（": "）", "(": ")", "“": "”", "‘": "’", "「": "」", "《": "》", "【": "】"}
_OPENERS = {closer: opener for opener, closer in _PAIRS.items()}
_NEAR = 16


def balanced(text: str, name: Candidate) -> Candidate:
    """The name with its brackets in pairs: a partner just outside is taken in, a lone one at the edge left out."""
    start, end = name.start, name.end
    for place in range(start, end):
        closer = _PAIRS.get(text[place])
        if closer and closer not in text[place:end]:
            found = text.find(closer, end, end + _NEAR)
            if found == end:
                return name._replace(end=end + 1)
            return name._replace(start=start + 1) if place == start and end - start > 2 else name
        opener = _OPENERS.get(text[place])
        if opener and opener not in text[start:place]:
            if start and text[start - 1] == opener:
                return name._replace(start=start - 1)
            return name._replace(end=end - 1) if place == end - 1 and end - start > 2 else name
    return name
