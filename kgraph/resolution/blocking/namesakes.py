"""Namesakes: persons of one name in several articles, one where the articles share enough for so common a name."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from kgraph.records import Mention
from kgraph.resolution.article_context import ArticleContext, Key, SurfaceForm
from kgraph.resolution.blocking.review import Link, ReviewPair
from kgraph.resolution.clusters import Clusters
from kgraph.resolution.names.normalise import squeezed
from kgraph.resolution.names.person_names import PersonNames

__all__ = ["links"]

BODIES = frozenset({"Company", "Government", "Organization"})
PERSON = "Person"
# Log odds that two of a name are one, beside the rarity of the name; joined from ENOUGH, told of from OPEN.
BODY, DESK, NEIGHBOUR, CITY = 6.0, 6.0, 3.0, 1.0
OTHER_BODY, OTHER_PROVINCE = -2.0, -2.0
ENOUGH, OPEN = 2.5, -4.0
MOST_NEIGHBOURS = 3
# A name that more than this share of the articles have, and more than so many, ties none of them.
EVERYWHERE, OFTEN = 0.05, 20


@dataclass(slots=True)
class _Profile:
    """What is known of a person: bodies, desks (a reporter's title and city), cities, people and firms named beside."""

    key: Key
    evidence: str
    bodies: set[Key] = field(default_factory=set)
    desks: set[tuple[str, str]] = field(default_factory=set)
    cities: set[str] = field(default_factory=set)
    provinces: set[str] = field(default_factory=set)
    beside: set[tuple[str, str]] = field(default_factory=set)

    def add(self, other: _Profile) -> None:
        """Know of this one what is known of the other."""
        self.bodies |= other.bodies
        self.desks |= other.desks
        self.cities |= other.cities
        self.provinces |= other.provinces
        self.beside |= other.beside


def links(
    contexts: Sequence[ArticleContext], clusters: Clusters[Key], names: PersonNames
) -> Iterator[Link | ReviewPair]:
    """Join namesakes whom enough ties, and tell of those whom a person might."""
    blocks: dict[str, list[_Profile]] = defaultdict(list)
    frequent = _frequent(contexts)
    for context in contexts:
        for key, profile in _profiles(context, clusters, frequent).items():
            blocks[context.surfaces[key].name.folded].append(profile)
    texts = names.with_texts(name for name in blocks)
    for name in sorted(blocks):
        if len(blocks[name]) > 1:
            yield from _people(blocks[name], texts.namesakes(name), clusters)


def _people(block: Sequence[_Profile], namesakes: float, clusters: Clusters[Key]) -> Iterator[Link | ReviewPair]:
    """Each of a name goes to the likeliest of those before, where that is likely enough."""
    people: list[_Profile] = []
    rarity = -math.log(max(namesakes, 1e-4))
    for each in block:
        ranked = sorted(((-_odds(each, one)[0], at) for at, one in enumerate(people)))
        for less, at in ranked[:1]:
            yield from _met(each, people[at], rarity - less, clusters)
        joined = next((one for one in people if clusters.together(one.key, each.key)), None)
        if joined:
            joined.add(each)
        else:
            people.append(each)


def _met(each: _Profile, one: _Profile, score: float, clusters: Clusters[Key]) -> Iterator[Link | ReviewPair]:
    left, right = sorted((each.key, one.key))
    likely = round(1 / (1 + math.exp(-score)), 3)
    if clusters.together(left, right):
        return
    if score >= ENOUGH and clusters.join(left, right):
        yield Link(left, right, _odds(each, one)[1], likely, each.evidence)
    elif score >= OPEN:
        yield ReviewPair(likely, left, right, "namesakes", f"{one.evidence} / {each.evidence}")


def _odds(each: _Profile, one: _Profile) -> tuple[float, str]:
    """What the articles share of two of one name, and what of it weighs most."""
    beside = len(each.beside & one.beside)
    told = [
        (BODY if each.bodies & one.bodies else 0.0, "same-body"),
        (DESK if each.desks & one.desks else 0.0, "same-desk"),
        (NEIGHBOUR * min(beside, MOST_NEIGHBOURS), "same-story"),
        (CITY if each.cities & one.cities else 0.0, "rare-name"),
    ]
    against = OTHER_BODY if each.bodies and one.bodies and not each.bodies & one.bodies else 0.0
    if each.provinces and one.provinces and not each.provinces & one.provinces:
        against += OTHER_PROVINCE
    weight, rule = max(told, key=lambda each: each[0])
    return sum(weight for weight, _ in told) + against, rule if weight else "rare-name"


def _frequent(contexts: Sequence[ArticleContext]) -> frozenset[tuple[str, str]]:
    """The names that so many articles have that they tie none."""
    counts = Counter(name for context in contexts for name in context.told)
    most = max(OFTEN, len(contexts) * EVERYWHERE)
    return frozenset(name for name, count in counts.items() if count > most)


def _profiles(
    context: ArticleContext, clusters: Clusters[Key], frequent: frozenset[tuple[str, str]]
) -> Mapping[Key, _Profile]:
    """What an article says of each of its persons."""
    profiles = {
        key: _begun(surface, context, frequent) for key, surface in context.surfaces.items() if key[1] == PERSON
    }
    for person, body in (*_stated(context), *_in_front(context)):
        profiles[context.key_of[person.key]].bodies.add(clusters.find(context.key_of[body.key]))
    for person, title in _titles(context):
        if context.city and title in context.names.words.lists["pens.words"]:
            profiles[context.key_of[person.key]].desks.add((title, context.city))
    return profiles


def _begun(surface: SurfaceForm, context: ArticleContext, frequent: frozenset[tuple[str, str]]) -> _Profile:
    return _Profile(
        key=surface.key,
        evidence=context.sentence(surface.first),
        cities={context.city} - {""},
        provinces={context.province} - {""},
        beside=set(context.told - frequent - {(PERSON, surface.name.folded)}),
    )


def _stated(context: ArticleContext) -> Iterator[tuple[Mention, Mention]]:
    """Who belongs to which body, as the facts state it."""
    offices = {fact.subject.key: fact.object for fact in context.reading.facts if fact.predicate == "role_at"}
    for fact in context.reading.facts:
        if fact.predicate == "affiliated_with":
            yield fact.subject, fact.object
        elif fact.predicate == "holds_role" and fact.object.key in offices:
            yield fact.subject, offices[fact.object.key]


def _titles(context: ArticleContext) -> Iterator[tuple[Mention, str]]:
    for fact in context.reading.facts:
        if fact.predicate == "holds_role":
            yield fact.subject, squeezed(fact.object.text)
    ordered = sorted(context.reading.mentions, key=lambda each: each.key)
    for left, right in pairwise(ordered):
        if left.type == "Role" and right.type == "Person" and right.start - left.end <= 1:
            yield right, squeezed(left.text)


def _in_front(context: ArticleContext) -> Iterator[tuple[Mention, Mention]]:
    """The body named right before a person in one sentence, with nothing but titles between: 恒竹周启航."""
    body: Mention | None = None
    end = -1
    for mention in sorted(context.reading.mentions, key=lambda each: each.key):
        if mention.type in BODIES:
            body, end = mention, mention.end
        elif mention.type == "Role" and mention.start - end <= 1:
            end = mention.end
        elif mention.type == "Person" and body and mention.start - end <= 1:
            yield mention, body
            body = None
        else:
            body = None
