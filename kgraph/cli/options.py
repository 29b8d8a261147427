"""What several commands share: kinds of arguments, the options of a build, how lines are said."""

from __future__ import annotations

import functools
import os
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from kgraph.relations.language_model import Server

__all__ = [
    "ANY",
    "FILE",
    "FOLDER",
    "KEPT_FILE",
    "KEPT_FOLDER",
    "PLAIN",
    "ReaderOptions",
    "reader_options",
    "say",
    "settings_options",
]


def _import_igraph() -> None:
    """Igraph without its drawing, for which it would import all of matplotlib where that is installed."""
    hidden = [name for name in ("matplotlib", "cairo") if name not in sys.modules]
    sys.modules.update(dict.fromkeys(hidden))  # type: ignore[arg-type]  # None says: not installed
    try:
        import igraph  # noqa: F401
    finally:
        for name in hidden:
            del sys.modules[name]


FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


ANY = click.Path(exists=True, path_type=Path)


# What a graph remembers must stay right in whatever folder it is built again.
KEPT_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path, resolve_path=True)


KEPT_FILE = click.Path(exists=True, dir_okay=False, path_type=Path, resolve_path=True)


def settings_options(command: Callable[..., None]) -> Callable[..., None]:
    """The options that make a `Settings`, on a command that takes one."""

    @functools.wraps(command)
    def run(*args: Any, lexicon: tuple[Path, ...], limit: int, **options: Any) -> None:
        _import_igraph()
        from kgraph.pipeline import MEGABYTE, Settings

        own = {name: options.pop(name) for name in PLAIN}
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


PLAIN = (
    *("model", "segmenter", "knowledge", "judgements", "register", "workers", "patience", "strict"),
    *("published", "without_text"),
)


_SETTINGS = (
    click.option("--workers", default=0, type=click.IntRange(0), help="Processes that read [default: all cores]."),
    click.option("--model", default="kgraph", show_default=True, help="kgraph, lac, a trained .onnx or a spaCy model."),
    click.option("--segmenter", default="", help="pkuseg, or a pkuseg model's name or folder."),
    click.option("--lexicon", multiple=True, type=KEPT_FILE, help="TSV of your own names (name, type, aliases)."),
    click.option("--knowledge", type=KEPT_FOLDER, help="Folder of knowledge files laid over the shipped ones."),
    click.option("--judgements", type=KEPT_FILE, help="TSV of your decisions [default: OUTPUT/judgements.tsv]."),
    click.option("--register", type=KEPT_FILE, help="CSV (name, id) of public identifiers to link to."),
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
class ReaderOptions:
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


def reader_options(command: Callable[..., None]) -> Callable[..., None]:
    """The options of a language model that reads after the patterns."""

    @functools.wraps(command)
    def run(*args: Any, **options: Any) -> None:
        own = {name: options.pop(name) for name in ("base_url", "llm", "budget", "dry_run")}
        command(*args, reader=ReaderOptions(options.pop("reader"), **own), **options)

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


def say(lines: Iterable[str]) -> None:
    """Print each line."""
    for line in lines:
        click.echo(line)
