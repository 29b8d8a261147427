"""Tables in which every value is one that any program can read."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any, TypeVar

from kgraph import records
from kgraph.exports.xml_text import clean, unique
from kgraph.records import Evidence, Relation, Tables

__all__ = ["sound"]

Row = TypeVar("Row")
Ids = Mapping[object, str]


def sound(tables: Tables) -> Tables:
    """The tables with clean text, finite numbers, ids that are unique, and relations that have both ends.

    What `kgraph build` writes comes back as it is, but for text that is not in NFC.
    """
    known = {each.id for each in tables.entities}
    relations = [each for each in tables.relations if {each.subject, each.object} <= known]
    entities, edges, articles = _ids(tables.entities), _ids(relations), _ids(tables.articles)
    entity_of, relation_of, article_of = _first(entities), _first(edges), _first(articles)
    return Tables(
        articles=tuple(_clean(row, id=own) for row, own in articles),
        mentions=tuple(
            _clean(row, entity=entity_of[row.entity], article=article_of.get(row.article, ""))
            for row in tables.mentions
            if row.entity in entity_of
        ),
        entities=tuple(_clean(row, id=own) for row, own in entities),
        relations=tuple(_relation(row, own, entity_of) for row, own in edges),
        evidence=tuple(
            _evidence(row, relation_of[row.relation], article_of.get(row.article, ""))
            for row in tables.evidence
            if row.relation in relation_of
        ),
        rejected=tuple(_clean(row) for row in tables.rejected),
        failures=tuple(_clean(row) for row in tables.failures),
        texts=tuple(dataclasses.replace(row, article=article_of.get(row.article, "")) for row in tables.texts),
        about=tables.about,
        merges=tuple(_clean(row, entity=entity_of.get(row.entity, "")) for row in tables.merges),
    )


def _ids(rows: Iterable[Any]) -> list[tuple[Any, str]]:
    """Each row with an id of its own."""
    found = list(rows)
    return list(zip(found, unique([row.id for row in found]), strict=True))


def _first(rows: Iterable[tuple[Any, str]]) -> Ids:
    """What the ids of the rows became; where two rows shared one, it is the first's."""
    ids: dict[object, str] = {}
    for row, own in rows:
        ids.setdefault(row.id, own)
    return ids


def _relation(row: Relation, own: str, entities: Ids) -> Relation:
    weight = max(1, _whole(row.weight))
    return _clean(row, id=own, subject=entities[row.subject], object=entities[row.object], weight=weight)


def _evidence(row: Evidence, relation: str, article: str) -> Evidence:
    """A passage whose names still stand where their places say, whatever the cleaning took away before them."""
    made = _clean(row, relation=relation, article=article)
    if made.text == row.text:
        return made
    places = ("subject_start", "subject_end", "object_start", "object_end")
    text = "" if row.text is None else str(row.text)
    moved = {name: len(clean(text[: getattr(made, name)])) for name in places}
    return dataclasses.replace(made, **moved)  # type: ignore[arg-type]


def _clean(row: Row, **values: object) -> Row:
    for name, cleaner in _cleaners(type(row).__name__):
        if name not in values:
            values[name] = cleaner(getattr(row, name))
    return type(row)(**values)


@cache
def _cleaners(kind: str) -> tuple[tuple[str, Callable[[object], object]], ...]:
    """What cleans each field of this kind of record."""
    return tuple((field.name, _CLEANERS[str(field.type)]) for field in dataclasses.fields(getattr(records, kind)))


def _whole(value: object) -> int:
    return int(value) if isinstance(value, (int, float)) and math.isfinite(value) else 0


def _finite(value: object) -> float:
    return float(value) if isinstance(value, (int, float)) and math.isfinite(value) else 0.0


def _texts(value: object) -> tuple[str, ...]:
    return tuple(text for text in map(clean, value) if text) if isinstance(value, (list, tuple)) else ()


def _mapping(value: object) -> dict[str, str]:
    return {clean(key): clean(each) for key, each in value.items()} if isinstance(value, Mapping) else {}


_CLEANERS: Mapping[str, Callable[[object], object]] = {
    "str": clean,
    "int": _whole,
    "float": _finite,
    "tuple[str, ...]": _texts,
    "Mapping[str, str]": _mapping,
}
