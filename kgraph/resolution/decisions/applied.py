"""Decisions of people, tied to the names and entities they are about."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kgraph.errors import nearest
from kgraph.resolution.article_context import ArticleContext, Key
from kgraph.resolution.blocking.review import Link
from kgraph.resolution.canonicalise import CanonicalCluster
from kgraph.resolution.clusters import Clusters
from kgraph.resolution.compare.matcher import SCORES
from kgraph.resolution.decisions.judgements import Judgement
from kgraph.resolution.decisions.references import Entities, Reference, Surfaces, is_id, parse

__all__ = ["Decisions", "applied", "needs_ids", "read"]


@dataclass(frozen=True, slots=True)
class _Pair:
    """A decision on two names, with the surfaces that each means."""

    judged: Judgement
    lefts: tuple[Key, ...]
    rights: tuple[Key, ...]


@dataclass(frozen=True, slots=True)
class Decisions:
    """What is to be one, what is to stay apart, and what is to be shown otherwise."""

    same: tuple[_Pair, ...] = ()
    different: tuple[_Pair, ...] = ()
    shown: tuple[tuple[Judgement, Reference, Reference], ...] = ()

    def obeyed(self, clusters: Clusters[Key]) -> Iterator[Link]:
        """Part and join the clusters as people decided."""
        for number, pair in enumerate(self.different):
            clusters.cannot_link_all(pair.lefts, pair.rights, number=number)
        for pair in self.same:
            for left, right in _tied(pair):
                clusters.must_link(left, right)
                one, other = sorted((left, right))
                yield Link(one, other, "judgement", SCORES["judgement"], pair.judged.why)

    def heeded(self, context: ArticleContext, clusters: Clusters[Key]) -> None:
        """Keep apart within an article what people told apart."""
        for number, pair in enumerate(self.different):
            one, other = ([key for key in keys if key in context.surfaces] for keys in (pair.lefts, pair.rights))
            if one and other:
                clusters.cannot_link_all(one, other, number=number)


def _tied(pair: _Pair) -> Iterator[tuple[Key, Key]]:
    """One name on both sides means all its namesakes; else the two as one article names both, or the first of each."""
    if pair.lefts == pair.rights:
        yield from ((pair.lefts[0], other) for other in pair.lefts[1:])
        return
    beside = {key[0]: key for key in pair.rights}
    both = [(key, beside[key[0]]) for key in pair.lefts if key[0] in beside]
    yield from both or [(left, right) for left in pair.lefts[:1] for right in pair.rights[:1]]


def needs_ids(judged: Sequence[Judgement]) -> bool:
    """Whether any decision names an entity by its id."""
    return any(is_id(name) for each in judged for name in (each.left, each.right))


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
    find = Surfaces(contexts, known)
    same, different, shown = [], [], []
    for each in judged:
        if each.predicate:
            continue
        left = parse(each.left, each, types)
        right = parse(each.right, each, types) if each.is_of_two else Reference()
        pair = _Pair(each, find(left), find(right) if each.is_of_two else ())
        if each.verdict == "different":
            different.append(pair)
        elif each.verdict == "same" and pair.lefts and pair.rights:
            same.append(pair)
        else:
            _refuse_unknown_type(each, types)
            find.remember(*_shown_as(each, left), pair.lefts)
            shown.append((each, left, right))
    return Decisions(tuple(same), tuple(different), tuple(shown))


def _shown_as(judged: Judgement, meant: Reference) -> tuple[str, str]:
    return (judged.right, meant.name) if judged.verdict == "retype" else (meant.type, judged.right)


def applied(
    decisions: Decisions, made: Sequence[CanonicalCluster], contexts: Mapping[str, ArticleContext]
) -> tuple[tuple[CanonicalCluster, ...], tuple[str, ...]]:
    """The things as people want them shown, hidden, renamed, of another type; and a line for each idle decision."""
    entities = Entities(made, contexts)
    idle = [pair.judged.idle() for pair in decisions.different if not (pair.lefts and pair.rights)]
    for judged, left, right in decisions.shown:
        numbers = entities.find(left)
        others = entities.find(right) if judged.verdict == "same" else ()
        if not numbers or (judged.verdict == "same" and not others):
            idle.append(judged.idle())
        for number in numbers:
            _apply(judged, number, others, entities)
    return entities.things, tuple(idle)


def _apply(judged: Judgement, number: int, others: Sequence[int], entities: Entities) -> None:
    if judged.verdict == "hide":
        entities.pop(number)
    elif judged.verdict == "same":
        for other in others:
            if other != number:
                entities[number] = _united(entities[number], entities.pop(other))
    else:
        entities[number] = _shown(entities[number], judged)


def _united(one: CanonicalCluster, gone: CanonicalCluster) -> CanonicalCluster:
    """Two things are one: the second goes by the name of the first."""
    mentions = tuple(sorted((*one.mentions, *gone.mentions), key=lambda each: each.key))
    entity = replace(
        one.entity,
        aliases=tuple(sorted({*one.entity.aliases, *gone.entity.names} - {one.entity.name})),
        mentions=len(mentions),
        articles=len({mention.article for mention in mentions}),
    )
    return replace(one, entity=entity, mentions=mentions, surfaces=(*one.surfaces, *gone.surfaces))


def _shown(thing: CanonicalCluster, judged: Judgement) -> CanonicalCluster:
    entity = thing.entity
    if judged.verdict == "retype":
        return replace(thing, entity=replace(entity, type=judged.right))
    aliases = tuple(sorted({*entity.names} - {judged.right}))
    return replace(thing, entity=replace(entity, name=judged.right, aliases=aliases))


def _refuse_unknown_type(judged: Judgement, types: Collection[str]) -> None:
    if judged.verdict == "retype" and judged.right not in types:
        raise judged.error(f"unknown type {judged.right!r}", hint=nearest(judged.right, types))
