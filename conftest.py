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


# What takes its time: browsers, builds of corpora, training, processes that are killed. The rest is the quick tier.
_SLOW = (
    "tests/page/",
    "tests/fuzzing/",
    "tests/cache/",
    "tests/engine/",
    "tests/registers/",
    "tests/exports/test_sample_corpus",
    "tests/evaluation/test_quality",
    "tests/evaluation/test_registers",
    "tests/resolution/test_seeds_merged",
    *(
        f"tests/test_{name}"
        for name in ("ablation", "cli", "docs", "failures", "kill", "mcp", "notebooks", "places", "readme", "seeds")
    ),
    "tests/test_training",
    "tests/corpus/test_seeds",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what is quick: `pytest -m quick` is the tier to run after each change."""
    for item in items:
        if not item.nodeid.startswith(_SLOW):
            item.add_marker(pytest.mark.quick)
