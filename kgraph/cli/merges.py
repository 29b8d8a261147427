"""`kgraph merges`: which names were taken for one thing, and why."""

from __future__ import annotations

from pathlib import Path

import click

from kgraph.cli.options import FOLDER, say

__all__ = ["merges"]


@click.command()
@click.argument("output", type=FOLDER)
def merges(output: Path) -> None:
    """List every merge of names with its reason and evidence."""
    from kgraph import summary
    from kgraph.exports import parquet

    say(summary.merges(parquet.read(output / "tables")))
