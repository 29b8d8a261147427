"""Persons of one name in several articles: one only where something else ties them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from kgraph.records import Mention
from kgraph.resolution.article_context import ArticleContext, Key, SurfaceForm
from kgraph.resolution.blocking.review import Link, ReviewPair
from kgraph.resolution.clusters import Clusters
from kgraph.resolution.compare.matcher import SCORES
from kgraph.resolution.names.normalise import squeezed

__all__ = ["links"]

BODIES = frozenset({"Company", "Government", "Organization"})
FARTHER = 4

Tie = tuple[str, ...]


def links(contexts: Sequence[ArticleContext], clusters: Clusters[Key]) -> Iterator[Link | ReviewPair]:
    """Join namesakes who share a body, or a title in one city; tell of the others."""
    tied: dict[Tie, list[tuple[SurfaceForm, ArticleContext]]] = defaultdict(list)
    named: dict[str, list[tuple[SurfaceForm, ArticleContext]]] = defaultdict(list)
    for context in contexts:
        for surface, ties in _persons(context, clusters).items():
            person = context.surfaces[surface]
            named[person.name.folded].append((person, context))
            for tie in sorted(ties):
                tied[tie].append((person, context))
    for tie in sorted(tied):
        yield from _joined(tie, tied[tie], clusters)
    for name in sorted(named):
        yield from _open(named[name], clusters)


def _joined(tie: Tie, block: Sequence[tuple[SurfaceForm, ArticleContext]], clusters: Clusters[Key]) -> Iterator[Link]:
    for (left, context), (right, _) in pairwise(block):
        if not clusters.together(left.key, right.key) and clusters.join(left.key, right.key):
            one, other = sorted((left.key, right.key))
            yield Link(one, other, tie[0], SCORES[tie[0]], context.sentence(left.first))


def _open(block: Sequence[tuple[SurfaceForm, ArticleContext]], clusters: Clusters[Key]) -> Iterator[ReviewPair]:
    for (left, here), (right, there) in pairwise(block):
        if not clusters.together(left.key, right.key):
            (one, first), (other, second) = sorted(((left, here), (right, there)), key=lambda each: each[0].key)
            evidence = f"{first.sentence(one.first)} / {second.sentence(other.first)}"
            score = SCORES["same-name"] / (2 if here.city == there.city else FARTHER)
            yield ReviewPair(score, one.key, other.key, "namesakes", evidence)


def _persons(context: ArticleContext, clusters: Clusters[Key]) -> dict[Key, set[Tie]]:
    """What could tie each person of an article to a namesake elsewhere."""
    ties: dict[Key, set[Tie]] = {key: set() for key in context.surfaces if key[1] == "Person"}
    for person, body in (*_stated(context), *_in_front(context)):
        root = clusters.find(context.key_of[body.key])
        ties[context.key_of[person.key]].add(("same-body", squeezed(person.text), *map(str, root)))
    for person, title in _titles(context):
        if context.city and title in context.names.words.lists["pens.words"]:
            ties[context.key_of[person.key]].add(("same-desk", squeezed(person.text), title, context.city))
    return ties


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
