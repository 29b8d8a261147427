"""Readings and resolved entities put together: the rows of the graph, in source places and total order."""

from __future__ import annotations

import dataclasses
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b

from kgraph.graph.reprints import independent, originals
from kgraph.knowledge_io import RelationType
from kgraph.records import (
    Article,
    ArticleRow,
    Entity,
    Evidence,
    Fact,
    Mention,
    Merge,
    Occurrence,
    Reading,
    Refusal,
    Relation,
    Tables,
    TextRow,
)

__all__ = ["assemble"]

_Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class _Stated:
    """A fact between entities, in the article that states it."""

    article: Article
    fact: Fact
    subject: Entity
    object: Entity

    @property
    def order(self) -> tuple[str, int, int, float, str, int, int]:
        fact = self.fact
        place = (self.article.id, fact.start, fact.end)
        return *place, -fact.confidence, fact.rule, fact.subject.start, fact.object.start


def assemble(
    readings: Sequence[Reading],
    entities: Sequence[Entity],
    entity_of: Mapping[tuple[str, int, int, str], str],
    *,
    relations: Mapping[str, RelationType],
    merges: Sequence[Merge] = (),
) -> Tables:
    """All rows of the graph. What the schema refuses, or ties a thing to itself, goes to `rejected`."""
    known = {entity.id: entity for entity in entities}
    stated = sorted(_stated(readings, known, entity_of), key=lambda each: each.order)
    taken, refused = [], [_in_source(reading.article, each) for reading in readings for each in reading.refusals]
    for each in stated:
        reason = _objection(each, relations[each.fact.predicate])
        if reason:
            refused.append(_refusal(each, reason))
        else:
            taken.append(each)
    edges = _edges(taken, relations)
    reprints = originals(reading.article for reading in readings)
    return Tables(
        articles=tuple(sorted((_article_row(reading.article) for reading in readings), key=lambda row: row.id)),
        mentions=tuple(_occurrences(readings, known, entity_of)),
        entities=tuple(sorted(entities, key=lambda entity: entity.id)),
        relations=tuple(_relation(key, edges[key], reprints) for key in sorted(edges)),
        evidence=tuple(_evidence(key, each) for key in sorted(edges) for each in edges[key]),
        rejected=tuple(sorted(set(refused), key=dataclasses.astuple)),
        merges=tuple(sorted(merges, key=dataclasses.astuple)),
        texts=tuple(sorted((TextRow.of(reading.article) for reading in readings), key=lambda row: row.article)),
    )


def _stated(
    readings: Iterable[Reading], known: Mapping[str, Entity], entity_of: Mapping[tuple[str, int, int, str], str]
) -> Iterator[_Stated]:
    for reading in readings:
        for fact in reading.facts:
            subject, object_ = (known.get(entity_of.get(end.key, "")) for end in (fact.subject, fact.object))
            if subject and object_:
                yield _Stated(reading.article, fact, subject, object_)


def _objection(each: _Stated, kind: RelationType) -> str:
    if each.subject.id == each.object.id:
        return "both ends are one entity"
    if not kind.accepts(each.subject.type, each.object.type):
        return f"the schema has no {kind.id} from {each.subject.type} to {each.object.type}"
    return ""


def _edges(stated: Iterable[_Stated], relations: Mapping[str, RelationType]) -> dict[_Key, list[_Stated]]:
    """The facts of each edge, one a passage; a symmetric edge runs as the first passage names it."""
    edges: dict[_Key, list[_Stated]] = defaultdict(list)
    for one in stated:
        back = (one.object.id, one.fact.predicate, one.subject.id)
        each = _turned(one) if relations[one.fact.predicate].symmetric and back in edges else one
        passages = edges[each.subject.id, each.fact.predicate, each.object.id]
        if not passages or not _same_passage(each, passages[-1]):
            passages.append(each)
    return edges


def _turned(each: _Stated) -> _Stated:
    fact = dataclasses.replace(each.fact, subject=each.fact.object, object=each.fact.subject)
    return _Stated(each.article, fact, each.object, each.subject)


def _same_passage(left: _Stated, right: _Stated) -> bool:
    return (left.article.id, left.fact.start, left.fact.end) == (right.article.id, right.fact.start, right.fact.end)


def _relation(key: _Key, stated: Sequence[_Stated], reprints: Mapping[str, str]) -> Relation:
    return Relation(
        id=_edge_id(key),
        subject=key[0],
        predicate=key[1],
        object=key[2],
        weight=independent((each.article.id for each in stated), reprints),
        qualifiers=_merged(each.fact.qualifiers for each in stated),
    )


def _merged(qualifiers: Iterable[Mapping[str, str]]) -> dict[str, str]:
    """What the passages say of each qualifier; several sayings stand side by side, the commonest first."""
    said: dict[str, Counter[str]] = defaultdict(Counter)
    for each in qualifiers:
        for name, value in each.items():
            said[name][value] += 1
    return {name: "; ".join(_commonest_first(values)) for name, values in sorted(said.items())}


def _commonest_first(counts: Counter[str]) -> list[str]:
    return sorted(counts, key=lambda value: (-counts[value], value))


def _edge_id(key: _Key) -> str:
    return "r" + blake2b("\0".join(key).encode(), digest_size=8).hexdigest()


def _evidence(key: _Key, each: _Stated) -> Evidence:
    fact = each.fact
    start, end = each.article.place(fact.start, fact.end)
    return Evidence(
        relation=_edge_id(key),
        article=each.article.id,
        source=each.article.source,
        start=start,
        end=end,
        text=fact.text,
        rule=fact.rule,
        confidence=fact.confidence,
        subject_start=fact.subject.start - fact.start,
        subject_end=fact.subject.end - fact.start,
        object_start=fact.object.start - fact.start,
        object_end=fact.object.end - fact.start,
        qualifiers=dict(sorted(fact.qualifiers.items())),
    )


def _occurrences(
    readings: Iterable[Reading], known: Mapping[str, Entity], entity_of: Mapping[tuple[str, int, int, str], str]
) -> Iterator[Occurrence]:
    for reading in sorted(readings, key=lambda each: each.article.id):
        for mention in sorted(reading.mentions, key=lambda each: each.key):
            entity = known.get(entity_of.get(mention.key, ""))
            if entity:
                yield _occurrence(reading.article, mention, entity)


def _occurrence(article: Article, mention: Mention, entity: Entity) -> Occurrence:
    start, end = article.place(mention.start, mention.end)
    return Occurrence(
        article=article.id,
        source=article.source,
        start=start,
        end=end,
        type=entity.type,
        text=mention.text,
        entity=entity.id,
        rule=mention.rule,
        confidence=mention.confidence,
    )


def _article_row(article: Article) -> ArticleRow:
    return ArticleRow(
        id=article.id,
        source=article.source,
        title=article.title,
        published=article.published,
        characters=article.characters,
    )


def _in_source(article: Article, refusal: Refusal) -> Refusal:
    start, end = article.place(refusal.start, refusal.end)
    return dataclasses.replace(refusal, start=start, end=end)


def _refusal(each: _Stated, reason: str) -> Refusal:
    fact = each.fact
    start, end = each.article.place(fact.start, fact.end)
    return Refusal(
        subject=fact.subject.text,
        predicate=fact.predicate,
        object=fact.object.text,
        article=each.article.id,
        source=each.article.source,
        start=start,
        end=end,
        text=fact.text,
        rule=fact.rule,
        reason=reason,
    )
