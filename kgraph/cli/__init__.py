"""The command line: a shell around the functions of the package.

Exit codes: 0 all went well; 1 an error, said in one line; 2 wrong usage; 3 done, but something could not be read or
drawn, or not wholly.
Nothing heavy is imported here, so that `kgraph --help` answers at once.
"""

from __future__ import annotations

import sys
from typing import Any

import click

from kgraph.cli.build import build
from kgraph.cli.cache import cache
from kgraph.cli.changes import changes
from kgraph.cli.check import check
from kgraph.cli.evaluate import evaluate
from kgraph.cli.export import export
from kgraph.cli.judge import judge
from kgraph.cli.mcp import mcp
from kgraph.cli.merges import merges
from kgraph.cli.read import read
from kgraph.cli.show import show
from kgraph.cli.train import train
from kgraph.errors import KgraphError, StoppedError

__all__ = ["main"]


class _Commands(click.Group):
    """A group whose commands say errors of kgraph in one line and exit with 1."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except StoppedError as error:
            click.echo(error.trace, err=True, nl=False)
            raise click.ClickException(str(error)) from error
        except KgraphError as error:
            raise click.ClickException(" ".join(str(error).split())) from error


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="kgraph")
def main() -> None:
    """Read Chinese news and government documents into a knowledge graph."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


for _command in (build, cache, changes, show, read, check, evaluate, merges, export, judge, mcp, train):
    main.add_command(_command)
