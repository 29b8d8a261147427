"""Slips of the tagger that can be told from the characters alone, and what it should have written."""

from __future__ import annotations

import re

from kgraph.entities.candidates.candidate import Candidate
from kgraph.knowledge_io import Knowledge

__all__ = ["TagCorrector"]

_PAIRS = {"（": "）", "(": ")", "“": "”", "‘": "’", "「": "」", "《": "》", "【": "】"}
_OPENERS = {closer: opener for opener, closer in _PAIRS.items()}
_NEAR, _SHORTEST = 16, 3
PERSON, ROLE, PLACE, COMPANY, GOVERNMENT, EVENT = "Person", "Role", "Place", "Company", "Government", "Event"
BODIES = frozenset({GOVERNMENT, "Organization"})


class TagCorrector:
    """Mends names that swallowed a verb, joined two bodies, or cut a pair of brackets in two."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._swallowed = frozenset(knowledge.words("boundaries/overreach"))
        self._listed = frozenset(row["name"] for row in knowledge.table("gazetteers/bodies"))
        entries = knowledge.structure("boundaries/tag_correction")
        self._phrases = frozenset(entries["mending"].texts("phrases"))
        self._endings = [(kind, re.compile(entries["retype"].text(kind))) for kind in entries["retype"]]
        self._types = {row["name"]: row["type"] for row in knowledge.table("gazetteers/bodies")}
        self._place_body = re.compile(entries["place_body"].text("pattern"))
        self._no_body = re.compile(entries["no_body"].text("pattern"))
        self._subsidiary = re.compile(entries["subsidiary"].text("pattern"))
        self._event_verbs = frozenset(entries["event_verbs"].texts("words"))
        self._extend = re.compile(entries["extend"].text("pattern"))
        self._trim = re.compile(entries["persons"].text("trim"))
        self._no_title = re.compile(entries["titles"].text("unless"))
        self._generic = frozenset(entries["generic"].texts("names"))

    def corrected(self, text: str, name: Candidate) -> list[Candidate]:
        """The name itself where nothing is wrong; else what stands for it.

        >>> from kgraph.knowledge_io import load
        >>> tagged = Candidate(0, 5, "Government", "tagger", 0.9)
        >>> [each[:2] for each in TagCorrector(load()).corrected("省委省政府", tagged)]
        [(0, 2), (2, 5)]
        """
        if text[name.start : name.end] in self._generic or (name.type == ROLE and self._no_title.match(text, name.end)):
            return []
        if name.type == GOVERNMENT and self._no_body.search(text[name.start : name.end + 2]):
            return []
        if name.type in self._phrases or name.type == ROLE:
            return [_balanced(text, self._without_event_verb(text, name))]
        name = self._without_verb(text, name)
        if name.type == PERSON:
            return [self._trimmed(text, name)]
        return self._halves(text, name) or [self._retyped(text, _balanced(text, name))]

    def _trimmed(self, text: str, name: Candidate) -> Candidate:
        """A photographer's name without the 文 of 文/图."""
        found = self._trim.search(text, name.start, min(name.end + 3, len(text)))
        return name._replace(end=found.start()) if found and found.start() == name.end - 1 else name

    def _retyped(self, text: str, name: Candidate) -> Candidate:
        """The name under the type that its ending, or a list, tells."""
        body = self._place_body.match(text, name.end) if name.type == PLACE else None
        if body:
            return name._replace(end=body.end(), type=GOVERNMENT)
        less = self._subsidiary.search(text[name.start : name.end])
        if less:
            return name._replace(end=name.start + less.start())
        more = self._extend.match(text, name.end)
        if more and name.type != PLACE:
            return name._replace(end=more.end(), type=COMPANY)
        surface = text[name.start : name.end]
        if surface in self._types:
            return name._replace(type=self._types[surface])
        if len(surface) < _SHORTEST:
            return name
        return name._replace(type=next((kind for kind, ending in self._endings if ending.search(surface)), name.type))

    def _without_verb(self, text: str, name: Candidate) -> Candidate:
        if text[name.start : name.end] in self._listed:
            return name
        for length in (4, 3, 2):
            if name.end - name.start > length + 1 and text[name.start : name.start + length] in self._swallowed:
                return name._replace(start=name.start + length)
        return name

    def _without_event_verb(self, text: str, name: Candidate) -> Candidate:
        for length in (4, 2):
            rest = name.end - name.start - length
            if name.type == EVENT and rest > 2 and text[name.start : name.start + length] in self._event_verbs:
                return name._replace(start=name.start + length)
        return name

    def _halves(self, text: str, name: Candidate) -> list[Candidate]:
        """Two listed bodies in a row are two names, unless together they are one."""
        if name.type not in BODIES or text[name.start : name.end] in self._listed:
            return []
        for cut in range(name.start + 2, min(name.end - 1, name.start + 9)):
            if text[name.start : cut] in self._listed and text[cut : name.end] in self._listed:
                return [name._replace(end=cut), name._replace(start=cut)]
        return []


def _balanced(text: str, name: Candidate) -> Candidate:
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
