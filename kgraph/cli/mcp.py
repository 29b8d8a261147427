"""`kgraph mcp`: an assistant asks the graph."""

from __future__ import annotations

from pathlib import Path

import click

from kgraph.cli.options import FOLDER

__all__ = ["mcp"]


@click.command()
@click.argument("output", type=FOLDER)
def mcp(output: Path) -> None:
    """Answer an assistant's questions about the graph in OUTPUT, by the Model Context Protocol (extra [mcp])."""
    from kgraph.mcp_server import serve

    serve(output)
