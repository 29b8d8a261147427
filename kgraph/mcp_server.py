"""A server of the Model Context Protocol over a graph: an assistant asks, every answer brings its sentences.

`kgraph mcp OUT` speaks over standard input and output; nothing is written, and SQL sees the tables alone.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kgraph.errors import KgraphError
from kgraph.graph.knowledge_graph import KnowledgeGraph

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["serve"]

MOST = 50
_ABOUT = (
    "A knowledge graph read from Chinese news and government documents. Every statement has the sentence that states "
    "it and the place in its source; quote it. Search for a name first, then ask for its dossier."
)


def serve(folder: Path) -> None:
    """Answer over standard input and output until that is closed."""
    try:
        from mcp.server import MCPServer  # noqa: PLC0415 - what an extra brings is imported when asked for
    except ImportError as error:
        raise KgraphError("kgraph mcp needs the protocol's library: pip install 'kgraph[mcp]'") from error
    server = MCPServer(name="kgraph", instructions=_ABOUT, log_level="ERROR")
    for tool in tools(KnowledgeGraph.load(folder)):
        server.tool()(tool)
    server.run("stdio")


def tools(kg: KnowledgeGraph) -> list[Callable[..., str]]:
    """What can be asked of a graph; each answer is JSON, each error a sentence that says what would be right."""

    def search(text: str) -> str:
        """Find entities by a part of a name, its pinyin or the initials of that."""
        return _answer(lambda: kg.search(text))

    def dossier(name: str) -> str:
        """All statements about an entity in the order of time, each with its sentence and source."""
        return _answer(lambda: kg.timeline(name))

    def path(start: str, end: str) -> str:
        """A shortest way between two entities, with the sentence of each step."""
        return _answer(lambda: kg.path(start, end))

    def evidence(subject: str = "", predicate: str = "", object: str = "") -> str:  # noqa: A002
        """The passages that state relations of a subject, a predicate (id or Chinese label) and an object."""
        return _answer(lambda: kg.evidence(subject=subject, predicate=predicate, object=object))

    def sql(query: str) -> str:
        """Ask in DuckDB's SQL: tables articles, mentions, entities, relations, evidence; view facts. Reads only."""
        return _answer(lambda: kg.sql(query))

    return [search, dossier, path, evidence, sql]


def _answer(ask: Callable[[], pd.DataFrame]) -> str:
    """The first rows of a frame as JSON, and how many there are in all."""
    try:
        frame = ask()
    except KgraphError as error:
        return json.dumps({"error": str(error)}, ensure_ascii=False)
    rows: list[Any] = json.loads(frame.head(MOST).to_json(orient="records", force_ascii=False, date_format="iso"))
    return json.dumps({"rows": rows, "of": len(frame)}, ensure_ascii=False)
