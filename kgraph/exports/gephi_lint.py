"""What Gephi or Gephi Lite would drop, merge or refuse in a GraphML or GEXF file, with line numbers."""

from __future__ import annotations

import codecs
import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kgraph.errors import InputError
from kgraph.exports.xml_events import BrokenXmlError, Element, elements
from kgraph.graph.periods import days

__all__ = ["Problem", "check"]

NO_HEADER = "no XML header: Gephi on a Chinese Windows may read it as GBK"
NUMBERS: Mapping[str, Callable[[str], object]] = {
    "int": int,
    "integer": int,
    "long": int,
    "float": float,
    "double": float,
}
GRAPHML_TYPES = ("boolean", "int", "long", "float", "double", "string")
GEXF_TYPES = (*GRAPHML_TYPES, "integer", "anyURI", "byte", "short", "char", "bigdecimal", "biginteger")
DIRECTIONS = ("directed", "undirected")
VERSIONS = ("1.1", "1.2", "1.3")
_HEADER = re.compile(rb"<\?xml\s")
_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """What would be lost, and where.

    >>> print(Problem("graph.graphml", 12, "edge id 'r1' stands twice: Gephi drops this edge"))
    graph.graphml, line 12: edge id 'r1' stands twice: Gephi drops this edge
    """

    file: str
    line: int
    text: str

    def __str__(self) -> str:
        return f"{self.file}, line {self.line}: {self.text}"


def check(path: Path) -> Iterator[Problem]:
    """The problems of a GraphML or GEXF file in the order of its lines; none where it arrives whole."""
    try:
        found = sorted(_problems(path))
    except OSError as error:
        raise InputError(str(path), error.strerror or str(error)) from error
    yield from (Problem(str(path), line, text) for line, text in found)


_Found = tuple[int, str]
_Rule = Callable[[Element], Iterator[_Found]]


def _problems(path: Path) -> Iterator[_Found]:
    if not _has_header(path):
        yield 1, NO_HEADER
    try:
        yield from _rules(elements(path))
    except BrokenXmlError as error:
        yield error.line, f"not well-formed XML ({error}): every reader refuses the file"


def _has_header(path: Path) -> bool:
    with path.open("rb") as file:
        start = file.read(8)
    return start.startswith(_MARKS) or bool(_HEADER.match(start))


def _rules(found: Iterable[Element]) -> Iterator[_Found]:
    graph: _Graph | None = None
    for element in found:
        if graph is None:
            kind = {"graphml": _Graphml, "gexf": _Gexf}.get(element.name.lower())
            if kind is None:
                yield element.line, f"the file begins with <{element.name}>: it is neither GraphML nor GEXF"
                return
            graph = kind()
        yield from graph.ended(element) if element.ended else graph.began(element)
    if graph:
        yield from graph.closing()


@dataclass(slots=True)
class _Column:
    line: int
    name: str
    type: str


@dataclass(slots=True)
class _EdgeSeen:
    line: int
    id: str
    source: str
    target: str
    kind: str


@dataclass(slots=True)
class _Graph:
    """What both formats have in common."""

    directed: str = ""
    columns: dict[tuple[str, str], _Column] = field(default_factory=dict)
    nodes: dict[str, int] = field(default_factory=dict)
    edges: list[_EdgeSeen] = field(default_factory=list)
    edge_ids: dict[str, int] = field(default_factory=dict)

    def began(self, element: Element) -> Iterator[_Found]:
        """What is wrong with an element's attributes."""
        return self.rules().get(element.name, _nothing)(element)

    def ended(self, element: Element) -> Iterator[_Found]:
        """What is wrong with an element's text."""
        return self.text_rules().get(element.name, _nothing)(element)

    def rules(self) -> Mapping[str, _Rule]:
        """What to ask of each element where it begins."""
        return {"node": self.node}

    def text_rules(self) -> Mapping[str, _Rule]:
        """What to ask of each element where it ends."""
        return {}

    def node(self, element: Element) -> Iterator[_Found]:
        own, line = element.attributes.get("id", ""), element.line
        if not own:
            yield line, "node without an id: Gephi drops it, with its edges"
        elif own in self.nodes:
            yield (
                line,
                f"node id {own!r} stands twice (line {self.nodes[own]}): Gephi merges the two, Gephi Lite refuses",
            )
        self.nodes.setdefault(own, line)

    def edge(self, element: Element, kind: str, direction: str) -> Iterator[_Found]:
        own, line = element.attributes.get("id"), element.line
        if own == "":
            yield line, "edge with an empty id: Gephi breaks off"
        elif own in self.edge_ids:
            yield (
                line,
                f"edge id {own!r} stands twice (line {self.edge_ids[own]}): Gephi drops this edge, Gephi Lite refuses",
            )
        if own:
            self.edge_ids.setdefault(own, line)
        if direction and direction not in DIRECTIONS:
            yield line, f"edge direction {direction!r}: Gephi reads directed and undirected edges only"
        elif direction and self.directed in DIRECTIONS and direction != self.directed:
            yield line, f"{direction} edge in a graph whose edges are {self.directed}: Gephi drops it"
        ends = element.attributes.get("source", ""), element.attributes.get("target", "")
        self.edges.append(_EdgeSeen(line, own or "", *ends, kind))

    def column(self, of: str, own: str, column: _Column) -> Iterator[_Found]:
        if not own:
            yield column.line, f"{of} column {column.name!r} without an id: Gephi drops it"
        elif (of, own) in self.columns:
            yield column.line, f"{of} column id {own!r} stands twice: Gephi drops this one"
        for (other_of, _), other in self.columns.items():
            if other_of == of and other.name.casefold() == column.name.casefold():
                yield column.line, f"{of} columns {other.name!r} and {column.name!r}: Gephi takes them for one"
        self.columns.setdefault((of, own), column)

    def value(self, line: int, of: str, own: str, text: str) -> Iterator[_Found]:
        column = self.columns.get((of, own))
        if column is None:
            yield line, f"{of} value for {own!r}, which is no {of} column: Gephi drops it"
            return
        if column.name.lower() == "weight" and of == "edge":
            yield from _weight(line, text)
        elif column.type in NUMBERS:
            yield from _number(line, column, text)
        elif column.type == "boolean" and text.strip().lower() not in ("true", "false", ""):
            yield line, f"{column.name!r} is {text[:40]!r}, no boolean: it is read as false"
        elif column.type == "string" and "INF" in text and column.name.lower() != "label":
            yield line, f"{column.name!r} holds INF: Gephi makes it Infinity"

    def closing(self) -> Iterator[_Found]:
        """What only the whole file shows."""
        seen: dict[tuple[str, str, str], int] = {}
        for edge in self.edges:
            for end in dict.fromkeys((edge.source, edge.target)):
                if end not in self.nodes:
                    yield edge.line, f"edge {edge.id!r} ends at {end!r}, which is no node: Gephi Lite refuses"
            key = (edge.source, edge.target, edge.kind)
            if self.directed == "undirected":
                key = (*sorted(key[:2]), edge.kind)  # type: ignore[assignment]
            if key in seen:
                of = f"of kind {edge.kind!r}" if edge.kind else "without a kind"
                yield edge.line, f"edge {edge.id!r} runs beside that of line {seen[key]}, both {of}: Gephi merges them"
            seen.setdefault(key, edge.line)


class _Graphml(_Graph):
    def rules(self) -> Mapping[str, _Rule]:
        dropped = {"hyperedge": self._dropped, "port": self._dropped}
        return {"graph": self._graph, "key": self._key, "node": self.node, "edge": self._edge, **dropped}

    def text_rules(self) -> Mapping[str, _Rule]:
        return {"data": self._data}

    def _dropped(self, element: Element) -> Iterator[_Found]:
        yield element.line, f"<{element.name}>: Gephi and Gephi Lite drop it"

    def _edge(self, element: Element) -> Iterator[_Found]:
        said = element.attributes.get("directed", "")
        direction = {"true": "directed", "false": "undirected"}.get(said, said)
        yield from self.edge(element, element.attributes.get("label", ""), direction)

    def _data(self, element: Element) -> Iterator[_Found]:
        if element.path[-2] in ("node", "edge"):
            yield from self.value(element.line, element.path[-2], element.attributes.get("key", ""), element.text)

    def _graph(self, element: Element) -> Iterator[_Found]:
        if "node" in element.path:
            yield element.line, "graph inside a node: Gephi and Gephi Lite put its nodes beside the others"
            return
        self.directed = element.attributes.get("edgedefault", "")
        if self.directed not in DIRECTIONS:
            yield element.line, f"edgedefault is {self.directed!r}: write directed or undirected"

    def _key(self, element: Element) -> Iterator[_Found]:
        given, line = element.attributes, element.line
        own, of = given.get("id", ""), given.get("for", "all")
        column = _Column(line, given.get("attr.name", own), given.get("attr.type", "string"))
        if of == "all":
            yield line, f"key {own!r} is for all: Gephi Lite refuses the file; write one for node and one for edge"
        if column.type not in GRAPHML_TYPES:
            yield line, f"key {own!r} has the type {column.type!r}: Gephi Lite refuses the file"
        for each in ("node", "edge") if of == "all" else (of,):
            yield from self.column(each, own, column)


class _Gexf(_Graph):
    _of = ""

    def rules(self) -> Mapping[str, _Rule]:
        own = {"gexf": self._gexf, "graph": self._graph, "attributes": self._attributes, "attribute": self._attribute}
        own |= {"node": self._node, "edge": self._edge, "attvalue": self._attvalue}
        return {**own, "spell": _spell, "color": _viz, "position": _viz, "size": _viz}

    def _gexf(self, element: Element) -> Iterator[_Found]:
        if element.attributes.get("version") not in VERSIONS:
            yield element.line, f"GEXF version {element.attributes.get('version')!r}: Gephi reads 1.1 to 1.3"

    def _graph(self, element: Element) -> Iterator[_Found]:
        self.directed = element.attributes.get("defaultedgetype", "")
        return iter(())

    def _attributes(self, element: Element) -> Iterator[_Found]:
        self._of = element.attributes.get("class", "")
        if self._of not in ("node", "edge"):
            yield element.line, f"attributes of the class {self._of!r}: Gephi reads those of node and edge"

    def _node(self, element: Element) -> Iterator[_Found]:
        yield from self.node(element)
        if element.attributes.get("pid"):
            yield element.line, "node with a parent (pid): Gephi drops the hierarchy"

    def _edge(self, element: Element) -> Iterator[_Found]:
        given = element.attributes
        yield from self.edge(element, given.get("kind", ""), given.get("type", ""))
        yield from _weight(element.line, given.get("weight", "1"))

    def _attribute(self, element: Element) -> Iterator[_Found]:
        given, line = element.attributes, element.line
        own, kind = given.get("id", ""), given.get("type", "string")
        if kind.removeprefix("list") not in GEXF_TYPES:
            yield line, f"attribute {own!r} has the type {kind!r}: Gephi drops the column"
        yield from self.column(self._of, own, _Column(line, given.get("title", own), kind))

    def _attvalue(self, element: Element) -> Iterator[_Found]:
        of = next((name for name in reversed(element.path) if name in ("node", "edge")), "")
        own = element.attributes.get("for", element.attributes.get("id", ""))
        yield from self.value(element.line, of, own, element.attributes.get("value", ""))


def _nothing(_: Element) -> Iterator[_Found]:
    return iter(())


def _weight(line: int, text: str) -> Iterator[_Found]:
    value = _float(text)
    if value is None or not math.isfinite(value):
        yield line, f"edge weight {text[:40]!r} is no number: Gephi takes 1"
    elif value <= 0:
        yield line, f"edge weight {text}: Gephi drops an edge that does not weigh more than 0"


def _number(line: int, column: _Column, text: str) -> Iterator[_Found]:
    try:
        NUMBERS[column.type](text.strip() or "0")
    except ValueError:
        yield line, f"{column.name!r} is {text[:40]!r}, no {column.type}: Gephi drops the value"


def _spell(element: Element) -> Iterator[_Found]:
    start, end = element.attributes.get("start", ""), element.attributes.get("end", "")
    for text in (start, end):
        if text and _float(text) is None and days(text) is None:
            yield element.line, f"spell with {text!r}, which is no date: Gephi drops it"
    begins, ends = days(start), days(end)
    if begins and ends and _float(start) is None and begins[0] > ends[1]:
        yield element.line, f"spell that ends ({end}) before it starts ({start}): Gephi drops it"


def _viz(element: Element) -> Iterator[_Found]:
    for name, text in element.attributes.items():
        value = _float(text)
        if name in ("r", "g", "b") and (value is None or not 0 <= value <= 255):
            yield element.line, f"colour {name}={text!r} is not between 0 and 255: Gephi takes 0"
        elif name in ("x", "y", "z", "value") and (value is None or not math.isfinite(value)):
            yield element.line, f"{element.name} {name}={text!r} is no number: Gephi drops it"


def _float(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None
