"""The stages that read one file at a time: what a worker process imports, and no more."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from kgraph import corpus, entities, relations
from kgraph.errors import InputError
from kgraph.knowledge_io import Knowledge, Stamp, load, stamp
from kgraph.records import Article, Mention, Reading

__all__ = ["Stages", "collecting_seldom", "read"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stages:
    """Which model, words and knowledge read files, and how large a file may be."""

    model: str
    segmenter: str
    lexicons: tuple[Path, ...]
    knowledge: Path | None
    limit: int
    threads: int = 1

    @property
    def loaded(self) -> Knowledge:
        """The shipped knowledge under the user's."""
        return load(self.knowledge) if self.knowledge else load()


def read(sources: Sequence[corpus.Source], stages: Stages) -> list[list[Reading] | InputError]:
    """What each file says, or why it could not be read."""
    with collecting_seldom():
        return _results(sources, stages)


@contextmanager
def collecting_seldom() -> Iterator[None]:
    """Python's search for cycles made rare: among so many records it takes a tenth of the time, and finds few."""
    before = gc.get_threshold()
    gc.set_threshold(50_000, 20, 100)
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _results(sources: Sequence[corpus.Source], stages: Stages) -> list[list[Reading] | InputError]:
    opened = [_opened(source, stages) for source in sources]
    find, extract = _models(stages, stages.loaded, tuple(map(stamp, stages.lexicons)))
    found = find.pipe([articles for articles in opened if not isinstance(articles, InputError)])
    return [
        articles
        if isinstance(articles, InputError)
        else [_reading(article, mentions, extract) for article, mentions in zip(articles, next(found), strict=True)]
        for articles in opened
    ]


@lru_cache(maxsize=2)
def _models(
    stages: Stages, knowledge: Knowledge, _: tuple[Stamp, ...]
) -> tuple[entities.Recognizer, relations.Extractor]:
    """The models of this process: loaded at the first file, and again when a file of the user's changed."""
    finder = entities.load(
        knowledge,
        model=stages.model,
        segmenter=stages.segmenter,
        lexicon=stages.lexicons,
        threads=stages.threads,
    )
    return finder, relations.load(knowledge)


def _opened(source: corpus.Source, stages: Stages) -> tuple[Article, ...] | InputError:
    try:
        return corpus.read(source, stages.loaded, limit=stages.limit)
    except InputError as error:
        return error


def _reading(article: Article, found: Iterable[Mention], extract: relations.Extractor) -> Reading:
    mentions = tuple(each for each in found if article.is_whole(each.start, each.end))
    facts, refusals = extract(article, mentions)
    return Reading(article=article, mentions=mentions, facts=facts, refusals=refusals)
