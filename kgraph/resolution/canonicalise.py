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

__all__ = ["CanonicalCluster", "anchored", "entity_id", "things"]

BODIES = frozenset({"Company", "Government", "Organization"})


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
    return tuple(anchored(made))


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
        slips=chosen.slips,
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
    return min(counts, key=lambda key: (-counts[key], key not in registered, key not in BODIES, key not in shown, key))


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


def anchored(made: Iterable[CanonicalCluster]) -> Iterator[CanonicalCluster]:
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
