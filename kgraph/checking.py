"""What is wrong with a folder of knowledge files, or with a GraphML or GEXF file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from kgraph import entities, relations, summary
from kgraph.corpus.press_patterns import press_patterns
from kgraph.errors import KgraphError
from kgraph.exports import gephi_lint
from kgraph.knowledge_io import Knowledge, load
from kgraph.relations.patterns import examples
from kgraph.resolution.compare import matcher

__all__ = ["problems", "sound"]

_LOOKS: tuple[Callable[[Knowledge], object], ...] = (press_patterns, entities.check, relations.load, matcher.load)


def problems(path: Path) -> Iterator[str]:
    """One line a problem; none where all is sound."""
    if path.is_dir():
        yield from _knowledge(path)
    else:
        yield from (str(problem) for problem in gephi_lint.check(path))


def sound(path: Path) -> list[str]:
    """The line that says so."""
    if path.is_dir():
        return [summary.message("known_good", folder=path)]
    return [summary.message("sound", file=path)]


def _knowledge(folder: Path) -> Iterator[str]:
    """What each stage objects to when it loads the folder over the shipped knowledge; then what the examples show."""
    knowledge = load(folder)
    objections = [objection for look in _LOOKS for objection in _objections(look, knowledge)]
    yield from sorted(set(objections) or {str(failure) for failure in examples.failures(knowledge)})


def _objections(look: Callable[[Knowledge], object], knowledge: Knowledge) -> Iterator[str]:
    try:
        look(knowledge)
    except KgraphError as error:
        yield str(error)
