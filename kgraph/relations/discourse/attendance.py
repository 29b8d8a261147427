"""Attendance: who is named before 出席 or behind 出席会议的有, with the event of this sentence or the one spoken of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kgraph.records import Mention
from kgraph.relations.discourse.coreference import PREPOSITION, Discourse, Reader
from kgraph.relations.patterns.grammar import Grammar
from kgraph.relations.patterns.masking import Masked, Unit

__all__ = ["Attendance", "Attended"]

EVENT = "Event"
ATTENDANTS = frozenset({"Person", "Company", "Government", "Organization"})
NEAR = 20
FARTHEST = 6


@dataclass(frozen=True, slots=True)
class Attended:
    """Who attended what, and where the verb that says so stands in the masked text."""

    attendant: Mention
    event: Mention
    start: int
    end: int


class Attendance:
    """Finds the verbs of attendance in a masked sentence, the names that stand in their list and the event."""

    def __init__(self, grammar: Grammar, reader: Reader) -> None:
        self._reader = reader
        self._verb = re.compile(grammar.words["attends"])
        self._roll = re.compile(grammar.words["roll"])
        self._last = re.compile(grammar.words["attendant_last"])
        self._between = re.compile(grammar.words["attendant_next"])

    def __call__(self, masked: Masked, discourse: Discourse) -> Iterator[Attended]:
        """Each name that a sentence says attended, with the event."""
        for found in self._verb.finditer(masked.text):
            roll = self._roll.match(masked.text, found.start())
            numbers = self._behind(masked, roll.end()) if roll else self._before(masked, found.start())
            event = self._event(masked, found, discourse) if numbers else None
            if event is not None:
                for number in numbers:
                    for member in masked.units[number].members:
                        yield Attended(member, event, found.start(), found.end())

    def _before(self, masked: Masked, end: int) -> list[int]:
        """The units of the list that ends before a place."""
        numbers: list[int] = []
        gap, last = self._last, end
        for number in reversed(masked.between(0, end)):
            place = masked.places[number]
            if not self._attends(masked, number) or not gap.fullmatch(masked.text, place + 1, last):
                break
            numbers.append(number)
            gap, last = self._between, place
        return numbers[::-1]

    def _behind(self, masked: Masked, start: int) -> list[int]:
        """The units of the list that begins at a place."""
        numbers: list[int] = []
        last = start
        for number in masked.between(start, len(masked.text)):
            place = masked.places[number]
            near = place - start <= FARTHEST if not numbers else self._between.fullmatch(masked.text, last, place)
            if masked.units[number].kind not in ATTENDANTS or not near:
                break
            numbers.append(number)
            last = place + 1
        return numbers

    def _attends(self, masked: Masked, number: int) -> bool:
        """Whether a unit may be one of the list: a name that nothing governs."""
        return masked.units[number].kind in ATTENDANTS and self._reader.governor(masked, number) != PREPOSITION

    def _event(self, masked: Masked, found: re.Match[str], discourse: Discourse) -> Mention | None:
        """The event behind the verb, or else in the sentence, or else the one spoken of."""
        events = [i for i in masked.between(0, len(masked.text)) if masked.units[i].kind == EVENT]
        behind = [i for i in events if 0 <= masked.places[i] - found.end() <= NEAR]
        number = behind[0] if behind else events[-1] if events else None
        unit = masked.units[number] if number is not None else _spoken_of(discourse)
        return unit.members[0] if unit is not None and len(unit.members) == 1 else None


def _spoken_of(discourse: Discourse) -> Unit | None:
    """The event that the text before speaks of, or else the one that the article is about."""
    kinds = frozenset({EVENT})
    return discourse.subject(kinds, FARTHEST) or discourse.name(kinds, (), FARTHEST) or discourse.reported
