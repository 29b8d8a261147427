"""The tables of a graph as Parquet files: the contract between extraction and everything else."""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b
from operator import attrgetter
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from kgraph.errors import InputError
from kgraph.exports.exporter import Exporter, Style
from kgraph.exports.sanitise import sound
from kgraph.graph.periods import dated
from kgraph.io import replacing
from kgraph.knowledge_io import Knowledge
from kgraph.outputs import settle
from kgraph.records import ArticleRow, Entity, Evidence, Failure, Merge, Occurrence, Refusal, Relation, Tables

__all__ = ["EXPORTER", "NAMES", "arrow", "fingerprint", "read", "write"]

WHOLE = "graph"
_ROWS: Mapping[str, type[Any]] = {
    "articles": ArticleRow,
    "mentions": Occurrence,
    "entities": Entity,
    "relations": Relation,
    "evidence": Evidence,
    "rejected": Refusal,
    "merges": Merge,
    "failures": Failure,
}
_SURROGATE = re.compile("[\ud800-\udfff]")
_COLUMNS: Mapping[str, pa.DataType] = {
    "str": pa.string(),
    "int": pa.int64(),
    "float": pa.float64(),
    "tuple[str, ...]": pa.list_(pa.string()),
    "Mapping[str, str]": pa.string(),
}


NAMES = tuple(_ROWS)
_MARK = "kgraph."


def write(tables: Tables, folder: Path) -> None:
    """Write one Parquet file a table; mappings become JSON text, and what the tables were made with their metadata."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, made in arrow(tables).items():
        with replacing(folder / f"{name}.parquet") as path:
            pq.write_table(made, path, compression="zstd")


def _export(tables: Tables, path: Path, _: Knowledge, __: Style) -> Iterator[Path]:
    """The whole graph goes to `tables/`, a part to `part-tables/` beside it."""
    target = path.with_name("tables" if path.name == WHOLE else f"{path.name}-tables")
    write(sound(tables), target)
    yield from sorted(target.glob("*.parquet"))


EXPORTER = Exporter(write=_export)


def arrow(tables: Tables) -> dict[str, pa.Table]:
    """The tables as Arrow tables under their names."""
    about = {f"{_MARK}{key}": value for key, value in sorted(tables.about.items())}
    return {name: _columns(getattr(tables, name), kind).replace_schema_metadata(about) for name, kind in _ROWS.items()}


def fingerprint(tables: Tables) -> str:
    """A hash over all rows: what tells one graph from another."""
    made = blake2b(digest_size=16)
    for name, table in arrow(dataclasses.replace(tables, about={})).items():
        stream = pa.BufferOutputStream()
        with pa.ipc.new_stream(stream, table.schema) as writer:
            writer.write_table(table)
        made.update(name.encode())
        made.update(memoryview(stream.getvalue()))
    return made.hexdigest()


def _with_dates(made: pa.Table, rows: Sequence[Relation | Evidence]) -> pa.Table:
    """The days that the qualifier `date` covers, as dates; null where it names none."""
    found = [dated((row.qualifiers or {}).get("date", "")) for row in rows]
    made = made.append_column("date_from", pa.array([each.first for each in found], pa.date32()))
    made = made.append_column("date_to", pa.array([each.last for each in found], pa.date32()))
    return made.append_column("date_precision", pa.array([each.precision or None for each in found], pa.string()))


def read(folder: Path) -> Tables:
    """The tables that `write` left in a folder."""
    settle(folder.parent)
    rows = {name: tuple(_read_rows(folder / f"{name}.parquet", kind)) for name, kind in _ROWS.items()}
    return Tables(**rows, about=_about(folder / "articles.parquet"))


def _read_rows(path: Path, kind: type[Any]) -> Iterable[Any]:
    if not path.is_file():
        raise InputError(str(path), "no such table; `kgraph build INPUT -o OUT` writes it")
    readers = {field.name: _reader(str(field.type)) for field in dataclasses.fields(kind)}
    columns = pq.read_table(path, columns=list(readers)).to_pylist()
    return (kind(**{name: reader(row[name]) for name, reader in readers.items()}) for row in columns)


def _about(path: Path) -> dict[str, str]:
    said = pq.read_schema(path).metadata or {}
    pairs = ((key.decode(), value.decode()) for key, value in said.items())
    return {key.removeprefix(_MARK): value for key, value in pairs if key.startswith(_MARK)}


def _columns(rows: Sequence[Any], kind: type[Any]) -> pa.Table:
    made = pa.table({field.name: _column(rows, field.name, str(field.type)) for field in dataclasses.fields(kind)})
    return _with_dates(made, rows) if "qualifiers" in made.column_names else made


def _column(rows: Sequence[Any], name: str, column: str) -> pa.Array:
    values = list(map(attrgetter(name), rows))
    if column == "Mapping[str, str]":
        values = list(map(_as_json, values))
    try:
        return pa.array(values, type=_COLUMNS[column])
    except UnicodeEncodeError:
        return pa.array(list(map(_storable, values)), type=_COLUMNS[column])


def _storable(value: Any) -> Any:
    """A value as a column takes it; half a surrogate pair, as in a file's name that is no UTF-8, becomes U+FFFD."""
    if isinstance(value, tuple):
        return [_storable(each) for each in value]
    return _SURROGATE.sub("\ufffd", value) if isinstance(value, str) else value


def _as_json(value: Mapping[str, str]) -> str:
    return json.dumps(dict(value), ensure_ascii=False, sort_keys=True)


def _reader(column: str) -> Callable[[Any], Any]:
    readers: dict[str, Callable[[Any], Any]] = {"Mapping[str, str]": json.loads, "tuple[str, ...]": tuple}
    return readers.get(column, lambda value: value)
