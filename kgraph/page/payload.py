"""What the page holds as data: the drawing as pyvis gives it, and beside it what vis-network need not know."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from kgraph.errors import KnowledgeError, nearest
from kgraph.graph import layout
from kgraph.graph.bare_titles import bare_titles
from kgraph.knowledge_io import Knowledge
from kgraph.page import texts
from kgraph.page.pinyin import syllables
from kgraph.records import Evidence, Relation, Tables
from kgraph.text.punctuation import STOPS

__all__ = ["Desk", "blocks"]

Columns = dict[str, Any]

MOST_DOUBTS = 500
TOPS = ("Company", "Person", "Government", "Award")  # whose best connected the first screen lists
_DAY = r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?"
_DATES = re.compile(rf"{_DAY}(?:/{_DAY})?")

OPTIONS = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False, "randomSeed": 1},
    "interaction": {"hover": True, "multiselect": False, "tooltipDelay": 100_000, "hideEdgesOnZoom": False},
    "nodes": {
        "borderWidth": 1,
        "borderWidthSelected": 1,
        "labelHighlightBold": False,
        "scaling": {"label": {"drawThreshold": 6, "maxVisible": 24}},
    },
    "edges": {"smooth": False, "selectionWidth": 0, "hoverWidth": 0},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What people decided before this build (left, right, verdict, why), and the pairs that wait for a decision.

    A pair: score, left, right, reason, evidence; left and right are as a file of decisions names them.
    """

    decided: tuple[tuple[str, str, str, str], ...] = ()
    doubts: tuple[tuple[float, str, str, str, str], ...] = ()


def blocks(tables: Tables, knowledge: Knowledge, *, language: str, desk: Desk) -> Mapping[str, Any]:
    """The page's blocks of data; passages and texts, the largest, are read only when they are asked for."""
    book = _Book(tables, knowledge)
    return {
        "drawing": _drawing(book),
        "graph": {"language": language, **_words(knowledge), **_graph(book), **_decisions(book, desk)},
        "passages": _passages(book),
        "texts": texts.block(tables, book.evidence, book.node),
    }


class _Book:
    """The rows of the tables under the numbers that the page gives them."""

    def __init__(self, tables: Tables, knowledge: Knowledge) -> None:
        _refuse_unknown(tables, knowledge)
        self.tables = tables
        self.places = layout.places(tables)
        entities = {entity.id: entity for entity in tables.entities}
        self.entities = [entities[place.entity] for place in self.places]
        self.types = list(knowledge.types)
        self.predicates = list(knowledge.relations)
        self.kinds = knowledge.types
        self.relation_kinds = knowledge.relations
        self.node = _numbers(entity.id for entity in self.entities)
        self.relations = sorted(tables.relations, key=self._order)
        self.edge = _numbers(relation.id for relation in self.relations)
        self.article = _numbers(article.id for article in tables.articles)
        self.evidence = sorted(tables.evidence, key=self._evidence_order)
        self.rules = sorted({row.rule for row in tables.evidence})

    def _order(self, relation: Relation) -> tuple[int, int, str]:
        ends = self.node[relation.subject], self.node[relation.object]
        return max(ends), min(ends), relation.id

    def _evidence_order(self, row: Evidence) -> tuple[int, str, int, int, str, int, int]:
        place = row.article, row.start, row.end
        return self.edge[row.relation], *place, row.rule, row.subject_start, row.object_start


def _refuse_unknown(tables: Tables, knowledge: Knowledge) -> None:
    """A graph made with a user's own types or relations can only be drawn with them."""
    for file, wanted, known in (
        ("types.yaml", {entity.type for entity in tables.entities}, knowledge.types),
        ("relations.yaml", {relation.predicate for relation in tables.relations}, knowledge.relations),
    ):
        for name in sorted(wanted - set(known)):
            raise KnowledgeError(file, 0, f"unknown {name!r} in the graph", hint=nearest(name, known))


def _numbers(keys: Iterable[str]) -> dict[str, int]:
    return {key: i for i, key in enumerate(keys)}


def _drawing(book: _Book) -> Columns:
    """Nodes, edges and options in vis-network's own form, the most connected nodes first."""
    nodes = [
        {
            "x": place.x,
            "y": place.y,
            "size": place.size,
            "font": {"size": place.font},
            "group": entity.type,
            "id": i,
            "label": place.label,
            "shape": book.kinds[entity.type].shape,
        }
        for i, (place, entity) in enumerate(zip(book.places, book.entities, strict=True))
    ]
    edges = [
        {"id": i, "from": book.node[relation.subject], "to": book.node[relation.object], "arrows": "to"}
        for i, relation in enumerate(book.relations)
    ]
    return {"nodes": nodes, "edges": edges, "options": OPTIONS}


def _words(knowledge: Knowledge) -> Columns:
    """The words of the page in both languages."""
    strings = knowledge.structure("interface/page")
    labels = {kind.id: [kind.label, kind.id] for kind in knowledge.types.values()}
    labels |= {kind.id: [kind.label, kind.id.replace("_", " ")] for kind in knowledge.relations.values()}
    return {
        "strings": {key: [entry.text("zh"), entry.text("en")] for key, entry in strings.items()},
        "labels": labels,
    }


def _graph(book: _Book) -> Columns:
    tables = book.tables
    return {
        "types": [[kind.id, kind.colour, kind.shape] for kind in book.kinds.values()],
        "predicates": book.predicates,
        "symmetric": [kind.id for kind in book.relation_kinds.values() if kind.symmetric],
        "articles": [[row.title, row.source, row.published] for row in tables.articles],
        "nodes": _nodes(book),
        "edges": _edges(book),
        "bare": sorted(book.node[key] for key in bare_titles(tables)),
        "community": [place.community for place in book.places],
        "stops": STOPS,
        "tops": [kind for kind in TOPS if kind in book.kinds],
        "hasTexts": bool(tables.texts),
        "evidence": _evidence(book),
        "pinyin": _readings(name for entity in book.entities for name in entity.names),
    }


def _nodes(book: _Book) -> Columns:
    """Beside the drawing: ids, types, full names, aliases, counts, and the articles that name the entity."""
    types = {kind: i for i, kind in enumerate(book.types)}
    articles: dict[str, set[int]] = {key: set() for key in book.node}
    for named in book.tables.mentions:
        articles[named.entity].add(book.article[named.article])
    for row in book.evidence:
        relation = book.relations[book.edge[row.relation]]
        articles[relation.subject].add(book.article[row.article])
        articles[relation.object].add(book.article[row.article])
    return {
        "id": [entity.id for entity in book.entities],
        "type": [types[entity.type] for entity in book.entities],
        "name": [entity.name for entity in book.entities],
        "aliases": [list(entity.aliases) for entity in book.entities],
        "identifiers": {i: _sorted(row.identifiers) for i, row in enumerate(book.entities) if row.identifiers},
        "mentions": [entity.mentions for entity in book.entities],
        "articles": [sorted(articles[entity.id]) for entity in book.entities],
    }


def _edges(book: _Book) -> Columns:
    predicates = {kind: i for i, kind in enumerate(book.predicates)}
    return {
        "id": [relation.id for relation in book.relations],
        "predicate": [predicates[relation.predicate] for relation in book.relations],
        "qualifiers": {i: _sorted(row.qualifiers) for i, row in enumerate(book.relations) if row.qualifiers},
    }


def _sorted(qualifiers: Mapping[str, str]) -> dict[str, str]:
    return dict(sorted(qualifiers.items()))


def _evidence(book: _Book) -> Columns:
    """What the filters ask of each passage; the passages stand in the order of their edges."""
    return {
        "edge": [book.edge[row.relation] for row in book.evidence],
        "article": [book.article[row.article] for row in book.evidence],
        "confidence": [round(row.confidence * 100) for row in book.evidence],
        "date": [_date(row.qualifiers.get("date", "")) for row in book.evidence],
    }


def _date(text: str) -> str:
    """The date of a fact as its passage gives it; nothing where the passage gives none that can be ordered.

    >>> _date("2024-05"), _date("2025-08-01/2025-08-15"), _date("近日"), _date("2024-13")
    ('2024-05', '2025-08-01/2025-08-15', '', '')
    """
    return text if _DATES.fullmatch(text) else ""


def _decisions(book: _Book, desk: Desk) -> Columns:
    """Decisions and doubts, what namesakes are called in decisions, and the name of the build."""
    ids = "".join([*book.node, *book.edge])
    return {
        "build": book.tables.about.get("build") or hashlib.blake2b(ids.encode(), digest_size=8).hexdigest(),
        "decided": [list(each) for each in desk.decided],
        "doubts": [[round(score * 100), *rest] for score, *rest in desk.doubts[:MOST_DOUBTS]],
        "called": _namesakes(book),
    }


def _namesakes(book: _Book) -> dict[int, str]:
    """Entities that share type and name with another, by their first mention: `Person:林永红 @ a.txt:12`."""
    counts = Counter((each.type, each.name) for each in book.entities)
    shared = {each.id for each in book.entities if counts[each.type, each.name] > 1}
    first = {row.entity: row for row in reversed(book.tables.mentions) if row.entity in shared}
    return {
        book.node[key]: f"{each.type}:{each.name} @ {first[key].source}:{first[key].start}"
        for key, each in ((each.id, each) for each in book.entities)
        if key in first
    }


def _passages(book: _Book) -> Columns:
    """The passages with the places of both names; a passage that states several relations stands once."""
    texts = sorted({row.text for row in book.evidence})
    number, rule = _numbers(texts), _numbers(book.rules)
    return {
        "merges": _merges(book),
        "texts": texts,
        "rules": book.rules,
        "text": [number[row.text] for row in book.evidence],
        "rule": [rule[row.rule] for row in book.evidence],
        "place": [[row.start, row.end] for row in book.evidence],
        "names": [[row.subject_start, row.subject_end, row.object_start, row.object_end] for row in book.evidence],
        "qualifiers": {i: _sorted(row.qualifiers) for i, row in enumerate(book.evidence) if row.qualifiers},
    }


def _merges(book: _Book) -> Columns:
    """Why names are taken for one thing, by the number of its node."""
    made: dict[str, list[list[Any]]] = {}
    for row in book.tables.merges:
        if row.entity in book.node:
            reason = [row.left, row.right, row.rule, round(row.score * 100), row.evidence]
            made.setdefault(str(book.node[row.entity]), []).append(reason)
    return {key: sorted(made[key]) for key in sorted(made, key=int)}


def _readings(names: Iterable[str]) -> dict[str, str]:
    """Every reading of each Chinese character that occurs, without tones, the usual one first.

    >>> _readings(["重庆"])["重"].split()
    ['zhong', 'chong', 'tong']
    """
    chars = sorted({char for name in names for char in name if unicodedata.name(char, "").startswith("CJK UNIFIED")})
    return {char: " ".join(syllables(char)) for char in chars if syllables(char)}
