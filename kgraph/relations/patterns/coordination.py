"""Coordination: names that stand in one list become one unit, so that what is said of it is said of each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from kgraph.knowledge_io import Knowledge
from kgraph.relations.patterns.grammar import Grammar, any_of
from kgraph.relations.patterns.masking import HAN, UNITS, Masked, Unit

__all__ = ["Lists"]

ADJOINING = frozenset({"Document", "Person"})
OFFICE = "Office"
DESCRIBED = frozenset({"Project"})
_DESCRIBED = re.compile(f"、[{HAN}]{{2,8}}")  # 人民大会堂、世界第一大佛天瑞大佛


class Lists:
    """Joins neighbouring units of kinds that may stand in one list."""

    def __init__(self, knowledge: Knowledge, grammar: Grammar) -> None:
        self._kinds = grammar.kinds
        self._classes = {kind: name for name, kinds in _classes(knowledge).items() for kind in kinds}
        self._joints = {row.key: frozenset(row["kinds"].split()) for row in knowledge.table("discourse/coordinators")}
        self._apart = re.compile(grammar.words["apart"])
        self._awards = frozenset(grammar.kinds.members("Award"))
        self._counted = re.compile(grammar.words["counted"])
        heads = any_of(knowledge.words("discourse/list_heads"))
        self._tail = re.compile(
            f"(?<={UNITS})(?>{grammar.words['closing']}{heads}?)(?!{UNITS}|{grammar.words['goes_on']})"
        )

    def join(self, masked: Masked, kinds: frozenset[str] | None = None) -> Masked:
        """The text with each list as one unit; only lists of the given kinds where some are given."""
        if len(masked.units) < 2 or (kinds is not None and masked.kinds.isdisjoint(self._kinds.chars(kinds))):
            return masked
        text, units, last = [], [], 0
        for start, end, unit in self._runs(masked, kinds):
            text += [masked.text[last:start], masked.text[start]]
            units.append(unit)
            last = end
        if len(units) == len(masked.units):
            return masked
        text.append(masked.text[last:])
        return Masked.of("".join(text), units)

    def trim(self, masked: Masked) -> Masked:
        """The text without what closes a list (等3家企业), which the unit of the list notes."""
        tails = {found.start() - 1: found[0] for found in self._tail.finditer(masked.text)}
        if not tails:
            return masked
        pairs = zip(masked.places, masked.units, strict=True)
        units = [replace(unit, note=unit.note + tails[place]) if place in tails else unit for place, unit in pairs]
        return Masked.of(self._tail.sub("", masked.text), units)

    def _runs(self, masked: Masked, kinds: frozenset[str] | None) -> Iterator[tuple[int, int, Unit]]:
        i = 0
        while i < len(masked.units):
            start, unit = masked.places[i], masked.units[i]
            members = [unit]
            joints: list[str] = []
            while i + 1 < len(masked.units):
                joint = masked.text[masked.places[i] + 1 : masked.places[i + 1]]
                if not self._fits(unit, masked.units[i + 1], joint, kinds):
                    break
                joints.append(joint)
                i += 1
                members.append(masked.units[i])
            yield start, masked.places[i] + 1, _joined(members, joints)
            i += 1

    def _fits(self, unit: Unit, other: Unit, joint: str, kinds: frozenset[str] | None) -> bool:
        """Whether two units with this between them are of one list."""
        if kinds is not None and not (unit.kind in kinds and other.kind in kinds):
            return False
        of = self._classes.get(unit.kind, unit.kind)
        if of != self._classes.get(other.kind, other.kind):
            return False
        if not joint:
            return unit.kind == other.kind and unit.kind in ADJOINING
        if unit.kind == OFFICE and self._apart.fullmatch(joint) and set(unit.bodies).isdisjoint(other.bodies):
            return False
        allowed = self._joints.get(joint, frozenset())
        return not allowed.isdisjoint({unit.kind, of, "Any"}) or self._describes(unit, other, joint)

    def _describes(self, unit: Unit, other: Unit, joint: str) -> bool:
        """Whether what stands between two units of a list describes one of them: 一等奖2项、三等奖."""
        if unit.kind == other.kind and unit.kind in DESCRIBED and _DESCRIBED.fullmatch(joint):
            return True
        return unit.kind in self._awards and self._counted.fullmatch(joint) is not None


def _joined(members: list[Unit], joints: list[str]) -> Unit:
    if len(members) == 1:
        return members[0]
    first = members[0]
    return replace(
        first,
        members=tuple(mention for unit in members for mention in unit.members),
        links=tuple(link for unit in members for link in unit.links),
        joints=tuple(
            joint for unit, joint in zip(members, [*joints, ""], strict=True) for joint in (*unit.joints, joint)
        )[:-1],
    )


def _classes(knowledge: Knowledge) -> Mapping[str, tuple[str, ...]]:
    """Kinds that mix in one list, by the name of the group they form."""
    mixed = knowledge.structure("grammar").get("Listed")
    return {"Listed": mixed.texts("kinds")} if mixed is not None else {}
