"""`kgraph build`: files to a graph, in a folder that remembers them."""

from __future__ import annotations

import dataclasses
import os
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.core import ParameterSource

from kgraph.cli.options import PLAIN, ReaderOptions, reader_options, say, settings_options
from kgraph.errors import InputError

if TYPE_CHECKING:
    from kgraph.pipeline import Outcome, Settings

__all__ = ["build"]


NOTHING_READ, SOME_FAILED = 1, 3


@click.command()
@click.argument("inputs", nargs=-1)
@click.option(
    "-o", "--output", required=True, type=click.Path(file_okay=False, path_type=Path), help="Folder to write."
)
@reader_options
@settings_options
def build(inputs: tuple[str, ...], output: Path, settings: Settings, reader: ReaderOptions) -> None:
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
        say([summary.message("cost", requests=cost.requests, tokens=cost.tokens)])
        return
    if reader.name:
        settings = dataclasses.replace(settings, reader=reader.server(output))
    with _Progress() as progress:
        outcome = pipeline.update(inputs, settings, output, progress=progress)
    say(_summary(outcome, output, time.perf_counter() - began))
    if outcome.failures:
        sys.exit(SOME_FAILED)
    if not outcome.tables.articles:
        sys.exit(NOTHING_READ)


def _as_before(output: Path, given: Settings) -> tuple[tuple[str, ...], Settings]:
    """The inputs and settings of the last build, from the folder it ran in; what is given now counts."""
    from kgraph import pipeline

    recipe, settings = pipeline.recipe_of(output)
    source = click.get_current_context().get_parameter_source
    options = {name: name for name in PLAIN} | {"lexicon": "lexicons", "limit": "limit"}
    names = [field for option, field in options.items() if source(option) is ParameterSource.COMMANDLINE]
    try:
        os.chdir(recipe.folder)
    except OSError as error:
        raise InputError(str(recipe.folder), "is gone: the graph was built there; name the inputs anew") from error
    return recipe.inputs, dataclasses.replace(settings, **{name: getattr(given, name) for name in names})


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
