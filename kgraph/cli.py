"""The command line: a shell around the functions of the package.

Exit codes: 0 all went well; 1 an error, said in one line; 2 wrong usage; 3 done, but something could not be read or
drawn, or not wholly.
Nothing heavy is imported here, so that `kgraph --help` answers at once.
"""

from __future__ import annotations

import dataclasses
import functools
import os
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from kgraph.errors import InputError, KgraphError, StoppedError

if TYPE_CHECKING:
    from kgraph.pipeline import Outcome, Settings
    from kgraph.relations.language_model import Server

__all__ = ["main"]

NOTHING_READ, SOME_FAILED = 1, 3
_FORMS = "graphml, gexf, csv, jsonl, turtle, jsonld, cypher, followthemoney, parquet, or what a plugin brings."
_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
# What a graph remembers must stay right in whatever folder it is built again.
_KEPT_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path, resolve_path=True)
_KEPT_FILE = click.Path(exists=True, dir_okay=False, path_type=Path, resolve_path=True)
_ANY = click.Path(exists=True, path_type=Path)


class _Commands(click.Group):
    """A group whose commands say errors of kgraph in one line and exit with 1."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except StoppedError as error:
            click.echo(error.trace, err=True, nl=False)
            raise click.ClickException(str(error)) from error
        except KgraphError as error:
            raise click.ClickException(" ".join(str(error).split())) from error


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="kgraph")
def main() -> None:
    """Read Chinese news and government documents into a knowledge graph."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


def _settings_options(command: Callable[..., None]) -> Callable[..., None]:
    """The options that make a `Settings`, on a command that takes one."""

    @functools.wraps(command)
    def run(*args: Any, lexicon: tuple[Path, ...], limit: int, **options: Any) -> None:
        _import_igraph()
        from kgraph.pipeline import MEGABYTE, Settings

        own = {name: options.pop(name) for name in _PLAIN}
        made = Settings(lexicons=lexicon, limit=limit * MEGABYTE, **own)
        command(*args, settings=made, **options)

    for option in reversed(_SETTINGS):
        run = option(run)
    return run


def _day(_ctx: click.Context, _option: click.Parameter, value: str) -> str:
    """A day of the calendar, or nothing."""
    try:
        return date.fromisoformat(value).isoformat() if value else ""
    except ValueError as error:
        msg = f"{value!r} is no day; write it as 2024-05-31"
        raise click.BadParameter(msg) from error


_PLAIN = (
    *("model", "segmenter", "knowledge", "judgements", "register", "workers", "patience", "strict"),
    *("published", "without_text"),
)
_SETTINGS = (
    click.option("--workers", default=0, type=click.IntRange(0), help="Processes that read [default: all cores]."),
    click.option("--model", default="kgraph", show_default=True, help="kgraph, lac, a trained .onnx or a spaCy model."),
    click.option("--segmenter", default="", help="pkuseg, or a pkuseg model's name or folder."),
    click.option("--lexicon", multiple=True, type=_KEPT_FILE, help="TSV of your own names (name, type, aliases)."),
    click.option("--knowledge", type=_KEPT_FOLDER, help="Folder of knowledge files laid over the shipped ones."),
    click.option("--judgements", type=_KEPT_FILE, help="TSV of your decisions [default: OUTPUT/judgements.tsv]."),
    click.option("--register", type=_KEPT_FILE, help="CSV (name, id) of public identifiers to link to."),
    click.option("--limit", default=50, show_default=True, type=click.IntRange(1), help="Largest file, in megabytes."),
    click.option(
        "--patience", default=60, show_default=True, type=click.IntRange(1), help="Seconds that a small file may take."
    ),
    click.option(
        "--published", default="", callback=_day, help="YYYY-MM-DD: when what names no day of its own was published."
    ),
    click.option("--without-text", is_flag=True, help="Keep the articles' text out of the page and the tables."),
    click.option("--strict", is_flag=True, help="Stop at the first failure, with its traceback."),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Reader:
    """The options of a second reader."""

    name: str
    base_url: str
    llm: str
    budget: int
    dry_run: bool

    def server(self, output: Path) -> Server:
        """The server they name; its answers are kept in the output folder."""
        from kgraph.relations.language_model import Server

        if not (self.name and self.base_url and self.llm):
            msg = "a second reader needs --reader openai, --base-url URL and --llm NAME"
            raise click.UsageError(msg)
        return Server(
            base_url=self.base_url,
            model=self.llm,
            key=os.environ.get("OPENAI_API_KEY", ""),
            budget=self.budget,
            cache=output / ".answers",
        )


def _reader_options(command: Callable[..., None]) -> Callable[..., None]:
    """The options of a language model that reads after the patterns."""

    @functools.wraps(command)
    def run(*args: Any, **options: Any) -> None:
        own = {name: options.pop(name) for name in ("base_url", "llm", "budget", "dry_run")}
        command(*args, reader=_Reader(options.pop("reader"), **own), **options)

    for option in reversed(_READER):
        run = option(run)
    return run


_READER = (
    click.option("--reader", default="", type=click.Choice(["", "openai"]), help="A language model reads as well."),
    click.option("--base-url", default="", help="Its server, as http://localhost:8000/v1; the key is $OPENAI_API_KEY."),
    click.option("--llm", default="", help="The model's name at that server."),
    click.option("--budget", default=0, type=click.IntRange(0), help="Tokens it may use [default: no limit]."),
    click.option("--dry-run", is_flag=True, help="Print what the second reader would cost, and stop."),
)


@main.command()
@click.argument("inputs", nargs=-1)
@click.option(
    "-o", "--output", required=True, type=click.Path(file_okay=False, path_type=Path), help="Folder to write."
)
@_reader_options
@_settings_options
def build(inputs: tuple[str, ...], output: Path, settings: Settings, reader: _Reader) -> None:
    """Build the graph of INPUTS (files, folders, globs, - for standard input).

    What lies in the output folder is brought up to date: only files that are new or changed are read. Without INPUTS
    the graph there is built again as it was built before; options that are given replace those of then.
    """
    from kgraph import pipeline, summary

    began = time.perf_counter()
    output = output.absolute()
    if not inputs:
        inputs, settings = _as_before(output, settings)
    settings = pipeline.with_judgements(settings, output)
    if reader.dry_run:
        cost = pipeline.cost(inputs, settings, reader.server(output))
        _say([summary.message("cost", requests=cost.requests, tokens=cost.tokens)])
        return
    if reader.name:
        settings = dataclasses.replace(settings, reader=reader.server(output))
    with _Progress() as progress:
        outcome = pipeline.update(inputs, settings, output, progress=progress)
    _say(_summary(outcome, output, time.perf_counter() - began))
    if outcome.failures:
        sys.exit(SOME_FAILED)
    if not outcome.tables.articles:
        sys.exit(NOTHING_READ)


def _import_igraph() -> None:
    """Igraph without its drawing, for which it would import all of matplotlib where that is installed."""
    hidden = [name for name in ("matplotlib", "cairo") if name not in sys.modules]
    sys.modules.update(dict.fromkeys(hidden))  # type: ignore[arg-type]  # None says: not installed
    try:
        import igraph  # noqa: F401
    finally:
        for name in hidden:
            del sys.modules[name]


def _as_before(output: Path, given: Settings) -> tuple[tuple[str, ...], Settings]:
    """The inputs and settings of the last build, from the folder it ran in; what is given now counts."""
    from kgraph import pipeline

    recipe, settings = pipeline.recipe_of(output)
    source = click.get_current_context().get_parameter_source
    options = {name: name for name in _PLAIN} | {"lexicon": "lexicons", "limit": "limit"}
    names = [field for option, field in options.items() if source(option) is ParameterSource.COMMANDLINE]
    try:
        os.chdir(recipe.folder)
    except OSError as error:
        raise InputError(str(recipe.folder), "is gone: the graph was built there; name the inputs anew") from error
    return recipe.inputs, dataclasses.replace(settings, **{name: getattr(given, name) for name in names})


@main.command()
@click.argument("output", type=_FOLDER)
@click.option("--verify", is_flag=True, help="Read everything, and name what is broken; exit code 1 where anything is.")
@click.option("--clear", is_flag=True, help="Forget everything: the next build reads every file.")
def cache(output: Path, verify: bool, clear: bool) -> None:
    """Show what the graph in OUTPUT remembers of the files it was built from."""
    from kgraph import summary
    from kgraph.cache.shards import Shards
    from kgraph.outputs import OutputFolder
    from kgraph.pipeline import READINGS

    with OutputFolder(output) as held:
        shards = Shards.open(held.state / READINGS)
        broken = dict(shards.verify() if verify else shards.broken)
        _say(summary.cache(shards, broken))
        if clear:
            shards.clear()
            _say([summary.message("cleared")])
    if verify and broken:
        sys.exit(1)


@main.command()
@click.argument("output", type=_FOLDER)
def changes(output: Path) -> None:
    """List what the last build changed in OUTPUT: facts gained and lost, entities joined and parted."""
    from kgraph import summary
    from kgraph.exports import parquet
    from kgraph.graph import history
    from kgraph.outputs import BEFORE, STATE
    from kgraph.records import Tables

    now = parquet.read(output / "tables")
    kept = output / STATE / BEFORE
    _say(summary.changes(history.since(parquet.read(kept) if kept.is_dir() else Tables(), now)))


@main.command()
@click.argument("output", type=_FOLDER)
@click.argument("name")
def show(output: Path, name: str) -> None:
    """Show the entity called NAME, its relations and the sentences that state them."""
    from kgraph import summary
    from kgraph.exports import parquet

    _say(summary.entity(parquet.read(output / "tables"), name))


@main.command()
@click.argument("text", nargs=-1, required=True)
@_settings_options
def read(text: tuple[str, ...], settings: Settings) -> None:
    """Read TEXT, a sentence or more: its names, the facts it states, and what was not taken and why."""
    from kgraph import reading, summary

    for each in text:
        _say(summary.reading(reading.read_text(each, settings.stages)))


@main.command()
@click.argument("path", type=_ANY)
def check(path: Path) -> None:
    """Name the faults of PATH, a line each: a folder of knowledge files, or a GraphML or GEXF file that goes to Gephi.

    Exit code 1 where there are any.
    """
    from kgraph import checking

    problems = list(checking.problems(path))
    _say(problems or checking.sound(path))
    if problems:
        sys.exit(1)


@main.command()
@click.argument("gold", type=_ANY)
@click.argument("output", type=_FOLDER)
@click.option("--floors", type=_FILE, help="TOML of figures below which the exit code is 1.")
@click.option("--errors", is_flag=True, help="List each error in its sentence.")
def evaluate(gold: Path, output: Path, floors: Path | None, errors: bool) -> None:
    """Compare the graph in OUTPUT with GOLD: marked documents, a file or a folder of them."""
    from kgraph import evaluation

    report = evaluation.evaluate(gold, output)
    _say(evaluation.lines(report))
    if errors:
        _say(evaluation.errors(report))
    missed = list(evaluation.below(report, floors)) if floors else []
    _say(missed)
    if missed:
        sys.exit(1)


@main.command()
@click.argument("output", type=_FOLDER)
def merges(output: Path) -> None:
    """List every merge of names with its reason and evidence."""
    from kgraph import summary
    from kgraph.exports import parquet

    _say(summary.merges(parquet.read(output / "tables")))


@main.command()
@click.argument("output", type=_FOLDER)
@click.option("--format", "form", required=True, help=_FORMS)
@click.option("-o", "--to", type=click.Path(path_type=Path), help="File or folder to write [default: OUTPUT].")
@click.option(
    "--where", multiple=True, help="Only what fits: type=Company, predicate=issues, confidence>=0.8, weight>1."
)
@click.option("--bare-titles", is_flag=True, help="Draw titles without a body (记者, 会长) as nodes.")
def export(output: Path, form: str, to: Path | None, where: tuple[str, ...], bare_titles: bool) -> None:
    """Write the graph in OUTPUT in another form."""
    from kgraph.exports import parquet, registry
    from kgraph.exports.exporter import Style

    tables, style = parquet.read(output / "tables"), Style(bare_titles=bare_titles)
    _say(str(path) for path in registry.write(tables, form, to=to or output, where=where, style=style))


@main.command()
@click.argument("output", type=_FOLDER)
@click.option("--to", type=click.Path(path_type=Path), help="TSV to add to [default: OUTPUT/judgements.tsv].")
def judge(output: Path, to: Path | None) -> None:
    """Ask about the doubtful pairs of names, the best first, and keep the answers for the next build."""
    from kgraph import summary
    from kgraph.resolution.decisions import judgements

    target = to or output / "judgements.tsv"
    made = judgements.ask(judgements.doubts(output), ask=click.prompt, path=target)
    _say([summary.message("judged", count=made, file=target)])


@main.command()
@click.argument("output", type=_FOLDER)
def mcp(output: Path) -> None:
    """Answer an assistant's questions about the graph in OUTPUT, by the Model Context Protocol (extra [mcp])."""
    from kgraph.mcp_server import serve

    serve(output)


@main.command()
@click.argument("marked", nargs=-1, required=True, type=_ANY)
@click.option("-o", "--output", required=True, type=click.Path(dir_okay=False, path_type=Path), help="Model to write.")
@click.option("--epochs", default=10, show_default=True, type=click.IntRange(1), help="Passes over the marked text.")
@click.option("--voters", default=1, show_default=True, type=click.IntRange(1), help="Networks that vote in the model.")
@click.option("--seed", default=1, show_default=True, type=int, help="What chance starts from: same seed, same bytes.")
@click.option("--begin", type=_FILE, help="Model to teach further; without it learning begins at LAC's weights.")
def train(marked: tuple[Path, ...], output: Path, begin: Path | None, **plan: int) -> None:
    """Teach the tagger from MARKED text (files or folders of *.ann.txt) and write a model for build's --model."""
    from kgraph import summary
    from kgraph.entities import training

    def report(number: int, loss: float) -> None:
        click.echo(summary.message("pass", number=number, epochs=plan["epochs"], loss=f"{loss:.3f}"), err=True)

    training.train(marked, output, plan=training.Plan(begin=(begin,) if begin else (), **plan), report=report)
    _say([summary.message("trained", file=output)])


class _Progress:
    """A bar on standard error that appears with the first file."""

    def __enter__(self) -> Callable[[int, int], None]:
        from tqdm import tqdm

        self._bar = tqdm(unit="", disable=None, leave=False)
        return self._update

    def __exit__(self, *_: object) -> None:
        self._bar.close()

    def _update(self, done: int, total: int) -> None:
        self._bar.total = total
        self._bar.update(done - self._bar.n)


def _summary(outcome: Outcome, folder: Path, seconds: float) -> Iterable[str]:
    from kgraph import summary

    return summary.build(outcome, folder=folder, seconds=seconds)


def _say(lines: Iterable[str]) -> None:
    for line in lines:
        click.echo(line)
