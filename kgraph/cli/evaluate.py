"""`kgraph evaluate`: a graph beside marked documents."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kgraph.cli.options import ANY, FILE, FOLDER, say

__all__ = ["evaluate"]


@click.command()
@click.argument("gold", type=ANY)
@click.argument("output", type=FOLDER)
@click.option("--floors", type=FILE, help="TOML of figures below which the exit code is 1.")
@click.option("--errors", is_flag=True, help="List each error in its sentence.")
def evaluate(gold: Path, output: Path, floors: Path | None, errors: bool) -> None:
    """Compare the graph in OUTPUT with GOLD: marked documents, a file or a folder of them."""
    from kgraph import evaluation

    report = evaluation.evaluate(gold, output)
    say(evaluation.lines(report))
    if errors:
        say(evaluation.errors(report))
    missed = list(evaluation.below(report, floors)) if floors else []
    say(missed)
    if missed:
        sys.exit(1)
