"""`kgraph read`: what a sentence gives, and what was not taken and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kgraph.cli.options import say, settings_options

if TYPE_CHECKING:
    from kgraph.pipeline import Settings

__all__ = ["read"]


@click.command()
@click.argument("text", nargs=-1, required=True)
@settings_options
def read(text: tuple[str, ...], settings: Settings) -> None:
    """Read TEXT, a sentence or more: its names, the facts it states, and what was not taken and why."""
    from kgraph import reading, summary

    for each in text:
        say(summary.reading(reading.read_text(each, settings.stages)))
