"""Slips of the tagger in names of people: forms of address taken in, names of two run together."""

from __future__ import annotations

import re

from kgraph.entities.candidates.candidate import Candidate
from kgraph.knowledge_io import Knowledge

__all__ = ["PersonCorrector"]

_NEAR = 8  # how far before a name a word for those who wrote or photographed stands
_RUN_TOGETHER = range(4, 7)
_SHORTEST, _LONGEST, _MOST = 2, 3, 5


class PersonCorrector:
    """Cuts off what is no part of a person's name, and parts the names of two reporters.

    >>> from kgraph.knowledge_io import load
    >>> correct = PersonCorrector(load()).corrected
    >>> [each[:2] for each in correct("记者王海林星禾", Candidate(2, 7, "Person", "tagger", 0.9))]
    [(2, 4), (4, 7)]
    """

    def __init__(self, knowledge: Knowledge) -> None:
        persons = knowledge.structure("boundaries/tag_correction")["persons"]
        self._trim = re.compile(persons.text("trim"))
        self._verb = re.compile(persons.text("verb"))
        self._preposition = re.compile(persons.text("preposition"))
        self._address = re.compile(persons.text("address"))
        surnames = knowledge.words("gazetteers/surnames")
        self._single = frozenset(name for name in surnames if len(name) == 1)
        self._double = frozenset(name for name in surnames if len(name) > 1)
        self._surname_only = re.compile(f"(?:{'|'.join(surnames)})(?:{persons.text('surname_only')})")
        self._byline = re.compile(persons.text("byline"))

    def corrected(self, text: str, name: Candidate) -> list[Candidate]:
        """The name itself where nothing is wrong; else what stands for it, nothing for a family name alone."""
        surface = text[name.start : name.end]
        if self._surname_only.fullmatch(surface):
            return []
        if self._preposition.match(surface):
            return [name._replace(start=name.start + 1)]
        cut = self._cut(text, name)
        if cut:
            return [name._replace(end=name.start + cut)]
        return self._parted(text, name) or [self._trimmed(text, name)]

    def _cut(self, text: str, name: Candidate) -> int:
        """How many characters the name has before a verb or a form of address; 0 where neither is in it."""
        surface = text[name.start : name.end]
        address = self._address.search(surface)
        if address:
            return address.start()
        first = _SHORTEST if surface[0] in self._single else _LONGEST
        lengths = range(first, min(len(surface), _MOST))
        return next((length for length in lengths if self._verb.match(text, name.start + length)), 0)

    def _trimmed(self, text: str, name: Candidate) -> Candidate:
        """A photographer's name without the 文 of 文/图."""
        found = self._trim.search(text, name.start, min(name.end + 3, len(text)))
        is_last = found is not None and found.start() == name.end - 1 > name.start
        return name._replace(end=name.end - 1) if is_last else name

    def _parted(self, text: str, name: Candidate) -> list[Candidate]:
        """The names of two who wrote together, set without a gap."""
        surface = text[name.start : name.end]
        before = text[max(0, name.start - _NEAR) : name.start]
        if len(surface) not in _RUN_TOGETHER or surface[:2] in self._double or not self._byline.search(before):
            return []
        for cut in (_LONGEST, _SHORTEST):
            left, right = surface[:cut], surface[cut:]
            if _SHORTEST <= len(right) <= _LONGEST and {left[0], right[0]} <= self._single:
                return [name._replace(end=name.start + cut), name._replace(start=name.start + cut)]
        return []
