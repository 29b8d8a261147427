"""What readers that nobody here wrote find in a file: the same shape whatever the reader."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import igraph
import networkx as nx
import pytest

from kgraph.knowledge_io import load
from kgraph.records import Tables

FOLDER = Path(__file__).parent / "readers"


@dataclass(frozen=True)
class Found:
    """Nodes as (id, label, type), edges as (id, source, target, kind, label)."""

    nodes: list[tuple[str, str, str]]
    edges: list[tuple[str, str, str, str, str]]

    @property
    def parallel(self) -> int:
        """How many edges run between ends that an earlier one joins."""
        return len(self.edges) - len({edge[1:3] for edge in self.edges})

    def without_edge_ids(self) -> Found:
        """The same for a reader that does not give the ids of edges."""
        return found(self.nodes, [("", *edge[1:]) for edge in self.edges])


def found(nodes: Any, edges: Any) -> Found:
    return Found(sorted(nodes), sorted(edges))


def expected(tables: Tables) -> Found:
    """What was put in, told without the writers; the texts must be clean."""
    labels = {key: kind.label for key, kind in load().relations.items()}
    nodes = [(each.id, each.name, each.type) for each in tables.entities]
    edges = [(e.id, e.subject, e.object, e.predicate, labels.get(e.predicate, e.predicate)) for e in tables.relations]
    return found(nodes, edges)


def networkx_graphml(path: Path) -> Found:
    return _networkx(nx.read_graphml(path, force_multigraph=True, edge_key_type=str))


def networkx_gexf(path: Path) -> Found:
    graph = nx.read_gexf(path, version="1.3")
    edges = (
        (data["id"], source, target, data.get("predicate", ""), data.get("label", ""))
        for source, target, data in graph.edges(data=True)
    )
    return found(((n, data["label"], data.get("type", "")) for n, data in graph.nodes(data=True)), edges)


def _networkx(graph: Any) -> Found:
    edges = (
        (key, source, target, data.get("predicate", ""), data.get("label", ""))
        for source, target, key, data in graph.edges(keys=True, data=True)
    )
    return found(((n, data["label"], data.get("type", "")) for n, data in graph.nodes(data=True)), edges)


def igraph_graphml(path: Path) -> Found:
    """As igraph reads it; the ids it gives to edges are those of nodes, so they are left out."""
    graph = igraph.Graph.Read_GraphML(str(path))
    names = graph.vs["id"]
    edges = (("", names[e.source], names[e.target], e["predicate"] or "", e["label"] or "") for e in graph.es)
    return found(((v["id"], v["label"], v["type"] or "") for v in graph.vs), edges)


def gephi_lite_graphml(path: Path) -> Found:
    return _gephi_lite("graphml", path)


def gephi_lite_gexf(path: Path) -> Found:
    return _gephi_lite("gexf", path)


def _gephi_lite(form: str, path: Path) -> Found:
    read = node(form, path)
    edges = (
        (e["id"], e["source"], e["target"], e["attributes"].get("predicate", ""), e["attributes"].get("label", ""))
        for e in read["edges"]
    )
    return found(((each["id"], each["label"], each.get("type", "")) for each in read["nodes"]), edges)


def node(form: str, path: Path) -> Any:
    """What a parser from npm finds; without Node the test is skipped, in CI it fails."""
    if shutil.which("node") is None or not (FOLDER / "node_modules").is_dir():
        reason = "no Node, or no `npm ci` in tests/exports/readers"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(reason)
    command = ["node", str(FOLDER / "read.cjs"), form, str(path)]
    ran = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True)
    return json.loads(ran.stdout)
