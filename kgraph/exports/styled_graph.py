"""Nodes and edges as exchange files hold them: labelled, coloured, placed and dated."""

from __future__ import annotations

import json
import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from kgraph.errors import KgraphError
from kgraph.exports.exporter import Style, Value
from kgraph.exports.looks import Looks, rgb
from kgraph.exports.sanitise import sound
from kgraph.graph import layout
from kgraph.graph.bare_titles import as_attributes
from kgraph.graph.periods import days, span
from kgraph.knowledge_io import Knowledge
from kgraph.records import Entity, Evidence, Relation, Tables

__all__ = ["EDGE_COLUMNS", "NODE_COLUMNS", "Column", "Drawing", "Edge", "Node", "draw"]

Period = tuple[str, str]
Position = tuple[float, float]
SCALE = 0.4


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
    titles: str
    published: Period | None
    spells: tuple[Period, ...]
    identifiers: str
    own: Mapping[str, Value]


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


def _first(period: Period | None) -> str:
    return period[0] if period else ""


def _last(period: Period | None) -> str:
    return period[1] if period else ""


NODE_COLUMNS = (
    Column("type", "string", lambda node: node.type),
    Column("type_label", "string", lambda node: node.type_label),
    Column("aliases", "string", lambda node: node.aliases),
    Column("mentions", "int", lambda node: node.mentions),
    Column("articles", "int", lambda node: node.articles),
    Column("titles", "string", lambda node: node.titles),
    Column("first_published", "string", lambda node: _first(node.published)),
    Column("last_published", "string", lambda node: _last(node.published)),
    Column("identifiers", "string", lambda node: node.identifiers),
)
EDGE_COLUMNS = (
    Column("predicate", "string", lambda edge: edge.kind),
    Column("confidence", "double", lambda edge: edge.confidence),
    Column("articles", "int", lambda edge: edge.articles),
    Column("first_date", "string", lambda edge: _first(span(edge.spells))),
    Column("last_date", "string", lambda edge: _last(span(edge.spells))),
    Column("evidence", "string", lambda edge: edge.evidence),
    Column("qualifiers", "string", lambda edge: edge.qualifiers),
)


def _own_column(name: str, values: Mapping[str, Value]) -> Column:
    taken = {column.name for column in NODE_COLUMNS} | {"label", "size", "r", "g", "b", "x", "y", "id"}
    if not name.isidentifier() or name.casefold() in taken:
        raise KgraphError(f"a column cannot be called {name!r}: it must be one word, and no column of ours")
    kinds = {type(value) for value in values.values()}
    kind = "int" if kinds == {int} else "double" if kinds and kinds <= {int, float} else "string"
    return Column(name, kind, lambda node: node.own.get(name))


@dataclass(frozen=True, slots=True)
class Drawing:
    """All nodes and edges, each with an id of its own; no edge lacks an end."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    node_columns: tuple[Column, ...] = NODE_COLUMNS


def draw(
    tables: Tables,
    knowledge: Knowledge,
    positions: Mapping[str, Position] | None = None,
    *,
    style: Style | None = None,
) -> Drawing:
    """The graph of the tables, drawn with the labels and colours of the knowledge files.

    Without positions, nodes stand as on the page, drawn together because they carry no boxes of text here; y grows
    upwards, as in Gephi, and downwards on the page. Bare titles (记者, 会长) are the column `titles` of who holds
    them, unless the style draws them.
    """
    style = style or Style()
    if positions is None and not style.columns:
        return _as_on_the_page(tables, knowledge, bare_titles=style.bare_titles)
    return _drawing(tables, knowledge, positions, style)


@lru_cache(maxsize=1)
def _as_on_the_page(tables: Tables, knowledge: Knowledge, *, bare_titles: bool) -> Drawing:
    """One drawing for the files that are written one after the other."""
    return _drawing(tables, knowledge, None, Style(bare_titles=bare_titles))


def _drawing(tables: Tables, knowledge: Knowledge, positions: Mapping[str, Position] | None, style: Style) -> Drawing:
    shown, titles = (tables, {}) if style.bare_titles else as_attributes(tables)
    shown = sound(shown)
    sketch = _Sketch(shown, knowledge, _positions(shown) if positions is None else positions, titles, style)
    return Drawing(
        nodes=tuple(sketch.node(each) for each in shown.entities),
        edges=tuple(sketch.edge(each) for each in shown.relations),
        node_columns=(*NODE_COLUMNS, *(_own_column(name, values) for name, values in style.columns.items())),
    )


@dataclass(slots=True)
class _Sketch:
    """What several nodes and edges need to know of the whole."""

    tables: Tables
    knowledge: Knowledge
    positions: Mapping[str, Position]
    titles: Mapping[str, tuple[str, ...]]
    style: Style
    looks: Looks = field(init=False)
    _published: dict[str, str] = field(init=False)
    _named_in: dict[str, set[str]] = field(init=False)
    _passages: dict[str, list[Evidence]] = field(init=False)
    _lived: dict[str, set[Period]] = field(init=False)

    def __post_init__(self) -> None:
        self.looks = Looks.of(self.style)
        self._published = {row.id: row.published for row in self.tables.articles}
        self._named_in, self._passages = defaultdict(set), defaultdict(list)
        for mention in self.tables.mentions:
            self._named_in[mention.entity].add(mention.article)
        for row in self.tables.evidence:
            self._passages[row.relation].append(row)
        self._lived = defaultdict(set)
        for relation in self.tables.relations:
            for end in (relation.subject, relation.object):
                self._lived[end].update(self._spells(relation))

    def node(self, entity: Entity) -> Node:
        kind = self.knowledge.types.get(entity.type)
        return Node(
            id=entity.id,
            label=entity.name or entity.id,
            type=entity.type,
            type_label=kind.label if kind else entity.type,
            colour=self.looks.colours.get(entity.id) or rgb(kind.colour if kind else ""),
            size=self.looks.sizes.get(entity.id) or round(6 + 4 * math.sqrt(max(0, entity.mentions)), 2),
            position=_position(self.positions.get(entity.id)),
            aliases="; ".join(entity.aliases),
            mentions=entity.mentions,
            articles=entity.articles,
            titles="; ".join(self.titles.get(entity.id, ())),
            published=span(_periods(self._published.get(each, "") for each in self._named_in[entity.id])),
            spells=tuple(sorted(self._lived[entity.id])),
            identifiers=_json(entity.identifiers),
            own={name: values[entity.id] for name, values in self.style.columns.items() if entity.id in values},
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
            spells=self._spells(relation),
            evidence="\n".join(dict.fromkeys(row.text for row in passages)),
            qualifiers=_json(relation.qualifiers),
        )

    def _spells(self, relation: Relation) -> tuple[Period, ...]:
        """The periods that the text states of a relation; the day on which it was published is none of them."""
        passages = self._passages[relation.id]
        stated = [row.qualifiers.get("date", "") for row in passages] or [relation.qualifiers.get("date", "")]
        return tuple(sorted(set(_periods(stated))))


def _positions(tables: Tables) -> dict[str, Position]:
    return {key: (x * SCALE, -y * SCALE) for key, (x, y) in layout.positions(tables).items()}


def _periods(dates: Iterable[str]) -> Iterator[Period]:
    for date in dates:
        period = days(date)
        if period:
            yield period


def _position(place: Position | None) -> Position | None:
    """A place with three decimals; none where a layout gave no finite one."""
    if place is None or not all(math.isfinite(each) for each in place):
        return None
    return round(float(place[0]), 3), round(float(place[1]), 3)


def _json(mapping: Mapping[str, str]) -> str:
    if not mapping:
        return ""
    return json.dumps(dict(mapping), ensure_ascii=False, sort_keys=True)
