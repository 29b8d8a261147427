"""Decisions on facts: what a person judged wrong is refused, and a date that a person gives stands for the text's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from kgraph.records import Article, Entity, Fact, Mention, Reading, Refusal
from kgraph.resolution.decisions.judgements import Judgement
from kgraph.resolution.decisions.references import Reference, parse

__all__ = ["judged_facts"]

REASON = "judged"
DATE = "date"

MentionKey = tuple[str, int, int, str]


@dataclass(frozen=True, slots=True)
class _Decision:
    """A decision on the facts between two entities, with the passage it is about, if it names one."""

    judged: Judgement
    subject: Reference
    object: Reference

    def is_of(self, fact: Fact, article: Article, entities: _Entities) -> bool:
        """Whether the decision is about this fact."""
        if fact.predicate != self.judged.predicate:
            return False
        start, end = article.place(fact.start, fact.end)
        if self.judged.passage and self.judged.passage != f"{article.source}:{start}-{end}":
            return False
        return entities.is_meant(fact.subject, self.subject) and entities.is_meant(fact.object, self.object)


class _Entities:
    """The entity of each mention, also by its place in the source."""

    def __init__(self, readings: Sequence[Reading], entity_of: Mapping[MentionKey, Entity]) -> None:
        self._entity_of = entity_of
        self._articles: dict[str, list[Reading]] = defaultdict(list)
        for reading in readings:
            self._articles[reading.article.source].append(reading)

    def is_meant(self, mention: Mention, meant: Reference) -> bool:
        """Whether a reference means the entity of a mention."""
        entity = self._entity_of.get(mention.key)
        if entity is None:
            return False
        if meant.id:
            return entity.id == meant.id
        called = entity.type == meant.type and meant.name in entity.names
        return called and (meant.start < 0 or entity.id in self._at(meant))

    def _at(self, meant: Reference) -> frozenset[str]:
        return frozenset(
            self._entity_of[mention.key].id
            for reading in self._articles.get(meant.source, ())
            for mention in reading.mentions
            if mention.key in self._entity_of and reading.article.place(mention.start, mention.end)[0] == meant.start
        )


def judged_facts(
    readings: Sequence[Reading],
    judged: Sequence[Judgement],
    entity_of: Mapping[MentionKey, Entity],
    types: Collection[str],
) -> tuple[tuple[Reading, ...], tuple[str, ...]]:
    """The readings as people judged their facts, and a line for each decision that is about none."""
    decisions = tuple(
        _Decision(each, parse(each.left, each, types), parse(each.right, each, types))
        for each in judged
        if each.predicate
    )
    if not decisions:
        return tuple(readings), ()
    used: set[Judgement] = set()
    entities = _Entities(readings, entity_of)
    made = tuple(_read_again(reading, decisions, entities, used) for reading in readings)
    return made, tuple(each.judged.idle() for each in decisions if each.judged not in used)


def _read_again(reading: Reading, decisions: Sequence[_Decision], entities: _Entities, used: set[Judgement]) -> Reading:
    kept, refused = [], list(reading.refusals)
    for fact in reading.facts:
        about = [each.judged for each in decisions if each.is_of(fact, reading.article, entities)]
        used.update(about)
        if any(not each.date for each in about):
            refused.append(_refusal(fact, reading.article))
        else:
            kept.append(_dated(fact, about))
    return replace(reading, facts=tuple(kept), refusals=tuple(refused))


def _dated(fact: Fact, about: Sequence[Judgement]) -> Fact:
    return replace(fact, qualifiers={**fact.qualifiers, DATE: about[-1].date}) if about else fact


def _refusal(fact: Fact, article: Article) -> Refusal:
    return Refusal(
        subject=fact.subject.text,
        predicate=fact.predicate,
        object=fact.object.text,
        article=article.id,
        source=article.source,
        start=fact.start,
        end=fact.end,
        text=fact.text,
        rule=fact.rule,
        reason=REASON,
    )
