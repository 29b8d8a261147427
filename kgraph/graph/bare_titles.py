"""Bare titles: offices of which the text names no body, as 记者 or 会长; they are attributes of people and no hubs."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Mapping

from kgraph.records import Tables

__all__ = ["as_attributes", "bare_titles"]

_ROLE, _AT, _HELD = "Role", "role_at", "holds_role"


def bare_titles(tables: Tables) -> frozenset[str]:
    """The ids of the offices that are at no body: they join people who have nothing else in common."""
    offices = {relation.subject for relation in tables.relations if relation.predicate == _AT}
    return frozenset(entity.id for entity in tables.entities if entity.type == _ROLE) - offices


def as_attributes(tables: Tables) -> tuple[Tables, Mapping[str, tuple[str, ...]]]:
    """The tables without bare titles and their edges, and for each person the titles that were taken out."""
    bare = bare_titles(tables)
    names = {entity.id: entity.name for entity in tables.entities if entity.id in bare}
    held: dict[str, set[str]] = defaultdict(set)
    for relation in tables.relations:
        if relation.predicate == _HELD and relation.object in bare:
            held[relation.subject].add(names[relation.object])
    gone = {relation.id for relation in tables.relations if {relation.subject, relation.object} & bare}
    kept = dataclasses.replace(
        tables,
        entities=tuple(each for each in tables.entities if each.id not in bare),
        mentions=tuple(each for each in tables.mentions if each.entity not in bare),
        relations=tuple(each for each in tables.relations if each.id not in gone),
        evidence=tuple(each for each in tables.evidence if each.relation not in gone),
    )
    return kept, {person: tuple(sorted(titles)) for person, titles in sorted(held.items())}
