"""What every doctest may use: `kg`, a small graph."""

from __future__ import annotations

import pytest

from kgraph.graph import KnowledgeGraph
from tests.exports.sample import SMALL


@pytest.fixture(autouse=True, scope="session")
def example(doctest_namespace: dict[str, object]) -> None:
    """Put the small graph of the tests within reach of every doctest."""
    doctest_namespace["kg"] = KnowledgeGraph(SMALL)
