"""Questions in SQL and Cypher, answered by DuckDB and grand-cypher over the tables in memory."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import networkx as nx
import pandas as pd

from kgraph.errors import KgraphError
from kgraph.exports import parquet
from kgraph.records import Tables

__all__ = ["cypher", "sql"]

_FACTS = """
CREATE VIEW facts AS
SELECT s.name AS subject, s.type AS subject_type, r.predicate, o.name AS object, o.type AS object_type,
       r.weight, r.qualifiers, r.id
FROM relations r JOIN entities s ON s.id = r.subject JOIN entities o ON o.id = r.object
"""


def sql(tables: Tables, query: str) -> pd.DataFrame:
    """The answer to a query over the tables and `facts`, the relations with the names of their ends.

    The query sees these tables alone, no file.
    """
    try:
        import duckdb
    except ImportError as error:
        raise KgraphError("kg.sql needs DuckDB: pip install 'kgraph[sql]'") from error
    with duckdb.connect(config={"enable_external_access": "false"}) as connection:
        for name, table in parquet.arrow(tables).items():
            connection.register(name, table)
        connection.execute(_FACTS)
        try:
            answer: pd.DataFrame = connection.sql(query).df()
            return answer
        except duckdb.Error as error:
            raise KgraphError(f"SQL: {_first_line(error)}") from error


def cypher(graph: nx.MultiDiGraph[str], query: str) -> pd.DataFrame:
    """The answer to a Cypher query; labels are entity types, relationship types are predicates."""
    try:
        from grandcypher import GrandCypher
        from lark.exceptions import LarkError
    except ImportError as error:
        raise KgraphError("kg.cypher needs grand-cypher: pip install 'kgraph[cypher]'") from error
    try:
        answer = GrandCypher(_labelled(graph)).run(query)
    except LarkError as error:
        raise KgraphError(f"Cypher: {_first_line(error)}") from error
    return pd.DataFrame({str(column): _readable(values) for column, values in answer.items()})


def _labelled(graph: nx.MultiDiGraph[str]) -> nx.MultiDiGraph[str]:
    """The graph with the labels that grand-cypher looks for."""
    made: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node, data in graph.nodes(data=True):
        made.add_node(node, **data, id=node, __labels__={data["type"]})
    for subject, object_, key, data in graph.edges(keys=True, data=True):
        made.add_edge(subject, object_, key=key, **data, id=key, __labels__={data["predicate"]})
    return made


def _readable(values: Iterable[Any]) -> list[Any]:
    """Whole nodes and edges without the labels, which are their type or predicate."""
    return [
        {key: each for key, each in value.items() if key != "__labels__"} if isinstance(value, Mapping) else value
        for value in values
    ]


def _first_line(error: Exception) -> str:
    lines = str(error).strip().splitlines()
    return lines[0] if lines else type(error).__name__
