"""`kgraph changes`: what the last build changed."""

from __future__ import annotations

from pathlib import Path

import click

from kgraph.cli.options import FOLDER, say

__all__ = ["changes"]


@click.command()
@click.argument("output", type=FOLDER)
def changes(output: Path) -> None:
    """List what the last build changed in OUTPUT: facts gained and lost, entities joined and parted."""
    from kgraph import summary
    from kgraph.exports import parquet
    from kgraph.graph import history
    from kgraph.outputs import BEFORE, STATE
    from kgraph.records import Tables

    now = parquet.read(output / "tables")
    kept = output / STATE / BEFORE
    say(summary.changes(history.since(parquet.read(kept) if kept.is_dir() else Tables(), now)))
