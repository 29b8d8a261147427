"""Kill a build at any moment: `python -m benchmarks.kill [--moments 60] [FOLDER]`.

A graph lies in a folder; a build of other files over it is killed (SIGKILL) at moments spread over how long it takes.
Afterwards the folder holds the old graph or the new one, whole, and the next build finishes with the bytes of an
undisturbed one.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from kgraph.outputs import STATE, build_of, settle

SEEDS = Path(__file__).parent.parent / "seeds" / "articles" / "southeast-coast"


def main() -> int:
    """Kill, look, and print what lay there."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=SEEDS)
    parser.add_argument("--moments", type=int, default=60)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        seen = killed(sorted(path for path in given.folder.iterdir() if path.is_file()), Path(made), given.moments)
    print(", ".join(f"{what}: {count}" for what, count in sorted(seen.items())))
    return 0 if set(seen) <= {"old", "new"} else 1


def killed(files: list[Path], folder: Path, moments: int) -> Counter[str]:
    """What lay in the folder after each kill: the old graph, the new one, or a mixture."""
    half = max(1, len(files) // 2)
    old, new = folder / "old", folder / "new"
    _build(files[:half], old)
    shutil.copytree(old, new)
    began = time.perf_counter()
    _build(files, new)
    seconds = time.perf_counter() - began
    known = {_graph(old): "old", _graph(new): "new"}
    wanted = _bytes(new)
    seen: Counter[str] = Counter()
    for moment in range(moments):
        out = folder / "out"
        shutil.rmtree(out, ignore_errors=True)
        shutil.copytree(old, out)
        _build(files, out, limit=seconds * (moment + 1) / (moments + 1))
        settle(out)
        seen[known.get(_graph(out), "a mixture")] += 1
        if moment % 10 == 0:
            _build(files, out)
            seen["a build after the kill with other bytes"] += _bytes(out) != wanted
    return +seen


def _build(files: list[Path], out: Path, *, limit: float | None = None) -> None:
    """Build, and kill it after so many seconds."""
    command = [sys.executable, "-m", "kgraph", "build", *map(str, files), "-o", str(out), "--workers", "2"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        process.wait(limit)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _graph(out: Path) -> frozenset[str]:
    """The builds that the files of a folder belong to, and which files there are."""
    paths = [path for path in out.rglob("*") if path.is_file() and STATE not in path.parts]
    return frozenset([*(build_of(path) for path in paths), *(path.relative_to(out).as_posix() for path in paths)])


def _bytes(out: Path) -> dict[str, bytes]:
    paths = (path for path in out.rglob("*") if path.is_file() and STATE not in path.parts)
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in paths}


if __name__ == "__main__":
    sys.exit(main())
