"""Which files of a build were read before, and which must be read now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path

from kgraph import corpus
from kgraph.cache.shards import Shards
from kgraph.corpus.sources import STANDARD_INPUT
from kgraph.reading import FileReading, Stages
from kgraph.versions import SIZE, digest, reading_digest

__all__ = ["Memory"]

_PIECE = 1 << 20


@dataclass(slots=True)
class Memory:
    """The readings that a folder keeps, as one build sees them."""

    shards: Shards
    _stages: Stages
    _made_with: bytes
    _keys: dict[corpus.Source, str] = field(default_factory=dict)

    @classmethod
    def of(cls, folder: Path, stages: Stages) -> Memory:
        """What lies in the folder, for a build with these stages."""
        return cls(Shards.open(folder), stages, reading_digest(stages).encode())

    def known(self, sources: Iterable[corpus.Source]) -> set[corpus.Source]:
        """Those files that were read before."""
        keys = ((source, self._key(source)) for source in sources)
        self._keys = {source: key for source, key in keys if key}
        return {source for source, key in self._keys.items() if key in self.shards}

    def keys(self, sources: Iterable[corpus.Source]) -> list[str]:
        """What the readings of files depend on, in the order of the files; nothing where that cannot be told of one."""
        keys = [self._keys.get(source, "") for source in sources]
        return keys if all(keys) else []

    def recalled(self, sources: Iterable[corpus.Source]) -> Iterator[tuple[corpus.Source, FileReading]]:
        """The readings of files that were read before, in whatever order they lie."""
        source_of = {self._keys[source]: source for source in sources}
        for key, reading in self.shards.read(key for key in source_of if key in self.shards):
            yield source_of[key], reading

    def keep(self, sources: Sequence[corpus.Source], files: Sequence[FileReading]) -> None:
        """Remember a batch: what failed by surprise, or was changed while it was read, is read again next time."""
        rows = [(self._keys.get(source, ""), file) for source, file in zip(sources, files, strict=True)]
        fresh = {key for source in sources if (key := self._key(source)) == self._keys.get(source)}
        self.shards.write([(key, file) for key, file in rows if key in fresh and _is_lasting(file)])

    def prune(self) -> None:
        """Drop what this build did not ask for."""
        self.shards.prune(self._keys.values())

    def _key(self, source: corpus.Source) -> str:
        """What the reading of a file depends on; nothing where that cannot be told."""
        if source.name == STANDARD_INPUT or source.size > self._stages.limit:
            return ""
        made = blake2b(digest_size=SIZE)
        try:
            with source.path.open("rb") as file:
                while piece := file.read(_PIECE):
                    made.update(piece)
        except (OSError, ValueError):
            return ""
        return digest(self._made_with, source.name.encode("utf-8", "surrogatepass"), made.digest())


def _is_lasting(file: FileReading) -> bool:
    return bool(file.readings) and not file.traces and all(failure.stage != "reading" for failure in file.failures)
