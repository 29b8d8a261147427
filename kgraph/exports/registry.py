"""The forms in which a graph can be written: those that ship, and those of plugins (entry points `kgraph.exports`).

A form is one module with an `EXPORTER`; a plugin names it in its pyproject.toml:
`[project.entry-points."kgraph.exports"] gephx = "my_package.gephx"`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib import import_module
from importlib.metadata import entry_points
from pathlib import Path

from kgraph.errors import KgraphError, OutputError, nearest
from kgraph.exports.exporter import Exporter, Style
from kgraph.knowledge_io import Knowledge, load
from kgraph.records import Tables

__all__ = ["exporter", "forms", "write"]

GROUP = "kgraph.exports"
_SHIPPED = {
    "graphml": "kgraph.exports.graphml",
    "gexf": "kgraph.exports.gexf",
    "csv": "kgraph.exports.spreadsheets",
    "jsonl": "kgraph.exports.jsonl",
    "turtle": "kgraph.exports.turtle",
    "jsonld": "kgraph.exports.jsonld",
    "cypher": "kgraph.exports.cypher",
    "followthemoney": "kgraph.exports.followthemoney",
    "parquet": "kgraph.exports.parquet",
}
WHOLE, PART = "graph", "part"


def forms() -> tuple[str, ...]:
    """The names of all forms, those that ship first; none of their modules is loaded for it.

    >>> forms()[:2]
    ('graphml', 'gexf')
    """
    return (*_SHIPPED, *sorted({each.name for each in entry_points(group=GROUP)} - _SHIPPED.keys()))


def exporter(form: str) -> Exporter:
    """The exporter of a form, by its name."""
    plugins = sorted(each.value for each in entry_points(group=GROUP) if each.name == form)
    modules = [_SHIPPED[form]] if form in _SHIPPED else plugins
    if not modules:
        hint = nearest(form, forms())
        raise KgraphError(f"unknown form {form!r}" + (f". Did you mean {hint!r}?" if hint else ""))
    made: Exporter = import_module(modules[0]).EXPORTER
    return made


def write(
    tables: Tables,
    form: str,
    *,
    to: Path,
    where: Sequence[str] = (),
    knowledge: Knowledge | None = None,
    style: Style | None = None,
) -> Iterator[Path]:
    """Write the graph, or what `where` chooses of it; gives the files written.

    `to` is a file (forms of several files take none) or a folder. In a folder the whole graph is called `graph` and a
    part `part`, so that an export of some does not take the place of all.
    """
    from kgraph.graph.filters import select  # noqa: PLC0415 - the names of forms are asked without it

    chosen_form, knowledge = exporter(form), knowledge or load()
    chosen = select(tables, where, knowledge)
    target = _target(to, form, chosen_form, PART if where else WHOLE)
    yield from chosen_form.write(chosen, target, knowledge, style or Style())


def _target(to: Path, form: str, chosen: Exporter, stem: str) -> Path:
    if chosen.suffix and to.suffix and not to.is_dir():
        return to
    return _folder(to, form) / f"{stem}{chosen.suffix}"


def _folder(path: Path, form: str) -> Path:
    if path.suffix and not path.is_dir():
        raise OutputError(f"{path}: {form} writes several files; name a folder")
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"{path}: {error.strerror}") from error
    return path
