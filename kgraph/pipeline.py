"""The stages in their order: files to articles, mentions, facts, entities, tables, views.

Each file is read on its own, in this process or in several; what ties files together (resolution) sees all readings
in one order, so the same input gives the same bytes whatever the number of workers.
"""

from __future__ import annotations

import dataclasses
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import chain, repeat
from multiprocessing import get_context
from pathlib import Path

from kgraph import corpus, page, resolution
from kgraph.errors import InputError, OutputError
from kgraph.exports import gexf, graphml, parquet
from kgraph.graph.assemble import assemble
from kgraph.knowledge_io import Knowledge
from kgraph.reading import Stages, collecting_seldom, read
from kgraph.records import Reading, Tables
from kgraph.relations.language_model import Cost, SecondReader, Server
from kgraph.resolution.decisions import judgements

__all__ = ["Outcome", "Settings", "build", "cost", "save", "with_judgements"]

MEGABYTE = 1_000_000
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
            threads=max(1, (os.cpu_count() or 1) // self.workers),
        )

    @property
    def loaded(self) -> Knowledge:
        """The shipped knowledge under the user's."""
        return self.stages.loaded


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """The rows of the graph, the files that were skipped, and the pairs a person may judge.

    `unread` counts the passages that the second reader left out: for its budget, or because the server failed.
    """

    tables: Tables
    skipped: tuple[InputError, ...] = ()
    doubts: tuple[resolution.Doubt, ...] = ()
    unread: int = 0


def build(
    inputs: Iterable[str], settings: Settings | None = None, *, progress: Callable[[int, int], None] | None = None
) -> Outcome:
    """Read files, folders, globs or standard input (`-`) into the rows of a graph."""
    settings = settings or Settings()
    readings, skipped = _readings(inputs, settings, progress=progress)
    unread = 0
    if settings.reader:
        reader = SecondReader(settings.reader, settings.loaded)
        readings = [reader.read(reading) for reading in readings]
        unread = reader.unread
    with collecting_seldom():
        fused = _fused(readings, settings)
    return dataclasses.replace(fused, skipped=tuple(skipped), unread=unread)


def cost(inputs: Iterable[str], settings: Settings, server: Server) -> Cost:
    """What a second reader would take for these inputs; nothing is sent."""
    readings, _ = _readings(inputs, settings)
    return SecondReader(server, settings.loaded).cost(readings)


def _readings(
    inputs: Iterable[str], settings: Settings, *, progress: Callable[[int, int], None] | None = None
) -> tuple[list[Reading], list[InputError]]:
    sources = list(corpus.find(inputs))
    readings: list[Reading] = []
    skipped: list[InputError] = []
    for done, result in enumerate(_results(sources, settings), start=1):
        if isinstance(result, InputError):
            skipped.append(result)
        else:
            readings += result
        if progress:
            progress(done, len(sources))
    return sorted(readings, key=lambda reading: reading.article.id), skipped


def with_judgements(settings: Settings, folder: Path) -> Settings:
    """The settings, with the decisions that lie in the output folder where none are named."""
    beside = folder / "judgements.tsv"
    if settings.judgements or not beside.is_file():
        return settings
    return dataclasses.replace(settings, judgements=beside)


def save(rows: Tables, folder: Path, knowledge: Knowledge) -> None:
    """Write the page, GraphML, GEXF and tables; they take the place of the old ones only when all are whole."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        staging = Path(tempfile.mkdtemp(prefix=".kgraph-", dir=folder))
    except OSError as error:
        raise OutputError(f"{folder}: {error.strerror}") from error
    try:
        parquet.write(rows, staging / "tables")
        page.write(rows, staging / "graph.html", knowledge, home=folder)
        graphml.write(rows, staging / "graph.graphml", knowledge)
        gexf.write(rows, staging / "graph.gexf", knowledge)
        _move(staging, folder)
    except OSError as error:
        raise OutputError(f"{folder}: {error.strerror or error}") from error
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def _move(staging: Path, folder: Path) -> None:
    for path in sorted(path for path in staging.rglob("*") if path.is_file()):
        target = folder / path.relative_to(staging)
        target.parent.mkdir(exist_ok=True)
        path.replace(target)


def _fused(readings: Sequence[Reading], settings: Settings) -> Outcome:
    knowledge = settings.loaded
    judged = judgements.read(settings.judgements) if settings.judgements else ()
    resolved = resolution.resolve(readings, knowledge, judgements=judged, register=settings.register)
    rows = assemble(
        readings, resolved.entities, resolved.entity_of, relations=knowledge.relations, merges=resolved.merges
    )
    return Outcome(tables=rows, doubts=resolved.doubts)


def _results(sources: Sequence[corpus.Source], settings: Settings) -> Iterator[list[Reading] | InputError]:
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
        size += source.path.stat().st_size if source.path.is_file() else 0
    if batch:
        yield batch
