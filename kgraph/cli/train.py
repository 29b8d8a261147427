"""`kgraph train`: the tagger taught from marked text."""

from __future__ import annotations

from pathlib import Path

import click

from kgraph.cli.options import ANY, FILE, say

__all__ = ["train"]


@click.command()
@click.argument("marked", nargs=-1, required=True, type=ANY)
@click.option("-o", "--output", required=True, type=click.Path(dir_okay=False, path_type=Path), help="Model to write.")
@click.option("--epochs", default=10, show_default=True, type=click.IntRange(1), help="Passes over the marked text.")
@click.option("--voters", default=1, show_default=True, type=click.IntRange(1), help="Networks that vote in the model.")
@click.option("--seed", default=1, show_default=True, type=int, help="What chance starts from: same seed, same bytes.")
@click.option("--begin", type=FILE, help="Model to teach further; without it learning begins at LAC's weights.")
def train(marked: tuple[Path, ...], output: Path, begin: Path | None, **plan: int) -> None:
    """Teach the tagger from MARKED text (files or folders of *.ann.txt) and write a model for build's --model."""
    from kgraph import summary
    from kgraph.entities import training

    def report(number: int, loss: float) -> None:
        click.echo(summary.message("pass", number=number, epochs=plan["epochs"], loss=f"{loss:.3f}"), err=True)

    training.train(marked, output, plan=training.Plan(begin=(begin,) if begin else (), **plan), report=report)
    say([summary.message("trained", file=output)])
