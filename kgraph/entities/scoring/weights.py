"""The fitted weights as a file: JSON, a line for each kind of thing seen, in two parts: at first, and then."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from kgraph.errors import ModelError
from kgraph.io import replacing

__all__ = ["Fit", "Weights", "read", "write"]

Weights = Mapping[str, Mapping[str, float]]  # by what is seen, and by type or rule


class Fit(NamedTuple):
    """The weights for a page that nothing is remembered of, and for one of which something is."""

    first: Weights
    then: Weights


def read(path: Path) -> Fit:
    """The weights that `write` left in a file."""
    try:
        parts = json.loads(path.read_bytes())
        return Fit(parts["first"], parts["then"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(f"{path}: holds no weights of a scorer: {error!r}") from error


def write(fit: Fit, path: Path) -> None:
    """Write both parts, all in order."""
    parts = ",\n".join(f"{json.dumps(name)}: {{\n{_lines(part)}\n}}" for name, part in fit._asdict().items())
    with replacing(path) as beside:
        beside.write_text(f"{{\n{parts}\n}}\n", encoding="utf-8")


def _lines(part: Weights) -> str:
    return ",\n".join(f"{json.dumps(name)}: {_line(group)}" for name, group in sorted(part.items()))


def _line(group: Mapping[str, float]) -> str:
    return json.dumps(dict(sorted(group.items())), ensure_ascii=False)
