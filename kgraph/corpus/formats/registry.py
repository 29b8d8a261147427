"""The registry of formats: those of this folder and those of installed packages (entry points `kgraph.formats`)."""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module
from importlib.metadata import entry_points
from pathlib import PurePath

from kgraph.corpus import formats as folder
from kgraph.corpus.formats.format import Document, Format
from kgraph.corpus.press_patterns import PressPatterns
from kgraph.errors import InputError

__all__ = ["Document", "Format", "formats", "holds_records", "open_document", "open_text", "suffixes"]

GROUP = "kgraph.formats"
_DEFAULT = ".txt"


@cache
def formats() -> tuple[Format, ...]:
    """All formats: what a package brings goes before what lies in this folder; the order is that of their names."""
    brought = [each.load() for each in sorted(entry_points(group=GROUP), key=lambda each: each.name)]
    names = sorted(each.name for each in pkgutil.iter_modules(folder.__path__))
    modules = [import_module(f"{folder.__name__}.{name}") for name in names]
    own = [module.FORMAT for module in modules if hasattr(module, "FORMAT")]
    return (*brought, *own)


@cache
def suffixes() -> tuple[str, ...]:
    """The suffixes of files that can be read, or named with the way out, in their order."""
    return tuple(sorted({suffix for each in formats() for suffix in each.suffixes}))


def open_document(name: str, data: bytes, patterns: PressPatterns) -> Document:
    """A file's content by the format that its name tells; by what its first bytes tell where the name says little."""
    named = _named(PurePath(name).suffix)
    if named is not None and not named.plain:
        return named.read(data, name, patterns)
    plain = named or _named(_DEFAULT) or formats()[0]
    looks = next((each for each in formats() if each.sniff(data)), plain)
    try:
        return looks.read(data, name, patterns)
    except InputError:
        if named is None or looks is named:
            raise
        return named.read(data, name, patterns)  # text that only begins like another format


def open_text(characters: str, name: str, suffix: str, patterns: PressPatterns) -> Document:
    """The documents in characters that are written in a format of text."""
    named = _named(suffix)
    if named is not None and named.plain:
        data = characters.encode("utf-8", "replace")
        named = next((each for each in formats() if each.read_text and each.sniff(data)), named)
    if named is None or named.read_text is None:
        raise InputError(name, f"{suffix} is not a format of text")
    return named.read_text(characters, name, patterns)


def holds_records(name: str) -> bool:
    """Whether the documents of a file are records that have nothing to do with each other."""
    named = _named(PurePath(name).suffix)
    return named is not None and named.records


def _named(suffix: str) -> Format | None:
    return next((each for each in formats() if suffix.lower() in each.suffixes), None)
