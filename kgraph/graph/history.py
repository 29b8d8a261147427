"""What a build changed in a graph: facts gained and lost, entities joined and parted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kgraph.records import Tables

__all__ = ["Change", "since"]

GAINED, LOST, JOINED, PARTED = "gained", "lost", "joined", "parted"
_Place = tuple[str, int, int, str]


@dataclass(frozen=True, slots=True, order=True)
class Change:
    """One thing that is new, or is no more: a fact, or names that became one entity or ceased to be one."""

    what: str
    names: tuple[str, ...]
    predicate: str = ""


def since(old: Tables, new: Tables) -> Iterator[Change]:
    """The changes from the old graph to the new one, facts first."""
    before, after = _facts(old), _facts(new)
    yield from (Change(GAINED, (subject, end), what) for subject, what, end in sorted(after - before))
    yield from (Change(LOST, (subject, end), what) for subject, what, end in sorted(before - after))
    yield from (Change(JOINED, names) for names in _met(old, new))
    yield from (Change(PARTED, names) for names in _met(new, old))


def _facts(tables: Tables) -> set[tuple[str, str, str]]:
    names = {each.id: each.name for each in tables.entities}
    return {(names[each.subject], each.predicate, names[each.object]) for each in tables.relations}


def _met(apart: Tables, together: Tables) -> list[tuple[str, ...]]:
    """The names of entities that stand apart in the one graph and are one entity in the other."""
    names = {each.id: each.name for each in apart.entities}
    owner = dict(_owners(apart))
    found: Mapping[str, set[str]] = defaultdict(set)
    for place, entity in _owners(together):
        if place in owner:
            found[entity].add(owner[place])
    return sorted(tuple(sorted(names[each] for each in ids)) for ids in found.values() if len(ids) > 1)


def _owners(tables: Tables) -> Iterable[tuple[_Place, str]]:
    return (((row.article, row.start, row.end, row.type), row.entity) for row in tables.mentions)
