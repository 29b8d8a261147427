"""What is wrong with a folder of knowledge files, or with a GraphML or GEXF file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kgraph import entities, relations, resolution, summary
from kgraph.errors import KgraphError
from kgraph.knowledge import load
from kgraph.views import checking

__all__ = ["problems", "sound"]


def problems(path: Path) -> Iterator[str]:
    """One line a problem; none where all is sound."""
    if path.is_dir():
        yield from _knowledge(path)
    else:
        yield from (str(problem) for problem in checking.check(path))


def sound(path: Path) -> list[str]:
    """The line that says so."""
    if path.is_dir():
        return [summary.message("known_good", folder=path)]
    return [summary.message("sound", file=path)]


def _knowledge(folder: Path) -> Iterator[str]:
    """What each stage objects to when it loads the folder over the shipped knowledge."""
    for stage in (entities, relations, resolution):
        try:
            stage.check(load(folder))
        except KgraphError as error:
            yield str(error)
