"""What all tests share: `kg`, a small graph, in every doctest; and no deadline for a property on a busy machine."""

from __future__ import annotations

import pytest
from hypothesis import settings

from kgraph.graph.knowledge_graph import KnowledgeGraph
from tests.exports.sample import SMALL

settings.register_profile("kgraph", deadline=None)  # the first example of a property may load the knowledge
settings.load_profile("kgraph")


@pytest.fixture(autouse=True, scope="session")
def example(doctest_namespace: dict[str, object]) -> None:
    """Put the small graph of the tests within reach of every doctest."""
    doctest_namespace["kg"] = KnowledgeGraph(SMALL)
