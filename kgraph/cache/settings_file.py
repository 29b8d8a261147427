"""How a graph was built: what `kgraph build -o OUT` without inputs does again.

OUT/.kgraph/settings.json holds the inputs as given, the folder they were given in, and the settings, with absolute
paths: it is for this machine, not to be shared. Keys to servers are not kept.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kgraph import __version__
from kgraph.errors import OutputError
from kgraph.io import replacing

__all__ = ["Recipe", "read", "write"]

NAME = "settings.json"
_PATHS = ("knowledge", "judgements", "register")
_KEPT = ("model", "segmenter", "limit", "workers", "patience", "strict", "published", "without_text")
_READER = ("base_url", "model", "budget")


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """Inputs, the folder in which they were given, and settings by their names."""

    inputs: tuple[str, ...]
    folder: Path
    settings: Mapping[str, Any]
    reader: Mapping[str, Any] | None = None


def write(state: Path, recipe: Recipe) -> None:
    """Keep a recipe in the state folder of a graph."""
    own = recipe.settings
    settings = {name: own[name] for name in _KEPT} | {name: _absolute(own[name]) for name in _PATHS}
    settings |= {"model": _model(own["model"]), "lexicons": [_absolute(path) for path in own["lexicons"]]}
    said = {
        "version": __version__,
        "folder": os.fspath(recipe.folder),
        "inputs": list(recipe.inputs),
        "settings": settings,
        "reader": {name: recipe.reader[name] for name in _READER} if recipe.reader else None,
    }
    with replacing(state / NAME) as beside:
        beside.write_text(json.dumps(said, ensure_ascii=True, indent=1), encoding="utf-8")


def read(state: Path) -> Recipe:
    """The recipe of a graph; OutputError, with the way out, where there is none."""
    try:
        said = json.loads((state / NAME).read_text(encoding="utf-8"))
        own = said["settings"]
        paths = {name: Path(own[name]) if own[name] else None for name in _PATHS}
        lexicons = tuple(map(Path, own["lexicons"]))
        settings = {name: own[name] for name in _KEPT} | paths | {"lexicons": lexicons}
        inputs = tuple(map(str, said["inputs"]))
        return Recipe(inputs=inputs, folder=Path(said["folder"]), settings=settings, reader=said["reader"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        problem = "does not say what it was built from; name the inputs: kgraph build INPUT -o"
        raise OutputError(f"{state.parent}: {problem} {state.parent}") from error


def _absolute(path: Path | None) -> str | None:
    return os.fspath(path.absolute()) if path else None


def _model(name: str) -> str:
    return os.fspath(Path(name).absolute()) if Path(name).is_file() else name
