"""Timelines: what is said of an entity, of offices and of awards, in the order of time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

import pandas as pd

from kgraph.graph.periods import dated
from kgraph.records import Entity, Evidence, Relation, Tables

__all__ = ["awards", "offices", "timeline"]

_HELD, _AT, _RECEIVED, _GRANTED, _LIES = "holds_role", "role_at", "received_award", "granted_by", "located_in"
_WHEN = ["date", "from", "to", "precision"]


@dataclass(slots=True)
class _Index:
    """The relations of a graph by their ends, and the first passage of each."""

    tables: Tables
    entities: dict[str, Entity] = field(init=False)
    passages: dict[str, Evidence] = field(init=False)
    out: dict[tuple[str, str], list[str]] = field(init=False)

    def __post_init__(self) -> None:
        self.entities = {each.id: each for each in self.tables.entities}
        self.passages = {row.relation: row for row in reversed(self.tables.evidence)}
        self.out = defaultdict(list)
        for each in self.tables.relations:
            self.out[each.subject, each.predicate].append(each.object)

    def name(self, key: str) -> str:
        return self.entities[key].name

    def names(self, subject: str, predicate: str) -> str:
        """The names of what a thing is tied to by a predicate."""
        return "; ".join(sorted(self.name(each) for each in self.out.get((subject, predicate), ())))

    def when(self, relation: Relation) -> list[object]:
        """The date as it is said, its first and last day, and its precision."""
        said = relation.qualifiers.get("date", "")
        period = dated(said)
        return [said, period.first, period.last, period.precision]

    def evidence(self, relation: Relation) -> list[object]:
        row = self.passages.get(relation.id)
        return [row.text, row.source] if row else ["", ""]


def timeline(tables: Tables, entities: Collection[str]) -> pd.DataFrame:
    """All statements about some entities; those of which no date is said come last."""
    index = _Index(tables)
    rows = (
        [
            *index.when(each),
            index.name(each.subject),
            each.predicate,
            index.name(each.object),
            each.qualifiers.get("status", ""),
            *index.evidence(each),
        ]
        for each in tables.relations
        if {each.subject, each.object} & set(entities)
    )
    return _in_order(rows, [*_WHEN, "subject", "predicate", "object", "status", "text", "source"])


def offices(
    tables: Tables, *, persons: Collection[str] | None = None, bodies: Collection[str] | None = None
) -> pd.DataFrame:
    """Who holds which office at which body, and when: of some people, at some bodies, or all."""
    index = _Index(tables)
    rows = (
        [
            index.name(each.subject),
            index.name(each.object),
            index.names(each.object, _AT) or each.qualifiers.get("org", ""),
            *index.when(each),
            each.qualifiers.get("status", ""),
            *index.evidence(each),
        ]
        for each in tables.relations
        if each.predicate == _HELD
        and (persons is None or each.subject in persons)
        and (bodies is None or set(index.out.get((each.object, _AT), ())) & set(bodies))
    )
    return _in_order(rows, ["person", "office", "body", *_WHEN, "status", "text", "source"])


def awards(tables: Tables, *, places: Collection[str] | None = None, year: str = "") -> pd.DataFrame:
    """Who received which award, of which level and from whom: in some places, of a year, or all.

    A recipient is in a place that it is said to lie in, directly or through what it lies in, or whose name it bears.
    """
    index = _Index(tables)
    within = None if places is None else _within(tables, set(places))
    rows = (
        [
            index.name(each.subject),
            index.name(each.object),
            *index.when(each),
            *(each.qualifiers.get(name, "") for name in ("year", "level", "rank", "status")),
            index.names(each.object, _GRANTED),
            index.names(each.subject, _LIES),
            *index.evidence(each),
        ]
        for each in tables.relations
        if each.predicate == _RECEIVED and (within is None or each.subject in within) and _is_of(each, year)
    )
    columns = ["recipient", "award", *_WHEN, "year", "level", "rank", "status", "giver", "place", "text", "source"]
    return _in_order(rows, columns)


def _is_of(relation: Relation, year: str) -> bool:
    """Whether an award is of a year, or was given in it."""
    if not year:
        return True
    period = dated(relation.qualifiers.get("date", ""))
    given = bool(period.first and period.last and str(period.first.year) <= year <= str(period.last.year))
    return given or year in relation.qualifiers.get("year", "").split("; ")


def _within(tables: Tables, places: set[str]) -> set[str]:
    """What lies in some places, step by step, and what opens with their names."""
    below: dict[str, list[str]] = defaultdict(list)
    for each in tables.relations:
        if each.predicate == _LIES:
            below[each.object].append(each.subject)
    found, ring = set(places), list(places)
    while ring:
        ring = [each for key in ring for each in below[key] if each not in found]
        found.update(ring)
    names = tuple(name for each in tables.entities if each.id in places for name in each.names if len(name) > 1)
    return found | {each.id for each in tables.entities if each.name.startswith(names)}


def _in_order(rows: Iterable[list[object]], columns: list[str]) -> pd.DataFrame:
    frame = pd.DataFrame(list(rows), columns=columns)
    frame[["from", "to"]] = frame[["from", "to"]].apply(pd.to_datetime)
    order = ["from", *(name for name in columns if name not in ("from", "to"))]
    return frame.sort_values(order, na_position="last", ignore_index=True)
