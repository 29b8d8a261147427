"""The graph as pyvis holds it, for those who go on from there."""

from __future__ import annotations

from collections.abc import Set
from typing import TYPE_CHECKING

import networkx as nx

from kgraph.knowledge_io import Knowledge

if TYPE_CHECKING:
    from pyvis.network import Network

__all__ = ["pyvis_network"]


def pyvis_network(graph: nx.MultiDiGraph[str], knowledge: Knowledge, *, barred: Set[str], top: int) -> Network:
    """The `top` best connected nodes, without those that are barred, coloured by type."""
    from pyvis.network import Network  # noqa: PLC0415 - it brings IPython, which takes a second

    drawn = graph.subgraph(set(graph) - barred)
    kept = sorted(drawn, key=lambda key: (-drawn.degree(key), key))[:top]
    made = Network(directed=True, cdn_resources="in_line")
    for key in kept:
        data = drawn.nodes[key]
        kind = knowledge.types.get(data["type"])
        made.add_node(key, label=data["name"], title=data["type"], color=kind.colour if kind else None)
    for start, end, data in drawn.subgraph(kept).edges(data=True):
        made.add_edge(start, end, label=data["label"], title=data["predicate"], value=data["weight"])
    return made
