"""Slips of the tagger in names that read like phrases: verbs, givers, marks and words of honour taken in."""

from __future__ import annotations

import re

from kgraph.entities.candidates.brackets import balanced
from kgraph.entities.candidates.candidate import Candidate
from kgraph.knowledge_io import Knowledge

__all__ = ["PhraseCorrector"]

EVENT, AWARD, DOCUMENT = "Event", "Award", "Document"
_SHORTEST = 2


class PhraseCorrector:
    """Leaves of an award, event or project what its name is.

    >>> from kgraph.knowledge_io import load
    >>> text = "连续三年“星禾杯优胜单位”荣誉"
    >>> [text[each.start : each.end] for each in PhraseCorrector(load()).corrected(
    ...     text, Candidate(0, len(text), "Award", "tagger", 0.9))]
    ['星禾杯优胜单位']
    """

    def __init__(self, knowledge: Knowledge) -> None:
        entries = knowledge.structure("boundaries/tag_correction")
        self._verbs = frozenset(entries["event_verbs"].texts("words"))
        quoted = entries["quoted"]
        self._whole, self._end = re.compile(quoted.text("whole")), re.compile(quoted.text("end"))
        self._honour = re.compile(entries["awards"].text("trim"))
        self._giver = re.compile(entries["awards"].text("giver"))
        self._two = re.compile(entries["awards"].text("two"))

    def corrected(self, text: str, name: Candidate) -> list[Candidate]:
        """The name without what does not belong to it; two where two awards were read as one."""
        name = balanced(text, self._without_verb(text, name))
        surface = text[name.start : name.end]
        inner = self._inner(surface, name.type)
        if inner:
            return [name._replace(start=name.start + inner.start("name"), end=name.start + inner.end("name"))]
        return self._awards(surface, name) if name.type == AWARD else [name]

    def _inner(self, surface: str, kind: str) -> re.Match[str] | None:
        """The name in quotation marks that stand around all of it, or at its end: 市级“示范企业”."""
        whole = self._whole.fullmatch(surface) if kind != DOCUMENT else None
        return whole or (self._end.fullmatch(surface) if kind in (AWARD, EVENT) else None)

    def _awards(self, surface: str, name: Candidate) -> list[Candidate]:
        honour, giver = self._honour.search(surface), self._giver.match(surface)
        end = name.start + honour.start() if honour else name.end
        start = name.start + giver.end() if giver else name.start
        if end - start < _SHORTEST:
            return [name]
        cut = self._two.fullmatch(surface, start - name.start, end - name.start)
        if not cut:
            return [name._replace(start=start, end=end)]
        left, right = cut.end("left"), cut.start("right")
        return [name._replace(start=start, end=name.start + left), name._replace(start=name.start + right, end=end)]

    def _without_verb(self, text: str, name: Candidate) -> Candidate:
        for length in (4, 2):
            rest = name.end - name.start - length
            if name.type == EVENT and rest > _SHORTEST and text[name.start : name.start + length] in self._verbs:
                return name._replace(start=name.start + length)
        return name
