"""What qualifies a statement besides its date: its amount in yuan, the rank, level and year of an award."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from kgraph.errors import nearest
from kgraph.knowledge_io import Block, Knowledge
from kgraph.relations.patterns.grammar import unbounded

__all__ = ["Qualifiers"]

KINDS = ("amount", "rank", "count", "level", "status")


@dataclass(frozen=True, slots=True)
class _Rule:
    """An expression of qualifiers.yaml and how its value is read."""

    kind: str
    id: str
    expression: re.Pattern[str]
    value: str
    scales: Mapping[str, int]
    numerals: Mapping[str, str]


class Qualifiers:
    """Reads qualifiers out of the text about a statement.

    >>> from kgraph.knowledge_io import load
    >>> Qualifiers(load()).amount("投资3.2亿元建设")
    '320000000'
    """

    def __init__(self, knowledge: Knowledge) -> None:
        rules = [_rule(key, entry) for key, entry in knowledge.structure("discourse/qualifiers").items()]
        self._used = {row.key: tuple(row["qualifiers"].split()) for row in knowledge.table("discourse/qualified")}
        self._rules = {kind: tuple(rule for rule in rules if rule.kind == kind) for kind in KINDS}

    def amount(self, text: str) -> str:
        """The last amount of money in a text, in yuan."""
        for rule in self._rules["amount"]:
            for match in reversed(list(rule.expression.finditer(text))):
                yuan = Decimal(match["number"]) * rule.scales.get(match["scale"] or "", 1)
                return f"{yuan:f}".rstrip("0").rstrip(".") if "." in f"{yuan:f}" else f"{yuan:f}"
        return ""

    def number(self, kind: str, text: str) -> str:
        """The first number of a kind, a rank or a count, that a text names."""
        for rule in self._rules[kind]:
            match = rule.expression.search(text)
            if match:
                return match["number"] if match["number"].isdecimal() else rule.numerals.get(match["number"], "")
        return ""

    def level(self, award: str) -> str:
        """The level of an award by how its name begins."""
        return next((rule.value for rule in self._rules["level"] if rule.expression.search(award)), "")

    def status(self, text: str) -> str:
        """In what standing an office is held, by the last word about it."""
        found = [(match.end(), rule.id) for rule in self._rules["status"] for match in rule.expression.finditer(text)]
        return max(found)[1] if found else ""

    def year(self, award: str) -> str:
        """The year that the name of an award bears."""
        match = re.search(r"(?:19|20)\d\d", award)
        return match[0] if match else ""

    def has(self, predicate: str, key: str) -> bool:
        """Whether a relation can have a qualifier."""
        return key in self._used.get(predicate, ())

    def about(self, predicate: str, object_: str, matched: str) -> dict[str, str]:
        """What the text of a match says about the statement it makes.

        Only what its predicate can have: an award has a level, an office a standing, a project an amount.
        """
        read = {
            "amount": lambda: self.amount(matched),
            "level": lambda: self.level(object_),
            "count": lambda: self.number("count", matched),
            "rank": lambda: self.number("rank", matched),
            "year": lambda: self.year(object_),
            "status": lambda: self.status(matched),
        }
        found = {key: read[key]() for key in self._used.get(predicate, ()) if key in read}
        return {key: value for key, value in found.items() if value}


def _rule(key: str, entry: Block) -> _Rule:
    entry.allow("kind", "text", "value", "scales", "numerals")
    kind = entry.text("kind")
    if kind not in KINDS:
        raise entry.error("kind", f"unknown kind {kind!r}", hint=nearest(kind, KINDS))
    problem = unbounded(entry.text("text"))
    if problem:
        raise entry.error("text", problem)
    return _Rule(
        kind=kind,
        id=key,
        expression=re.compile(entry.text("text")),
        value=entry.text("value", ""),
        scales=entry.get("scales", {}),
        numerals=entry.get("numerals", {}),
    )
