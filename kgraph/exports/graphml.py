"""GraphML that arrives whole in Gephi, Gephi Lite and networkx.

Gephi reads the `label` of an edge element as its kind, keeps parallel edges apart by kind, and drops edges whose id
stands twice or whose weight is 0; Gephi Lite refuses a file with keys for nodes and edges at once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from kgraph.exports.exporter import Style, drawn
from kgraph.exports.styled_graph import EDGE_COLUMNS, Column, Drawing, Edge, Node, Position, draw
from kgraph.exports.xml_text import guarded
from kgraph.io import replacing
from kgraph.knowledge_io import Knowledge
from kgraph.records import Tables

__all__ = ["EXPORTER", "write"]

_HEADER = """\
<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
"""
_LOOKS = (
    Column("size", "double", lambda node: node.size),
    Column("r", "int", lambda node: node.colour[0]),
    Column("g", "int", lambda node: node.colour[1]),
    Column("b", "int", lambda node: node.colour[2]),
    Column("x", "double", lambda node: node.position[0] if node.position else None),
    Column("y", "double", lambda node: node.position[1] if node.position else None),
)
_EDGES = (
    Column("label", "string", lambda edge: edge.label),
    Column("weight", "double", lambda edge: edge.weight),
    *EDGE_COLUMNS,
)


def write(
    tables: Tables,
    path: Path,
    knowledge: Knowledge,
    *,
    positions: Mapping[str, Position] | None = None,
    style: Style | None = None,
) -> None:
    """Write the graph as GraphML; nodes stand where `positions` says, by default where the page shows them."""
    drawing = draw(tables, knowledge, positions, style=style)
    with replacing(path) as beside, beside.open("w", encoding="utf-8", newline="\n") as out:
        out.writelines(_lines(drawing))


EXPORTER = drawn(".graphml", write)


def _lines(drawing: Drawing) -> Iterator[str]:
    nodes = (Column("label", "string", lambda node: node.label), *drawing.node_columns, *_LOOKS)
    yield _HEADER
    for kind, columns in (("node", nodes), ("edge", _EDGES)):
        yield from (_key(kind, column) for column in columns)
    yield '  <graph id="G" edgedefault="directed">\n'
    yield from (_node(node, nodes) for node in drawing.nodes)
    yield from map(_edge, drawing.edges)
    yield "  </graph>\n</graphml>\n"


def _key(kind: str, column: Column) -> str:
    name = f'attr.name="{column.name}" attr.type="{column.type}"'
    return f'  <key id="{kind}_{column.name}" for="{kind}" {name}/>\n'


def _node(node: Node, columns: Sequence[Column]) -> str:
    return f"    <node id={_quoted(node.id)}>\n{''.join(_data('node', node, columns))}    </node>\n"


def _edge(edge: Edge) -> str:
    ends = f"source={_quoted(edge.source)} target={_quoted(edge.target)}"
    opening = f"    <edge id={_quoted(edge.id)} {ends} label={_quoted(edge.kind)}>\n"
    return f"{opening}{''.join(_data('edge', edge, _EDGES))}    </edge>\n"


def _data(kind: str, each: Node | Edge, columns: Sequence[Column]) -> Iterator[str]:
    for column in columns:
        value = column.value(each)
        if value is not None and value != "":
            text = str(value) if column.name == "label" else guarded(str(value))
            yield f'      <data key="{kind}_{column.name}">{escape(text)}</data>\n'


def _quoted(text: str) -> str:
    return quoteattr(text)
