"""Graphs to export: a small one, one full of what breaks files, and a large one."""

from __future__ import annotations

import math
import random
from typing import Any

from kgraph.records import ArticleRow, Entity, Evidence, Occurrence, Relation, Tables

TEXT = "石湖鞋业获评省级绿色工厂，董事长林一鸣出席。"


def passage(relation: str, **values: Any) -> Evidence:
    return Evidence(
        **{
            "relation": relation, "article": "a1", "source": "news/a.txt", "start": 10, "end": 32, "text": TEXT,
            "rule": "award", "confidence": 0.9, "subject_start": 0, "subject_end": 4, "object_start": 6,
            "object_end": 12, **values,
        }
    )  # fmt: skip


def occurrence(entity: str, kind: str, text: str, article: str = "a1") -> Occurrence:
    at = max(0, TEXT.find(text))
    return Occurrence(
        article=article, source=f"news/{article[1:]}.txt", start=10 + at, end=10 + at + len(text), type=kind, text=text,
        entity=entity, rule="lexicon", confidence=1.0,
    )  # fmt: skip


SMALL = Tables(
    articles=(
        ArticleRow(id="a1", source="news/1.txt", title="石湖鞋业获奖", published="2025-08-15", characters=300),
        ArticleRow(id="a2", source="news/2.txt", title="合作", published="2025-09-01", characters=200),
    ),
    mentions=(
        occurrence("c1", "Company", "石湖鞋业"),
        occurrence("c1", "Company", "石湖", "a2"),
        occurrence("w1", "Award", "省级绿色工厂"),
        occurrence("p1", "Person", "林一鸣"),
        occurrence("c2", "Company", "海塘纺织", "a2"),
    ),
    entities=(
        Entity(
            id="c1", type="Company", name="石湖鞋业", aliases=("石湖",), mentions=2, articles=2,
            identifiers={"uscc": "91"},
        ),
        Entity(id="c2", type="Company", name="海塘纺织", mentions=1, articles=1),
        Entity(id="p1", type="Person", name="林一鸣", mentions=1, articles=1),
        Entity(id="r1", type="Role", name="石湖鞋业董事长", aliases=("董事长",)),
        Entity(id="w1", type="Award", name="省级绿色工厂", mentions=1, articles=1),
    ),
    relations=(
        Relation(
            id="e1", subject="c1", predicate="received_award", object="w1", weight=1, qualifiers={"date": "2025-08"}
        ),
        Relation(id="e2", subject="c1", predicate="cooperates_with", object="c2", weight=2),
        Relation(id="e3", subject="c1", predicate="supports", object="c2", weight=1),
        Relation(id="e4", subject="p1", predicate="holds_role", object="r1", weight=1),
        Relation(id="e5", subject="r1", predicate="role_at", object="c1", weight=1),
    ),
    evidence=(
        passage("e1", qualifiers={"date": "2025-08"}),
        passage("e2", text="石湖鞋业与海塘纺织签约。", confidence=0.8),
        passage("e2", article="a2", source="news/2.txt", text="石湖与海塘纺织合作。", confidence=0.7),
        passage("e3", article="a2", source="news/2.txt", text="石湖帮扶海塘纺织。", confidence=0.5),
        passage("e4"),
        passage("e5"),
    ),
)  # fmt: skip

BAD: Any = None
NOT_A_NUMBER: Any = math.nan
ENDLESS: Any = math.inf
LONG = "长" * (1 << 20)

HOSTILE = Tables(
    articles=(
        ArticleRow(id="a 1", source='a"b<c>.txt', title="\x00标题\ud800", published="2025-13-45", characters=BAD),
    ),
    mentions=(),
    entities=(
        Entity(id="plain", type="Company", name="A & B <C> \"D\" 'E' ]]> `F`"),
        Entity(id="id with spaces", type="Company", name="\ud83d\ude00 emoji 😀", mentions=ENDLESS),
        Entity(id="", type="Person", name="no id", aliases=("=1+1", "a;b", BAD, "")),
        Entity(id=BAD, type="Person", name=BAD, mentions=NOT_A_NUMBER),
        Entity(id="twice", type="Award", name="INF INFO -INF NaN"),
        Entity(id="twice", type="Award", name="lone \ud800 surrogate"),
        Entity(id="control", type="Pla ce`", name="bell \x07 null \x00 line\r\nnext\u2028sep\ttab \x85"),
        Entity(id="nfd", type="Place", name="e\u0301 \ufffe \u202e right-to-left", identifiers={"k": BAD}),
        Entity(id="long", type="Document", name=LONG),
        Entity(id="formula", type="Product", name='=HYPERLINK("http://x")'),
        Entity(id="-", type="", name="  spaces  "),
    ),
    relations=(
        Relation(id="r", subject="plain", predicate="supports", object="id with spaces", weight=ENDLESS),
        Relation(id="r", subject="plain", predicate="supports", object="id with spaces", weight=NOT_A_NUMBER),
        Relation(id="", subject="plain", predicate="produces", object="id with spaces", weight=0),
        Relation(id=BAD, subject="long", predicate="odd `kind` \"q\"", object="control", weight=BAD, qualifiers=BAD),
        Relation(id="self", subject="nfd", predicate="part_of", object="nfd", weight=-3, qualifiers={"date": "\ud800"}),
        Relation(id="to no id", subject="formula", predicate="", object="", weight=1, qualifiers={"a b": "=1"}),
        Relation(id="nowhere", subject="plain", predicate="supports", object="is not there", weight=1),
    ),
    evidence=(
        passage("r", text=BAD, confidence=NOT_A_NUMBER, start=BAD),
        passage("r", text="INF\x01inity\ud800", confidence=ENDLESS, article=BAD),
        passage("self", text=LONG),
    ),
)  # fmt: skip


def large(nodes: int = 400, edges: int = 1200) -> Tables:
    """A graph with many parallel edges, as real ones have."""
    chance = random.Random(7)
    kinds = ("Company", "Person", "Award", "Place", "Government")
    predicates = ("supports", "cooperates_with", "received_award", "located_in", "affiliated_with")
    entities = [
        Entity(id=f"e{i}", type=chance.choice(kinds), name=f"名称{i}", mentions=i % 9, articles=1) for i in range(nodes)
    ]
    triples = sorted(
        {
            (f"e{chance.randrange(nodes // 6)}", chance.choice(predicates), f"e{chance.randrange(nodes // 6)}")
            for _ in range(edges)
        }
    )
    relations = [
        Relation(id=f"r{i}", subject=s, predicate=p, object=o, weight=1 + i % 4)
        for i, (s, p, o) in enumerate(triples)
        if s != o
    ]
    evidence = tuple(passage(each.id) for each in relations)
    return Tables(articles=SMALL.articles, entities=tuple(entities), relations=tuple(relations), evidence=evidence)


GRAPHS = {"small": SMALL, "hostile": HOSTILE, "large": large()}
