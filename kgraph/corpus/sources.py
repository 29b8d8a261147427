"""The files to read: what the user named, laid open into single documents in a fixed order."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kgraph.corpus.encoding import is_chinese
from kgraph.corpus.formats.registry import suffixes

__all__ = ["STANDARD_INPUT", "Source", "find", "passed_over"]

STANDARD_INPUT = "-"
_SAMPLE = 4_096  # bytes that tell whether a file without a suffix is text
_BESIDE = (".ann.txt", ".rel.json", ".alias.json")  # gold that lies beside a document is no document


@dataclass(frozen=True, slots=True, order=True)
class Source:
    """A document to read: its name in all tables, and where it lies."""

    name: str
    path: Path

    @property
    def suffix(self) -> str:
        """What the name says of the format, in lower case."""
        return self.path.suffix.lower()

    @property
    def size(self) -> int:
        """How many bytes it has; 0 where that cannot be told."""
        try:
            return self.path.stat().st_size if self.path.is_file() else 0
        except (OSError, ValueError):
            return 0


def find(inputs: Iterable[str]) -> Iterator[Source]:
    """The documents that files, folders, globs and `-` name: each once, sorted by name.

    Folders are read to their ends; hidden files, README files, gold and formats that cannot be read are left out
    of them (`passed_over` names those). What is named itself is always given, and what a folder without any document
    holds, even where `read` will have to refuse it: nothing is lost silently.
    """
    found: dict[str, Source] = {}
    for given in inputs:
        for source in _open(given):
            key = _identity(source)
            found[key] = min(source, found.get(key, source), key=_rank)
    yield from sorted(found.values())


def passed_over(inputs: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The files of folders that are not read, each with the reason, sorted by name."""
    folders = (Path(given) for given in inputs if Path(given).is_dir())
    files = {source.name: source.path for folder in folders for source in _files(folder)}
    for name, path in sorted(files.items()):
        if reason := _passed_over(path):
            yield name, reason


def _identity(source: Source) -> str:
    return source.name if source.name == STANDARD_INPUT else str(source.path.resolve())


def _rank(source: Source) -> tuple[bool, str]:
    """Of two names of one file, its own goes before a link's, whatever order they were given in."""
    return source.path.is_symlink(), source.name


def _open(given: str) -> Iterator[Source]:
    path = Path(given)
    if given == STANDARD_INPUT:
        yield Source(STANDARD_INPUT, path)
    elif path.is_dir():
        documents = list(_folder(path))
        yield from documents or _files(path)
    elif path.exists() or not glob.has_magic(given):
        yield Source(_name(path), path)
    else:
        yield from _matching(given) or [Source(given, path)]


def _matching(pattern: str) -> list[Source]:
    paths = [Path(each) for each in sorted(glob.iglob(pattern, recursive=True))]  # noqa: PTH207 - takes absolute patterns
    folders = [source for path in paths if path.is_dir() for source in _folder(path)]
    return folders + [Source(_name(path), path) for path in paths if path.is_file() and _is_document(path)]


def _folder(folder: Path) -> Iterator[Source]:
    return (source for source in _files(folder) if _is_document(source.path))


def _files(folder: Path) -> Iterator[Source]:
    """The files of a folder and of those below it, without hidden ones."""
    seen: set[tuple[int, int]] = set()
    _is_new(folder, seen)
    for here, folders, files in os.walk(folder, followlinks=True):
        folders[:] = sorted(each for each in folders if not each.startswith(".") and _is_new(Path(here, each), seen))
        for each in sorted(files):
            if not each.startswith("."):
                yield Source(_name(Path(here, each)), Path(here, each))


def _is_new(folder: Path, seen: set[tuple[int, int]]) -> bool:
    """Whether this folder was not met before: a link may lead back up."""
    try:
        status = folder.stat()
    except OSError:
        return False
    key = (status.st_dev, status.st_ino)
    if key in seen:
        return False
    seen.add(key)
    return True


def _is_document(path: Path) -> bool:
    return not _passed_over(path)


def _passed_over(path: Path) -> str:
    """Why a file of a folder is no document; empty where it is one."""
    name = path.name.lower()
    if name.startswith((".", "readme")) or name.endswith(_BESIDE):
        return "stands beside the documents"
    if path.suffix.lower() in suffixes():
        return ""
    if not path.suffix:
        return "" if _is_chinese_text(path) else "has no suffix and is no Chinese text"
    return f"{path.suffix} is not a format that can be read"


def _is_chinese_text(path: Path) -> bool:
    """Whether a file without a suffix holds what is worth reading, by its beginning."""
    try:
        with path.open("rb") as file:
            return is_chinese(file.read(_SAMPLE))
    except OSError:
        return False


def _name(path: Path) -> str:
    """The path as given, in a form that is the same on every system."""
    if path.is_absolute() and path.is_relative_to(Path.cwd()):
        path = path.relative_to(Path.cwd())
    return Path(os.path.normpath(path)).as_posix()
