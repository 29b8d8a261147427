"""The tables as a networkx graph, and ways through it whichever way its edges run."""

from __future__ import annotations

from collections.abc import Mapping, Set
from typing import Any

import networkx as nx
import pandas as pd

from kgraph.knowledge_io import Knowledge
from kgraph.records import Tables

__all__ = ["graph", "neighbours", "path", "within"]


def graph(tables: Tables, knowledge: Knowledge) -> nx.MultiDiGraph[str]:
    """Nodes are entity ids with their columns, edge keys are relation ids with their qualifiers; `label` is for people.

    All values are texts and numbers, so that networkx itself can write the graph.
    """
    labels = {key: kind.label for key, kind in knowledge.relations.items()}
    made: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for each in tables.entities:
        counts = {"mentions": each.mentions, "articles": each.articles}
        names = {"name": each.name, "label": each.name, "aliases": "; ".join(each.aliases)}
        made.add_node(each.id, **names, type=each.type, **counts)
    for edge in tables.relations:
        data = {"predicate": edge.predicate, "label": labels.get(edge.predicate, edge.predicate)}
        own = {name: value for name, value in edge.qualifiers.items() if name not in (*data, "weight", "id")}
        made.add_edge(edge.subject, edge.object, key=edge.id, **data, weight=edge.weight, **own)
    return made


def within(made: nx.MultiDiGraph[str], start: str, *, steps: int) -> dict[str, int]:
    """The entities within so many steps, each with its distance."""
    return {key: distance for key, (distance, _) in _reached(made, start, steps).items()}


def neighbours(made: nx.MultiDiGraph[str], start: str, *, steps: int, barred: Set[str] = frozenset()) -> pd.DataFrame:
    """Those entities but the first: the near before the far; nothing is reached through what is barred."""
    reached = _reached(made, start, steps, barred)
    rows = [
        [made.nodes[key]["name"], made.nodes[key]["type"], distance, *_through(made, through, key), key]
        for key, (distance, through) in reached.items()
        if key != start
    ]
    frame = pd.DataFrame(rows, columns=["name", "type", "steps", "through", "predicates", "id"])
    return frame.sort_values(["steps", "name", "id"], ignore_index=True)


def path(made: nx.MultiDiGraph[str], start: str, end: str, *, barred: Set[str] = frozenset()) -> list[str]:
    """The relation ids of a shortest way, of parallel ones that with most evidence; empty where there is no way."""
    reached = _reached(made, start, made.number_of_nodes(), barred)
    way: list[str] = []
    while end != start:
        if end not in reached:
            return []
        before = reached[end][1]
        edges = _between(made, before, end)
        way.append(min(edges, key=lambda key, found=edges: (-found[key]["weight"], key)))  # type: ignore[misc]
        end = before
    return way[::-1]


def _reached(
    made: nx.MultiDiGraph[str], start: str, steps: int, barred: Set[str] = frozenset()
) -> dict[str, tuple[int, str]]:
    """Distance and predecessor of each entity reached; of several predecessors the first by id."""
    reached, ring = {start: (0, start)}, [start]
    for distance in range(1, steps + 1):
        found: dict[str, tuple[int, str]] = {}
        for key in sorted(each for each in ring if each == start or each not in barred):
            for other in {*made.successors(key), *made.predecessors(key)} - reached.keys():
                found.setdefault(other, (distance, key))
        reached |= {key: found[key] for key in sorted(found)}
        ring = list(found)
        if not ring:
            break
    return reached


def _through(made: nx.MultiDiGraph[str], before: str, key: str) -> tuple[str, str]:
    predicates = sorted({str(edge["predicate"]) for edge in _between(made, before, key).values()})
    return made.nodes[before]["name"], ", ".join(predicates)


def _between(made: nx.MultiDiGraph[str], left: str, right: str) -> Mapping[str, Mapping[str, Any]]:
    """The edges between two entities, whichever way they run."""
    both = (made.get_edge_data(left, right), made.get_edge_data(right, left))
    return {str(key): data for edges in both if edges for key, data in edges.items()}
