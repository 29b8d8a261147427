"""Graphs for the tests and benchmarks of the page: a small one by hand, large ones by chance with a fixed seed."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from itertools import accumulate

from kgraph.knowledge_io import Knowledge
from kgraph.records import ArticleRow, Entity, Evidence, Merge, Relation, Tables

HOSTILE = (
    "</script><img src=x onerror=window.hacked=1>",
    '"><svg onload=window.hacked=1>',
    "javascript:window.hacked=1",
    "\u202eמתקפה\u2066 abc \u200f",
    "长" * 10_000,
    "{{7*7}} ${7*7} <%= 7*7 %> #{7*7} @@library@@",
    "__proto__",
    "constructor",
    "<!--<script>",
    "a\u2028b\u2029c\x00d\ud800e",
    "=HYPERLINK(1)",
    "😀安踏😀",
)
ENDS = ("subject", "predicate", "object")
GROUP = 50
SYLLABLES = "安踏恒晋江泉州石狮福建南海青阳梅岭金井英林罗山新塘东东西华盛达源丰利和信光明远大成"


def small() -> Tables:
    """Eleven entities that one can count by hand."""
    articles = (
        ArticleRow(id="a1", source="news/获奖 1.txt", title="安踏获评绿色工厂", published="2023-05-04", characters=90),
        ArticleRow(id="a2", source="news/b.md", title="晋江市工信局走访企业", published="2024-03-01", characters=90),
        ArticleRow(id="a3", source="news/c.md", title="第三篇", published="", characters=90),
    )
    names = {
        "c1": ("Company", "安踏", ("安踏集团", "安踏体育")),
        "c2": ("Company", "恒安", ()),
        "g1": ("Government", "晋江市工信局", ("市工信局",)),
        "p1": ("Person", "林永红", ()),
        "p2": ("Person", "许清流", ()),
        "r1": ("Role", "晋江市工信局局长", ("局长",)),
        "w1": ("Award", "国家级绿色工厂", ()),
        "l1": ("Place", "晋江", ("晋江市",)),
        "j1": ("Project", "智慧创新产业园", ()),
        "o1": ("Organization", "重庆商会", ()),
        "o2": ("Organization", "无人商会", ()),
    }
    codes = {"c1": {"uscc": "91350000X"}}
    entities = tuple(
        Entity(id=key, type=kind, name=name, aliases=aliases, mentions=2, articles=1, identifiers=codes.get(key, {}))
        for key, (kind, name, aliases) in sorted(names.items())
    )
    stated = (
        ("c1", "received_award", "w1", "a1", "安踏获评国家级绿色工厂。", 0.95, {"date": "2023-05"}),
        ("c1", "received_award", "w1", "a2", "此前，安踏已获评国家级绿色工厂。", 0.9, {}),
        ("c1", "located_in", "l1", "a1", "安踏位于晋江。", 0.8, {}),
        ("c2", "located_in", "l1", "a2", "恒安位于晋江。", 0.6, {}),
        ("c1", "cooperates_with", "c2", "a3", "安踏与恒安合作。", 0.7, {}),
        ("c1", "undertakes", "j1", "a3", "安踏承建智慧创新产业园。", 0.75, {"status": "planned"}),
        ("p1", "holds_role", "r1", "a2", "晋江市工信局局长林永红说。", 0.99, {}),
        ("r1", "role_at", "g1", "a2", "晋江市工信局局长林永红说。", 0.99, {}),
        ("p2", "affiliated_with", "c2", "a2", "恒安许清流说。", 0.85, {}),
        ("g1", "supports", "c2", "a2", "晋江市工信局走访恒安。", 0.65, {}),
    )
    merge = Merge(
        entity="c1", left="安踏", right="安踏集团", rule="in-brackets", score=0.9, evidence="安踏集团（安踏）"
    )
    return replace(tables_of(articles, entities, stated), merges=(merge,))


def tables_of(articles, entities, stated) -> Tables:
    """Tables from statements: subject, predicate, object, article, sentence, confidence, qualifiers."""
    names, sources = {each.id: each.name for each in entities}, {each.id: each.source for each in articles}
    evidence = []
    for subject, predicate, object_, article, text, confidence, qualifiers in stated:
        ends = {}
        for end, key in (("subject", subject), ("object", object_)):
            start = max(0, text.find(names[key]))
            ends |= {f"{end}_start": start, f"{end}_end": start + len(names[key])}
        place = {"article": article, "source": sources[article], "start": 10, "end": 10 + len(text)}
        made = {"relation": f"{subject}-{predicate}-{object_}", "text": text, "rule": f"{predicate}-1"}
        evidence.append(Evidence(**made, **place, **ends, confidence=confidence, qualifiers=qualifiers))
    counts = Counter(row.relation for row in evidence)
    known = {row.relation: row.qualifiers for row in reversed(evidence)}
    relations = [
        Relation(id=key, **dict(zip(ENDS, key.split("-"), strict=True)), weight=counts[key], qualifiers=known[key])
        for key in counts
    ]
    ordered = sorted(evidence, key=lambda row: (row.relation, row.article))
    relations.sort(key=lambda row: row.id)
    return Tables(articles=articles, entities=entities, relations=tuple(relations), evidence=tuple(ordered))


def dated() -> Tables:
    """The small graph with a fact of a year, one of two days, and all others without a date in dated articles."""
    rows = small()
    dates = {"c1-located_in-l1": "2023", "c2-located_in-l1": "2023-12-30/2024-01-02"}
    evidence = tuple(
        replace(row, qualifiers={"date": dates[row.relation]}) if row.relation in dates else row
        for row in rows.evidence
    )
    return replace(rows, evidence=evidence)


def hostile() -> Tables:
    """Names, titles, sources and sentences that try to be more than text."""
    count = len(HOSTILE)
    articles = tuple(
        ArticleRow(id=f"a{i}", source=text[:300] or "x", title=text, published="2024-01-01", characters=9)
        for i, text in enumerate(HOSTILE)
    )
    entities = tuple(
        Entity(id=f"e{i:02d}", type="Company", name=text, aliases=(HOSTILE[i - 1],), mentions=1, articles=1)
        for i, text in enumerate(HOSTILE)
    )
    stated = tuple(
        (
            f"e{i:02d}",
            "cooperates_with",
            f"e{(i + 1) % count:02d}",
            f"a{i}",
            HOSTILE[i] + HOSTILE[(i + 1) % count],
            0.5,
            {"__proto__": HOSTILE[i], HOSTILE[i][:40]: "x"},
        )
        for i in range(count)
    )
    return tables_of(articles, entities, stated)


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
