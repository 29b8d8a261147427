"""Exporters: the forms in which a graph can be written, and how it is to look in them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from kgraph.knowledge_io import Knowledge
from kgraph.records import Tables

__all__ = ["Exporter", "Style", "Value", "drawn", "single"]

Value = str | int | float


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """What a drawn graph shows beyond its tables.

    `bare_titles` draws 记者 and 会长 as nodes. `columns` are further columns of the nodes, each a mapping from entity
    ids to values; `size` and `colour` name those that sizes and colours follow.
    """

    bare_titles: bool = False
    columns: Mapping[str, Mapping[str, Value]] = field(default_factory=dict)
    size: str = ""
    colour: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exporter:
    """A form that other programs take.

    `write` gives the files that it wrote. Its path is a file where `suffix` says how that ends; else it is a folder and
    the beginning of the names in it.
    """

    write: Callable[[Tables, Path, Knowledge, Style], Iterator[Path]]
    suffix: str = ""


class _Draws(Protocol):
    """A function that writes a graph as it is to look."""

    def __call__(self, tables: Tables, path: Path, knowledge: Knowledge, *, style: Style | None = None) -> None: ...


def drawn(suffix: str, write: _Draws) -> Exporter:
    """The exporter of a form that is one file and shows sizes, colours and columns of one's own."""

    def written(tables: Tables, path: Path, knowledge: Knowledge, style: Style) -> Iterator[Path]:
        write(tables, path, knowledge, style=style)
        yield path

    return Exporter(write=written, suffix=suffix)


def single(suffix: str, write: Callable[[Tables, Path, Knowledge], None]) -> Exporter:
    """The exporter of a form that is one file and has no looks."""

    def written(tables: Tables, path: Path, knowledge: Knowledge, _: Style) -> Iterator[Path]:
        write(tables, path, knowledge)
        yield path

    return Exporter(write=written, suffix=suffix)
