"""The gold of the sample corpus: cleaning must lose no name, and cut almost none."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from kgraph import corpus, knowledge_io
from kgraph.knowledge_io.annotation import Mark, unmark

KNOWLEDGE = knowledge_io.load()
SEEDS = Path(__file__).parents[2] / "seeds"
TEXTS = sorted(path for path in (SEEDS / "articles").rglob("*") if path.suffix in (".txt", ".md", ".html"))
BROKEN = 16  # of 12,400 names: those that only one who knows them could rejoin


def gold_of(path: Path) -> tuple[str, tuple[Mark, ...]]:
    relative = path.relative_to(SEEDS / "articles").with_suffix(".ann.txt")
    return unmark((SEEDS / "gold" / relative).read_bytes().decode("utf-8"))


@cache
def lost_and_broken(path: Path) -> tuple[list[str], list[str]]:
    """The names that are not in the clean text, and those in it but not whole within one sentence."""
    source = corpus.Source(path.name, path)
    raw, marks = gold_of(path)
    read = corpus.characters(source, KNOWLEDGE)
    shift = len(read) - len(raw)  # a byte order mark that the gold leaves out
    kept: set[int] = set()
    sentences = []
    for article in corpus.read(source, KNOWLEDGE):
        kept.update(place - shift for place in article.origin)
        sentences += [tuple(place - shift for place in article.origin[a:b]) for a, b in article.sentences]
    lost = [raw[mark.start : mark.end] for mark in marks if not set(inked(raw, mark)) <= kept]
    broken = [raw[mark.start : mark.end] for mark in marks if not is_whole(list(inked(raw, mark)), sentences)]
    return lost, broken


def inked(raw: str, mark: Mark) -> Iterator[int]:
    return (place for place in range(mark.start, mark.end) if not raw[place].isspace())


def is_whole(places: list[int], sentences: list[tuple[int, ...]]) -> bool:
    for sentence in sentences:
        if places[0] in sentence:
            start = sentence.index(places[0])
            return [place for place in sentence[start:] if place in places][: len(places)] == places
    return False


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_no_name_is_lost(path: Path) -> None:
    assert lost_and_broken(path)[0] == []


def test_almost_no_name_is_broken() -> None:
    assert sum(len(lost_and_broken(path)[1]) for path in TEXTS) <= BROKEN
