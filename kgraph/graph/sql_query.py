"""Questions in SQL, answered by DuckDB over the tables in memory."""

from __future__ import annotations

import duckdb
import pandas as pd

from kgraph.errors import KgraphError
from kgraph.exports import parquet
from kgraph.records import Tables

__all__ = ["sql"]

_FACTS = """
CREATE VIEW facts AS
SELECT s.name AS subject, s.type AS subject_type, r.predicate, o.name AS object, o.type AS object_type,
       r.weight, r.date_from, r.date_to, r.date_precision, r.qualifiers, r.id
FROM relations r JOIN entities s ON s.id = r.subject JOIN entities o ON o.id = r.object
"""


def sql(tables: Tables, query: str) -> pd.DataFrame:
    """The answer to a query over the tables and `facts`, the relations with the names of their ends.

    The query sees these tables alone, no file.
    """
    with duckdb.connect(config={"enable_external_access": "false"}) as connection:
        for name, table in parquet.arrow(tables).items():
            connection.register(name, table)
        connection.execute(_FACTS)
        try:
            answer: pd.DataFrame = connection.sql(query).df()
            return answer
        except duckdb.Error as error:
            raise KgraphError(f"SQL: {_first_line(error)}") from error


def _first_line(error: Exception) -> str:
    lines = str(error).strip().splitlines()
    return lines[0] if lines else type(error).__name__
