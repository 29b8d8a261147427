"""GEXF 1.3: the graph with colours, places, sizes and the time of its edges.

An edge lives in the periods that its passages state, or else on the days on which they were published, so that
Gephi's timeline and filters see the graph grow.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import quoteattr

from kgraph.exports.styled_graph import EDGE_COLUMNS, NODE_COLUMNS, Column, Drawing, Edge, Node, Position, draw
from kgraph.exports.xml_text import guarded
from kgraph.io import replacing
from kgraph.knowledge_io import Knowledge
from kgraph.records import Tables

__all__ = ["write"]

_OPENING = """\
<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">
  <meta>
    <creator>kgraph</creator>
  </meta>
  <graph defaultedgetype="directed" idtype="string" mode="dynamic" timeformat="date" timerepresentation="interval">
"""
_CLOSING = "  </graph>\n</gexf>\n"
_TYPES = {"string": "string", "int": "integer", "double": "double"}
_COLUMNS: Mapping[str, Sequence[Column]] = {"node": NODE_COLUMNS, "edge": EDGE_COLUMNS}


def write(tables: Tables, path: Path, knowledge: Knowledge, *, positions: Mapping[str, Position] | None = None) -> None:
    """Write the graph as GEXF; nodes stand where `positions` says, by default where the page shows them."""
    drawing = draw(tables, knowledge, positions)
    with replacing(path) as beside, beside.open("w", encoding="utf-8", newline="\n") as out:
        out.writelines(_lines(drawing))


def _lines(drawing: Drawing) -> Iterator[str]:
    yield _OPENING
    for kind, columns in _COLUMNS.items():
        yield f'    <attributes class="{kind}">\n'
        yield from (_attribute(column) for column in columns)
        yield "    </attributes>\n"
    yield f'    <nodes count="{len(drawing.nodes)}">\n'
    yield from map(_node, drawing.nodes)
    yield f'    </nodes>\n    <edges count="{len(drawing.edges)}">\n'
    yield from map(_edge, drawing.edges)
    yield f"    </edges>\n{_CLOSING}"


def _attribute(column: Column) -> str:
    """Gephi Lite takes the id for the name, Gephi and networkx the title: they are the same."""
    return f'      <attribute id="{column.name}" title="{column.name}" type="{_TYPES[column.type]}"/>\n'


def _node(node: Node) -> str:
    red, green, blue = node.colour
    parts = [
        f"      <node id={quoteattr(node.id)} label={quoteattr(node.label)}>\n",
        *_values("node", node),
        f'        <viz:color r="{red}" g="{green}" b="{blue}"/>\n',
        f'        <viz:size value="{node.size}"/>\n',
    ]
    if node.position:
        parts.append(f'        <viz:position x="{node.position[0]}" y="{node.position[1]}" z="0.0"/>\n')
    return "".join([*parts, "      </node>\n"])


def _edge(edge: Edge) -> str:
    ends = f"source={quoteattr(edge.source)} target={quoteattr(edge.target)}"
    names = f'kind={quoteattr(edge.kind)} label={quoteattr(edge.label)} weight="{edge.weight}"'
    opening = f"      <edge id={quoteattr(edge.id)} {ends} {names}>\n"
    return "".join([opening, *_values("edge", edge), *_spells(edge), "      </edge>\n"])


def _values(kind: str, each: Node | Edge) -> Iterator[str]:
    values = [(column.name, column.value(each)) for column in _COLUMNS[kind]]
    yield "        <attvalues>\n"
    for name, value in values:
        if value is not None and value != "":
            yield f'          <attvalue for="{name}" value={quoteattr(guarded(str(value)))}/>\n'
    yield "        </attvalues>\n"


def _spells(edge: Edge) -> Iterator[str]:
    if edge.spells:
        yield "        <spells>\n"
        yield from (f'          <spell start="{start}" end="{end}"/>\n' for start, end in edge.spells)
        yield "        </spells>\n"
