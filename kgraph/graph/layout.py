"""Where each entity stands: communities apart, no label on another, the same places each time.

igraph lays out the communities and what is inside each; then every node takes the free place nearest to the one it
was given, the most connected first, so that no two boxes of node and label touch.
"""

from __future__ import annotations

import heapq
import math
import random
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

import igraph
import numpy as np
from numpy.typing import NDArray

from kgraph.graph.bare_titles import bare_titles
from kgraph.records import Tables

__all__ = ["Place", "places", "positions"]

Points = NDArray[np.float64]

SEED = 20_160
ROLE, ROLE_AT = "Role", "role_at"
LINE_CHARACTERS = 8
FONT = 14.0  # of the least connected node, in the units of the layout
LANDMARKS = 16  # how many labels should be legible when the whole graph fits the window
WINDOW = 1100.0  # the width, in pixels, in which they should be
LEGIBLE = 12.0  # how many pixels high a legible letter is
LABEL_AREA = 9_000.0  # what an ordinary node with its label takes
FILL = 0.4  # the part of a large community's area that boxes take
SMALL_FILL = 0.25  # the same of a small one, where each box in the way shows
SMALL = 25
OVERALL_FILL = 0.11  # the part of the whole area
EXACT_LAYOUT = 150  # communities up to this size get the slow, even layout
CELL = 6.0  # of the raster on which boxes are put
MANY = 10_000  # entities from which on a coarser raster does
COARSE_CELL = 100.0
WIDE = np.array([1.3, 0.8])  # windows and labels are wider than high
_REACHES = (0, *(2**power for power in range(3, 24)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """How an entity is drawn: its label in lines, the middle of its mark, the sizes of both, its community."""

    entity: str
    label: str
    x: int
    y: int
    size: int
    font: int
    community: int = 0


def positions(tables: Tables) -> Mapping[str, tuple[int, int]]:
    """The place of each entity by its id."""
    return MappingProxyType({place.entity: (place.x, place.y) for place in places(tables)})


@lru_cache(maxsize=1)
def places(tables: Tables) -> tuple[Place, ...]:
    """The places of all entities, the most connected first."""
    if not tables.entities:
        return ()
    graph, ids = _graph(tables)
    names = {entity.id: entity.name for entity in tables.entities}
    labels = [_label(names[key]) for key in ids]
    fonts = _fonts(np.array(graph.degree()))
    sizes = np.maximum(9.0, fonts * 0.5)
    boxes = _boxes(labels, fonts, sizes)
    with _fixed_chance():
        members = _communities(graph)
        wanted = _spread(graph, boxes, members)
    settled = _settle(wanted, boxes, cell=CELL if len(ids) < MANY else 3 * CELL)
    of = {i: number for number, group in enumerate(members) for i in group}
    return tuple(
        Place(
            entity=key,
            label=labels[i],
            x=round(settled[i][0]),
            y=round(settled[i][1]),
            size=round(sizes[i]),
            font=round(fonts[i]),
            community=of[i],
        )
        for i, key in enumerate(ids)
    )


def _graph(tables: Tables) -> tuple[igraph.Graph, list[str]]:
    """The simple undirected graph of all entities, and their ids in the order in which to show them."""
    weights: Counter[tuple[str, str]] = Counter()
    bare = bare_titles(tables)
    for relation in tables.relations:
        if relation.subject != relation.object and relation.object not in bare:
            weights[min(relation.subject, relation.object), max(relation.subject, relation.object)] += relation.weight
    near: dict[str, list[str]] = {entity.id: [] for entity in tables.entities}
    for left, right in weights:
        near[left].append(right)
        near[right].append(left)
    ids = list(_outwards(near))
    number = {key: i for i, key in enumerate(ids)}
    pairs = sorted((number[left], number[right], weight) for (left, right), weight in weights.items())
    graph = igraph.Graph(n=len(ids), edges=[pair[:2] for pair in pairs])
    graph.es["weight"] = [pair[2] for pair in pairs]
    return graph, ids


def _outwards(near: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """All nodes, the most connected first; one that is tied to those before it counts twice.

    >>> list(_outwards({"a": ["b"], "b": ["a", "c"], "c": ["b"], "d": ["e"], "e": ["d"]}))
    ['b', 'a', 'c', 'd', 'e']
    """
    waiting = [(-len(others), key) for key, others in near.items()]
    heapq.heapify(waiting)
    seen: set[str] = set()
    while waiting:
        _, key = heapq.heappop(waiting)
        if key in seen:
            continue
        seen.add(key)
        yield key
        for other in near[key]:
            if other not in seen:
                heapq.heappush(waiting, (-2 * len(near[other]), other))


def _label(name: str) -> str:
    r"""A name in at most two lines of like length, without the characters that turn or break a line.

    >>> _label("晋江市工业和信息化局")
    '晋江市工业\n和信息化局'
    """
    spaced = "".join(" " if c.isspace() else c for c in name[:200])
    shown = "".join(c for c in spaced if unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp"))
    shown = " ".join(shown.split()) or "…"
    if _width(shown) <= LINE_CHARACTERS:
        return shown
    first = _cut(shown, min(LINE_CHARACTERS, _width(shown) / 2))
    rest = shown[len(first) :]
    second = _cut(rest, LINE_CHARACTERS)
    return f"{first.strip()}\n{second.strip()}" if second == rest else f"{first.strip()}\n{second[:-1].strip()}…"


def _cut(text: str, width: float) -> str:
    """The beginning of a text up to this width, at least one character; no line begins with a closing bracket."""
    end, taken = 0, 0.0
    while end < len(text) and (taken < width or unicodedata.category(text[end]) in ("Pe", "Pf")):
        taken += _width(text[end])
        end += 1
    return text[:end]


def _width(text: str) -> float:
    """How wide a text is in units of a Chinese character."""
    return sum(1.0 if unicodedata.east_asian_width(c) in "WFA" else 0.56 for c in text)


def _fonts(degrees: NDArray[np.int_]) -> Points:
    """Large letters for the few most connected, so that each scale of the map shows about as many labels."""
    extent = math.sqrt(len(degrees) * LABEL_AREA / OVERALL_FILL)
    largest = max(FONT + 6, LEGIBLE * extent / WINDOW)
    ranks = np.argsort(np.argsort(-degrees, kind="stable"), kind="stable") + 1.0
    sizes: Points = np.clip(largest * np.sqrt(LANDMARKS / np.maximum(ranks, LANDMARKS)), FONT, None)
    return sizes


def _boxes(labels: Sequence[str], fonts: Points, sizes: Points) -> Points:
    """Half the width of each node with its label, and what it takes above and below its middle."""
    widths = np.array([max(_width(line) for line in label.split("\n")) for label in labels]) * fonts
    lines = np.array([label.count("\n") + 1 for label in labels])
    half = np.maximum(widths / 2 + fonts * 0.4, sizes) + CELL
    return np.stack([half, sizes + CELL, sizes + lines * fonts * 1.25 + CELL], axis=1)


def _spread(graph: igraph.Graph, boxes: Points, members: Sequence[Sequence[int]]) -> Points:
    """Communities side by side, each with its nodes around its middle."""
    area = 2 * boxes[:, 0] * (boxes[:, 1] + boxes[:, 2])
    wanted = np.zeros((len(boxes), 2))
    radii = np.array([_radius(area[group]) for group in members])
    middles = _middles(graph, members, radii)
    for group, radius, middle in zip(members, radii, middles, strict=True):
        wanted[group] = middle + radius * 0.9 * WIDE * _inside(graph.induced_subgraph(group))
    return wanted


def _radius(areas: Points) -> float:
    return math.sqrt(float(areas.sum()) / (SMALL_FILL if len(areas) < SMALL else FILL) / math.pi)


@contextmanager
def _fixed_chance() -> Iterator[None]:
    """What igraph draws by lot inside comes out the same each time."""
    igraph.set_random_number_generator(random.Random(SEED))
    try:
        yield
    finally:
        igraph.set_random_number_generator(random)


def _communities(graph: igraph.Graph) -> list[list[int]]:
    """The communities, the largest first; nodes without any edge make up the last one."""
    found = graph.community_multilevel(weights="weight" if graph.ecount() else None)
    groups = sorted(
        (sorted(group) for group in found if graph.degree(group[0])), key=lambda group: (-len(group), group)
    )
    alone = [i for i, degree in enumerate(graph.degree()) if not degree]
    return [*groups, alone] if alone else groups


def _middles(graph: igraph.Graph, members: Sequence[Sequence[int]], radii: Points) -> Points:
    """Where each community has its middle: those with many edges between them near each other."""
    of = np.zeros(graph.vcount(), dtype=int)
    for i, group in enumerate(members):
        of[group] = i
    ends = of[np.array(graph.get_edgelist(), dtype=int).reshape(-1, 2)]
    between = igraph.Graph(n=len(members), edges=ends[ends[:, 0] != ends[:, 1]].tolist())
    between.es["weight"] = 1
    between.simplify(combine_edges="sum")
    extent = math.sqrt(float((radii**2).sum()))
    wanted = _ring(len(members)) * extent * 0.6
    linked = [i for i, degree in enumerate(between.degree()) if degree]
    if linked:
        wanted[linked] = _force(between.induced_subgraph(linked)) * extent * 0.45
    boxes = np.stack([radii * WIDE[0], radii * WIDE[1], radii * WIDE[1]], axis=1)
    return _settle(wanted * WIDE, boxes, cell=COARSE_CELL)


def _inside(graph: igraph.Graph) -> Points:
    """A layout in the unit circle."""
    if graph.ecount() == 0:
        return _sunflower(graph.vcount())
    if graph.vcount() <= EXACT_LAYOUT and graph.is_connected():
        return _unit(np.array(graph.layout_kamada_kawai(seed=graph.layout_circle()).coords))
    return _force(graph)


def _force(graph: igraph.Graph) -> Points:
    """Springs, as even as the size of the graph allows, in the unit circle."""
    if graph.vcount() == 1:
        return np.zeros((1, 2))
    start = (_sunflower(graph.vcount()) * math.sqrt(graph.vcount())).tolist()
    weights = np.sqrt(np.array(graph.es["weight"], dtype=float)).tolist()
    made = graph.layout_fruchterman_reingold(weights=weights, niter=300, seed=start, grid="auto")
    return _unit(np.array(made.coords))


def _sunflower(count: int) -> Points:
    """Points even over the unit circle, the first in the middle."""
    steps = np.arange(count)
    radius, angle = np.sqrt(steps / max(count, 1)), steps * math.pi * (3 - math.sqrt(5))
    return np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=1)


def _ring(count: int) -> Points:
    """Points even over the ring outside the unit circle."""
    points = _sunflower(count)
    length = np.maximum(np.linalg.norm(points, axis=1, keepdims=True), 1e-9)
    return np.asarray(points / length * (0.9 + 0.4 * length))


def _unit(points: Points) -> Points:
    """The points moved and scaled so that nearly all lie in the unit circle; far ones are drawn in."""
    centred = points - points.mean(axis=0)
    length = np.linalg.norm(centred, axis=1, keepdims=True)
    scale = max(float(np.quantile(length, 0.95)), 1e-9)
    return np.asarray(centred / scale / np.maximum(1.0, length / scale))


def _settle(wanted: Points, boxes: Points, *, cell: float) -> Points:
    """Each box at the free place nearest to the one wanted; the first come first.

    `boxes` holds half the width and what lies above and below the point.
    """
    reach = np.ceil(boxes / cell).astype(int)
    places = np.rint(wanted / cell).astype(int)
    ground = _Ground(places, reach)
    return np.array([ground.take(place, box) for place, box in zip(places, reach, strict=True)]) * cell


class _Ground:
    """A raster that knows which cells are taken."""

    def __init__(self, places: NDArray[np.int_], reach: NDArray[np.int_]) -> None:
        widest = int(reach.max(initial=1))
        side = 2 * widest + int(2.5 * math.sqrt(float((4 * reach[:, 0] * (reach[:, 1] + reach[:, 2])).sum())))
        self._shift = places.min(axis=0) - side
        self._taken = np.zeros(places.max(axis=0) - self._shift + side, dtype=bool)

    def take(self, place: NDArray[np.int_], box: NDArray[np.int_]) -> tuple[int, int]:
        """The free place nearest to the one wanted, now taken."""
        half, above, below = (int(n) for n in box)
        x, y = (int(n) for n in place - self._shift)
        dx, dy = next(filter(None, (self._free(x, y, (half, above, below), reach) for reach in _REACHES)))
        self._taken[x + dx - half : x + dx + half, y + dy - above : y + dy + below] = True
        return x + dx + int(self._shift[0]), y + dy + int(self._shift[1])

    def _free(self, x: int, y: int, box: tuple[int, int, int], reach: int) -> tuple[int, int] | None:
        """The shortest step to a free place, of those no longer than reach to any side."""
        half, above, below = box
        left, top = max(0, x - half - reach), max(0, y - above - reach)
        window = self._taken[left : x + half + reach, top : y + below + reach]
        if not reach:
            return None if window.any() else (0, 0)
        sums = np.zeros((window.shape[0] + 1, window.shape[1] + 1), dtype=np.int32)
        np.cumsum(window, axis=0, out=sums[1:, 1:])
        np.cumsum(sums[1:, 1:], axis=1, out=sums[1:, 1:])
        width, height = 2 * half, above + below
        inside = sums[width:, height:] - sums[:-width, height:] - sums[width:, :-height] + sums[:-width, :-height]
        columns, rows = np.nonzero(inside == 0)
        if not len(columns):
            return None
        dx, dy = columns + left + half - x, rows + top + above - y
        best = int(np.argmin(dx * dx + dy * dy))
        return int(dx[best]), int(dy[best])
