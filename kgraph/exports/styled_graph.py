"""Nodes and edges as exchange files hold them: labelled, coloured, placed and dated."""

from __future__ import annotations

import json
import math
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from kgraph.exports.sanitise import sound
from kgraph.graph import layout
from kgraph.graph.periods import days, span
from kgraph.knowledge_io import Knowledge
from kgraph.records import Entity, Evidence, Relation, Tables

__all__ = ["EDGE_COLUMNS", "NODE_COLUMNS", "Column", "Drawing", "Edge", "Node", "draw"]

Period = tuple[str, str]
Position = tuple[float, float]
GREY = (136, 136, 136)
SCALE = 0.4
_HEX = re.compile(r"#([0-9a-fA-F]{2})([0-9a-fA-F]{2})([0-9a-fA-F]{2})\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """An entity as it is drawn."""

    id: str
    label: str
    type: str
    type_label: str
    colour: tuple[int, int, int]
    size: float
    position: Position | None
    aliases: str
    mentions: int
    articles: int
    period: Period | None
    identifiers: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """A relation as it is drawn; `kind` is its predicate, `label` the predicate's Chinese name."""

    id: str
    source: str
    target: str
    kind: str
    label: str
    weight: float
    confidence: float | None
    articles: int
    spells: tuple[Period, ...]
    evidence: str
    qualifiers: str


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the node or edge table of a graph program; an empty value is not written."""

    name: str
    type: str
    value: Callable[[Any], object]


@dataclass(frozen=True, slots=True)
class Drawing:
    """All nodes and edges, each with an id of its own; no edge lacks an end."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


def _first(each: Node | Edge) -> str:
    period = each.period if isinstance(each, Node) else span(each.spells)
    return period[0] if period else ""


def _last(each: Node | Edge) -> str:
    period = each.period if isinstance(each, Node) else span(each.spells)
    return period[1] if period else ""


NODE_COLUMNS = (
    Column("type", "string", lambda node: node.type),
    Column("type_label", "string", lambda node: node.type_label),
    Column("aliases", "string", lambda node: node.aliases),
    Column("mentions", "int", lambda node: node.mentions),
    Column("articles", "int", lambda node: node.articles),
    Column("first_date", "string", _first),
    Column("last_date", "string", _last),
    Column("identifiers", "string", lambda node: node.identifiers),
)
EDGE_COLUMNS = (
    Column("predicate", "string", lambda edge: edge.kind),
    Column("confidence", "double", lambda edge: edge.confidence),
    Column("articles", "int", lambda edge: edge.articles),
    Column("first_date", "string", _first),
    Column("last_date", "string", _last),
    Column("evidence", "string", lambda edge: edge.evidence),
    Column("qualifiers", "string", lambda edge: edge.qualifiers),
)


def draw(tables: Tables, knowledge: Knowledge, positions: Mapping[str, Position] | None = None) -> Drawing:
    """The graph of the tables, drawn with the labels and colours of the knowledge files.

    Without positions, nodes stand as on the page, drawn together because they carry no boxes of text here; y grows
    upwards, as in Gephi, and downwards on the page.
    """
    if positions is None:
        return _as_on_the_page(tables, knowledge)
    return _drawing(sound(tables), knowledge, positions)


@lru_cache(maxsize=1)
def _as_on_the_page(tables: Tables, knowledge: Knowledge) -> Drawing:
    """One drawing for the files that are written one after the other."""
    tables = sound(tables)
    return _drawing(tables, knowledge, _positions(tables))


def _drawing(tables: Tables, knowledge: Knowledge, positions: Mapping[str, Position]) -> Drawing:
    sketch = _Sketch(tables, knowledge, positions)
    return Drawing(
        nodes=tuple(sketch.node(each) for each in tables.entities),
        edges=tuple(sketch.edge(each) for each in tables.relations),
    )


@dataclass(slots=True)
class _Sketch:
    """What several nodes and edges need to know of the whole."""

    tables: Tables
    knowledge: Knowledge
    positions: Mapping[str, Position]
    _published: dict[str, str] = field(init=False)
    _named_in: dict[str, set[str]] = field(init=False)
    _passages: dict[str, list[Evidence]] = field(init=False)

    def __post_init__(self) -> None:
        self._published = {row.id: row.published for row in self.tables.articles}
        self._named_in, self._passages = defaultdict(set), defaultdict(list)
        for mention in self.tables.mentions:
            self._named_in[mention.entity].add(mention.article)
        for row in self.tables.evidence:
            self._passages[row.relation].append(row)

    def node(self, entity: Entity) -> Node:
        kind = self.knowledge.types.get(entity.type)
        return Node(
            id=entity.id,
            label=entity.name or entity.id,
            type=entity.type,
            type_label=kind.label if kind else entity.type,
            colour=_colour(kind.colour if kind else ""),
            size=round(6 + 4 * math.sqrt(max(0, entity.mentions)), 2),
            position=_position(self.positions.get(entity.id)),
            aliases="; ".join(entity.aliases),
            mentions=entity.mentions,
            articles=entity.articles,
            period=span(_periods(self._published.get(each, "") for each in self._named_in[entity.id])),
            identifiers=_json(entity.identifiers),
        )

    def edge(self, relation: Relation) -> Edge:
        passages = self._passages[relation.id]
        kind = self.knowledge.relations.get(relation.predicate)
        return Edge(
            id=relation.id,
            source=relation.subject,
            target=relation.object,
            kind=relation.predicate,
            label=kind.label if kind else relation.predicate,
            weight=float(relation.weight),
            confidence=max((row.confidence for row in passages), default=None),
            articles=len({row.article for row in passages}),
            spells=tuple(sorted(set(self._spells(relation, passages)))),
            evidence="\n".join(dict.fromkeys(row.text for row in passages)),
            qualifiers=_json(relation.qualifiers),
        )

    def _spells(self, relation: Relation, passages: Iterable[Evidence]) -> Iterator[Period]:
        """The periods that the text states; where it states none, the days on which it was published."""
        stated = [row.qualifiers.get("date", "") for row in passages] or [relation.qualifiers.get("date", "")]
        found = list(_periods(stated))
        yield from found or _periods(self._published.get(row.article, "") for row in passages)


def _positions(tables: Tables) -> dict[str, Position]:
    return {key: (x * SCALE, -y * SCALE) for key, (x, y) in layout.positions(tables).items()}


def _periods(dates: Iterable[str]) -> Iterator[Period]:
    for date in dates:
        period = days(date)
        if period:
            yield period


def _colour(text: str) -> tuple[int, int, int]:
    found = _HEX.match(text)
    return (int(found[1], 16), int(found[2], 16), int(found[3], 16)) if found else GREY


def _position(place: Position | None) -> Position | None:
    """A place with three decimals; none where a layout gave no finite one."""
    if place is None or not all(math.isfinite(each) for each in place):
        return None
    return round(float(place[0]), 3), round(float(place[1]), 3)


def _json(mapping: Mapping[str, str]) -> str:
    if not mapping:
        return ""
    return json.dumps(dict(mapping), ensure_ascii=False, sort_keys=True)
