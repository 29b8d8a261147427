"""The folder of a graph: one writer at a time, and its files change all at once or not at all.

Outputs are written to OUT/.kgraph/staging. When all are whole, OUT/.kgraph/commit.json names them; from then on the new
graph counts: each file is moved to its place, and the next command finishes what a killed one left. Without that
journal the old graph counts, and what lies in staging is cleared by the next build.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import IO

from kgraph.errors import OutputError
from kgraph.io import locked, replacing

__all__ = ["BEFORE", "STATE", "OutputFolder", "build_of", "mark", "settle"]

STATE, JOURNAL, DONE, BEFORE, KEPT = ".kgraph", "commit.json", "outputs.json", "before", "before-new"
_MARK = re.compile(rb"kgraph\.build\W{1,3}([0-9a-f]{32})")
_TAIL = 65_536
TABLES, _FIRST = "tables", "articles.parquet"
_SIDES = {".html": ("<!-- ", " -->"), ".graphml": ("<!-- ", " -->"), ".gexf": ("<!-- ", " -->")}


class OutputFolder:
    """The folder of a graph, held by one build."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.state = path / STATE
        self._staging = self.state / "staging"
        self._lock: IO[bytes] | None = None

    def __enter__(self) -> OutputFolder:
        with _said(self.path):
            self._is_new = not self.path.exists()
            self.state.mkdir(parents=True, exist_ok=True)
            self._lock = (self.state / "lock").open("ab")
            if not locked(self._lock, wait=False):
                self._lock.close()
                raise OutputError(f"{self.path}: another kgraph is writing here; wait until it is done")
            _finish(self.path)
            for leftover in (self._staging, self.state / KEPT):
                shutil.rmtree(leftover, ignore_errors=True)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        if not (self.state / JOURNAL).exists():
            shutil.rmtree(self._staging, ignore_errors=True)
        if self._lock:
            self._lock.close()
        if {each.name for each in _listed(self.state)} <= {"lock"}:
            shutil.rmtree(self.state, ignore_errors=True)
        if self._is_new and not _listed(self.path):
            with contextlib.suppress(OSError):
                self.path.rmdir()

    @property
    def names(self) -> list[str]:
        """The files that the last build wrote."""
        return _names(self.state / DONE)

    def refuse_foreign(self, names: Iterable[str]) -> None:
        """Refuse to write over files that no build of kgraph wrote."""
        for name in names:
            path = self.path / name
            if path.exists() and not build_of(path):
                problem = "lies there already and was not written by this version of kgraph"
                raise OutputError(f"{path}: {problem}; move it away, or name another folder with -o")

    @contextmanager
    def replacing(self) -> Iterator[Path]:
        """A folder to write to; its files take the place of the last build's when the block ends without error."""
        with _said(self.path):
            shutil.rmtree(self._staging, ignore_errors=True)
            self._staging.mkdir(parents=True)
            yield self._staging
            made = sorted(_files(self._staging))
            self.refuse_foreign(made)
            before = self.names
            self._keep_tables()
            for name in made:
                _flush(self._staging / name)
            _write(self.state / JOURNAL, {"files": made, "gone": sorted(set(before) - set(made))})
            _finish(self.path)

    def _keep_tables(self) -> None:
        """Keep the tables that lie here, to tell later what changed; unless the new ones say the same."""
        old, kept = self.path / TABLES, self.state / KEPT
        shutil.rmtree(kept, ignore_errors=True)
        now = build_of(self._staging / TABLES / _FIRST)
        if old.is_dir() and build_of(old / _FIRST) not in ("", now):
            shutil.copytree(old, kept)


def settle(folder: Path) -> None:
    """Finish what a build that was killed left half done, before the graph of a folder is read."""
    journal = folder / STATE / JOURNAL
    if not journal.is_file():
        return
    with _said(folder), (folder / STATE / "lock").open("ab") as lock:
        locked(lock, wait=True)
        _finish(folder)


def mark(path: Path, build: str) -> None:
    """Write at the end of a file of text which build it belongs to."""
    before, after = _SIDES.get(path.suffix, ("# ", ""))
    with path.open("a", encoding="utf-8", newline="\n") as file:
        file.write(f"{before}kgraph.build={build}{after}\n")


def build_of(path: Path) -> str:
    """The build that a file says it belongs to, or nothing where it says none."""
    try:
        with path.open("rb") as file:
            file.seek(max(0, path.stat().st_size - _TAIL))
            found = _MARK.search(file.read())
    except OSError:
        return ""
    return found[1].decode() if found else ""


def _finish(folder: Path) -> None:
    """Do what the journal says, from wherever it was left; then it is what lies here."""
    state = folder / STATE
    journal = state / JOURNAL
    if not journal.is_file():
        return
    for name in _names(journal):
        staged = state / "staging" / name
        if staged.exists():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            staged.replace(folder / name)
    for name in _names(journal, "gone"):
        (folder / name).unlink(missing_ok=True)
    if (state / KEPT).exists():
        shutil.rmtree(state / BEFORE, ignore_errors=True)
        (state / KEPT).replace(state / BEFORE)
    journal.replace(state / DONE)
    shutil.rmtree(state / "staging", ignore_errors=True)


def _names(journal: Path, key: str = "files") -> list[str]:
    """Names of a journal; only such as stay in the folder."""
    if not journal.is_file():
        return []
    said = json.loads(journal.read_text(encoding="utf-8")).get(key, [])
    return [name for name in said if not Path(name).is_absolute() and ".." not in Path(name).parts]


def _write(path: Path, what: object) -> None:
    with replacing(path) as beside:
        beside.write_text(json.dumps(what, ensure_ascii=False, indent=1), encoding="utf-8")
        _flush(beside)


def _flush(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _files(folder: Path) -> Iterator[str]:
    for path in folder.rglob("*"):
        if path.is_file():
            yield path.relative_to(folder).as_posix()


def _listed(folder: Path) -> list[Path]:
    try:
        return list(folder.iterdir())
    except OSError:
        return []


@contextmanager
def _said(folder: Path) -> Iterator[None]:
    """Errors of the system as one line that names the place."""
    try:
        yield
    except OSError as error:
        raise OutputError(f"{error.filename or folder}: {error.strerror or error}") from error
