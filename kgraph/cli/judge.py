"""`kgraph judge`: a person decides the doubtful pairs."""

from __future__ import annotations

from pathlib import Path

import click

from kgraph.cli.options import FOLDER, say

__all__ = ["judge"]


@click.command()
@click.argument("output", type=FOLDER)
@click.option("--to", type=click.Path(path_type=Path), help="TSV to add to [default: OUTPUT/judgements.tsv].")
def judge(output: Path, to: Path | None) -> None:
    """Ask about the doubtful pairs of names, the best first, and keep the answers for the next build."""
    from kgraph import summary
    from kgraph.resolution.decisions import judgements

    target = to or output / "judgements.tsv"
    made = judgements.ask(judgements.doubts(output), ask=click.prompt, path=target)
    say([summary.message("judged", count=made, file=target)])
