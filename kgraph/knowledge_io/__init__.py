"""What kgraph knows of its domain: types, relations, patterns and word lists, as data.

`load()` gives the shipped knowledge; `load(folder)` lays a user's folder of the same form over it: rows of a word
list are added and, where their first column agrees, replaced; so are the top-level entries of a YAML file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from kgraph.errors import KnowledgeError, nearest
from kgraph.knowledge_io.files import Block, Row, read_table, read_yaml

__all__ = ["Block", "EntityType", "Knowledge", "RelationType", "Row", "Stamp", "load", "stamp"]

SHIPPED = Path(__file__).parent.parent / "knowledge"
_SUFFIXES = frozenset({".tsv", ".yaml"})
_OPEN = "patterns/"  # a user's relation has its patterns in a file of its own
Stamp = tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityType:
    """A type of entity and how it is drawn."""

    id: str
    label: str
    short: str
    colour: str
    shape: str
    tagger: tuple[str, ...] = ()
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationType:
    """A predicate and the types that may stand at its ends."""

    id: str
    label: str
    subject: tuple[str, ...]
    object: tuple[str, ...]
    symmetric: bool = False
    also: tuple[str, ...] = ()

    def accepts(self, subject: str, object_: str) -> bool:
        """Whether a subject and an object of these types fit.

        >>> load().relations["received_award"].accepts("Company", "Award")
        True
        """
        return subject in self.subject and object_ in self.object


@dataclass(frozen=True)
class Knowledge:
    """Layers of knowledge folders, the last one on top.

    >>> load().types["Company"].label
    '企业'
    """

    folders: tuple[Path, ...]
    stamps: tuple[Stamp, ...] = field(default=(), repr=False)
    types: Mapping[str, EntityType] = field(init=False, repr=False, compare=False)
    relations: Mapping[str, RelationType] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        types = {key: _entity_type(key, entry) for key, entry in self.structure("ontology/types").items()}
        relations = {
            key: _relation_type(key, entry, types) for key, entry in self.structure("ontology/relations").items()
        }
        object.__setattr__(self, "types", types)
        object.__setattr__(self, "relations", relations)

    def structure(self, name: str) -> Mapping[str, Block]:
        """The top-level entries of NAME.yaml, each a mapping that knows its file and lines."""
        merged: dict[str, Block] = {}
        for path in self._layers(f"{name}.yaml"):
            merged.update(read_yaml(path))
        return merged

    def table(self, name: str) -> tuple[Row, ...]:
        """The rows of NAME.tsv, sorted by their first column."""
        merged: dict[str, Row] = {}
        for path in self._layers(f"{name}.tsv"):
            merged.update((row.key, row) for row in read_table(path))
        return tuple(merged[key] for key in sorted(merged))

    def words(self, name: str) -> tuple[str, ...]:
        """The first column of NAME.tsv, sorted."""
        return tuple(row.key for row in self.table(name))

    def names(self, folder: str, suffix: str) -> tuple[str, ...]:
        """The names, without suffix, of the files that any layer has in a folder."""
        found = {path.stem for base in self.folders for path in (base / folder).glob(f"*{suffix}")}
        return tuple(sorted(found))

    def type_of(self, short: str) -> EntityType:
        """The type that marked text calls by this short code.

        >>> load().type_of("PER").id
        'Person'
        """
        for kind in self.types.values():
            if short in (kind.short, kind.id):
                return kind
        known = [kind.short for kind in self.types.values()]
        raise KnowledgeError("types.yaml", 0, f"unknown type {short!r}", hint=nearest(short, known))

    def _layers(self, relative: str) -> Iterator[Path]:
        found = [folder / relative for folder in self.folders if (folder / relative).is_file()]
        if not found:
            raise KnowledgeError(relative, 0, "no such knowledge file")
        yield from found


def _entity_type(key: str, entry: Block) -> EntityType:
    entry.allow("label", "short", "colour", "shape", "tagger", "also")
    return EntityType(
        id=key,
        label=entry.text("label"),
        short=entry.text("short"),
        colour=entry.text("colour"),
        shape=entry.text("shape"),
        tagger=entry.texts("tagger"),
        also=entry.texts("also"),
    )


def _relation_type(key: str, entry: Block, types: Mapping[str, EntityType]) -> RelationType:
    entry.allow("label", "subject", "object", "symmetric", "also")
    for end in ("subject", "object"):
        for name in entry.texts(end):
            if name not in types:
                raise entry.error(end, f"unknown type {name!r}", hint=nearest(name, types))
    return RelationType(
        id=key,
        label=entry.text("label"),
        subject=entry.texts("subject"),
        object=entry.texts("object"),
        symmetric=entry.get("symmetric", False) is True,
        also=entry.texts("also"),
    )


def load(*folders: Path) -> Knowledge:
    """The shipped knowledge with the user's folders laid over it, checked; read again once a file in them changed."""
    for folder in folders:
        if not folder.is_dir():
            raise KnowledgeError(str(folder), 0, "no such folder of knowledge files")
        _refuse_unread(folder)
    return _loaded(folders, tuple(map(stamp, folders)))


def _refuse_unread(folder: Path) -> None:
    """No file of a user's is passed over in silence: each stands where a shipped one does, or holds patterns."""
    shipped = {path.relative_to(SHIPPED).as_posix() for path in SHIPPED.rglob("*") if path.suffix in _SUFFIXES}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        is_note = path.suffix == ".md" or any(part.startswith(".") for part in path.relative_to(folder).parts)
        if path.is_dir() or is_note or name in shipped or (name.startswith(_OPEN) and path.suffix in _SUFFIXES):
            continue
        raise KnowledgeError(
            str(folder / name), 0, "no stage reads a knowledge file of this name", hint=nearest(name, shipped)
        )


def stamp(path: Path) -> Stamp:
    """What changes when a file, or a file in a folder, does."""
    files = [path, *path.rglob("*")] if path.is_dir() else [path]
    states = [(str(each.resolve()), each.stat()) for each in sorted(files) if each.is_file()]
    return tuple((name, state.st_mtime_ns, state.st_size) for name, state in states)


@cache
def _loaded(folders: tuple[Path, ...], stamps: tuple[Stamp, ...]) -> Knowledge:
    return Knowledge((SHIPPED, *folders), stamps)
