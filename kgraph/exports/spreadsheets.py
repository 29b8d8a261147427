"""CSV pairs: one for Gephi's spreadsheet import, one for Neo4j's bulk import.

A cell that a spreadsheet would run as a formula gets an apostrophe in front; line ends inside a cell become spaces.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from kgraph.exports.exporter import Exporter, Style
from kgraph.exports.sanitise import sound
from kgraph.exports.styled_graph import EDGE_COLUMNS, NODE_COLUMNS, Drawing, Edge, Node, draw
from kgraph.io import replacing
from kgraph.knowledge_io import Knowledge
from kgraph.records import Tables

__all__ = ["EXPORTER"]

_FORMULA = tuple("=+-@\t\r\uff1d\uff0b\uff0d\uff20")
_NEO4J_TYPES = {"string": "", "int": ":int", "double": ":double"}
_DATES = {f"{which}_{what}": f"{which}_{what}:date" for which in ("first", "last") for what in ("date", "published")}
_OWN = ("type", "aliases")  # Neo4j has them as labels and as a list
Row = Sequence[object]


def _export(tables: Tables, path: Path, knowledge: Knowledge, style: Style) -> Iterator[Path]:
    """Write STEM-gephi-nodes.csv, STEM-gephi-edges.csv, STEM-neo4j-nodes.csv and STEM-neo4j-relationships.csv."""
    drawing = draw(tables, knowledge, {}, style=style)
    whole = draw(tables, knowledge, {}, style=Style(bare_titles=True))
    aliases = {each.id: each.aliases for each in sound(tables).entities}
    yield _written(path.with_name(f"{path.name}-gephi-nodes.csv"), _gephi_nodes(drawing))
    yield _written(path.with_name(f"{path.name}-gephi-edges.csv"), _gephi_edges(drawing.edges))
    yield _written(path.with_name(f"{path.name}-neo4j-nodes.csv"), _neo4j_nodes(whole.nodes, aliases))
    yield _written(path.with_name(f"{path.name}-neo4j-relationships.csv"), _neo4j_relationships(whole.edges))


EXPORTER = Exporter(write=_export)


def _gephi_nodes(drawing: Drawing) -> Iterator[Row]:
    yield ["Id", "Label", *(column.name for column in drawing.node_columns)]
    for node in drawing.nodes:
        yield [node.id, node.label, *(column.value(node) for column in drawing.node_columns)]


def _gephi_edges(edges: Iterable[Edge]) -> Iterator[Row]:
    yield ["Source", "Target", "Type", "Kind", "Id", "Label", "Weight", *(column.name for column in EDGE_COLUMNS)]
    for edge in edges:
        own = [edge.source, edge.target, "Directed", edge.kind, edge.id, edge.label, edge.weight]
        yield [*own, *(column.value(edge) for column in EDGE_COLUMNS)]


def _neo4j_nodes(nodes: Iterable[Node], aliases: Mapping[str, Sequence[str]]) -> Iterator[Row]:
    columns = [column for column in NODE_COLUMNS if column.name not in _OWN]
    yield ["id:ID", ":LABEL", "name", "aliases:string[]", *(_typed(each.name, each.type) for each in columns)]
    for node in nodes:
        names = ";".join(_cell(alias).replace(";", "\uff1b") for alias in aliases[node.id])
        yield [node.id, f"Entity;{node.type}", node.label, names, *(column.value(node) for column in columns)]


def _neo4j_relationships(edges: Iterable[Edge]) -> Iterator[Row]:
    columns = [column for column in EDGE_COLUMNS if column.name != "predicate"]
    own = [":START_ID", ":END_ID", ":TYPE", "id", "label", "weight:double"]
    yield [*own, *(_typed(each.name, each.type) for each in columns)]
    for edge in edges:
        values = [edge.source, edge.target, edge.kind, edge.id, edge.label, edge.weight]
        yield [*values, *(column.value(edge) for column in columns)]


def _typed(name: str, kind: str) -> str:
    return _DATES.get(name, f"{name}{_NEO4J_TYPES[kind]}")


def _written(path: Path, rows: Iterable[Row]) -> Path:
    with replacing(path) as beside, beside.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out, lineterminator="\n").writerows([_cell(cell) for cell in row] for row in rows)
    return path


def _cell(value: object) -> str:
    r"""A value as a cell that is text wherever it is opened.

    >>> _cell("=1+1"), _cell("安踏\n集团"), _cell(None), _cell(-1.5)
    ("'=1+1", '安踏 集团', '', '-1.5')
    """
    if value is None:
        return ""
    if not isinstance(value, str):
        return str(value)
    text = value.replace("\n", " ")
    return f"'{text}" if text.startswith(_FORMULA) else text
