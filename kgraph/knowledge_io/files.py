"""Knowledge files as they stand on disk: YAML whose entries know their line, and TSV word lists."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from kgraph.errors import KnowledgeError, nearest

__all__ = ["Block", "Row", "read_table", "read_yaml"]


class Block(dict[str, Any]):
    """A mapping of a YAML file that knows its file and the line of each key."""

    file: str
    line: int
    lines: dict[str, int]

    def error(self, key: str, problem: str, *, hint: str = "") -> KnowledgeError:
        """An error that names the file and the line of a key."""
        return KnowledgeError(self.file, self.lines.get(key, self.line), problem, hint=hint)

    def allow(self, *keys: str) -> None:
        """Refuse every key but these."""
        for key in self:
            if key not in keys:
                raise self.error(key, f"unknown key {key!r}", hint=nearest(key, keys))

    def text(self, key: str, default: str | None = None) -> str:
        """The text under a key; an error where there is none and no default. A list holds the parts of a long one."""
        value = self.get(key, default)
        if isinstance(value, list) and value and all(isinstance(part, str) for part in value):
            return "".join(value)
        if not isinstance(value, str):
            raise self.error(key, f"{key!r} must be text, not {value!r}")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """The list of texts under a key; empty where the key is absent."""
        value = self.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise self.error(key, f"{key!r} must be a list of texts, not {value!r}")
        return tuple(value)

    def blocks(self, key: str) -> tuple[Block, ...]:
        """The list of mappings under a key; empty where the key is absent."""
        value = self.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, Block) for item in value):
            raise self.error(key, f"{key!r} must be a list of entries, not {value!r}")
        return tuple(value)


class _Loader(yaml.CSafeLoader):
    """Safe YAML in which mappings are blocks, keys are unique and only true and false are booleans."""

    name: str

    def block(self, node: yaml.MappingNode) -> Block:
        made = Block()
        made.file = Path(self.name).name
        made.line = node.start_mark.line + 1
        made.lines = {}
        for key_node, value_node in node.value:
            key = str(key_node.value)
            made.lines[key] = key_node.start_mark.line + 1
            if key in made:
                raise made.error(key, f"{key!r} stands twice")
            made[key] = self.construct_object(value_node, deep=True)
        return made


_Loader.add_constructor("tag:yaml.org,2002:map", _Loader.block)
_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith((":bool", ":timestamp"))]
    for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}
for _first, _word in (("t", "true"), ("f", "false")):
    _Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(rf"{_word}\Z"), [_first])


def read_yaml(path: Path) -> Block:
    """The entries of a YAML file; every top-level value must be a mapping."""
    loader = _Loader(path.read_text(encoding="utf-8"))
    loader.name = str(path)
    try:
        entries = loader.get_single_data()
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        raise KnowledgeError(path.name, line, str(error.problem)) from error
    if entries is None:
        entries = Block()
    if not isinstance(entries, Block):
        raise KnowledgeError(path.name, 1, "must be a mapping of names to entries")
    for key, value in entries.items():
        if not isinstance(value, Block):
            raise entries.error(key, f"{key!r} must be a mapping, not {value!r}")
    return entries


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a word list: its first column is the key."""

    file: str
    line: int
    values: tuple[tuple[str, str], ...]

    @property
    def key(self) -> str:
        """The word itself."""
        return self.values[0][1]

    def __getitem__(self, column: str) -> str:
        for name, value in self.values:
            if name == column:
                return value
        known = [name for name, _ in self.values]
        raise KnowledgeError(self.file, self.line, f"no column {column!r}", hint=nearest(column, known))

    def error(self, problem: str, *, hint: str = "") -> KnowledgeError:
        """An error that names this line."""
        return KnowledgeError(self.file, self.line, problem, hint=hint)


def read_table(path: Path) -> Iterator[Row]:
    """The rows of a TSV file: lines that begin with # are comments, the first other one names the columns."""
    header: list[str] = []
    for number, line in enumerate(path.read_text(encoding="utf-8-sig").split("\n"), start=1):
        cells = line.rstrip("\r").split("\t")
        if line.startswith("#") or not any(cells):
            continue
        if not header:
            header = cells
            continue
        if len(cells) > len(header) or not cells[0]:
            problem = (
                f"{len(cells)} columns, {len(header)} named by the header" if cells[0] else "the first column is empty"
            )
            raise KnowledgeError(path.name, number, problem)
        cells += [""] * (len(header) - len(cells))
        yield Row(path.name, number, tuple(zip(header, cells, strict=True)))
