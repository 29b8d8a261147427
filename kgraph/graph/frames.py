"""The tables as pandas DataFrames that people read: names instead of ids, dates as dates, the widest column last."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from kgraph.graph.periods import dated
from kgraph.knowledge_io import Knowledge
from kgraph.records import ArticleRow, Entity, Evidence, Occurrence, Refusal, Relation, Tables

__all__ = ["Frames", "articles", "entities", "rejected"]

# Qualifiers that have a column whether or not a relation has them; the others that occur follow.
_ALWAYS = ("status", "level", "rank", "org")


def articles(rows: Iterable[ArticleRow]) -> pd.DataFrame:
    """Articles, the newest first; `published` is a date, or nothing where the article does not say."""
    cells = [[each.title, each.published or None, each.source, each.characters, each.id] for each in rows]
    frame = _frame(cells, ["title", "published", "source", "characters", "id"])
    frame["published"] = pd.to_datetime(frame["published"], errors="coerce")
    return frame.sort_values(["published", "id"], ascending=[False, True], na_position="last", ignore_index=True)


def entities(rows: Iterable[Entity]) -> pd.DataFrame:
    """Entities, the most mentioned first."""
    ranked = sorted(rows, key=lambda each: (-each.mentions, each.name, each.id))
    columns = ["name", "type", "mentions", "articles", "aliases", "id"]
    return _frame(([e.name, e.type, e.mentions, e.articles, list(e.aliases), e.id] for e in ranked), columns)


def rejected(rows: Iterable[Refusal]) -> pd.DataFrame:
    """Statements that were read but not taken, each with the reason."""
    columns = ["subject", "predicate", "object", "reason", "text", "source", "start", "end", "rule"]
    cells = ([r.subject, r.predicate, r.object, r.reason, r.text, r.source, r.start, r.end, r.rule] for r in rows)
    return _frame(cells, columns)


@dataclass(frozen=True, slots=True)
class Frames:
    """Frames that name the things which rows know by their ids."""

    tables: Tables
    names: Mapping[str, str]
    knowledge: Knowledge

    def relations(self, rows: Iterable[Relation]) -> pd.DataFrame:
        """Relations, those with most evidence first; `label` is the predicate's Chinese name."""
        names = self.names
        ranked = sorted(rows, key=lambda r: (-r.weight, names[r.subject], r.predicate, names[r.object], r.id))
        others = sorted({name for each in ranked for name in each.qualifiers} - {"date", *_ALWAYS})
        kept = ("subject", "subject_type", "predicate", "label", "object", "object_type", "weight", "confidence")
        columns = [*kept, "date", "date_from", "date_to", *_ALWAYS, *others, "id"]
        types = {each.id: each.type for each in self.tables.entities}
        sure = self._confidence()
        cells = [
            [
                *(names[r.subject], types[r.subject], *self._predicate(r.predicate), names[r.object], types[r.object]),
                *(r.weight, sure.get(r.id), *_when(r)),
                *(r.qualifiers.get(name, "") for name in (*_ALWAYS, *others)),
                r.id,
            ]
            for r in ranked
        ]
        return _with_dates(_frame(cells, columns))

    def mentions(self, rows: Iterable[Occurrence]) -> pd.DataFrame:
        """Mentions in the order of the text."""
        columns = ["text", "type", "entity", "source", "start", "end", "rule", "confidence"]
        cells = ([m.text, m.type, self.names[m.entity], m.source, m.start, m.end, m.rule, m.confidence] for m in rows)
        return _frame(cells, columns)

    def evidence(self, rows: Iterable[Evidence], relations: Mapping[str, Relation]) -> pd.DataFrame:
        """Passages, each beside the relation that it states."""
        columns = [
            "subject",
            "predicate",
            "label",
            "object",
            "text",
            "source",
            "start",
            "end",
            "rule",
            "confidence",
            "date",
        ]
        cells = ([*self._ends(relations[e.relation]), *_passage(e)] for e in rows)
        return _frame(cells, columns)

    def steps(self, way: Iterable[tuple[Relation, Evidence | None]]) -> pd.DataFrame:
        """The relations of a way in their order, each with a passage that states it."""
        columns = ["subject", "predicate", "label", "object", "text", "source"]
        cells = ([*self._ends(each), row.text if row else "", row.source if row else ""] for each, row in way)
        return _frame(cells, columns)

    def _ends(self, relation: Relation) -> list[str]:
        return [self.names[relation.subject], *self._predicate(relation.predicate), self.names[relation.object]]

    def _predicate(self, key: str) -> tuple[str, str]:
        kind = self.knowledge.relations.get(key)
        return key, kind.label if kind else ""

    def _confidence(self) -> dict[str, float]:
        """The confidence of each relation: that of its surest passage."""
        found: dict[str, float] = {}
        for row in self.tables.evidence:
            found[row.relation] = max(found.get(row.relation, 0.0), row.confidence)
        return found


def _when(relation: Relation) -> list[object]:
    said = relation.qualifiers.get("date", "")
    period = dated(said)
    return [said, period.first, period.last]


def _with_dates(frame: pd.DataFrame) -> pd.DataFrame:
    for column in ("date_from", "date_to"):
        frame[column] = pd.to_datetime(frame[column])
    return frame


def _passage(row: Evidence) -> list[object]:
    place = (row.text, row.source, row.start, row.end)
    return [*place, row.rule, row.confidence, row.qualifiers.get("date", "")]


def _frame(cells: Iterable[Sequence[object]], columns: list[str]) -> pd.DataFrame:
    return pd.DataFrame(list(cells), columns=columns)
