"""`kgraph show`: an entity, its relations, the sentences."""

from __future__ import annotations

from pathlib import Path

import click

from kgraph.cli.options import FOLDER, say

__all__ = ["show"]


@click.command()
@click.argument("output", type=FOLDER)
@click.argument("name")
def show(output: Path, name: str) -> None:
    """Show the entity called NAME, its relations and the sentences that state them."""
    from kgraph import summary
    from kgraph.exports import parquet

    say(summary.entity(parquet.read(output / "tables"), name))
