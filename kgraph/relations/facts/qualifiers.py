"""What qualifies a statement: its date in ISO form, its amount in yuan, the rank, level and year of an award."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from kgraph.errors import nearest
from kgraph.knowledge_io import Block, Knowledge
from kgraph.relations.patterns.grammar import unbounded

__all__ = ["Qualifiers"]

KINDS = ("date", "amount", "rank", "count", "level", "status")


@dataclass(frozen=True, slots=True)
class _Rule:
    """An expression of qualifiers.yaml and how its value is read."""

    kind: str
    id: str
    expression: re.Pattern[str]
    value: str
    moved: Mapping[str, int]
    scales: Mapping[str, int]
    numerals: Mapping[str, str]


class Qualifiers:
    """Reads qualifiers out of the text about a statement.

    >>> from kgraph.knowledge_io import load
    >>> Qualifiers(load()).date("去年4月，安踏获评", "2024-06-01")
    '2023-04'
    """

    def __init__(self, knowledge: Knowledge) -> None:
        rules = [_rule(key, entry) for key, entry in knowledge.structure("discourse/qualifiers").items()]
        self._used = {row.key: tuple(row["qualifiers"].split()) for row in knowledge.table("discourse/qualified")}
        self._rules = {kind: tuple(rule for rule in rules if rule.kind == kind) for kind in KINDS}

    def date(self, text: str, published: str) -> str:
        """The last date of a text as an ISO date, month, year or period; nothing where it names none."""
        found = [
            (match.end(), match.end() - match.start(), match, rule)
            for rule in self._rules["date"]
            for match in rule.expression.finditer(text)
        ]
        if not found:
            return ""
        _, _, match, rule = max(found, key=lambda entry: (entry[0], entry[1]))
        return _dated(match.groupdict(), rule, published)

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
    entry.allow("kind", "text", "value", "years", "months", "days", "scales", "numerals")
    kind = entry.text("kind")
    if kind not in KINDS:
        raise entry.error("kind", f"unknown kind {kind!r}", hint=nearest(kind, KINDS))
    problem = unbounded(entry.text("text"))
    if problem:
        raise entry.error("text", problem)
    moved = {unit: int(entry[unit]) for unit in ("years", "months", "days") if unit in entry}
    return _Rule(
        kind=kind,
        id=key,
        expression=re.compile(entry.text("text")),
        value=entry.text("value", ""),
        moved=moved,
        scales=entry.get("scales", {}),
        numerals=entry.get("numerals", {}),
    )


def _dated(parts: Mapping[str, str | None], rule: _Rule, published: str) -> str:
    """An ISO date of what a text names and, for the rest, the date of the article."""
    year, month, day = (int(parts[key] or 0) if key in parts else 0 for key in ("year", "month", "day"))
    if not year:
        return _relative(rule, month, day, published)
    if parts.get("until"):
        return f"{year}/{parts['until']}"
    return _iso(year, month, day)


def _relative(rule: _Rule, month: int, day: int, published: str) -> str:
    if not published:
        return ""
    today = date.fromisoformat(published)
    if "days" in rule.moved:
        return (today + timedelta(days=rule.moved["days"])).isoformat()
    if "months" in rule.moved:
        months = today.year * 12 + today.month - 1 + rule.moved["months"]
        return _iso(months // 12, months % 12 + 1, 0)
    return _iso(today.year + rule.moved.get("years", 0), month, day)


def _iso(year: int, month: int, day: int) -> str:
    """An ISO date, or as much of it as the calendar allows."""
    if not 1 <= month <= 12:
        return f"{year:04d}"
    try:
        return date(year, month, day).isoformat() if day else f"{year:04d}-{month:02d}"
    except ValueError:
        return f"{year:04d}-{month:02d}"
