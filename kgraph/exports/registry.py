"""The graph, or a part of it, in every form that other programs take."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from kgraph.errors import KgraphError, OutputError, nearest
from kgraph.exports import cypher, gexf, graphml, jsonl, parquet, rdf, spreadsheets
from kgraph.exports.sanitise import sound
from kgraph.graph.filters import select
from kgraph.knowledge_io import Knowledge, load
from kgraph.records import Tables

__all__ = ["FORMS", "write"]

_ONE: Mapping[str, tuple[str, Callable[[Tables, Path, Knowledge], None]]] = {
    "graphml": (".graphml", graphml.write),
    "gexf": (".gexf", gexf.write),
    "turtle": (".ttl", rdf.write_turtle),
    "jsonld": (".jsonld", rdf.write_jsonld),
    "cypher": (".cypher", cypher.write),
}


def _write_parquet(tables: Tables, folder: Path, stem: str, _: Knowledge) -> Iterator[Path]:
    target = folder / ("tables" if stem == WHOLE else f"{stem}-tables")
    parquet.write(sound(tables), target)
    yield from sorted(target.glob("*.parquet"))


_SEVERAL: Mapping[str, Callable[[Tables, Path, str, Knowledge], Iterator[Path]]] = {
    "csv": spreadsheets.write,
    "jsonl": jsonl.write,
    "parquet": _write_parquet,
}
FORMS = (*_ONE, *_SEVERAL)
WHOLE, PART = "graph", "part"


def write(
    tables: Tables, form: str, *, to: Path, where: Sequence[str] = (), knowledge: Knowledge | None = None
) -> Iterator[Path]:
    """Write the graph, or what `where` chooses of it; gives the files written.

    `to` is a file (csv, jsonl and parquet take none, they write several) or a folder. In a folder the whole graph is
    called `graph` and a part `part`, so that an export of some does not take the place of all.
    """
    if form not in FORMS:
        hint = nearest(form, FORMS)
        raise KgraphError(f"unknown form {form!r}" + (f". Did you mean {hint!r}?" if hint else ""))
    knowledge = knowledge or load()
    chosen = select(tables, where, knowledge)
    stem = PART if where else WHOLE
    if form in _SEVERAL:
        yield from _SEVERAL[form](chosen, _folder(to, form), stem, knowledge)
        return
    suffix, writer = _ONE[form]
    target = to if to.suffix and not to.is_dir() else _folder(to, form) / f"{stem}{suffix}"
    writer(chosen, target, knowledge)
    yield target


def _folder(path: Path, form: str) -> Path:
    if path.suffix and not path.is_dir():
        raise OutputError(f"{path}: {form} writes several files; name a folder")
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"{path}: {error.strerror}") from error
    return path
