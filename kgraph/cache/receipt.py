"""What the outputs of a folder were made from: where nothing changed since, nothing needs to be made."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from kgraph.io import replacing

__all__ = ["Receipt", "read", "write"]

NAME = "receipt.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """A hash over all that the outputs depend on, and the lines that the build had to say of decisions."""

    state: str
    notes: tuple[str, ...] = ()


def write(folder: Path, state_folder: Path, names: Iterable[str], receipt: Receipt) -> None:
    """Keep a receipt, with the sizes and times of the files it is for."""
    said = {"state": receipt.state, "notes": list(receipt.notes), "files": _stamps(folder, names)}
    with replacing(state_folder / NAME) as beside:
        beside.write_text(json.dumps(said, ensure_ascii=True, indent=1), encoding="utf-8")


def read(folder: Path, state_folder: Path, names: Sequence[str]) -> Receipt | None:
    """The receipt of what lies in a folder; nothing where any of it is gone, or was touched since."""
    try:
        said = json.loads((state_folder / NAME).read_text(encoding="utf-8"))
        receipt = Receipt(state=str(said["state"]), notes=tuple(map(str, said["notes"])))
        return receipt if said["files"] == _stamps(folder, names) else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _stamps(folder: Path, names: Iterable[str]) -> dict[str, list[int]]:
    states = {name: (folder / name).stat() for name in sorted(names)}
    return {name: [state.st_size, state.st_mtime_ns] for name, state in states.items()}
