"""A picture of the best connected part of a graph, with Chinese labels that show."""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from heapq import heappop, heappush
from pathlib import Path
from typing import TYPE_CHECKING, Any

import networkx as nx

from kgraph.errors import KgraphError
from kgraph.exports.sanitise import sound
from kgraph.exports.styled_graph import Drawing, Position, draw
from kgraph.graph import layout
from kgraph.graph.filters import part
from kgraph.knowledge_io import Knowledge
from kgraph.records import Tables

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.font_manager import FontProperties
    from matplotlib.text import Annotation

__all__ = ["Picture", "plot"]

HAN = 0x56FD
LABELLED = 45
FONTS = (
    "Noto Sans CJK",
    "Source Han Sans",
    "PingFang",
    "Microsoft YaHei",
    "SimHei",
    "Heiti",
    "WenQuanYi",
    "Noto Serif CJK",
    "SimSun",
    "Songti",
    "Arial Unicode MS",
    "Droid Sans Fallback",
)
NO_FONT = "no font with Chinese characters is installed; install one, for example Debian's fonts-noto-cjk"


@dataclass(frozen=True, slots=True)
class Picture:
    """A matplotlib figure that Jupyter shows as it is."""

    figure: Figure

    def save(self, path: str | Path) -> None:
        """Write the picture; the suffix says how (png, svg, pdf)."""
        self.figure.savefig(path, bbox_inches="tight", dpi=200)

    def _repr_png_(self) -> bytes:
        made = io.BytesIO()
        self.figure.savefig(made, format="png", bbox_inches="tight", dpi=110)
        return made.getvalue()


def plot(tables: Tables, knowledge: Knowledge, *, top: int = 40) -> Picture:
    """The best connected entities and the relations between them, coloured by type."""
    try:
        from matplotlib.figure import Figure
    except ImportError as error:
        raise KgraphError("kg.plot needs matplotlib: pip install 'kgraph[plot]'") from error
    font = _font()
    shown = sound(_best(tables, top))
    drawing = draw(shown, knowledge)
    labels = {place.entity: place.label for place in layout.places(shown)}
    figure = Figure(figsize=(11, 8), layout="constrained")
    axes = figure.add_subplot()
    axes.set_axis_off()
    _draw_edges(axes, drawing, font)
    _draw_nodes(axes, drawing, labels, font)
    _draw_legend(axes, drawing, font)
    return Picture(figure)


def _best(tables: Tables, top: int) -> Tables:
    """The densest part and what hangs together with it; the many leaves of one hub come last."""
    simple: nx.Graph[str] = nx.Graph()
    simple.add_nodes_from(each.id for each in tables.entities)
    simple.add_edges_from((each.subject, each.object) for each in tables.relations if each.subject != each.object)
    core = nx.core_number(simple)
    rank = {key: (-core[key], -simple.degree[key], key) for key in simple}
    kept: set[str] = set()
    reach: list[tuple[int, int, str]] = []
    for start in sorted(rank.values()):
        heappush(reach, start)
        while reach and len(kept) < top:
            key = heappop(reach)[2]
            if key not in kept:
                kept.add(key)
                for other in set(simple[key]) - kept:
                    heappush(reach, rank[other])
    return part(tables, kept, {each.id for each in tables.relations if {each.subject, each.object} <= kept})


def _font() -> FontProperties:
    """An installed font that has Chinese characters, the well-known ones first."""
    from matplotlib.font_manager import FontProperties, fontManager, get_font

    def rank(name: str) -> tuple[int, str]:
        return next((i for i, known in enumerate(FONTS) if name.startswith(known)), len(FONTS)), name

    for entry in sorted(fontManager.ttflist, key=lambda entry: (*rank(entry.name), abs(_weight(entry) - 400))):
        if HAN in get_font(entry.fname).get_charmap():
            return FontProperties(fname=entry.fname)
    raise KgraphError(NO_FONT)


def _weight(entry: Any) -> int:
    """How bold a font is; fonts that say it in a word count as regular."""
    return entry.weight if isinstance(entry.weight, int) else 400


def _draw_edges(axes: Axes, drawing: Drawing, font: FontProperties) -> None:
    places = {node.id: node.position or (0.0, 0.0) for node in drawing.nodes}
    said: dict[tuple[Position, Position], list[str]] = defaultdict(list)
    for edge in drawing.edges:
        ends = places[edge.source], places[edge.target]
        style = {"arrowstyle": "-|>", "color": "#9a9a9a", "lw": 0.6 + 0.3 * min(edge.weight, 6), "shrinkA": 6}
        axes.annotate("", ends[1], ends[0], arrowprops={**style, "shrinkB": 6}, zorder=1)
        said[min(ends), max(ends)].append(edge.label)
    if len(said) <= LABELLED:
        for (left, right), labels in said.items():
            middle = (left[0] + right[0]) / 2, (left[1] + right[1]) / 2
            text = axes.annotate(_plain(" ".join(sorted(set(labels)))), middle, zorder=2)
            _style(text, font, fontsize=6.5, color="#777777", va="center")


def _draw_nodes(axes: Axes, drawing: Drawing, labels: Mapping[str, str], font: FontProperties) -> None:
    for node in drawing.nodes:
        if node.position is None:
            continue
        colour = [channel / 255 for channel in node.colour]
        axes.scatter(*node.position, s=12 * node.size, color=[colour], edgecolors="white", zorder=2)
        label = _plain(labels[node.id])
        text = axes.annotate(label, node.position, xytext=(0, -7), textcoords="offset points", zorder=3)
        _style(text, font, fontsize=8, va="top")


def _style(text: Annotation, font: FontProperties, **values: object) -> None:
    """A text in the middle of its place, legible on any line."""
    from matplotlib.patheffects import withStroke

    text.set(fontproperties=font, ha="center", **values)
    text.set_path_effects([withStroke(linewidth=2.5, foreground="white")])


def _draw_legend(axes: Axes, drawing: Drawing, font: FontProperties) -> None:
    kinds = {node.type_label: [channel / 255 for channel in node.colour] for node in drawing.nodes}
    for label in sorted(kinds):
        axes.scatter([], [], color=[kinds[label]], label=label)
    if kinds:
        axes.figure.legend(prop=font, loc="outside lower center", ncols=len(kinds), frameon=False)


def _plain(text: str) -> str:
    """A text in which matplotlib sees no formula."""
    return text.replace("$", r"\$")
