"""The tables as pandas DataFrames that people read: names instead of ids, the widest column last."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from kgraph.knowledge_io import Knowledge
from kgraph.records import Entity, Evidence, Occurrence, Relation

__all__ = ["entities", "evidence", "mentions", "relations", "steps"]

Names = Mapping[str, str]


def entities(rows: Iterable[Entity]) -> pd.DataFrame:
    """Entities, the most mentioned first."""
    ranked = sorted(rows, key=lambda each: (-each.mentions, each.name, each.id))
    columns = ["name", "type", "mentions", "articles", "aliases", "id"]
    return _frame(([e.name, e.type, e.mentions, e.articles, list(e.aliases), e.id] for e in ranked), columns)


def relations(rows: Iterable[Relation], names: Names, knowledge: Knowledge) -> pd.DataFrame:
    """Relations, those with most evidence first; `label` is the predicate's Chinese name."""
    ranked = sorted(rows, key=lambda r: (-r.weight, names[r.subject], r.predicate, names[r.object], r.id))
    labels = {key: kind.label for key, kind in knowledge.relations.items()}
    columns = ["subject", "predicate", "label", "object", "weight", "qualifiers", "id"]
    cells = (
        [
            names[r.subject],
            r.predicate,
            labels.get(r.predicate, ""),
            names[r.object],
            r.weight,
            dict(r.qualifiers),
            r.id,
        ]
        for r in ranked
    )
    return _frame(cells, columns)


def mentions(rows: Iterable[Occurrence], names: Names) -> pd.DataFrame:
    """Mentions in the order of the text."""
    columns = ["text", "type", "entity", "source", "start", "end", "rule", "confidence"]
    cells = ([m.text, m.type, names[m.entity], m.source, m.start, m.end, m.rule, m.confidence] for m in rows)
    return _frame(cells, columns)


def evidence(rows: Iterable[Evidence], relations: Mapping[str, Relation], names: Names) -> pd.DataFrame:
    """Passages, each beside the relation that it states."""
    columns = ["subject", "predicate", "object", "text", "source", "start", "end", "rule", "confidence"]
    cells = ([*_ends(relations[e.relation], names), *_passage(e)] for e in rows)
    return _frame(cells, columns)


def steps(way: Iterable[tuple[Relation, Evidence | None]], names: Names) -> pd.DataFrame:
    """The relations of a way in their order, each with a passage that states it."""
    columns = ["subject", "predicate", "object", "text", "source"]
    cells = ([*_ends(each, names), row.text if row else "", row.source if row else ""] for each, row in way)
    return _frame(cells, columns)


def _ends(relation: Relation, names: Names) -> list[str]:
    return [names[relation.subject], relation.predicate, names[relation.object]]


def _passage(row: Evidence) -> list[object]:
    return [row.text, row.source, row.start, row.end, row.rule, row.confidence]


def _frame(cells: Iterable[Sequence[object]], columns: list[str]) -> pd.DataFrame:
    return pd.DataFrame(list(cells), columns=columns)
