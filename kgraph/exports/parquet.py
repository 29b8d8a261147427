"""The tables of a graph as Parquet files: the contract between extraction and everything else."""

from __future__ import annotations

import dataclasses
import json
import re
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from hashlib import blake2b
from itertools import accumulate, chain
from operator import attrgetter
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from kgraph.errors import InputError
from kgraph.exports.exporter import Exporter, Style
from kgraph.exports.sanitise import sound
from kgraph.graph.periods import dated
from kgraph.io import replacing
from kgraph.knowledge_io import Knowledge
from kgraph.outputs import settle
from kgraph.records import ArticleRow, Entity, Evidence, Failure, Merge, Occurrence, Refusal, Relation, Tables, TextRow

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
    "texts": TextRow,
}
_OPTIONAL = ("texts",)
_SURROGATE = re.compile("[\ud800-\udfff]")
_COLUMNS: Mapping[str, pa.DataType] = {
    "str": pa.string(),
    "int": pa.int64(),
    "float": pa.float64(),
    "tuple[str, ...]": pa.list_(pa.string()),
    "tuple[int, ...]": pa.list_(pa.int64()),
    "Mapping[str, str]": pa.string(),
}


NAMES = tuple(_ROWS)
_MARK = "kgraph."
_PIECE = 100_000  # rows
_TEXTS = 2_000  # rows that hold whole articles
_FIRST_DAY = date(1970, 1, 1)


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
    made = made.append_column("date_from", _days([each.first for each in found]))
    made = made.append_column("date_to", _days([each.last for each in found]))
    return made.append_column(
        "date_precision", _texts([each.precision for each in found], [not each.precision for each in found])
    )


def read(folder: Path) -> Tables:
    """The tables that `write` left in a folder."""
    settle(folder.parent)
    rows = {name: tuple(_read_rows(folder / f"{name}.parquet", kind)) for name, kind in _ROWS.items()}
    return Tables(**rows, about=_about(folder / "articles.parquet"))


def _read_rows(path: Path, kind: type[Any]) -> Iterable[Any]:
    if not path.is_file() and path.stem in _OPTIONAL:
        return ()
    if not path.is_file():
        raise InputError(str(path), "no such table; `kgraph build INPUT -o OUT` writes it")
    readers = {field.name: _reader(str(field.type)) for field in dataclasses.fields(kind)}
    columns = pq.ParquetFile(path).read(columns=list(readers)).to_pylist()
    return (kind(**{name: reader(row[name]) for name, reader in readers.items()}) for row in columns)


def _about(path: Path) -> dict[str, str]:
    said = pq.read_schema(path).metadata or {}
    pairs = ((key.decode(), value.decode()) for key, value in said.items())
    return {key.removeprefix(_MARK): value for key, value in pairs if key.startswith(_MARK)}


def _columns(rows: Sequence[Any], kind: type[Any]) -> pa.Table:
    """The rows as a table, in pieces: the places in a piece's text are 32 bits wide."""
    size = _TEXTS if kind is TextRow else _PIECE
    pieces = [rows[start : start + size] for start in range(0, len(rows), size)] or [rows]
    return pa.concat_tables([_piece(piece, kind) for piece in pieces])


def _piece(rows: Sequence[Any], kind: type[Any]) -> pa.Table:
    fields = {field.name: str(field.type) for field in dataclasses.fields(kind)}
    schema = pa.schema([(name, _COLUMNS[column]) for name, column in fields.items()])
    columns = [_column(rows, name, column) for name, column in fields.items()]
    made = pa.Table.from_batches([pa.RecordBatch.from_arrays(columns, schema=schema)])
    return _with_dates(made, rows) if "qualifiers" in fields else made


def _column(rows: Sequence[Any], name: str, column: str) -> pa.Array:
    """A column from its buffers: `pa.array` would import pandas, which takes longer than a small build."""
    values = list(map(attrgetter(name), rows))
    if column == "int":
        return _numbers(array("q", values), pa.int64())
    if column == "float":
        return _numbers(array("d", values), pa.float64())
    if column.startswith("tuple["):
        ends = pa.py_buffer(array("i", accumulate(map(len, values), initial=0)))
        each = list(chain.from_iterable(values))
        inner = _texts(each) if column == "tuple[str, ...]" else _numbers(array("q", each), pa.int64())
        return pa.Array.from_buffers(_COLUMNS[column], len(values), [None, ends], children=[inner])
    return _texts(list(map(_as_json, values)) if column == "Mapping[str, str]" else values)


def _numbers(values: array[Any], kind: pa.DataType) -> pa.Array:
    return pa.Array.from_buffers(kind, len(values), [None, pa.py_buffer(values)])


def _texts(values: Sequence[str], absent: Sequence[bool] = ()) -> pa.Array:
    data = list(map(_storable, values))
    ends = pa.py_buffer(array("i", accumulate(map(len, data), initial=0)))
    return pa.Array.from_buffers(pa.string(), len(data), [_present(absent), ends, pa.py_buffer(b"".join(data))])


def _days(days: Sequence[date | None]) -> pa.Array:
    counts = array("i", [(day - _FIRST_DAY).days if day else 0 for day in days])
    return pa.Array.from_buffers(pa.date32(), len(days), [_present([not day for day in days]), pa.py_buffer(counts)])


def _present(absent: Sequence[bool]) -> pa.Buffer | None:
    """The bits that say which values there are; none where all are."""
    return pa.py_buffer(np.packbits(~np.array(absent), bitorder="little").tobytes()) if any(absent) else None


def _storable(text: str) -> bytes:
    """Text as a column takes it; half a surrogate pair, as in a file's name that is no UTF-8, becomes U+FFFD."""
    try:
        return text.encode()
    except UnicodeEncodeError:
        return _SURROGATE.sub("\ufffd", text).encode()


def _as_json(value: Mapping[str, str]) -> str:
    return json.dumps(dict(value), ensure_ascii=False, sort_keys=True)


def _reader(column: str) -> Callable[[Any], Any]:
    if column == "Mapping[str, str]":
        return json.loads
    return tuple if column.startswith("tuple[") else lambda value: value
