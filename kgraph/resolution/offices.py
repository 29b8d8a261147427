"""What is named by its owner: the office of a body (晋江市工信局局长), its organ, the prize of a contest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from kgraph.records import Entity, Mention
from kgraph.resolution.article_context import ArticleContext, Key
from kgraph.resolution.canonicalise import CanonicalCluster, anchored, entity_id

__all__ = ["offices", "owned"]

ROLE, AWARD, EVENT = "Role", "Award", "Event"
BODIES = frozenset({"Company", "Government", "Organization"})
OWNED = frozenset({"Award", "Government", "Organization"})
OWNERS: Mapping[str, frozenset[str]] = {
    AWARD: frozenset({AWARD, EVENT}),
    "Government": BODIES | {"Place"},
    "Organization": BODIES | {"Place"},
}
PREDICATES = {AWARD: "granted_by", "Government": "part_of", "Organization": "part_of"}
NEAR, OFTEN, CLEAR = 16, 3, 2

_Mention = tuple[str, int, int, str]


def offices(contexts: Mapping[str, ArticleContext], bodies: Mapping[Key, Entity]) -> tuple[CanonicalCluster, ...]:
    """One thing for each title at a body (晋江市工信局局长), and for each title that no body is named for."""
    held: dict[tuple[str, str], list[Mention]] = defaultdict(list)
    known: dict[str, Entity] = {}
    for context in contexts.values():
        at = context.stated("role_at")
        for surface in context.surfaces.values():
            for mention in surface.mentions if surface.type == ROLE else ():
                body = bodies.get(context.key_of[at[mention.key].key]) if mention.key in at else None
                held[body.id if body else "", surface.text].append(mention)
                if body:
                    known[body.id] = body
    return tuple(
        anchored(
            _named(ROLE, _called(known.get(body)), title, mentions, anchor=body)
            for (body, title), mentions in sorted(held.items())
        )
    )


def owned(
    things: Sequence[CanonicalCluster], contexts: Mapping[str, ArticleContext], identified: Collection[Key]
) -> tuple[CanonicalCluster, ...]:
    """The things, of which those that every owner has one of are named with their owner: 绍兴黄酒节二等奖."""
    entity_of = {mention.key: thing.entity for thing in things for mention in thing.mentions}
    ranks = next((context.names.words.lists["ranks.written"] for context in contexts.values()), ())
    kept: list[CanonicalCluster] = []
    held: dict[tuple[str, str, str], list[tuple[Mention, Key]]] = defaultdict(list)
    known: dict[str, Entity] = {}
    for thing in things:
        rest: list[Mention] = []
        for mention, owner in _with_owners(thing, contexts, entity_of, identified):
            if owner is None or owner.id == thing.entity.id:
                rest.append(mention)
            else:
                known[owner.id] = owner
                key = contexts[mention.article].key_of[mention.key]
                held[thing.entity.type, owner.id, thing.entity.name].append((mention, key))
        kept += [thing] if len(rest) == len(thing.mentions) else list(_left(thing, rest))
    made = []
    for (kind, of, name), group in sorted(held.items()):
        mentions, keys = zip(*group, strict=True)
        made.append(_named(kind, _called(known[of], ranks), name, mentions, keys, of))
    return (*_joined(kept, made),)


def _joined(kept: Sequence[CanonicalCluster], made: Iterable[CanonicalCluster]) -> Iterator[CanonicalCluster]:
    """The things, with those made into the one that the texts name in full elsewhere: 扬州市委宣传部."""
    full = {(thing.entity.type, thing.entity.name): number for number, thing in enumerate(kept)}
    whole = list(kept)
    rest = []
    for thing in made:
        number = full.get((thing.entity.type, thing.entity.name))
        if number is None:
            rest.append(thing)
        else:
            whole[number] = _united(whole[number], thing)
    yield from whole
    yield from anchored(rest)


def _united(one: CanonicalCluster, other: CanonicalCluster) -> CanonicalCluster:
    mentions = tuple(sorted((*one.mentions, *other.mentions), key=lambda each: each.key))
    aliases = {*one.entity.aliases, *other.entity.names} - {one.entity.name, *one.entity.slips}
    entity = replace(
        one.entity,
        aliases=(*sorted(aliases), *one.entity.slips),
        mentions=len(mentions),
        articles=len({mention.article for mention in mentions}),
    )
    return replace(one, entity=entity, mentions=mentions, surfaces=tuple(sorted({*one.surfaces, *other.surfaces})))


def _left(thing: CanonicalCluster, rest: Sequence[Mention]) -> Iterator[CanonicalCluster]:
    """What has no owner of a thing some of whose mentions have."""
    if rest:
        yield _named(thing.entity.type, (), thing.entity.name, rest, thing.surfaces, thing.anchor)


def _with_owners(
    thing: CanonicalCluster,
    contexts: Mapping[str, ArticleContext],
    entity_of: Mapping[_Mention, Entity],
    identified: Collection[Key],
) -> Iterator[tuple[Mention, Entity | None]]:
    """Each mention with its owner, or that of the mention before it in its article."""
    general = thing.entity.type in OWNED and not any(key in identified for key in thing.surfaces)
    last: dict[str, Entity | None] = {}
    for mention in sorted(thing.mentions, key=lambda each: each.key):
        context = contexts[mention.article]
        owner = _owner(mention, context, identified) if general and _is_general(thing, context) else None
        found = entity_of.get(owner.key) if owner else last.get(mention.article)
        last[mention.article] = found
        yield mention, found


def _is_general(thing: CanonicalCluster, context: ArticleContext) -> bool:
    words = context.names.words
    if thing.entity.type == AWARD:
        return context.names(thing.entity.name).folded in words.lists["common.words"]
    return thing.entity.name in words.lists["organs.words"]


def _owner(mention: Mention, context: ArticleContext, identified: Collection[Key]) -> Mention | None:
    """Whose it is: as a fact says, as stands right before it, else, for an organ, the one body the article is about."""
    stated = context.stated(PREDICATES[mention.type]).get(mention.key)
    if stated is not None and context.key_of[stated.key] in identified:
        return stated
    return _before(mention, context, identified) or (_principal(context, identified) if mention.type != AWARD else None)


def _before(mention: Mention, context: ArticleContext, identified: Collection[Key]) -> Mention | None:
    """The contest named shortly before in the sentence, or the body right before."""
    start = context.span(mention.start)[0]
    reach = NEAR if mention.type == AWARD else 0
    able = (
        each
        for each in context.reading.mentions
        if each.type in OWNERS[mention.type]
        and max(start, mention.start - reach) <= each.end <= mention.start
        and context.key_of[each.key] in identified
    )
    return max(able, key=lambda each: (each.end, -each.start, each.type), default=None)


def _principal(context: ArticleContext, identified: Collection[Key]) -> Mention | None:
    """The firm or body that the article names far more often than any other."""
    ranked = sorted(
        (each for each in context.surfaces.values() if each.type in BODIES and each.key in identified),
        key=lambda each: (-len(each.mentions), each.key),
    )
    if not ranked or len(ranked[0].mentions) < OFTEN:
        return None
    if len(ranked) > 1 and len(ranked[0].mentions) < CLEAR * len(ranked[1].mentions):
        return None
    return ranked[0].mentions[0]


def _named(
    kind: str,
    called: Sequence[str],
    title: str,
    mentions: Iterable[Mention],
    keys: Iterable[Key] = (),
    anchor: str = "",
) -> CanonicalCluster:
    """A thing of its owner: every name of the owner with the title, the title alone as an alias."""
    held = tuple(sorted(mentions, key=lambda each: each.key))
    names = [name + title for name in called] or [title]
    entity = Entity(
        id=entity_id(kind, names[0]),
        type=kind,
        name=names[0],
        aliases=tuple(sorted({title, *names[1:]} - {names[0]})),
        mentions=len(held),
        articles=len({mention.article for mention in held}),
    )
    return CanonicalCluster(entity=entity, mentions=held, anchor=anchor, surfaces=tuple(sorted(set(keys))))


def _called(owner: Entity | None, ranks: tuple[str, ...] = ()) -> list[str]:
    """What an owner goes by: 竹艺大赛 for the third prize of 竹艺大赛一等奖."""
    called = [name for name in owner.names if name not in owner.slips] if owner else []
    rank = next(filter(called[0].endswith, ranks), "") if called else ""
    return [name.removesuffix(rank) for name in called if len(name) > len(rank) and name.endswith(rank)]
