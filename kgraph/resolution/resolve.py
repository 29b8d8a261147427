"""The order of resolution: decisions of people, then each article, then across articles, then persons and offices."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

from kgraph.knowledge_io import Knowledge
from kgraph.records import Entity, Merge, Reading
from kgraph.resolution import registers
from kgraph.resolution.article_context import ArticleContext, Key, Votes
from kgraph.resolution.blocking import across_documents, aliases, boundary_slips, brands, namesakes, within_document
from kgraph.resolution.blocking.identity import Identity
from kgraph.resolution.blocking.review import Link, ReviewPair
from kgraph.resolution.blocking.within_document import Unit
from kgraph.resolution.canonicalise import CanonicalCluster, things
from kgraph.resolution.clusters import Clusters
from kgraph.resolution.compare import matcher
from kgraph.resolution.decisions import applied
from kgraph.resolution.decisions.facts import judged_facts
from kgraph.resolution.decisions.judgements import Doubt, Judgement
from kgraph.resolution.names import normalise, person_names
from kgraph.resolution.names.person_names import PersonNames
from kgraph.resolution.offices import offices, owned

__all__ = ["Resolution", "resolve"]

ROLE, SLIP = "Role", "boundary-slip"

MentionKey = tuple[str, int, int, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """What the names mean: the entities, the entity of each mention, why names were joined, and what stays open.

    `readings` are those that came in, with their facts as people judged them; `idle` has a line for each decision that
    names nothing.
    """

    entities: tuple[Entity, ...]
    entity_of: Mapping[MentionKey, str]
    merges: tuple[Merge, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    readings: tuple[Reading, ...] = ()
    idle: tuple[str, ...] = ()


def resolve(
    readings: Sequence[Reading],
    knowledge: Knowledge,
    *,
    judgements: Sequence[Judgement] = (),
    register: Path | None = None,
) -> Resolution:
    """One entity for each thing that the readings name; a function of the set of readings, not of their order."""
    these = normalise.load(knowledge)
    votes = Votes()
    ordered = sorted(readings, key=lambda each: each.article.id)
    contexts = {each.article.id: ArticleContext(each, these, votes) for each in ordered}
    for context in contexts.values():
        context.vote()
    targets = registers.read(register, these) if register else {}
    draft = _Draft(contexts, matcher.load(knowledge), person_names.load(knowledge), targets)
    unjudged = draft.made(applied.Decisions()).things if applied.needs_ids(judgements) else ()
    known = {thing.entity.id: thing for thing in unjudged}
    decisions = applied.read(judgements, contexts, known=known, types=knowledge.types)
    made = draft.made(decisions)
    found = _resolution(made)
    shown = {mention.key: thing.entity for thing in made.things for mention in thing.mentions}
    read, idle = judged_facts([each.reading for each in contexts.values()], judgements, shown, knowledge.types)
    return replace(found, readings=read, idle=(*made.idle, *idle))


@dataclass(frozen=True, slots=True)
class _Made:
    """What one run made: things as they are shown, and how the surfaces came together."""

    things: tuple[CanonicalCluster, ...]
    links: tuple[Link, ...] = ()
    nears: tuple[ReviewPair, ...] = ()
    idle: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Draft:
    """All that a run needs but the decisions."""

    contexts: Mapping[str, ArticleContext]
    match: matcher.Matcher
    people: PersonNames
    register: Mapping[str, str]

    def made(self, decisions: applied.Decisions) -> _Made:
        """Resolve under these decisions."""
        clusters = self._clusters()
        units = {name: self._unit(context, decisions) for name, context in self.contexts.items()}
        known = across_documents.identities(self.contexts.values(), units)
        found = list(self._joined(clusters, decisions, units, known))
        joined = tuple(each for each in found if isinstance(each, Link))
        slips = frozenset(_longer(link) for link in joined if link.rule == SLIP)
        bare = things(self._groups(clusters), self.contexts, self.register, slips)
        bodies = owned(bare, self.contexts, known)
        entity_of = {key: thing.entity for thing in bodies for key in thing.surfaces}
        shown, idle = applied.applied(decisions, [*bodies, *offices(self.contexts, entity_of)], self.contexts)
        nears = (
            each for each in found if isinstance(each, ReviewPair) and not clusters.together(each.left, each.right)
        )
        return _Made(shown, joined, tuple(nears), idle)

    def _clusters(self) -> Clusters[Key]:
        contexts = self.contexts.values()
        labels = (label for context in contexts for label in across_documents.labels(context))
        return Clusters((key for context in contexts for key in context.surfaces if key[1] != ROLE), dict(labels))

    def _joined(
        self,
        clusters: Clusters[Key],
        decisions: applied.Decisions,
        units: Mapping[str, Unit],
        known: Mapping[Key, Identity],
    ) -> Iterator[Link | ReviewPair]:
        contexts = tuple(self.contexts.values())
        yield from decisions.obeyed(clusters)
        yield from self._registered(clusters)
        yield from chain.from_iterable(unit.open for unit in units.values())
        _keep_apart(units.values(), known, clusters)
        for block in across_documents.blocks(known, self.contexts, units):
            yield from across_documents.links(block, clusters, self.match)
        yield from aliases.links(units.values(), known, clusters)
        yield from brands.links(contexts, clusters)
        yield from boundary_slips.links(contexts, clusters, self.match.names)
        yield from namesakes.links(contexts, clusters, self.people)

    def _unit(self, context: ArticleContext, decisions: applied.Decisions) -> Unit:
        keys = [key for key in context.surfaces if key[1] != ROLE]
        clusters = Clusters(keys, dict(across_documents.labels(context)))
        decisions.heeded(context, clusters)
        return within_document.read(context, clusters, self.match)

    def _registered(self, clusters: Clusters[Key]) -> Iterator[Link]:
        """Names that the user's register gives one id are one thing."""
        held: dict[str, Key] = {}
        for context in self.contexts.values():
            for key, surface in context.surfaces.items():
                target = self.register.get(surface.name.core, "") if surface.type == "Company" else ""
                first = held.setdefault(target, key) if target else key
                if first != key and not clusters.parted(first, key):
                    clusters.must_link(first, key)
                    yield Link(first, key, "register", matcher.SCORES["register"], target)

    def _groups(self, clusters: Clusters[Key]) -> Iterator[tuple[Key, ...]]:
        for key in sorted(key for context in self.contexts.values() for key in context.surfaces if key[1] != ROLE):
            if clusters.find(key) == key:
                yield clusters.members(key)


def _longer(link: Link) -> tuple[str, str]:
    """The type and text of the longer of two names."""
    _, kind, text, _ = max(link.left, link.right, key=lambda key: (len(key[2]), key))
    return kind, text


def _keep_apart(units: Iterable[Unit], known: Mapping[Key, Identity], clusters: Clusters[Key]) -> None:
    """What an article names side by side stays apart where the name alone would join it, or says nothing."""
    for unit in units:
        for left, right in unit.apart:
            one, other = known.get(left), known.get(right)
            if one is None or other is None or one.key == other.key:
                clusters.cannot_link(left, right)


def _resolution(made: _Made) -> Resolution:
    owner = {key: thing.entity for thing in made.things for key in thing.surfaces}
    return Resolution(
        entities=tuple(sorted((thing.entity for thing in made.things), key=lambda entity: entity.id)),
        entity_of={mention.key: thing.entity.id for thing in made.things for mention in thing.mentions},
        merges=tuple(_ledger(made.links, owner)),
        doubts=tuple(_doubts(made.nears, owner)),
    )


def _ledger(links: Iterable[Link], owner: Mapping[Key, Entity]) -> list[Merge]:
    """Each pair of names that was joined, once for each rule."""
    kept: dict[tuple[str, str, str, str], Merge] = {}
    for link in links:
        entity = owner.get(link.left)
        if entity:
            left, right = link.left[2], link.right[2]
            merge = Merge(
                entity=entity.id, left=left, right=right, rule=link.rule, score=link.score, evidence=link.evidence
            )
            kept.setdefault((entity.id, left, right, link.rule), merge)
    return [kept[key] for key in sorted(kept)]


def _doubts(nears: Iterable[ReviewPair], owner: Mapping[Key, Entity]) -> list[Doubt]:
    """The pairs of entities that may be one, each once: first those whose answer would change most of the graph."""
    kept: dict[tuple[str, str], tuple[float, Doubt]] = {}
    for near in sorted(nears, key=lambda each: (-each.score, each.left, each.right)):
        left, right = owner.get(near.left), owner.get(near.right)
        if left and right and left.id != right.id:
            left, right = sorted((left, right), key=lambda entity: entity.id)
            kept.setdefault((left.id, right.id), (_change(near, left, right), _doubt(near, left, right)))
    ranked = sorted(kept.values(), key=lambda each: (-each[0], each[1].left, each[1].right))
    return [doubt for _, doubt in ranked]


def _change(near: ReviewPair, left: Entity, right: Entity) -> float:
    """How many mentions an answer is likely to move: those of the lesser of the two."""
    return near.score * min(left.mentions, right.mentions)


def _doubt(near: ReviewPair, left: Entity, right: Entity) -> Doubt:
    return Doubt(
        score=near.score,
        type=left.type,
        left=left.id,
        right=right.id,
        left_name=left.name,
        right_name=right.name,
        reason=near.reason,
        evidence=near.evidence,
    )
