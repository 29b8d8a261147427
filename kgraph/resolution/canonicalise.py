"""Clusters of names made into entities: the name to show, the aliases, ids that stay."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b

from kgraph.records import Entity, Mention
from kgraph.resolution import registers
from kgraph.resolution.article_context import ArticleContext, Key, SurfaceForm
from kgraph.resolution.canonical_name import choose

__all__ = ["CanonicalCluster", "entity_id", "offices", "things"]

ROLE = "Role"


@dataclass(frozen=True, slots=True, kw_only=True)
class CanonicalCluster:
    """An entity in the making, with the mentions that name it."""

    entity: Entity
    mentions: tuple[Mention, ...]
    anchor: str
    surfaces: tuple[Key, ...] = ()


def entity_id(kind: str, name: str, anchor: str = "") -> str:
    """The id of an entity: the same name of the same type has it in every build.

    >>> entity_id("Company", "安踏") == entity_id("Company", "安踏")
    True
    """
    parts = (kind, name, anchor) if anchor else (kind, name)
    return "e" + blake2b("\0".join(parts).encode(), digest_size=8).hexdigest()


def things(
    clusters: Iterable[Sequence[Key]],
    contexts: Mapping[str, ArticleContext],
    register: Mapping[str, str],
    slips: frozenset[tuple[str, str]] = frozenset(),
) -> tuple[CanonicalCluster, ...]:
    """One thing for each cluster of surfaces."""
    made = []
    for keys in clusters:
        surfaces = [contexts[key[0]].surfaces[key] for key in sorted(keys)]
        made.append(_thing(surfaces, contexts, register, slips))
    return tuple(_anchored(made))


def _thing(
    surfaces: Sequence[SurfaceForm],
    contexts: Mapping[str, ArticleContext],
    register: Mapping[str, str],
    slips: frozenset[tuple[str, str]],
) -> CanonicalCluster:
    mentions = tuple(mention for surface in surfaces for mention in surface.mentions)
    told = frozenset(each.text for each in surfaces if (each.type, each.text) in slips)
    chosen = choose(surfaces, contexts[surfaces[0].article].names, told)
    kind = _kind(surfaces, chosen.name)
    entity = Entity(
        id=entity_id(kind, chosen.name),
        type=kind,
        name=chosen.name,
        aliases=chosen.aliases,
        mentions=len(mentions),
        articles=len({surface.article for surface in surfaces}),
        identifiers=dict(_identifiers(chosen.name, surfaces, contexts, register)),
    )
    anchor = min(_anchor(surface) for surface in surfaces if surface.text == chosen.name)
    keys = tuple(surface.key for surface in surfaces)
    return CanonicalCluster(entity=entity, mentions=mentions, anchor=anchor, surfaces=keys)


def _kind(surfaces: Sequence[SurfaceForm], name: str) -> str:
    """The type of most mentions; where two have as many that of a firm's full name, then that of the canonical name."""
    counts = Counter(mention.type for surface in surfaces for mention in surface.mentions)
    registered = {surface.type for surface in surfaces if surface.name.registered}
    shown = {surface.type for surface in surfaces if surface.text == name}
    return min(counts, key=lambda key: (-counts[key], key not in registered, key not in shown, key))


def _anchor(surface: SurfaceForm) -> str:
    """Where a thing is named first, and which of the namesakes there it is."""
    return f"{surface.article}#{surface.part}" if surface.part else surface.article


def _identifiers(
    name: str, surfaces: Sequence[SurfaceForm], contexts: Mapping[str, ArticleContext], register: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    """Public identifiers, each only where all that is known agrees on one."""
    found: dict[str, set[str]] = defaultdict(set)
    whole = any(each.text == name and contexts[each.article].names.regions.codes(each.name.folded) for each in surfaces)
    for surface in surfaces:
        context = contexts[surface.article]
        if surface.type == "Place" and whole:
            found["division"].add(context.meant(context.names.regions.codes(surface.name.folded)))
        if surface.type in ("Company", "Organization"):
            found["uscc"].add(registers.credit_code(surface, context))
        found["register"].add(register.get(surface.name.core, ""))
    for key in sorted(found):
        agreed = found[key] - {""}
        if len(agreed) == 1:
            yield key, min(agreed)


def offices(contexts: Mapping[str, ArticleContext], bodies: Mapping[Key, Entity]) -> tuple[CanonicalCluster, ...]:
    """One thing for each title at a body (晋江市工信局局长), and for each title that no body is named for."""
    held: dict[tuple[str, str], list[Mention]] = defaultdict(list)
    known: dict[str, Entity] = {}
    for context in contexts.values():
        at = _bodies_of_roles(context)
        for surface in context.surfaces.values():
            for mention in surface.mentions if surface.type == ROLE else ():
                body = bodies.get(context.key_of[at[mention.key].key]) if mention.key in at else None
                held[body.id if body else "", surface.text].append(mention)
                if body:
                    known[body.id] = body
    return tuple(
        _anchored(_office(known.get(body), title, mentions) for (body, title), mentions in sorted(held.items()))
    )


def _office(body: Entity | None, title: str, mentions: Sequence[Mention]) -> CanonicalCluster:
    names = [name + title for name in body.names] if body else [title]
    aliases = {title, *names[1:]} - {names[0]}
    entity = Entity(
        id=entity_id(ROLE, names[0]),
        type=ROLE,
        name=names[0],
        aliases=tuple(sorted(aliases)),
        mentions=len(mentions),
        articles=len({mention.article for mention in mentions}),
    )
    ordered = tuple(sorted(mentions, key=lambda each: each.key))
    return CanonicalCluster(entity=entity, mentions=ordered, anchor=body.id if body else "")


def _bodies_of_roles(context: ArticleContext) -> Mapping[tuple[str, int, int, str], Mention]:
    """The body of each role: of several the surest, then the nearest."""
    best: dict[tuple[str, int, int, str], tuple[float, int, Mention]] = {}
    for fact in context.reading.facts:
        if fact.predicate == "role_at" and fact.subject.type == ROLE:
            rank = (-fact.confidence, abs(fact.subject.start - fact.object.start), fact.object)
            kept = best.get(fact.subject.key)
            if kept is None or (*rank[:2], rank[2].key) < (*kept[:2], kept[2].key):
                best[fact.subject.key] = rank
    return {key: body for key, (_, _, body) in best.items()}


def _anchored(made: Iterable[CanonicalCluster]) -> Iterator[CanonicalCluster]:
    """Things of one type and name get ids that also tell where the name stands first, or whose office it is."""
    alike: dict[str, list[CanonicalCluster]] = defaultdict(list)
    for thing in made:
        alike[thing.entity.id].append(thing)
    for group in alike.values():
        for thing in group:
            yield thing if len(group) == 1 else _with_anchor(thing)


def _with_anchor(thing: CanonicalCluster) -> CanonicalCluster:
    entity = thing.entity
    return replace(thing, entity=replace(entity, id=entity_id(entity.type, entity.name, thing.anchor)))
