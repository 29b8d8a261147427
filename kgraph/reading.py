"""The stages that read one file at a time: what a worker process imports, and no more.

This is the one place where any exception is caught: what goes wrong in a file or an article becomes a `Failure` of that
file or article, and the others are read. What is wrong with the model or the knowledge stops the build.
"""

from __future__ import annotations

import gc
import re
import tempfile
import traceback
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path

from kgraph import corpus, entities, relations
from kgraph.deadline import deadline
from kgraph.errors import InputError, KgraphError
from kgraph.knowledge_io import Knowledge, Stamp, load, stamp
from kgraph.records import Article, Failure, Mention, Reading
from kgraph.text.traditional import as_written, simplified

__all__ = [
    "CHARACTERS_A_SECOND",
    "FileReading",
    "Stages",
    "collecting_seldom",
    "failed",
    "prepare",
    "read",
    "read_text",
]

_ADDRESS = re.compile(r"\b0x[0-9a-fA-F]{4,}\b")
_LONGEST_REASON = 300
CHARACTERS_A_SECOND = 5_000  # a tenth of what a slow machine reads: who needs longer hangs


@dataclass(frozen=True, slots=True, kw_only=True)
class Stages:
    """Which model, words and knowledge read files, how large one may be, and how many seconds a small one may take.

    `published` is the day of publication of what names none.
    """

    model: str
    segmenter: str
    lexicons: tuple[Path, ...]
    knowledge: Path | None
    limit: int
    threads: int = 1
    patience: int = 60
    published: str = ""

    @property
    def loaded(self) -> Knowledge:
        """The shipped knowledge under the user's."""
        return load(self.knowledge) if self.knowledge else load()


@dataclass(frozen=True, slots=True, kw_only=True)
class FileReading:
    """What one file came to: its articles as they were read, what failed, and the traceback of each surprise."""

    readings: tuple[Reading, ...] = ()
    failures: tuple[Failure, ...] = ()
    traces: tuple[str, ...] = ()


@dataclass(slots=True)
class _Report:
    """What goes wrong while one file is read."""

    source: corpus.Source
    failures: list[Failure] = field(default_factory=list)
    traces: list[str] = field(default_factory=list)

    def omit(self, reason: str) -> None:
        """Take down what the reader of a format had to leave out."""
        self.failures.append(Failure(source=self.source.name, stage="corpus", reason=reason))

    @contextmanager
    def of(self, stage: str, article: str = "") -> Iterator[None]:
        """Take down any exception of the block; one that concerns the whole build goes on."""
        try:
            yield
        except InputError as error:
            self.failures.append(Failure(source=error.source, article=article, stage=stage, reason=error.reason))
        except KgraphError:
            raise
        except Exception as error:  # noqa: BLE001 - the boundary: one document never costs the others
            failure, trace = failed(error, self.source.name, stage, article)
            self.failures.append(failure)
            self.traces.append(trace)


def read(sources: Sequence[corpus.Source], stages: Stages) -> list[FileReading]:
    """What each file says, and what of it could not be read."""
    with collecting_seldom():
        return prepare(stages).read(sources)


def read_text(text: str, stages: Stages) -> FileReading:
    """What a text says that lies in no file."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "text.txt")
        path.write_text(text, encoding="utf-8")
        return read([corpus.Source(path.name, path)], stages)[0]


def prepare(stages: Stages) -> _Reader:
    """The models, loaded once in this process."""
    return _Reader(stages, *_models(stages, stages.loaded, tuple(map(stamp, stages.lexicons))))


def failed(error: BaseException, source: str, stage: str, article: str = "") -> tuple[Failure, str]:
    """The failure that an exception means, in one line that is the same in each run; and its traceback."""
    said = " ".join(_ADDRESS.sub("…", f"{type(error).__name__}: {error}").split())
    failure = Failure(source=source, article=article, stage=stage, reason=said[:_LONGEST_REASON].removesuffix(": "))
    where = f"{source} {article}".rstrip()
    return failure, f"{where}, {stage}:\n{''.join(traceback.format_exception(error))}"


@contextmanager
def collecting_seldom() -> Iterator[None]:
    """Python's search for cycles made rare: among so many records it takes a tenth of the time, and finds few."""
    before = gc.get_threshold()
    gc.set_threshold(50_000, 20, 100)
    try:
        yield
    finally:
        gc.set_threshold(*before)


@dataclass(frozen=True, slots=True)
class _Reader:
    """The models of this process, and the files before them."""

    stages: Stages
    recognizer: entities.Recognizer
    extract: relations.Extractor

    def read(self, sources: Sequence[corpus.Source]) -> list[FileReading]:
        reports = [_Report(source) for source in sources]
        opened = [self._opened(report) for report in reports]
        plain = [tuple(simplified(each, self.stages.loaded) for each in articles) for articles in opened]
        found = self._found(reports, plain)
        return [
            FileReading(
                readings=tuple(_as_written(self._readings(report, read, mentions), articles)),
                failures=tuple(report.failures),
                traces=tuple(report.traces),
            )
            for report, articles, read, mentions in zip(reports, opened, plain, found, strict=True)
        ]

    def _opened(self, report: _Report) -> tuple[Article, ...]:
        with report.of("corpus"), self._deadline(report.source.size):
            articles = corpus.read(report.source, self.stages.loaded, limit=self.stages.limit, omit=report.omit)
            return tuple(replace(each, published=each.published or self.stages.published) for each in articles)
        return ()

    def _found(self, reports: Sequence[_Report], opened: Sequence[tuple[Article, ...]]) -> list[_Mentions]:
        """The mentions of all articles of all files, which go through the tagger together; alone where that fails."""
        whole = _Report(corpus.Source("", Path()))
        found: list[_Mentions] = []
        with whole.of("entities"), self._deadline(_characters(opened)):
            found = self._found_together(reports, opened)
        if not whole.failures:
            return found
        return [self._found_alone(report, articles) for report, articles in zip(reports, opened, strict=True)]

    def _found_together(self, reports: Sequence[_Report], opened: Sequence[tuple[Article, ...]]) -> list[_Mentions]:
        """The mentions of each file; the articles of one share what is known of names, records of one do not."""
        groups = [_groups(report.source, articles) for report, articles in zip(reports, opened, strict=True)]
        made = self.recognizer.pipe([group for file in groups for group in file])
        found = [[_by_article(group, next(made)) for group in file] for file in groups]
        return [{name: each for group in file for name, each in group.items()} for file in found]

    def _found_alone(self, report: _Report, articles: tuple[Article, ...]) -> _Mentions:
        """The mentions of one file, and where that fails of each of its articles."""
        found: _Mentions = {}
        several = len(articles) > 1
        trial = _Report(report.source) if several else report
        with trial.of("entities", "" if several else _id(articles)), self._deadline(_characters([articles])):
            found = _by_article(articles, self.recognizer(articles))
        if several and trial.failures:
            parts = (self._found_alone(report, (article,)) for article in articles)
            found = {article: mentions for part in parts for article, mentions in part.items()}
        return found

    def _readings(self, report: _Report, articles: Sequence[Article], found: _Mentions) -> Iterator[Reading]:
        """Each article whose names are known; where its facts cannot be read, with its names alone."""
        for article in articles:
            if article.id not in found:
                continue
            whole = (each for each in found[article.id] if article.is_whole(each.start, each.end))
            reading = Reading(article=article, mentions=tuple(whole), facts=())
            with report.of("relations", article.id), self._deadline(article.characters):
                facts, refusals = self.extract(article, reading.mentions)
                reading = Reading(article=article, mentions=reading.mentions, facts=facts, refusals=refusals)
            yield reading

    def _deadline(self, characters: int) -> AbstractContextManager[None]:
        return deadline(self.stages.patience + characters / CHARACTERS_A_SECOND)


_Mentions = dict[str, tuple[Mention, ...]]


def _as_written(readings: Iterable[Reading], articles: Sequence[Article]) -> Iterator[Reading]:
    written = {article.id: article for article in articles}
    return (as_written(each, written[each.article.id]) for each in readings)


def _by_article(articles: Sequence[Article], found: Sequence[tuple[Mention, ...]]) -> _Mentions:
    return {article.id: mentions for article, mentions in zip(articles, found, strict=True)}


def _groups(source: corpus.Source, articles: tuple[Article, ...]) -> list[tuple[Article, ...]]:
    """The articles of a file that are read together: records have nothing to do with each other."""
    return [(article,) for article in articles] if corpus.holds_records(source.name) else [articles]


def _id(articles: Sequence[Article]) -> str:
    return articles[0].id if articles else ""


def _characters(files: Iterable[Sequence[Article]]) -> int:
    return sum(article.characters for articles in files for article in articles)


@lru_cache(maxsize=2)
def _models(
    stages: Stages, knowledge: Knowledge, _: tuple[Stamp, ...]
) -> tuple[entities.Recognizer, relations.Extractor]:
    """The models of this process: loaded at the first file, and again when a file of the user's changed."""
    recognizer = entities.load(
        knowledge,
        model=stages.model,
        segmenter=stages.segmenter,
        lexicon=stages.lexicons,
        threads=stages.threads,
    )
    return recognizer, relations.load(knowledge)
