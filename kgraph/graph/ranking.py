"""Centrality: which entities matter most in the graph; bare titles are no hubs."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import igraph
import networkx as nx
import pandas as pd

from kgraph.errors import KgraphError, nearest

__all__ = ["MEASURES", "rank"]

Measure = Callable[[igraph.Graph], list[float]]
MEASURES: Mapping[str, Measure] = {
    "degree": lambda graph: [float(each) for each in graph.degree()],
    "pagerank": lambda graph: graph.pagerank(weights="weight" if graph.ecount() else None),
    "betweenness": lambda graph: graph.betweenness(directed=False),
    "closeness": lambda graph: graph.harmonic_centrality(mode="all"),
}
Own = Callable[["nx.MultiDiGraph[str]"], Mapping[str, float]]


def rank(graph: nx.MultiDiGraph[str], by: str | Own, *, kind: str = "") -> pd.DataFrame:
    """Entities by a measure of centrality, or by a function of the networkx graph; the highest first.

    `kind` is the id of the type that is shown; the others still count for the measure.
    """
    values = by(graph) if callable(by) else _measured(graph, by)
    nodes = [(key, data) for key, data in graph.nodes(data=True) if key in values and kind in ("", data["type"])]
    rows = [[data["name"], data["type"], float(values[key]), data["mentions"], key] for key, data in nodes]
    frame = pd.DataFrame(rows, columns=["name", "type", "value", "mentions", "id"])
    return frame.sort_values(["value", "mentions", "id"], ascending=[False, False, True], ignore_index=True)


def _measured(graph: nx.MultiDiGraph[str], by: str) -> Mapping[str, float]:
    if by not in MEASURES:
        hint = nearest(by, MEASURES)
        raise KgraphError(f"no measure is called {by!r}" + (f". Did you mean {hint!r}?" if hint else ""))
    keys = sorted(graph.nodes)
    number = {key: i for i, key in enumerate(keys)}
    edges = sorted((number[start], number[end], data["weight"]) for start, end, data in graph.edges(data=True))
    drawn = igraph.Graph(n=len(keys), edges=[each[:2] for each in edges], directed=True)
    drawn.es["weight"] = [max(1, each[2]) for each in edges]
    return dict(zip(keys, MEASURES[by](drawn), strict=True))
