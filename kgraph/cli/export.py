"""`kgraph export`: the graph in another form."""

from __future__ import annotations

from pathlib import Path

import click

from kgraph.cli.options import FOLDER, say

__all__ = ["export"]

FORMS = "graphml, gexf, csv, jsonl, turtle, jsonld, cypher, followthemoney, parquet, or what a plugin brings."


@click.command()
@click.argument("output", type=FOLDER)
@click.option("--format", "form", required=True, help=FORMS)
@click.option("-o", "--to", type=click.Path(path_type=Path), help="File or folder to write [default: OUTPUT].")
@click.option(
    "--where", multiple=True, help="Only what fits: type=Company, predicate=issues, confidence>=0.8, weight>1."
)
@click.option("--bare-titles", is_flag=True, help="Draw titles without a body as nodes.")
def export(output: Path, form: str, to: Path | None, where: tuple[str, ...], bare_titles: bool) -> None:
    """Write the graph in OUTPUT in another form."""
    from kgraph.exports import parquet, registry
    from kgraph.exports.exporter import Style

    tables, style = parquet.read(output / "tables"), Style(bare_titles=bare_titles)
    say(str(path) for path in registry.write(tables, form, to=to or output, where=where, style=style))
