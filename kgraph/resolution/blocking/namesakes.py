"""Persons of one name in several articles: one only where something else ties them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from kgraph.records import Mention
from kgraph.resolution.article_context import Key, Naming, Setting
from kgraph.resolution.blocking.within_document import Link, Near
from kgraph.resolution.clusters import Clusters
from kgraph.resolution.compare.matcher import SCORES
from kgraph.resolution.names.normalise import squeezed

__all__ = ["links"]

BODIES = frozenset({"Company", "Government", "Organization"})
FARTHER = 4

Tie = tuple[str, ...]


def links(settings: Sequence[Setting], clusters: Clusters[Key]) -> Iterator[Link | Near]:
    """Join namesakes who share a body, or a title in one city; tell of the others."""
    tied: dict[Tie, list[tuple[Naming, Setting]]] = defaultdict(list)
    named: dict[str, list[tuple[Naming, Setting]]] = defaultdict(list)
    for setting in settings:
        for naming, ties in _persons(setting, clusters).items():
            person = setting.namings[naming]
            named[person.name.folded].append((person, setting))
            for tie in sorted(ties):
                tied[tie].append((person, setting))
    for tie in sorted(tied):
        yield from _joined(tie, tied[tie], clusters)
    for name in sorted(named):
        yield from _open(named[name], clusters)


def _joined(tie: Tie, block: Sequence[tuple[Naming, Setting]], clusters: Clusters[Key]) -> Iterator[Link]:
    for (left, setting), (right, _) in pairwise(block):
        if not clusters.together(left.key, right.key) and clusters.join(left.key, right.key):
            one, other = sorted((left.key, right.key))
            yield Link(one, other, tie[0], SCORES[tie[0]], setting.sentence(left.first))


def _open(block: Sequence[tuple[Naming, Setting]], clusters: Clusters[Key]) -> Iterator[Near]:
    for (left, here), (right, there) in pairwise(block):
        if not clusters.together(left.key, right.key):
            (one, first), (other, second) = sorted(((left, here), (right, there)), key=lambda each: each[0].key)
            evidence = f"{first.sentence(one.first)} / {second.sentence(other.first)}"
            score = SCORES["same-name"] / (2 if here.city == there.city else FARTHER)
            yield Near(score, one.key, other.key, "namesakes", evidence)


def _persons(setting: Setting, clusters: Clusters[Key]) -> dict[Key, set[Tie]]:
    """What could tie each person of an article to a namesake elsewhere."""
    ties: dict[Key, set[Tie]] = {key: set() for key in setting.namings if key[1] == "Person"}
    for person, body in (*_stated(setting), *_in_front(setting)):
        root = clusters.find(setting.key_of[body.key])
        ties[setting.key_of[person.key]].add(("same-body", squeezed(person.text), *root))
    for person, title in _titles(setting):
        if setting.city and title in setting.names.words.lists["pens.words"]:
            ties[setting.key_of[person.key]].add(("same-desk", squeezed(person.text), title, setting.city))
    return ties


def _stated(setting: Setting) -> Iterator[tuple[Mention, Mention]]:
    """Who belongs to which body, as the facts state it."""
    offices = {fact.subject.key: fact.object for fact in setting.reading.facts if fact.predicate == "role_at"}
    for fact in setting.reading.facts:
        if fact.predicate == "affiliated_with":
            yield fact.subject, fact.object
        elif fact.predicate == "holds_role" and fact.object.key in offices:
            yield fact.subject, offices[fact.object.key]


def _titles(setting: Setting) -> Iterator[tuple[Mention, str]]:
    for fact in setting.reading.facts:
        if fact.predicate == "holds_role":
            yield fact.subject, squeezed(fact.object.text)
    ordered = sorted(setting.reading.mentions, key=lambda each: each.key)
    for left, right in pairwise(ordered):
        if left.type == "Role" and right.type == "Person" and right.start - left.end <= 1:
            yield right, squeezed(left.text)


def _in_front(setting: Setting) -> Iterator[tuple[Mention, Mention]]:
    """The body named right before a person in one sentence, with nothing but titles between: 恒竹周启航."""
    body: Mention | None = None
    end = -1
    for mention in sorted(setting.reading.mentions, key=lambda each: each.key):
        if mention.type in BODIES:
            body, end = mention, mention.end
        elif mention.type == "Role" and mention.start - end <= 1:
            end = mention.end
        elif mention.type == "Person" and body and mention.start - end <= 1:
            yield mention, body
            body = None
        else:
            body = None
