"""References: how a decision names what it is about, and the surfaces or entities that this means here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from kgraph.errors import nearest
from kgraph.resolution.article_context import ArticleContext, Key
from kgraph.resolution.canonicalise import CanonicalCluster, entity_id
from kgraph.resolution.decisions.judgements import Judgement

__all__ = ["Entities", "Reference", "Surfaces", "is_id", "parse"]

ID, ID_LENGTH = "e", 17
PLACED = " @ "
ROLE = "Role"


@dataclass(frozen=True, slots=True)
class Reference:
    """An entity's type and name, with a mention of it (source, start) where namesakes must be told apart; or its id."""

    type: str = ""
    name: str = ""
    source: str = ""
    start: int = -1
    id: str = ""


def is_id(name: str) -> bool:
    """Whether this is an entity's id."""
    return len(name) == ID_LENGTH and name.startswith(ID) and ":" not in name


def parse(name: str, judged: Judgement, types: Collection[str]) -> Reference:
    """What a cell of a decision names.

    >>> parse("Person:周启航 @ news/a.txt:17", Judgement("a", "b", "same"), {"Person"})
    Reference(type='Person', name='周启航', source='news/a.txt', start=17, id='')
    """
    if is_id(name):
        return Reference(id=name)
    called, placed, place = name.partition(PLACED)
    kind, colon, text = called.partition(":")
    if not colon or kind not in types:
        raise judged.error(f"{name!r} must be an entity's id or begin with a type", hint=nearest(kind, types))
    source, colon, start = place.rpartition(":")
    if placed and not (colon and start.strip().isdigit()):
        raise judged.error(f"{place!r} must be the source of a mention and its start, as in news/a.txt:17")
    return Reference(kind, text.strip(), source.strip(), int(start) if placed else -1)


class Surfaces:
    """Finds the surfaces that a reference means; offices have none."""

    def __init__(self, contexts: Mapping[str, ArticleContext], known: Mapping[str, CanonicalCluster]) -> None:
        self._contexts = contexts
        self._known = known
        self._shown: dict[tuple[str, str], tuple[Key, ...]] = {}
        self._named: dict[tuple[str, str], list[Key]] = defaultdict(list)
        for context in contexts.values():
            for key in context.surfaces:
                if key[1] != ROLE:
                    self._named[key[1], key[2]].append(key)

    def __call__(self, meant: Reference) -> tuple[Key, ...]:
        """The surfaces that are meant; none where no reading has them."""
        if meant.id:
            return self._by_id(meant.id)
        keys = tuple(self._named.get((meant.type, meant.name), ())) or self._shown.get((meant.type, meant.name), ())
        if meant.start < 0:
            return keys
        return tuple(key for key in keys if self._stands_at(key, meant))

    def remember(self, kind: str, name: str, keys: tuple[Key, ...]) -> None:
        """Later decisions may call a thing as it is shown after an earlier one."""
        if keys:
            self._shown.setdefault((kind, name), keys)

    def _stands_at(self, key: Key, meant: Reference) -> bool:
        context = self._contexts[key[0]]
        article = context.reading.article
        mentions = context.surfaces[key].mentions
        return article.source == meant.source and any(
            article.place(each.start, each.end)[0] == meant.start for each in mentions
        )

    def _by_id(self, wanted: str) -> tuple[Key, ...]:
        thing = self._known.get(wanted)
        if thing:
            return tuple(key for key in thing.surfaces if key[2] == thing.entity.name)
        for (kind, text), keys in self._named.items():
            if entity_id(kind, text) == wanted:
                return tuple(keys)
            here = tuple(key for key in keys if entity_id(kind, text, key[0]) == wanted)
            if here:
                return here
        return ()


class Entities:
    """Finds the entities that a reference means, by number: those so called before those that have it as an alias."""

    def __init__(self, things: Sequence[CanonicalCluster], contexts: Mapping[str, ArticleContext]) -> None:
        self._contexts = contexts
        self._things = dict(enumerate(things))
        self._named: dict[str, set[int]] = defaultdict(set)
        for number, thing in self._things.items():
            self._index(number, thing)

    @property
    def things(self) -> tuple[CanonicalCluster, ...]:
        """All that are left, in order."""
        return tuple(self._things[number] for number in sorted(self._things))

    def __getitem__(self, number: int) -> CanonicalCluster:
        return self._things[number]

    def __setitem__(self, number: int, thing: CanonicalCluster) -> None:
        self._things[number] = thing
        self._index(number, thing)

    def pop(self, number: int) -> CanonicalCluster:
        """Take one out."""
        return self._things.pop(number)

    def find(self, meant: Reference) -> tuple[int, ...]:
        """The numbers of the entities that are meant."""
        numbers = sorted(self._named.get(meant.id or meant.name, set()) & self._things.keys())
        if meant.id:
            return tuple(number for number in numbers if self._things[number].entity.id == meant.id)
        able = [number for number in numbers if meant.type in self._types(number)]
        if meant.start >= 0:
            return tuple(number for number in able if self._stands_at(number, meant))
        called = [number for number in able if self._things[number].entity.name == meant.name]
        return tuple(called or able)

    def _index(self, number: int, thing: CanonicalCluster) -> None:
        for name in (thing.entity.id, *thing.entity.names):
            self._named[name].add(number)

    def _types(self, number: int) -> Iterable[str]:
        thing = self._things[number]
        return {thing.entity.type, *(key[1] for key in thing.surfaces)}

    def _stands_at(self, number: int, meant: Reference) -> bool:
        for mention in self._things[number].mentions:
            article = self._contexts[mention.article].reading.article
            if article.source == meant.source and article.place(mention.start, mention.end)[0] == meant.start:
                return True
        return False
