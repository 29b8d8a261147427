"""Clusters of names made into entities: the name to show, the aliases, ids that stay."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b

from kgraph.records import Entity, Mention
from kgraph.resolution import registers
from kgraph.resolution.article_context import Key, Naming, Setting

__all__ = ["Thing", "entity_id", "offices", "things"]

ROLE = "Role"


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """An entity in the making, with the mentions that name it."""

    entity: Entity
    mentions: tuple[Mention, ...]
    anchor: str
    namings: tuple[Key, ...] = ()


def entity_id(kind: str, name: str, anchor: str = "") -> str:
    """The id of an entity: the same name of the same type has it in every build.

    >>> entity_id("Company", "安踏") == entity_id("Company", "安踏")
    True
    """
    parts = (kind, name, anchor) if anchor else (kind, name)
    return "e" + blake2b("\0".join(parts).encode(), digest_size=8).hexdigest()


def things(
    clusters: Iterable[Sequence[Key]], settings: Mapping[str, Setting], register: Mapping[str, str]
) -> tuple[Thing, ...]:
    """One thing for each cluster of namings."""
    made = []
    for keys in clusters:
        namings = [settings[article].namings[article, kind, text] for article, kind, text in sorted(keys)]
        made.append(_thing(namings, settings, register))
    return tuple(_anchored(made))


def _thing(namings: Sequence[Naming], settings: Mapping[str, Setting], register: Mapping[str, str]) -> Thing:
    mentions = tuple(mention for naming in namings for mention in naming.mentions)
    kind = _commonest(Counter(mention.type for mention in mentions))
    counts = Counter[str]()
    for naming in namings:
        counts[naming.text] += len(naming.mentions)
    name = max(namings, key=lambda naming: _fullness(naming, counts)).text
    entity = Entity(
        id=entity_id(kind, name),
        type=kind,
        name=name,
        aliases=tuple(sorted(counts.keys() - {name})),
        mentions=len(mentions),
        articles=len({naming.article for naming in namings}),
        identifiers=dict(_identifiers(name, namings, settings, register)),
    )
    anchor = min(naming.article for naming in namings if naming.text == name)
    return Thing(entity=entity, mentions=mentions, anchor=anchor, namings=tuple(naming.key for naming in namings))


def _fullness(naming: Naming, counts: Counter[str]) -> tuple[bool, bool, int, int, str]:
    """The most telling name: not 市工信局 where 晋江市工信局 is said, and the register's name before a former brand."""
    name = naming.name
    return not name.marker, name.registered, len(name.folded), counts[naming.text], naming.text


def _commonest(counts: Counter[str]) -> str:
    return min(counts, key=lambda key: (-counts[key], key))


def _identifiers(
    name: str, namings: Sequence[Naming], settings: Mapping[str, Setting], register: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    """Public identifiers, each only where all that is known agrees on one."""
    found: dict[str, set[str]] = defaultdict(set)
    whole = any(each.text == name and settings[each.article].names.regions.codes(each.name.folded) for each in namings)
    for naming in namings:
        setting = settings[naming.article]
        if naming.type == "Place" and whole:
            found["division"].add(setting.meant(setting.names.regions.codes(naming.name.folded)))
        if naming.type in ("Company", "Organization"):
            found["uscc"].add(registers.credit_code(naming, setting))
        found["register"].add(register.get(naming.name.core, ""))
    for key in sorted(found):
        agreed = found[key] - {""}
        if len(agreed) == 1:
            yield key, min(agreed)


def offices(settings: Mapping[str, Setting], bodies: Mapping[Key, Entity]) -> tuple[Thing, ...]:
    """One thing for each title at a body (晋江市工信局局长), and for each title that no body is named for."""
    held: dict[tuple[str, str], list[Mention]] = defaultdict(list)
    known: dict[str, Entity] = {}
    for setting in settings.values():
        at = _bodies_of_roles(setting)
        for naming in setting.namings.values():
            for mention in naming.mentions if naming.type == ROLE else ():
                body = bodies.get(setting.key_of[at[mention.key].key]) if mention.key in at else None
                held[body.id if body else "", naming.text].append(mention)
                if body:
                    known[body.id] = body
    return tuple(
        _anchored(_office(known.get(body), title, mentions) for (body, title), mentions in sorted(held.items()))
    )


def _office(body: Entity | None, title: str, mentions: Sequence[Mention]) -> Thing:
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
    return Thing(entity=entity, mentions=ordered, anchor=body.id if body else "")


def _bodies_of_roles(setting: Setting) -> Mapping[tuple[str, int, int, str], Mention]:
    """The body of each role: of several the surest, then the nearest."""
    best: dict[tuple[str, int, int, str], tuple[float, int, Mention]] = {}
    for fact in setting.reading.facts:
        if fact.predicate == "role_at" and fact.subject.type == ROLE:
            rank = (-fact.confidence, abs(fact.subject.start - fact.object.start), fact.object)
            kept = best.get(fact.subject.key)
            if kept is None or (*rank[:2], rank[2].key) < (*kept[:2], kept[2].key):
                best[fact.subject.key] = rank
    return {key: body for key, (_, _, body) in best.items()}


def _anchored(made: Iterable[Thing]) -> Iterator[Thing]:
    """Things of one type and name get ids that also tell where the name stands first, or whose office it is."""
    alike: dict[str, list[Thing]] = defaultdict(list)
    for thing in made:
        alike[thing.entity.id].append(thing)
    for group in alike.values():
        for thing in group:
            yield thing if len(group) == 1 else _with_anchor(thing)


def _with_anchor(thing: Thing) -> Thing:
    entity = thing.entity
    return replace(thing, entity=replace(entity, id=entity_id(entity.type, entity.name, thing.anchor)))
