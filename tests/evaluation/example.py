"""A small gold document and a graph of it with known errors."""

from __future__ import annotations

import json
from pathlib import Path

from kgraph.exports import parquet
from kgraph.records import ArticleRow, Entity, Evidence, Occurrence, Relation, Tables

MARKED = """⟦LOC|芦川市⟧⟦COM|海棠纺织有限公司⟧获评⟦AWD|绿色工厂⟧。
⟦GOV|芦川市工信局⟧⟦ROLE|局长⟧⟦PER|秦
晓⟧到⟦COM|海棠纺织⟧、⟦COM|白鹭食品⟧调研。
"""
RELATIONS = [
    {"s": s, "st": st, "p": p, "o": o, "ot": ot, "q": q, "ev": ev}
    for s, st, p, o, ot, q, ev in (
        ("海棠纺织有限公司", "COM", "received_award", "绿色工厂", "AWD", {}, "获评绿色工厂"),
        ("秦晓", "PER", "holds_role", "局长", "ROLE", {"org": "芦川市工信局"}, "局长秦\n晓"),
        ("秦晓", "PER", "affiliated_with", "芦川市工信局", "GOV", {}, "局长秦\n晓"),
        ("海棠纺织有限公司", "COM", "cooperates_with", "白鹭食品", "COM", {}, "海棠纺织、白鹭食品"),
    )
]
GROUPS = [["海棠纺织有限公司", "海棠纺织"]]

TEXT = """芦川市海棠纺织有限公司获评绿色工厂。
芦川市工信局局长秦
晓到海棠纺织、白鹭食品调研。
"""
# What was found: three right, one with other edges, one of another type, one invented, three missed.
FOUND = (
    ("芦川市", "Place", "e1", 0.9),
    ("海棠纺织有限公司", "Company", "e2", 0.9),
    ("工厂", "Award", "e3", 0.6),
    ("芦川市工信局", "Organization", "e4", 0.6),
    ("秦\n晓", "Person", "e5", 0.9),
    ("调研", "Event", "e6", 0.4),
)
NAMES = {
    "e1": ("芦川市",),
    "e2": ("海棠纺织有限公司", "海棠纺织"),
    "e3": ("绿色工厂称号",),
    "e4": ("芦川市工信局",),
    "e5": ("秦晓",),
    "e6": ("白鹭食品",),
    "e7": ("芦川市工信局局长", "局长"),
}
EDGES = (
    ("r1", "e2", "received_award", "e3"),  # right: 称号 does not count
    ("r2", "e5", "holds_role", "e7"),  # right by the bare title among the aliases
    ("r3", "e6", "cooperates_with", "e2"),  # right: it works both ways
    ("r4", "e4", "supports", "e2"),  # not in the gold
    ("r5", "e7", "role_at", "e4"),  # not compared
)


def write_gold(folder: Path, name: str = "p1") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.ann.txt").write_text(MARKED, encoding="utf-8", newline="")
    (folder / f"{name}.rel.json").write_text(json.dumps(RELATIONS, ensure_ascii=False), encoding="utf-8")
    (folder / f"{name}.alias.json").write_text(json.dumps(GROUPS, ensure_ascii=False), encoding="utf-8")
    return folder


def occurrence(text: str, type_: str, entity: str, confidence: float, *, source: str, start: int) -> Occurrence:
    return Occurrence(
        article="a",
        source=source,
        start=start,
        end=start + len(text),
        type=type_,
        text="".join(text.split()),
        entity=entity,
        rule=type_.lower(),
        confidence=confidence,
    )


def evidence(relation: str, source: str) -> Evidence:
    return Evidence(
        relation=relation,
        article="a",
        source=source,
        start=0,
        end=4,
        text="海棠纺织",
        rule=f"rule-{relation}",
        confidence=0.8,
        subject_start=0,
        subject_end=2,
        object_start=2,
        object_end=4,
    )


def graph(source: str = "news/p1.txt", found=FOUND) -> Tables:
    return Tables(
        articles=(ArticleRow(id="a", source=source, title="", published="", characters=len(TEXT)),),
        mentions=tuple(occurrence(*row, source=source, start=TEXT.index(row[0])) for row in found),
        entities=tuple(
            Entity(id=key, type="Company", name=names[0], aliases=names[1:]) for key, names in NAMES.items()
        ),
        relations=tuple(Relation(id=key, subject=s, predicate=p, object=o, weight=1) for key, s, p, o in EDGES),
        evidence=tuple(evidence(row[0], source) for row in EDGES),
    )


def write_graph(folder: Path, rows: Tables | None = None) -> Path:
    parquet.write(rows or graph(), folder / "tables")
    return folder
