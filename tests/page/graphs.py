"""Graphs for the tests and benchmarks of the page: a small one by hand, large ones by chance with a fixed seed."""

from __future__ import annotations

import random
from itertools import accumulate

from kgraph.knowledge import Knowledge
from kgraph.records import ArticleRow, Entity, Evidence, Relation, Tables

GROUP = 50
SYLLABLES = "安踏恒晋江泉州石狮福建南海青阳梅岭金井英林罗山新塘东东西华盛达源丰利和信光明远大成"


def synthetic(knowledge: Knowledge, *, nodes: int, edges: int, seed: int = 1) -> Tables:
    """A graph with communities and hubs, in which every edge has its sentence."""
    chance = random.Random(seed)
    articles = tuple(_article(i) for i in range(max(1, nodes // 40)))
    types = list(knowledge.types)
    entities = tuple(_entity(i, chance.choice(types), chance) for i in range(nodes))
    relations = tuple(_relations(entities, edges, knowledge, chance))
    evidence = tuple(_evidence(relation, entities, articles, chance) for relation in relations)
    return Tables(articles=articles, entities=entities, relations=relations, evidence=evidence)


def _article(i: int) -> ArticleRow:
    published = f"{2019 + i % 6}-{i % 12 + 1:02d}-{i % 28 + 1:02d}"
    return ArticleRow(
        id=f"a{i:05d}", source=f"seeds/{i:05d}.txt", title=f"第{i}篇", published=published, characters=900
    )


def _entity(i: int, kind: str, chance: random.Random) -> Entity:
    name = "".join(chance.choices(SYLLABLES, k=chance.randint(2, 14))) + str(i)
    return Entity(id=f"{i:06d}", type=kind, name=name, aliases=(name[:2] + str(i),), mentions=3, articles=1)


def _relations(entities, count, knowledge, chance):
    """Groups of fifty around a few hubs, most edges inside a group."""
    ranks = list(accumulate(1 / (i + 1) for i in range(GROUP)))
    groups = list(accumulate(1 / (i + 4) ** 0.6 for i in range(len(entities) // GROUP)))
    predicates = list(knowledge.relations)
    seen = set()
    while len(seen) < count:
        left, right = (chance.choices(range(len(groups)), cum_weights=groups)[0] for _ in "ab")
        right = left if chance.random() < 0.85 else right
        ends = [group * GROUP + chance.choices(range(GROUP), cum_weights=ranks)[0] for group in (left, right)]
        if ends[0] != ends[1]:
            seen.add((*ends, chance.choice(predicates)))
    for i, (left, right, predicate) in enumerate(sorted(seen)):
        ends = {"subject": entities[left].id, "object": entities[right].id}
        yield Relation(id=f"r{i:06d}", predicate=predicate, weight=1, **ends)


def _evidence(relation, entities, articles, chance):
    left, right = entities[int(relation.subject)].name, entities[int(relation.object)].name
    text = f"记者获悉，{left}与{right}于日前签约。"
    article = articles[int(relation.subject) * len(articles) // len(entities)]
    ends = {"subject_start": 5, "subject_end": 5 + len(left)}
    ends |= {"object_start": 6 + len(left), "object_end": 6 + len(left) + len(right)}
    place = {"article": article.id, "source": article.source, "start": 100, "end": 100 + len(text)}
    confidence = round(chance.uniform(0.5, 1), 2)
    return Evidence(relation=relation.id, text=text, rule="sign", confidence=confidence, **place, **ends)
