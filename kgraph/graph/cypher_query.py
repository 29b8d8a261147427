"""Questions in Cypher, answered by LadybugDB over the tables in memory.

Labels are entity types, relationship types are predicates, both by id or by their Chinese label; qualifiers are
properties of the relationships: `MATCH (c:企业)-[r:获得荣誉]->(a) WHERE r.date >= '2023' RETURN c.name, a.name`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from kgraph.errors import KgraphError, nearest
from kgraph.exports.sanitise import sound
from kgraph.knowledge_io import Knowledge
from kgraph.records import Relation, Tables

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["CypherDatabase"]

_EDGE = "id STRING, weight INT64, confidence DOUBLE"
_ALWAYS = {"date", "level", "org", "rank", "status"}  # properties that can be asked for though no relation has them
_NODE = "id STRING PRIMARY KEY, name STRING, aliases STRING, mentions INT64, articles INT64"
# What follows a colon of the query, outside of its texts: a label, or several.
_QUOTED = re.compile(r"'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"|//[^\n]*")
_UNLABELLED = re.compile(_QUOTED.pattern + r"|\{[^{}]*\}")
_LABEL = re.compile(r"(?<=[:|])(\s*)`?([^\W\d]\w*)`?")
_FORBIDDEN = re.compile(
    r"\b(LOAD|COPY|EXPORT|IMPORT|ATTACH|DETACH|INSTALL|USE|CALL|CREATE|DROP|ALTER|SET|DELETE|MERGE|REMOVE)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"\w+\Z")


class CypherDatabase:
    """The tables as a graph database that only reads, and sees no file."""

    def __init__(self, tables: Tables, knowledge: Knowledge) -> None:
        self._tables, self._knowledge = sound(tables), knowledge
        self._types = {each.id: each.type for each in self._tables.entities if _WORD.match(each.type)}
        self._sure = _surest(self._tables)
        self._connection = _opened()
        self._fill()

    def answer(self, query: str) -> pd.DataFrame:
        """The answer as a frame; whole nodes and relationships are mappings of their properties."""
        told = self._translated(query)
        try:
            frame: pd.DataFrame = self._connection.execute(told).get_as_df()
        except RuntimeError as error:
            raise KgraphError(f"Cypher: {_first_line(error)}") from error
        return frame.map(_readable)

    def _translated(self, query: str) -> str:
        """The query with ids for Chinese labels; texts, comments and maps of properties stay as they are."""
        refused = _FORBIDDEN.search(_QUOTED.sub("''", query))
        if refused:
            word = refused[0].upper()
            raise KgraphError(f"Cypher: {word} is not allowed here: a graph never changes and reads no file")
        parts, last = [], 0
        for found in _UNLABELLED.finditer(query):
            parts += [self._with_ids(query[last : found.start()]), found[0]]
            last = found.end()
        return "".join([*parts, self._with_ids(query[last:])])

    def _with_ids(self, code: str) -> str:
        return _LABEL.sub(lambda found: found[1] + self._id(found[2]), code)

    def _id(self, label: str) -> str:
        known = {**_ids(self._knowledge.types), **_ids(self._knowledge.relations)}
        known |= {each: each for each in self._types.values()}
        known |= {each.predicate: each.predicate for each in self._tables.relations}
        if label not in known:
            hint = nearest(label, known)
            raise KgraphError(f"Cypher: no label is called {label!r}" + (f". Did you mean {hint!r}?" if hint else ""))
        return known[label]

    def _fill(self) -> None:
        kinds = sorted({*self._types.values(), *self._knowledge.types})
        for kind in kinds:
            self._connection.execute(f"CREATE NODE TABLE `{kind}` ({_NODE})")
            self._copy(f"`{kind}`", self._nodes(kind))
        names = sorted(
            {name for each in self._tables.relations for name in each.qualifiers if _WORD.match(name)} | _ALWAYS
        )
        for predicate, by_ends in sorted(self._edges().items()):
            ends = ", ".join(f"FROM `{subject}` TO `{object_}`" for subject, object_ in sorted(by_ends))
            columns = ", ".join(f"`{name}` STRING" for name in names)
            self._connection.execute(f"CREATE REL TABLE `{predicate}` ({ends}, {_EDGE}, {columns})")
            for (subject, object_), rows in sorted(by_ends.items()):
                pair = f" (from='{subject}', to='{object_}')" if len(by_ends) > 1 else ""
                self._copy(f"`{predicate}`", self._edge_table(rows, names), pair)

    def _nodes(self, kind: str) -> pa.Table:
        rows = {each.id: each for each in self._tables.entities if each.type == kind}.values()
        return pa.table(
            {
                "id": pa.array([each.id for each in rows], pa.string()),
                "name": pa.array([each.name for each in rows], pa.string()),
                "aliases": pa.array(["; ".join(each.aliases) for each in rows], pa.string()),
                "mentions": pa.array([each.mentions for each in rows], pa.int64()),
                "articles": pa.array([each.articles for each in rows], pa.int64()),
            }
        )

    def _edges(self) -> dict[str, dict[tuple[str, str], list[Relation]]]:
        """The relations by predicate and by the types of their ends; predicates without any have one empty pair."""
        found: dict[str, dict[tuple[str, str], list[Relation]]] = defaultdict(lambda: defaultdict(list))
        for key, kind in self._knowledge.relations.items():
            found[key][kind.subject[0], kind.object[0]] = []
        for each in self._tables.relations:
            if each.subject in self._types and each.object in self._types and _WORD.match(each.predicate):
                found[each.predicate][self._types[each.subject], self._types[each.object]].append(each)
        return found

    def _edge_table(self, rows: Sequence[Relation], names: Sequence[str]) -> pa.Table:
        columns: dict[str, pa.Array] = {
            "from": pa.array([each.subject for each in rows], pa.string()),
            "to": pa.array([each.object for each in rows], pa.string()),
            "id": pa.array([each.id for each in rows], pa.string()),
            "weight": pa.array([each.weight for each in rows], pa.int64()),
            "confidence": pa.array([self._sure.get(each.id) for each in rows], pa.float64()),
        }
        for name in names:
            columns[name] = pa.array([each.qualifiers.get(name) for each in rows], pa.string())
        return pa.table(columns)

    def _copy(self, target: str, rows: pa.Table, options: str = "") -> None:
        if rows.num_rows:
            self._connection.execute(f"COPY {target} FROM $rows{options}", {"rows": rows})


def _opened() -> Any:
    try:
        import ladybug
    except ImportError as error:
        raise KgraphError("kg.cypher needs LadybugDB: pip install 'kgraph[cypher]'") from error
    return ladybug.Connection(ladybug.Database(":memory:"))


def _ids(kinds: Mapping[str, Any]) -> dict[str, str]:
    """Ids under themselves and under their Chinese labels."""
    return {name: key for key, kind in kinds.items() for name in (key, kind.label)}


def _surest(tables: Tables) -> dict[str, float]:
    """The confidence of each relation: that of its surest passage."""
    found: dict[str, float] = {}
    for row in tables.evidence:
        found[row.relation] = max(found.get(row.relation, 0.0), row.confidence)
    return found


def _readable(value: Any) -> Any:
    """A whole node or relationship with its properties alone, its label as `type`."""
    if not isinstance(value, dict) or "_LABEL" not in value:
        return value
    return {"type": value["_LABEL"]} | {key: each for key, each in value.items() if not key.startswith("_")}


def _first_line(error: Exception) -> str:
    lines = str(error).strip().splitlines()
    return lines[0] if lines else type(error).__name__
