"""The stages in their order: files to articles, mentions, facts, entities, tables, views.

Each file is read on its own, in this process or in several; what ties files together (resolution) sees all readings
in one order, so the same input gives the same bytes whatever the number of workers.
"""

from __future__ import annotations

import dataclasses
import os
import platform
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain, repeat
from multiprocessing import get_context
from pathlib import Path

from kgraph import __version__, corpus, page, resolution
from kgraph.errors import KgraphError, OutputError, StoppedError
from kgraph.exports import gexf, graphml, parquet
from kgraph.graph.assemble import assemble
from kgraph.knowledge_io import Knowledge
from kgraph.reading import FileReading, Stages, collecting_seldom, failed, read
from kgraph.records import Failure, Reading, Tables
from kgraph.relations.language_model import Cost, SecondReader, Server
from kgraph.resolution.decisions import judgements

__all__ = ["Outcome", "Settings", "build", "cost", "save", "with_judgements"]

MEGABYTE = 1_000_000
FAILURES = "failures.log"
# A batch of files: enough for the tagger to fill its rows, and not more than memory takes lightly.
MOST_FILES, MOST_BYTES = 24, 200_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How a graph is built; the defaults are what `kgraph build INPUT -o OUT` does."""

    model: str = "kgraph"
    segmenter: str = ""
    lexicons: tuple[Path, ...] = ()
    knowledge: Path | None = None
    judgements: Path | None = None
    register: Path | None = None
    limit: int = 50 * MEGABYTE
    workers: int = 1
    patience: int = 60
    strict: bool = False
    reader: Server | None = None

    @property
    def stages(self) -> Stages:
        """What of this a process that reads files needs."""
        return Stages(
            model=self.model,
            segmenter=self.segmenter,
            lexicons=self.lexicons,
            knowledge=self.knowledge,
            limit=self.limit,
            patience=self.patience,
            threads=max(1, (os.cpu_count() or 1) // self.workers),
        )

    @property
    def loaded(self) -> Knowledge:
        """The shipped knowledge under the user's."""
        return self.stages.loaded


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """The rows of the graph, the tracebacks of what failed unforeseen, and the pairs a person may judge.

    `notes` has a line for each decision of a person that names nothing. `unread` counts the passages that the second
    reader left out: for its budget, or because the server failed.
    """

    tables: Tables
    traces: tuple[str, ...] = ()
    doubts: tuple[resolution.Doubt, ...] = ()
    notes: tuple[str, ...] = ()
    unread: int = 0

    @property
    def failures(self) -> tuple[Failure, ...]:
        """What could not be read, or not wholly."""
        return self.tables.failures


def build(
    inputs: Iterable[str], settings: Settings | None = None, *, progress: Callable[[int, int], None] | None = None
) -> Outcome:
    """Read files, folders, globs or standard input (`-`) into the rows of a graph."""
    settings = settings or Settings()
    read = _read(inputs, settings, progress=progress)
    readings: Sequence[Reading] = read.readings
    unread = 0
    if settings.reader:
        reader = SecondReader(settings.reader, settings.loaded)
        readings = [reader.read(reading) for reading in readings]
        unread = reader.unread
    with collecting_seldom(), _stopping("resolution"):
        fused = _fused(readings, read.failures, settings)
    return dataclasses.replace(fused, traces=read.traces, unread=unread)


@contextmanager
def _stopping(stage: str) -> Iterator[None]:
    """A stage that sees all articles: what goes wrong in it ends the build, in one line and with its traceback."""
    try:
        yield
    except (KgraphError, MemoryError):
        raise
    except Exception as error:
        failure, trace = failed(error, stage, stage)
        raise StoppedError(f"{failure}; nothing was written", trace) from error


def cost(inputs: Iterable[str], settings: Settings, server: Server) -> Cost:
    """What a second reader would take for these inputs; nothing is sent."""
    return SecondReader(server, settings.loaded).cost(_read(inputs, settings).readings)


def _read(
    inputs: Iterable[str], settings: Settings, *, progress: Callable[[int, int], None] | None = None
) -> FileReading:
    """All files as one: their readings and failures in an order that is not that of the files."""
    sources = list(corpus.find(inputs))
    files: list[FileReading] = []
    for done, each in enumerate(_results(sources, settings), start=1):
        if settings.strict and each.failures:
            raise StoppedError(str(each.failures[0]), "".join(each.traces[:1]))
        files.append(each)
        if progress:
            progress(done, len(sources))
    return FileReading(
        readings=tuple(sorted((one for each in files for one in each.readings), key=lambda one: one.article.id)),
        failures=tuple(sorted(failure for each in files for failure in each.failures)),
        traces=tuple(trace for each in files for trace in each.traces),
    )


def with_judgements(settings: Settings, folder: Path) -> Settings:
    """The settings, with the decisions that lie in the output folder where none are named."""
    beside = folder / "judgements.tsv"
    if settings.judgements or not beside.is_file():
        return settings
    return dataclasses.replace(settings, judgements=beside)


def save(rows: Tables, folder: Path, knowledge: Knowledge, *, traces: Sequence[str] = ()) -> Tables:
    """Write the page, GraphML, GEXF and tables; they take the place of the old ones only when all are whole.

    A view that cannot be drawn is a failure among the rows, which are given back as they were written. `traces` of what
    failed go to failures.log.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        staging = Path(tempfile.mkdtemp(prefix=".kgraph-", dir=folder))
    except OSError as error:
        raise OutputError(f"{folder}: {error.strerror}") from error
    try:
        rows, more = _drawn(rows, staging, folder, knowledge)
        parquet.write(rows, staging / "tables")
        _log([*traces, *more], staging / FAILURES)
        _move(staging, folder)
    except OSError as error:
        raise OutputError(f"{folder}: {error.strerror or error}") from error
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    return rows


def _drawn(rows: Tables, staging: Path, folder: Path, knowledge: Knowledge) -> tuple[Tables, list[str]]:
    """The views, drawn; what could not be is told in the rows that are given back, and in the traces."""
    views: Mapping[str, Callable[[Path], object]] = {
        "graph.html": lambda path: page.write(rows, path, knowledge, home=folder),
        "graph.graphml": lambda path: graphml.write(rows, path, knowledge),
        "graph.gexf": lambda path: gexf.write(rows, path, knowledge),
    }
    failures, traces = list(rows.failures), []
    for name, draw in views.items():
        try:
            draw(staging / name)
        except (KgraphError, OSError):
            raise
        except Exception as error:  # noqa: BLE001 - the boundary: a view never costs the tables
            failure, trace = failed(error, name, "views")
            failures.append(failure)
            traces.append(trace)
    return dataclasses.replace(rows, failures=tuple(sorted(failures))), traces


def _log(traces: Sequence[str], path: Path) -> None:
    """What is needed to report a fault, where there was one."""
    if traces:
        head = f"kgraph {__version__}, Python {platform.python_version()}, {platform.platform()}"
        path.write_text("\n".join([head, *traces]), encoding="utf-8", errors="replace")


def _move(staging: Path, folder: Path) -> None:
    for path in sorted(path for path in staging.rglob("*") if path.is_file()):
        target = folder / path.relative_to(staging)
        target.parent.mkdir(exist_ok=True)
        path.replace(target)


def _fused(readings: Sequence[Reading], failures: Sequence[Failure], settings: Settings) -> Outcome:
    knowledge = settings.loaded
    judged = judgements.read(settings.judgements) if settings.judgements else ()
    resolved = resolution.resolve(readings, knowledge, judgements=judged, register=settings.register)
    rows = assemble(
        resolved.readings, resolved.entities, resolved.entity_of, relations=knowledge.relations, merges=resolved.merges
    )
    tables = dataclasses.replace(rows, failures=tuple(failures))
    return Outcome(tables=tables, doubts=resolved.doubts, notes=resolved.idle)


def _results(sources: Sequence[corpus.Source], settings: Settings) -> Iterator[FileReading]:
    share = -(-len(sources) // settings.workers)
    batches = list(_batches(sources, most=min(share, MOST_FILES)))
    if settings.workers == 1 or len(batches) < 2:
        yield from chain.from_iterable(read(batch, settings.stages) for batch in batches)
        return
    with ProcessPoolExecutor(settings.workers, mp_context=get_context("spawn")) as pool:
        yield from chain.from_iterable(pool.map(read, batches, repeat(settings.stages)))


def _batches(sources: Sequence[corpus.Source], *, most: int) -> Iterator[list[corpus.Source]]:
    """Neighbouring files in batches that keep the tagger busy and the memory small."""
    batch: list[corpus.Source] = []
    size = 0
    for source in sources:
        if batch and (len(batch) == most or size > MOST_BYTES):
            yield batch
            batch, size = [], 0
        batch.append(source)
        size += source.size
    if batch:
        yield batch
