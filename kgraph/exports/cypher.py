"""A Cypher script that builds the graph in Neo4j, and changes nothing when it is run again."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from kgraph.exports.exporter import Style, single
from kgraph.exports.styled_graph import EDGE_COLUMNS, NODE_COLUMNS, Column, Drawing, Edge, Node, draw
from kgraph.io import replacing
from kgraph.knowledge_io import Knowledge
from kgraph.records import Tables

__all__ = ["EXPORTER", "write"]

BATCH = 500
_CONSTRAINT = "CREATE CONSTRAINT kgraph_entity IF NOT EXISTS FOR (e:Entity) REQUIRE e.id IS UNIQUE;\n"
_MERGE_NODES = "MERGE (e:Entity {{id: row.id}})\nSET e:{label}, e += row;\n"
_MERGE_EDGES = """\
MATCH (s:Entity {{id: row.subject}}), (o:Entity {{id: row.object}})
MERGE (s)-[r:{label} {{id: row.own.id}}]->(o)
SET r += row.own;
"""


def write(tables: Tables, path: Path, knowledge: Knowledge) -> None:
    """Write the script; `cypher-shell -f FILE` runs it."""
    drawing = draw(tables, knowledge, {}, style=Style(bare_titles=True))
    with replacing(path) as beside, beside.open("w", encoding="utf-8", newline="\n") as out:
        out.writelines(_statements(drawing))


EXPORTER = single(".cypher", write)


def _statements(drawing: Drawing) -> Iterator[str]:
    yield _CONSTRAINT
    by_type: dict[str, list[str]] = defaultdict(list)
    for node in drawing.nodes:
        by_type[node.type].append(_node(node))
    yield from _batches(by_type, _MERGE_NODES)
    by_kind: dict[str, list[str]] = defaultdict(list)
    for edge in drawing.edges:
        by_kind[edge.kind].append(_edge(edge))
    yield from _batches(by_kind, _MERGE_EDGES)


def _batches(rows: Mapping[str, Sequence[str]], merge: str) -> Iterator[str]:
    for key in sorted(rows):
        for start in range(0, len(rows[key]), BATCH):
            listed = ",\n  ".join(rows[key][start : start + BATCH])
            yield f"UNWIND [\n  {listed}\n] AS row\n{merge.format(label=_name(key))}"


def _node(node: Node) -> str:
    return _map({"id": node.id, "name": node.label, **_values(NODE_COLUMNS, node)})


def _edge(edge: Edge) -> str:
    own = {"id": edge.id, "label": edge.label, "weight": edge.weight, **_values(EDGE_COLUMNS, edge)}
    return f"{{subject: {_text(edge.source)}, object: {_text(edge.target)}, own: {_map(own)}}}"


def _values(columns: Sequence[Column], each: Node | Edge) -> dict[str, object]:
    values = {column.name: column.value(each) for column in columns}
    return {name: value for name, value in values.items() if value is not None and value != ""}


def _map(values: Mapping[str, object]) -> str:
    return "{" + ", ".join(f"{name}: {_text(value)}" for name, value in values.items()) + "}"


def _text(value: object) -> str:
    """A literal: what JSON escapes in a text, Cypher reads the same way."""
    return json.dumps(value, ensure_ascii=False)


def _name(label: str) -> str:
    """A label or relationship type that may hold any character.

    >>> _name("received_award"), _name("a`b")
    ('`received_award`', '`a``b`')
    """
    return "`" + (label.replace("`", "``") or "Thing") + "`"
