"""GEXF 1.3: the graph with colours, places, sizes and the time of its edges.

An edge lives in the periods that its passages state, a node in those of its edges; what states none is always there.
The day of publication is a column of the nodes and no time of a fact.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import quoteattr

from kgraph.exports.exporter import Style, drawn
from kgraph.exports.styled_graph import EDGE_COLUMNS, Column, Drawing, Edge, Node, Position, draw
from kgraph.exports.xml_text import guarded
from kgraph.io import replacing
from kgraph.knowledge_io import Knowledge
from kgraph.records import Tables

__all__ = ["EXPORTER", "write"]

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


def write(
    tables: Tables,
    path: Path,
    knowledge: Knowledge,
    *,
    positions: Mapping[str, Position] | None = None,
    style: Style | None = None,
) -> None:
    """Write the graph as GEXF; nodes stand where `positions` says, by default where the page shows them."""
    drawing = draw(tables, knowledge, positions, style=style)
    with replacing(path) as beside, beside.open("w", encoding="utf-8", newline="\n") as out:
        out.writelines(_lines(drawing))


EXPORTER = drawn(".gexf", write)


def _lines(drawing: Drawing) -> Iterator[str]:
    yield _OPENING
    for kind, columns in (("node", drawing.node_columns), ("edge", EDGE_COLUMNS)):
        yield f'    <attributes class="{kind}">\n'
        yield from (_attribute(column) for column in columns)
        yield "    </attributes>\n"
    yield f'    <nodes count="{len(drawing.nodes)}">\n'
    yield from (_node(node, drawing.node_columns) for node in drawing.nodes)
    yield f'    </nodes>\n    <edges count="{len(drawing.edges)}">\n'
    yield from map(_edge, drawing.edges)
    yield f"    </edges>\n{_CLOSING}"


def _attribute(column: Column) -> str:
    """Gephi Lite takes the id for the name, Gephi and networkx the title: they are the same."""
    return f'      <attribute id="{column.name}" title="{column.name}" type="{_TYPES[column.type]}"/>\n'


def _node(node: Node, columns: Sequence[Column]) -> str:
    red, green, blue = node.colour
    parts = [
        f"      <node id={quoteattr(node.id)} label={quoteattr(node.label)}>\n",
        *_values(node, columns),
        *_spells(node),
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
    return "".join([opening, *_values(edge, EDGE_COLUMNS), *_spells(edge), "      </edge>\n"])


def _values(each: Node | Edge, columns: Sequence[Column]) -> Iterator[str]:
    values = [(column.name, column.value(each)) for column in columns]
    yield "        <attvalues>\n"
    for name, value in values:
        if value is not None and value != "":
            yield f'          <attvalue for="{name}" value={quoteattr(guarded(str(value)))}/>\n'
    yield "        </attvalues>\n"


def _spells(each: Node | Edge) -> Iterator[str]:
    if each.spells:
        yield "        <spells>\n"
        yield from (f'          <spell start="{start}" end="{end}"/>\n' for start, end in each.spells)
        yield "        </spells>\n"
