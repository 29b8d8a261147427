"""Who is spoken of: the subject that a clause leaves out, and what a definite description (该局, 公司, 他) names."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from kgraph.knowledge import Knowledge
from kgraph.relations.masking import UNITS, Kinds, Masked, Unit

__all__ = ["Discourse", "Reader", "clause_end", "clause_start"]

FARTHEST = 6
BREAKS = "，；。：！？"
_BREAK = re.compile(f"[{BREAKS}]")
_NAMES = re.compile(UNITS)


@dataclass(slots=True)
class Discourse:
    """What an article has spoken of so far: for each kind the last subject and the last name, with its sentence."""

    number: int = 0
    subjects: dict[str, tuple[int, Unit]] = field(default_factory=dict)
    names: dict[str, tuple[int, Unit]] = field(default_factory=dict)
    history: list[tuple[int, Unit]] = field(default_factory=list)

    def forget(self) -> None:
        """A new text begins."""
        self.subjects.clear()
        self.names.clear()
        self.history.clear()

    def subject(self, kinds: Iterable[str], within: int) -> Unit | None:
        """The subject spoken of last, of any of these kinds, no more than so many sentences back."""
        return _latest([self.subjects[kind] for kind in sorted(kinds) if kind in self.subjects], self.number - within)

    def name(self, kinds: Iterable[str], ends: tuple[str, ...], within: int) -> Unit | None:
        """The name of these kinds, with one of these endings, that was read last."""
        wanted = frozenset(kinds)
        for number, unit in reversed(self.history):
            if number < self.number - within:
                return None
            if unit.kind in wanted and (not ends or unit.members[0].text.endswith(ends)):
                return unit
        return None


def _latest(found: list[tuple[int, Unit]], first: int) -> Unit | None:
    near = [entry for entry in found if entry[0] >= first]
    return max(near, key=lambda entry: (entry[0], entry[1].members[0].start))[1] if near else None


@dataclass(frozen=True, slots=True)
class _Description:
    kinds: frozenset[str]
    ends: tuple[str, ...]


class Reader:
    """Finds in masked text the subjects of clauses and the names that descriptions stand for."""

    def __init__(self, knowledge: Knowledge, kinds: Kinds) -> None:
        self._kinds = kinds
        rows = knowledge.table("descriptions")
        self._described = {
            row.key: _Description(frozenset(row["kinds"].split()), tuple(row["ends"].split())) for row in rows
        }
        words = "|".join(sorted(self._described, key=lambda word: (-len(word), word)))
        before = "".join(sorted(knowledge.words("openings")))
        self._description = re.compile(f"(?<![一-鿿{UNITS[1:-1]}])(?:{words})|(?<=[{before}])(?:{words})")
        prepositions = "|".join(sorted(knowledge.words("prepositions"), key=lambda word: (-len(word), word)))
        self._oblique = re.compile(f"(?:{prepositions})$")

    def describe(self, masked: Masked, discourse: Discourse) -> Masked:
        """The text with each definite description as a unit, where what it names is known."""
        found = [
            (match, unit)
            for match in self._description.finditer(masked.text)
            if (unit := self._named(match, masked, discourse)) is not None
        ]
        return _insert(masked, found, self._kinds) if found else masked

    def _named(self, match: re.Match[str], masked: Masked, discourse: Discourse) -> Unit | None:
        described = self._described[match[0]]
        here = self._here(masked, match.start(), described)
        unit = here or discourse.subject(described.kinds, 0 if described.ends else FARTHEST)
        unit = unit or discourse.name(described.kinds, described.ends, FARTHEST)
        if unit is None or len(unit.members) > 1:
            return None
        return replace(unit, via=match[0], links=(), joints=())

    def _here(self, masked: Masked, place: int, described: _Description) -> Unit | None:
        """A name to the left in the same sentence that the description may mean."""
        fitting = [
            masked.units[i]
            for i in masked.between(0, place)
            if masked.units[i].kind in described.kinds
            and masked.units[i].members[0].text.endswith(described.ends or "")
        ]
        return fitting[-1] if fitting else None

    def ahead(self, masked: Masked, place: int, kinds: frozenset[str]) -> int | None:
        """The number of the unit that is the subject of what stands at a place, where its sentence has one.

        The first name of its clause that no preposition governs; else that of the clause before, and so on.
        """
        end = place
        while end >= 0:
            start = clause_start(masked.text, end)
            for i in masked.between(start, end):
                if masked.units[i].kind in kinds and not self.governed(masked, i):
                    return i
            end = start - 1
        return None

    def governed(self, masked: Masked, number: int) -> bool:
        """Whether a unit is governed by a preposition or only describes another."""
        place = masked.places[number]
        if masked.text.startswith(("的", "（"), place + 1) and not masked.text.startswith("（", place + 1):
            return True
        return self._oblique.search(masked.text, max(0, place - 4), place) is not None

    def remember(self, masked: Masked, discourse: Discourse) -> None:
        """Take note of what this sentence spoke of."""
        seen: set[str] = set()
        for i, unit in enumerate(masked.units):
            if not unit.members:
                continue
            entry = (discourse.number, replace(unit, via="", links=(), joints=()))
            discourse.history.append(entry)
            if unit.kind not in seen and not self.governed(masked, i):
                seen.add(unit.kind)
                discourse.subjects[unit.kind] = entry
        del discourse.history[:-60]


def clause_start(text: str, end: int) -> int:
    """Where the clause that ends at a place begins."""
    return max(text.rfind(mark, 0, max(end, 0)) for mark in BREAKS) + 1


def _insert(masked: Masked, found: list[tuple[re.Match[str], Unit]], kinds: Kinds) -> Masked:
    parts, last = [], 0
    units: list[tuple[int, Unit]] = list(zip(masked.places, masked.units, strict=True))
    for match, unit in found:
        parts += [masked.text[last : match.start()], kinds.char(unit.kind)]
        units.append((match.start(), unit))
        last = match.end()
    parts.append(masked.text[last:])
    return Masked.of("".join(parts), [unit for _, unit in sorted(units, key=lambda entry: entry[0])])


def clause_end(text: str, start: int) -> int:
    """Where the clause that goes on from a place ends."""
    found = _BREAK.search(text, start)
    return found.start() if found else len(text)
