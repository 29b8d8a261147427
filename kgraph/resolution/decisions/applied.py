"""Decisions of people, tied to the names they are about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kgraph.errors import nearest
from kgraph.resolution.article_context import ArticleContext, Key
from kgraph.resolution.blocking.review import Link
from kgraph.resolution.canonicalise import CanonicalCluster, entity_id
from kgraph.resolution.clusters import Clusters
from kgraph.resolution.compare.matcher import SCORES
from kgraph.resolution.decisions.judgements import Judgement

__all__ = ["Decisions", "applied", "needs_ids", "read"]

ID = "e"
ID_LENGTH = 17


@dataclass(frozen=True, slots=True)
class Decisions:
    """What is to be one, what is to stay apart, and what is to be shown otherwise."""

    same: tuple[tuple[Judgement, tuple[Key, ...], tuple[Key, ...]], ...] = ()
    different: tuple[tuple[tuple[Key, ...], tuple[Key, ...]], ...] = ()
    shown: tuple[tuple[Judgement, tuple[Key, ...]], ...] = ()

    def obeyed(self, clusters: Clusters[Key]) -> Iterator[Link]:
        """Part and join the clusters as people decided."""
        for number, (lefts, rights) in enumerate(self.different):
            clusters.cannot_link_all(lefts, rights, number=number)
        for judged, lefts, rights in self.same:
            for left in lefts[:1]:
                for right in rights[:1]:
                    clusters.must_link(left, right)
                    one, other = sorted((left, right))
                    yield Link(one, other, "judgement", SCORES["judgement"], judged.why)

    def heeded(self, context: ArticleContext, clusters: Clusters[Key]) -> None:
        """Keep apart within an article what people told apart."""
        for number, (lefts, rights) in enumerate(self.different):
            one, other = ([key for key in keys if key in context.surfaces] for keys in (lefts, rights))
            if one and other:
                clusters.cannot_link_all(one, other, number=number)


def needs_ids(judged: Sequence[Judgement]) -> bool:
    """Whether any decision names an entity by its id."""
    return any(_is_id(name) for each in judged for name in (each.left, each.right))


def read(
    judged: Sequence[Judgement],
    contexts: Mapping[str, ArticleContext],
    *,
    known: Mapping[str, CanonicalCluster],
    types: Collection[str],
) -> Decisions:
    """The decisions with the surfaces they are about; what no reading names is left for later builds."""
    if not judged:
        return Decisions()
    find = _References(contexts, known, types)
    same, different, shown = [], [], []
    for each in judged:
        lefts = find(each, each.left)
        if each.verdict == "different":
            different.append((lefts, find(each, each.right)))
        elif each.verdict == "same" and lefts:
            same.append((each, lefts, find(each, each.right)))
        else:
            _refuse_unknown_type(each, types)
            find.remember(each, lefts)
            shown.append((each, lefts))
    return Decisions(tuple(same), tuple(different), tuple(shown))


def applied(decisions: Decisions, made: Sequence[CanonicalCluster]) -> tuple[CanonicalCluster, ...]:
    """The things as people want them shown: hidden, renamed, of another type."""
    kept: dict[int, CanonicalCluster] = dict(enumerate(made))
    owner = {key: number for number, thing in kept.items() for key in thing.surfaces}
    for judged, keys in decisions.shown:
        for number in _meant(judged, keys, kept, owner):
            if judged.verdict == "hide":
                del kept[number]
            elif judged.verdict == "same":
                _unite(kept, number, judged)
            else:
                kept[number] = _shown(kept[number], judged)
    return tuple(kept.values())


def _meant(
    judged: Judgement, keys: Sequence[Key], kept: Mapping[int, CanonicalCluster], owner: Mapping[Key, int]
) -> tuple[int, ...]:
    """The things that a decision is about: of those with the name, the ones that are called so if any is."""
    if not keys:
        offices = (number for number, thing in kept.items() if not thing.surfaces)
        return tuple(number for number in offices if judged.left in _references(kept[number]))
    numbers = sorted({owner[key] for key in keys if owner[key] in kept})
    called = [number for number in numbers if kept[number].entity.name == keys[0][2]]
    return tuple(called or numbers)


def _unite(kept: dict[int, CanonicalCluster], number: int, judged: Judgement) -> None:
    """Two offices are one: the second goes by the name of the first."""
    for other in [each for each, thing in kept.items() if judged.right in _references(thing) and each != number]:
        one, gone = kept[number], kept.pop(other)
        mentions = tuple(sorted((*one.mentions, *gone.mentions), key=lambda each: each.key))
        entity = replace(
            one.entity,
            aliases=tuple(sorted({*one.entity.aliases, *gone.entity.names} - {one.entity.name})),
            mentions=len(mentions),
            articles=len({mention.article for mention in mentions}),
        )
        kept[number] = replace(one, entity=entity, mentions=mentions)


def _references(thing: CanonicalCluster) -> tuple[str, ...]:
    return thing.entity.id, f"{thing.entity.type}:{thing.entity.name}"


def _shown(thing: CanonicalCluster, judged: Judgement) -> CanonicalCluster:
    entity = thing.entity
    if judged.verdict == "retype":
        return replace(thing, entity=replace(entity, type=judged.right))
    aliases = tuple(sorted({*entity.names} - {judged.right}))
    return replace(thing, entity=replace(entity, name=judged.right, aliases=aliases))


class _References:
    """Finds the surfaces that a decision means by `Company:安踏` or an id."""

    def __init__(
        self, contexts: Mapping[str, ArticleContext], known: Mapping[str, CanonicalCluster], types: Collection[str]
    ) -> None:
        self._known = known
        self._types = types
        self._shown: dict[tuple[str, str], tuple[Key, ...]] = {}
        self._named: dict[tuple[str, str], list[Key]] = defaultdict(list)
        for context in contexts.values():
            for key in context.surfaces:
                self._named[key[1:3]].append(key)

    def __call__(self, judged: Judgement, name: str) -> tuple[Key, ...]:
        if _is_id(name):
            return self._by_id(name)
        kind, colon, text = name.partition(":")
        if not colon or kind not in self._types:
            raise judged.error(f"{name!r} must be an entity's id or begin with a type", hint=nearest(kind, self._types))
        return tuple(self._named.get((kind, text), ())) or self._shown.get((kind, text), ())

    def remember(self, judged: Judgement, keys: tuple[Key, ...]) -> None:
        """Later decisions may call a thing as it is shown after this one."""
        for _, kind, text, _ in keys[:1]:
            name = (judged.right, text) if judged.verdict == "retype" else (kind, judged.right)
            self._shown.setdefault(name, keys)

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


def _refuse_unknown_type(judged: Judgement, types: Collection[str]) -> None:
    if judged.verdict == "retype" and judged.right not in types:
        raise judged.error(f"unknown type {judged.right!r}", hint=nearest(judged.right, types))


def _is_id(name: str) -> bool:
    return len(name) == ID_LENGTH and name.startswith(ID) and ":" not in name
