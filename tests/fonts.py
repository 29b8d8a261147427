"""Whether this machine can draw Chinese."""

from __future__ import annotations

import os

import pytest

from kgraph.errors import KgraphError
from kgraph.graph.knowledge_graph import KnowledgeGraph
from kgraph.records import Tables


def need_chinese_font() -> None:
    """Without a Chinese font the test is skipped, in CI it fails."""
    try:
        KnowledgeGraph(Tables()).plot()
    except KgraphError as error:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(str(error))
