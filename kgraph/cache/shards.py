"""The readings of a folder of graphs: one compressed file a batch, whole or absent.

A shard is gzipped JSON Lines. The first line tells the form, the order of the fields of each record and the keys; each
further line is the reading of the file of that key (see `codec`). A key is a hash over the bytes of the file, its name
and all that its reading depends on (`versions.reading_digest`): nothing here is ever out of date, it is used or not.
"""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kgraph.cache.codec import LAYOUT, decoded, encoded
from kgraph.errors import OutputError
from kgraph.io import replacing
from kgraph.reading import FileReading
from kgraph.versions import digest

__all__ = ["FORM", "Shards"]

FORM = 1
_SUFFIX = ".jsonl.gz"
_LEVEL = 3
_BROKEN = (OSError, EOFError, zlib.error, ValueError, KeyError, TypeError, IndexError)
Row = tuple[str, FileReading]


@dataclass(slots=True)
class Shards:
    """The shards of a folder. `broken` names those that could not be read; they are as good as absent."""

    folder: Path
    broken: dict[str, str] = field(default_factory=dict)
    _keys: dict[str, list[str]] = field(default_factory=dict)
    _shard_of: dict[str, str] = field(default_factory=dict)

    @classmethod
    def open(cls, folder: Path) -> Shards:
        """The shards that lie in a folder; only their first lines are read."""
        made = cls(folder)
        for path in sorted(folder.glob(f"*{_SUFFIX}")):
            try:
                with gzip.open(path, "rt", encoding="utf-8") as lines:
                    made._learn(path.name, _keys(next(lines)))
            except (*_BROKEN, StopIteration) as error:
                made._break(path.name, error)
        return made

    def __contains__(self, key: str) -> bool:
        return key in self._shard_of

    def __len__(self) -> int:
        return len(self._keys)

    @property
    def keys(self) -> list[str]:
        """The keys of all readings that lie here."""
        return sorted(self._shard_of)

    def read(self, keys: Iterable[str]) -> Iterator[Row]:
        """The readings of these keys, shard by shard; a shard that turns out broken gives none."""
        wanted: dict[str, set[str]] = {}
        for key in keys:
            wanted.setdefault(self._shard_of[key], set()).add(key)
        for name in sorted(wanted):
            yield from self._rows(name, wanted[name])

    def write(self, rows: Sequence[Row]) -> None:
        """Keep readings in a shard of their own."""
        if not rows:
            return
        keys = [key for key, _ in rows]
        name = digest(*(key.encode() for key in keys)) + _SUFFIX
        head = {"form": FORM, "layout": LAYOUT, "keys": keys}
        lines = [head, *(encoded(reading) for _, reading in rows)]
        data = "\n".join(json.dumps(each, ensure_ascii=True, separators=(",", ":")) for each in lines)
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with replacing(self.folder / name) as beside:
                beside.write_bytes(gzip.compress(data.encode(), _LEVEL, mtime=0))
        except OSError as error:
            raise OutputError(f"{self.folder}: {error.strerror or error}") from error
        self._learn(name, keys)

    def prune(self, live: Iterable[str]) -> None:
        """Drop what no build asks for any more; the little that is left of a shard moves to a new one."""
        kept = set(live)
        for name, keys in sorted(self._keys.items()):
            left = {key for key in keys if key in kept and self._shard_of.get(key) == name}
            if len(left) * 2 > len(keys):
                continue
            self.write(list(self._rows(name, left)))
            self._forget(name)
        for name in self.broken.keys() - self._keys.keys():
            (self.folder / name).unlink(missing_ok=True)

    def verify(self) -> dict[str, str]:
        """Read all; the shards that are broken, and how."""
        for name in sorted(self._keys):
            for _ in self._rows(name, set(self._keys[name])):
                pass
        return self.broken

    def sizes(self) -> Mapping[str, int]:
        """How many bytes each shard takes."""
        return {path.name: path.stat().st_size for path in sorted(self.folder.glob(f"*{_SUFFIX}"))}

    def clear(self) -> None:
        """Forget everything."""
        for path in self.folder.glob(f"*{_SUFFIX}"):
            path.unlink(missing_ok=True)
        self._keys, self._shard_of, self.broken = {}, {}, {}

    def _rows(self, name: str, wanted: set[str]) -> Iterator[Row]:
        """The wanted rows of a shard: all, or none where any of it is broken."""
        try:
            with gzip.open(self.folder / name, "rt", encoding="utf-8") as lines:
                keys = _keys(next(lines))
                found = [(key, json.loads(line)) for key, line in zip(keys, lines, strict=True)]
            rows = [(key, decoded(plain)) for key, plain in found if key in wanted]
        except (*_BROKEN, StopIteration) as error:
            self._break(name, error)
            return
        yield from rows

    def _learn(self, name: str, keys: list[str]) -> None:
        self._keys[name] = keys
        self._shard_of.update(dict.fromkeys(keys, name))

    def _break(self, name: str, error: BaseException) -> None:
        self.broken[name] = f"{type(error).__name__}: {' '.join(str(error).split())}".removesuffix(": ")
        for key in self._keys.pop(name, ()):
            if self._shard_of.get(key) == name:
                del self._shard_of[key]

    def _forget(self, name: str) -> None:
        for key in self._keys.pop(name, ()):
            if self._shard_of.get(key) == name:
                del self._shard_of[key]
        (self.folder / name).unlink(missing_ok=True)


def _keys(head: str) -> list[str]:
    said: Any = json.loads(head)
    if said["form"] != FORM or said["layout"] != LAYOUT:
        msg = "is of another version"
        raise ValueError(msg)
    keys: list[str] = said["keys"]
    return keys
