"""The stages in their order: files to articles, mentions, facts, entities, tables, views.

Each file is read on its own, in this process or in several; what ties files together (resolution) sees all readings
in one order, so the same input gives the same bytes whatever the number of workers.
"""

from __future__ import annotations

import dataclasses
import json
import os
import platform
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from kgraph import __version__, corpus, engine, page, resolution
from kgraph.cache import receipt, settings_file
from kgraph.cache.memory import Memory
from kgraph.cache.settings_file import Recipe
from kgraph.errors import KgraphError, StoppedError
from kgraph.exports import gexf, graphml, parquet
from kgraph.graph.assemble import assemble
from kgraph.knowledge_io import Knowledge
from kgraph.outputs import STATE, OutputFolder, mark
from kgraph.reading import FileReading, Stages, collecting_seldom, failed
from kgraph.records import Failure, Reading, Tables
from kgraph.relations.language_model import Cost, SecondReader, Server
from kgraph.resolution.decisions import judgements
from kgraph.versions import digest, made_with, reading_digest

__all__ = ["Outcome", "Settings", "build", "cost", "recipe_of", "save", "update", "with_judgements"]

MEGABYTE = 1_000_000
TABLES, PAGE, GRAPHML, GEXF, FAILURES = "tables", "graph.html", "graph.graphml", "graph.gexf", "failures.log"
OUTPUTS = (PAGE, GRAPHML, GEXF, FAILURES, "doubts.tsv", *(f"{TABLES}/{name}.parquet" for name in parquet.NAMES))
Progress = Callable[[int, int], None]
BUILD, READINGS, JUDGED = "build", "readings", "judgements.tsv"


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
    workers: int = 0
    patience: int = 60
    strict: bool = False
    published: str = ""
    without_text: bool = False
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
            published=self.published,
            threads=max(1, engine.cores() // (self.workers or engine.cores())),
        )

    @property
    def loaded(self) -> Knowledge:
        """The shipped knowledge under the user's."""
        return self.stages.loaded


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """The rows of the graph, the tracebacks of what failed unforeseen, and the pairs a person may judge.

    `notes` has a line for each decision of a person that names nothing. `unread` counts the passages that the second
    reader left out: for its budget, or because the server failed; `recalled` the files whose readings were kept from an
    earlier build; `forgotten` names the shards that were broken; `judged` is what people had decided;
    `passed` names the files of folders that are no documents, and why.
    """

    tables: Tables
    traces: tuple[str, ...] = ()
    doubts: tuple[resolution.Doubt, ...] | None = ()
    notes: tuple[str, ...] = ()
    unread: int = 0
    recalled: int = 0
    forgotten: tuple[str, ...] = ()
    judged: tuple[judgements.Judgement, ...] = ()
    passed: tuple[str, ...] = ()

    @property
    def failures(self) -> tuple[Failure, ...]:
        """What could not be read, or not wholly."""
        return self.tables.failures


def update(inputs: Iterable[str], settings: Settings, folder: Path, *, progress: Progress | None = None) -> Outcome:
    """Bring the graph in a folder up to what the inputs say: only what is new or changed since is read."""
    recipe = _recipe(tuple(inputs), settings)
    with OutputFolder(folder) as output:
        output.refuse_foreign(OUTPUTS)
        memory = Memory.of(output.state / READINGS, settings.stages)
        files = _Files.found(recipe.inputs, settings, memory, progress)
        state = _state(files, memory, settings, output)
        known = receipt.read(output.path, output.state, _standing(output))
        if state and known and known.state == state:
            rows = parquet.read(output.path / TABLES)
            return Outcome(tables=rows, doubts=None, notes=known.notes, recalled=len(files.known), passed=files.passed)
        outcome = _built(files, settings, memory)
        if outcome.tables.articles:
            outcome = _saved(outcome, output, settings.loaded)
            memory.prune()
            settings_file.write(output.state, recipe)
            made = receipt.Receipt(state=_state(files, memory, settings, output), notes=outcome.notes)
            receipt.write(output.path, output.state, _standing(output), made)
    return outcome


def _standing(output: OutputFolder) -> list[str]:
    """The files that must be as they were left, if nothing is to be made again: outputs, and what is remembered."""
    shards = (path.relative_to(output.path).as_posix() for path in (output.state / READINGS).glob("*"))
    return [*output.names, *shards]


def _state(files: _Files, memory: Memory, settings: Settings, output: OutputFolder) -> str:
    """A hash over all that the outputs depend on; nothing where a model or a surprise had a say in them."""
    keys = memory.keys(files.sources)
    if settings.reader or any(each.traces for each in files.fresh) or not keys:
        return ""
    asked = [path.read_bytes() if path else b"" for path in (settings.judgements, settings.register)]
    failures = [[each.source, each.article, each.reason] for file in files.fresh for each in file.failures]
    here = os.path.relpath(output.path.resolve(), Path.cwd())
    said = [keys, sorted(failures), settings.without_text, here, reading_digest(settings.stages)]
    return digest(json.dumps(said).encode(), *asked)


def recipe_of(folder: Path) -> tuple[Recipe, Settings]:
    """How the graph in a folder was built."""
    recipe = settings_file.read(folder / STATE)
    settings = Settings(**recipe.settings)
    if settings.judgements == folder.absolute() / JUDGED and not settings.judgements.exists():
        settings = dataclasses.replace(settings, judgements=None)
    if recipe.reader:
        key = os.environ.get("OPENAI_API_KEY", "")
        settings = dataclasses.replace(settings, reader=Server(**recipe.reader, key=key, cache=folder / ".answers"))
    return recipe, settings


def _recipe(inputs: tuple[str, ...], settings: Settings) -> Recipe:
    own = {field.name: getattr(settings, field.name) for field in dataclasses.fields(settings)}
    reader = dataclasses.asdict(own.pop("reader")) if settings.reader else None
    return Recipe(inputs=inputs, folder=Path.cwd(), settings=own, reader=reader)


def build(inputs: Iterable[str], settings: Settings | None = None, *, progress: Progress | None = None) -> Outcome:
    """Read files, folders, globs or standard input (`-`) into the rows of a graph."""
    settings = settings or Settings()
    return _built(_Files.found(tuple(inputs), settings, None, progress), settings, None)


def _built(files: _Files, settings: Settings, memory: Memory | None) -> Outcome:
    """The graph of files of which those that are new are read."""
    read = files.whole(settings, memory)
    readings: Sequence[Reading] = read.readings
    unread = 0
    if settings.reader:
        reader = SecondReader(settings.reader, settings.loaded)
        readings = [reader.read(reading) for reading in readings]
        unread = reader.unread
    with collecting_seldom(), _stopping("resolution"):
        fused = _fused(readings, read.failures, settings)
    return dataclasses.replace(
        fused,
        traces=read.traces,
        unread=unread,
        recalled=len(files.known),
        passed=files.passed,
        forgotten=tuple(f"{name}: {why}" for name, why in sorted(memory.shards.broken.items())) if memory else (),
    )


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
    read = _Files.found(tuple(inputs), settings, None, None).whole(settings, None)
    return SecondReader(server, settings.loaded).cost(read.readings)


@dataclass(slots=True)
class _Files:
    """The files of a build: those whose readings are remembered, and what the others came to."""

    sources: list[corpus.Source]
    known: list[corpus.Source]
    fresh: list[FileReading]
    passed: tuple[str, ...]

    @classmethod
    def found(
        cls, inputs: tuple[str, ...], settings: Settings, memory: Memory | None, progress: Progress | None
    ) -> _Files:
        """Find the files, and read those that are new."""
        sources = list(corpus.find(inputs))
        known = memory.known(sources) if memory else set()
        passed = tuple(f"{name}: {reason}" for name, reason in corpus.passed_over(inputs))
        made = cls(sources, [source for source in sources if source in known], [], passed)
        made.read([source for source in sources if source not in known], settings, memory, progress)
        return made

    def read(
        self,
        sources: Sequence[corpus.Source],
        settings: Settings,
        memory: Memory | None,
        progress: Progress | None = None,
    ) -> None:
        """Read files now, and remember them."""
        for each in _read_now(sources, settings, memory):
            if settings.strict and each.failures:
                raise StoppedError(str(each.failures[0]), "".join(each.traces[:1]))
            self.fresh.append(each)
            if progress:
                progress(len(self.known) + len(self.fresh), len(self.sources))

    def whole(self, settings: Settings, memory: Memory | None) -> FileReading:
        """All files as one, in an order that is not that of the files; what is remembered no longer is read again."""
        recalled = dict(memory.recalled(self.known)) if memory else {}
        lost = [source for source in self.known if source not in recalled]
        self.known = [source for source in self.known if source in recalled]
        self.read(lost, settings, memory)
        files = [*recalled.values(), *self.fresh]
        return FileReading(
            readings=tuple(sorted((one for each in files for one in each.readings), key=lambda one: one.article.id)),
            failures=tuple(sorted(failure for each in files for failure in each.failures)),
            traces=tuple(sorted(trace for each in files for trace in each.traces)),
        )


def _read_now(sources: Sequence[corpus.Source], settings: Settings, memory: Memory | None) -> Iterator[FileReading]:
    batches = list(engine.batches(sources, workers=settings.workers))
    mapped = engine.made(settings.stages, batches, workers=settings.workers).map(batches)
    for batch, files in zip(batches, mapped, strict=True):
        if memory:
            memory.keep(batch, files)
        yield from files


def with_judgements(settings: Settings, folder: Path) -> Settings:
    """The settings, with the decisions that lie in the output folder where none are named."""
    beside = folder / JUDGED
    if settings.judgements or not beside.is_file():
        return settings
    return dataclasses.replace(settings, judgements=beside)


def save(rows: Tables, folder: Path, knowledge: Knowledge) -> None:
    """Write the page, GraphML, GEXF and tables; they take the place of the old ones only when all are whole."""
    with OutputFolder(folder) as output:
        output.refuse_foreign(OUTPUTS)
        _saved(Outcome(tables=rows, doubts=None), output, knowledge)


def _saved(outcome: Outcome, output: OutputFolder, knowledge: Knowledge) -> Outcome:
    """Write everything; what could not be drawn is a failure among the rows that are given back."""
    build_id = parquet.fingerprint(outcome.tables)
    rows = dataclasses.replace(outcome.tables, about={**outcome.tables.about, BUILD: build_id})
    with output.replacing() as staging:
        rows, more = _drawn(rows, staging, output.path, knowledge, desk=_desk(outcome))
        traces = (*outcome.traces, *more)
        if outcome.doubts is not None:
            judgements.write_doubts(staging, outcome.doubts)
        _log(traces, staging / FAILURES)
        for path in staging.iterdir():
            mark(path, build_id)
        parquet.write(rows, staging / TABLES)
    return dataclasses.replace(outcome, tables=rows, traces=traces)


def _desk(outcome: Outcome) -> page.Desk:
    """What the page shows of decisions: those that were made, and the pairs that wait for one."""
    return page.Desk(
        decided=tuple((each.left, each.right, each.verdict, each.why) for each in outcome.judged),
        doubts=tuple((each.score, each.left, each.right, each.reason, each.evidence) for each in outcome.doubts or ()),
    )


def _drawn(
    rows: Tables, staging: Path, folder: Path, knowledge: Knowledge, *, desk: page.Desk
) -> tuple[Tables, list[str]]:
    """The views, drawn; what could not be is told in the rows that are given back, and in the traces."""
    views: Mapping[str, Callable[[Path], object]] = {
        PAGE: lambda path: page.write(rows, path, knowledge, home=folder, desk=desk),
        GRAPHML: lambda path: graphml.write(rows, path, knowledge),
        GEXF: lambda path: gexf.write(rows, path, knowledge),
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


def _fused(readings: Sequence[Reading], failures: Sequence[Failure], settings: Settings) -> Outcome:
    knowledge = settings.loaded
    judged = judgements.read(settings.judgements) if settings.judgements else ()
    resolved = resolution.resolve(readings, knowledge, judgements=judged, register=settings.register)
    rows = assemble(
        resolved.readings, resolved.entities, resolved.entity_of, relations=knowledge.relations, merges=resolved.merges
    )
    rows = dataclasses.replace(rows, failures=tuple(failures), about=made_with(settings.stages))
    if settings.without_text:
        rows = dataclasses.replace(rows, texts=())
    return Outcome(tables=rows, doubts=resolved.doubts, notes=resolved.idle, judged=tuple(judged))
