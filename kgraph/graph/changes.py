"""What a graph loses with an article, and how two graphs differ."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Iterable

import pandas as pd

from kgraph.errors import KgraphError, nearest
from kgraph.records import Entity, Evidence, Occurrence, Relation, Tables

__all__ = ["differences", "without"]

_Row = tuple[str, str, str, str]


def without(tables: Tables, article: str) -> Tables:
    """The tables without an article, named by its id or its file, and without what it alone states.

    Names that were taken for one thing stay so.
    """
    gone = {row.id for row in tables.articles if article in (row.id, row.source)}
    if not gone:
        hint = nearest(article, {name for row in tables.articles for name in (row.id, row.source)})
        raise KgraphError(f"no article is called {article!r}" + (f". Did you mean {hint!r}?" if hint else ""))
    mentions = tuple(row for row in tables.mentions if row.article not in gone)
    evidence = tuple(row for row in tables.evidence if row.article not in gone)
    relations = tuple(_relations(tables.relations, evidence))
    entities = tuple(_entities(tables, mentions, relations))
    left = {each.id for each in entities}
    return Tables(
        articles=tuple(row for row in tables.articles if row.id not in gone),
        mentions=mentions,
        entities=entities,
        relations=relations,
        evidence=evidence,
        rejected=tuple(row for row in tables.rejected if row.article not in gone),
        failures=tuple(row for row in tables.failures if row.article not in gone),
        texts=tuple(row for row in tables.texts if row.article not in gone),
        merges=tuple(row for row in tables.merges if row.entity in left),
    )


def differences(old: Tables, new: Tables) -> pd.DataFrame:
    """What `new` has and `old` lacks (added), and the other way round (removed); things are told by their names."""
    before, after = _rows(old), _rows(new)
    found = [("added", *row) for row in sorted(after - before)] + [("removed", *row) for row in sorted(before - after)]
    return pd.DataFrame(found, columns=["change", "what", "subject", "predicate", "object"])


def _rows(tables: Tables) -> set[_Row]:
    names = {each.id: each.name for each in tables.entities}
    entities = {("entity", each.name, "", each.type) for each in tables.entities}
    return entities | {
        ("relation", names[each.subject], each.predicate, names[each.object]) for each in tables.relations
    }


def _relations(relations: Iterable[Relation], evidence: Iterable[Evidence]) -> Iterable[Relation]:
    passages: dict[str, list[Evidence]] = defaultdict(list)
    for row in evidence:
        passages[row.relation].append(row)
    for each in relations:
        left = passages[each.id]
        if left:
            yield dataclasses.replace(each, weight=len(left), qualifiers=_still_said(each, left))


def _still_said(relation: Relation, passages: Iterable[Evidence]) -> dict[str, str]:
    said = {(name, value) for row in passages for name, value in row.qualifiers.items()}
    kept = {
        name: "; ".join(value for value in values.split("; ") if (name, value) in said)
        for name, values in relation.qualifiers.items()
    }
    return {name: values for name, values in kept.items() if values}


def _entities(tables: Tables, mentions: Iterable[Occurrence], relations: Iterable[Relation]) -> Iterable[Entity]:
    """Entities that are still named or related, with the names and counts that are left."""
    before, left = defaultdict(set), defaultdict(list)
    for row in tables.mentions:
        before[row.entity].add(row.text)
    for row in mentions:
        left[row.entity].append(row)
    ends = {end for each in relations for end in (each.subject, each.object)}
    for each in tables.entities:
        rows = left[each.id]
        if rows or each.id in ends:
            lost = before[each.id] - {row.text for row in rows}
            yield dataclasses.replace(
                each,
                aliases=tuple(alias for alias in each.aliases if alias not in lost),
                mentions=len(rows),
                articles=len({row.article for row in rows}),
            )
