"""Slips of the tagger that can be told from the characters alone, and what it should have written."""

from __future__ import annotations

import re

from kgraph.entities.candidates.brackets import balanced
from kgraph.entities.candidates.candidate import Candidate
from kgraph.entities.candidates.person_correction import PersonCorrector
from kgraph.entities.candidates.phrase_correction import PhraseCorrector
from kgraph.entities.candidates.place_names import places
from kgraph.knowledge_io import Knowledge

__all__ = ["TagCorrector"]

PERSON, ROLE, PLACE, COMPANY, GOVERNMENT, EVENT = "Person", "Role", "Place", "Company", "Government", "Event"
BODIES = frozenset({GOVERNMENT, "Organization"})


class TagCorrector:
    """Mends names that swallowed a verb, joined two bodies, or cut a pair of brackets in two."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._swallowed = frozenset(knowledge.words("boundaries/overreach"))
        self._listed = frozenset(row["name"] for row in knowledge.table("gazetteers/bodies"))
        entries = knowledge.structure("boundaries/tag_correction")
        self._phrases = frozenset(entries["mending"].texts("phrases"))
        self._types = {row["name"]: row["type"] for row in knowledge.table("gazetteers/bodies")}
        self._place_body = re.compile(entries["place_body"].text("pattern"))
        self._no_body = re.compile(entries["no_body"].text("pattern"))
        self._subsidiary = re.compile(entries["subsidiary"].text("pattern"))
        self._phrase = PhraseCorrector(knowledge)
        self._brand = re.compile(entries["brand"].text("pattern"))
        self._titled = re.compile(entries["titled_body"].text("pattern"))
        self._apart = re.compile(entries["side_by_side"].text("pattern"))
        self._extend = re.compile(entries["extend"].text("pattern"))
        self._persons = PersonCorrector(knowledge)
        self._letters = re.compile(entries["letters"].text("apart"))
        self._beyond_place = re.compile(entries["places"].text("trim"))
        self._places = frozenset(places(knowledge))
        self._single_verbs = frozenset(entries["single_verbs"].texts("words"))
        self._no_title = re.compile(entries["titles"].text("unless"))
        self._generic = frozenset(entries["generic"].texts("names"))
        self._no_titles = frozenset(knowledge.words("boundaries/no_titles"))

    def corrected(self, text: str, name: Candidate) -> list[Candidate]:
        """The name itself where nothing is wrong; else what stands for it.

        >>> from kgraph.knowledge_io import load
        >>> tagged = Candidate(0, 5, "Government", "tagger", 0.9)
        >>> [each[:2] for each in TagCorrector(load()).corrected("省委省政府", tagged)]
        [(0, 2), (2, 5)]
        """
        surface = text[name.start : name.end]
        if surface in self._generic or (name.type == ROLE and self._is_no_title(text, name)):
            return []
        if name.type == GOVERNMENT and self._no_body.search(text[name.start : name.end + 2]):
            return []
        if name.type == ROLE:
            return [balanced(text, name)]
        if name.type in self._phrases:
            return self._phrase.corrected(text, name)
        name = self._without_verb(text, name)
        if name.type == PERSON:
            return self._persons.corrected(text, name)
        return self._halves(text, name) or [self._retyped(text, balanced(text, name))]

    def _is_no_title(self, text: str, name: Candidate) -> bool:
        """Whether it is a kind of people (被告人), or what follows (副会长单位) tells that it is no office."""
        return text[name.start : name.end] in self._no_titles or self._no_title.match(text, name.end) is not None

    def _retyped(self, text: str, name: Candidate) -> Candidate:
        """The name under the type that a list, or with the end that what follows it, tells."""
        return self._extended(text, name) or self._shortened(text, name) or self._listed_type(text, name)

    def _extended(self, text: str, name: Candidate) -> Candidate | None:
        """The body that a place, or the firm that a body's name, opens: 研究院|(泉州)有限公司."""
        pattern, kind = (self._place_body, GOVERNMENT) if name.type == PLACE else (self._extend, COMPANY)
        more = pattern.match(text, name.end)
        return name._replace(end=more.end(), type=kind) if more else None

    def _shortened(self, text: str, name: Candidate) -> Candidate | None:
        """The name without what stands behind it: 福建|地区, 星禾公司|子公司."""
        surface = text[name.start : name.end]
        brand = self._brand.fullmatch(surface) if name.type == COMPANY else None
        if brand:
            start, end = brand.span("quoted") if brand["quoted"] else brand.span("name")
            return name._replace(start=name.start + start, end=name.start + end)
        if name.type == PLACE and surface in self._places:
            return None
        less = (self._beyond_place if name.type == PLACE else self._subsidiary).search(surface)
        return name._replace(end=name.start + less.start()) if less else None

    def _listed_type(self, text: str, name: Candidate) -> Candidate:
        """The name under the type that the list of bodies gives it, where it is listed."""
        return name._replace(type=self._types.get(text[name.start : name.end], name.type))

    def _without_verb(self, text: str, name: Candidate) -> Candidate:
        if text[name.start : name.end] in self._listed:
            return name
        for length in (4, 3, 2):
            if name.end - name.start > length + 1 and text[name.start : name.start + length] in self._swallowed:
                return name._replace(start=name.start + length)
        return name._replace(start=name.start + 1) if self._opens_with_verb(text[name.start : name.end]) else name

    def _opens_with_verb(self, surface: str) -> bool:
        """Whether a verb of one character stands before a listed body, or before what begins with a place."""
        rest = surface[1:]
        if surface[0] not in self._single_verbs or surface[:2] in self._places or surface[:3] in self._places:
            return False
        return rest in self._listed or any(rest[:length] in self._places for length in (4, 3, 2))

    def _halves(self, text: str, name: Candidate) -> list[Candidate]:
        """Two listed bodies in a row are two names, unless together they are one; so are letters of countries."""
        letters = self._letters.fullmatch(text, name.start, name.end) if name.type == PLACE else None
        if letters:
            return [name._replace(start=place, end=place + 1) for place in range(name.start, name.end)]
        parts = self._titled.fullmatch(text, name.start, name.end) if name.type in BODIES else None
        if parts:
            return [name._replace(end=parts.end("body")), name._replace(start=parts.end("body"), type=ROLE)]
        beside = self._apart.fullmatch(text, name.start, name.end) if name.type in {*BODIES, COMPANY} else None
        if beside:
            return [name._replace(end=beside.end("left")), name._replace(start=beside.start("right"))]
        if name.type not in BODIES or text[name.start : name.end] in self._listed:
            return []
        for cut in range(name.start + 2, min(name.end - 1, name.start + 9)):
            if text[name.start : cut] in self._listed and text[cut : name.end] in self._listed:
                return [name._replace(end=cut), name._replace(start=cut)]
        return []
