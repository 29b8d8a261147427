"""`kgraph check`: faults of knowledge files and of files that go to Gephi."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kgraph.cli.options import ANY, say

__all__ = ["check"]


@click.command()
@click.argument("path", type=ANY)
def check(path: Path) -> None:
    """Name the faults of PATH, a line each: a folder of knowledge files, or a GraphML or GEXF file that goes to Gephi.

    Exit code 1 where there are any.
    """
    from kgraph import checking

    problems = list(checking.problems(path))
    say(problems or checking.sound(path))
    if problems:
        sys.exit(1)
