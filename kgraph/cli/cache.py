"""`kgraph cache`: what a graph remembers of its files."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kgraph.cli.options import FOLDER, say

__all__ = ["cache"]


@click.command()
@click.argument("output", type=FOLDER)
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
        say(summary.cache(shards, broken))
        if clear:
            shards.clear()
            say([summary.message("cleared")])
    if verify and broken:
        sys.exit(1)
