"""Reads Chinese news and government documents into a knowledge graph that leads back to every sentence.

>>> import kgraph
>>> kg = kgraph.build(["seeds/"])  # doctest: +SKIP
>>> kg["安踏"]  # doctest: +SKIP
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kgraph.errors import InputError, KgraphError, KnowledgeError, ModelError, NameNotFoundError, OutputError

if TYPE_CHECKING:
    from kgraph.graph.knowledge_graph import KnowledgeGraph

__all__ = [
    "InputError",
    "KgraphError",
    "KnowledgeError",
    "KnowledgeGraph",
    "ModelError",
    "NameNotFoundError",
    "OutputError",
    "build",
    "load",
]

__version__ = "0.1.0"


def build(inputs: str | Path | Iterable[str | Path], **settings: Any) -> KnowledgeGraph:
    """The graph of files, folders or globs; settings are those of `kgraph.pipeline.Settings`.

    Files that cannot be read are skipped with a warning each.

    >>> from pathlib import Path
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder, "a.txt")
    ...     _ = path.write_text("泉州市远航鞋业有限公司董事长林一鸣表示，公司将扩大生产。", encoding="utf-8")
    ...     kg = build(path)
    >>> "林一鸣" in kg
    True
    """
    from kgraph.graph.knowledge_graph import KnowledgeGraph

    return KnowledgeGraph.build(inputs, **settings)


def load(folder: str | Path) -> KnowledgeGraph:
    """The graph that `kgraph build … -o FOLDER` or `kg.save(FOLDER)` wrote.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     kg.save(folder)
    ...     load(folder)
    KnowledgeGraph: 2 articles, 5 entities, 5 relations
    """
    from kgraph.graph.knowledge_graph import KnowledgeGraph

    return KnowledgeGraph.load(folder)


def __getattr__(name: str) -> Any:
    """`KnowledgeGraph`, imported only when asked for: it needs pandas and networkx."""
    if name != "KnowledgeGraph":
        msg = f"module 'kgraph' has no attribute {name!r}"
        raise AttributeError(msg)
    from kgraph.graph.knowledge_graph import KnowledgeGraph

    return KnowledgeGraph


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])
