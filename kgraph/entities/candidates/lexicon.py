"""Names of a list: those that ship with kgraph, and a user's own, which win over everything."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from kgraph.entities.candidates.candidate import Candidate
from kgraph.entities.candidates.gazetteer import Gazetteer
from kgraph.entities.tagged_text import TaggedText
from kgraph.errors import KnowledgeError, nearest
from kgraph.knowledge_io import Knowledge, Row
from kgraph.knowledge_io.files import read_table

__all__ = ["LISTED", "OWN", "ListedGenerator", "own_names"]

LISTED, OWN = "listed", "lexicon"
_SHORT = 2


class ListedGenerator:
    """Marks every listed name, longest first."""

    def __init__(self, names: dict[str, str], *, rule: str = LISTED) -> None:
        self._names = Gazetteer(names)
        self._rule = rule

    def candidates(self, tagged: TaggedText) -> Iterator[Candidate]:
        """Each listed name that is not a piece of a longer Latin word."""
        for start, end, kind in self._names.find(tagged.text):
            if not tagged.splits_word(start, end):
                yield Candidate(start, end, kind, self._rule, 1.0 if self._rule == OWN else _sure(end - start))


def _sure(length: int) -> float:
    """A short name of a body is more often a piece of a longer one."""
    return 0.5 if length == _SHORT else 0.6 if length == _SHORT + 1 else 0.85


def own_names(paths: Sequence[Path], knowledge: Knowledge) -> dict[str, str]:
    """The names of users' lists (columns name, type, aliases), with the aliases, by type."""
    found: dict[str, str] = {}
    for path in paths:
        for row in _rows(path):
            names = (row["name"], *(alias.strip() for alias in row["aliases"].split("|")))
            kind = _type(row, knowledge)
            found.update(dict.fromkeys(filter(None, names), kind))
    return found


def _rows(path: Path) -> Iterator[Row]:
    try:
        yield from read_table(path)
    except (OSError, UnicodeDecodeError) as error:
        raise KnowledgeError(str(path), 0, f"cannot be read: {error}") from error


def _type(row: Row, knowledge: Knowledge) -> str:
    for kind in knowledge.types.values():
        if row["type"] in (kind.id, kind.short, kind.label):
            return kind.id
    raise row.error(f"unknown type {row['type']!r}", hint=nearest(row["type"], knowledge.types))
