"""A small language of conditions that says which part of a graph to take: `predicate=issues`, `confidence>=0.8`."""

from __future__ import annotations

import math
import operator
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from kgraph.errors import KgraphError, nearest
from kgraph.graph.periods import days
from kgraph.knowledge_io import Knowledge
from kgraph.records import Entity, Relation, Tables

__all__ = ["part", "select"]

_CONDITION = re.compile(r"\s*(\w+)\s*(>=|<=|!=|=|>|<|~)\s*(.+?)\s*\Z", re.DOTALL)
_NUMERIC: Mapping[str, Callable[[float, float], bool]] = {
    ">=": operator.ge,
    "<=": operator.le,
    ">": operator.gt,
    "<": operator.lt,
    "=": operator.eq,
    "!=": operator.ne,
}
_OF_ENTITIES: Mapping[str, Callable[[Entity], Iterable[object]]] = {
    "type": lambda each: (each.type,),
    "name": lambda each: each.names,
    "mentions": lambda each: (each.mentions,),
    "articles": lambda each: (each.articles,),
}


@dataclass(frozen=True, slots=True)
class _Fact:
    """A relation with its ends and the sources and confidence of its passages."""

    relation: Relation
    subject: Entity
    object: Entity
    sources: frozenset[str]
    confidence: float


_OF_RELATIONS: Mapping[str, Callable[[_Fact], Iterable[object]]] = {
    "predicate": lambda each: (each.relation.predicate,),
    "subject": lambda each: each.subject.names,
    "object": lambda each: each.object.names,
    "subject_type": lambda each: (each.subject.type,),
    "object_type": lambda each: (each.object.type,),
    "weight": lambda each: (each.relation.weight,),
    "confidence": lambda each: (each.confidence,),
    "source": lambda each: each.sources,
    "date": lambda each: (each.relation.qualifiers.get("date", ""),),
}
_NUMBERS = ("weight", "confidence", "mentions", "articles")
_DATES = ("date",)


@dataclass(frozen=True, slots=True)
class _Condition:
    field: str
    sign: str
    values: tuple[str, ...]

    def holds(self, found: Iterable[object]) -> bool:
        """Whether the condition holds for any of what was found; `!=` and numbers speak of all of it."""
        if self.field in _NUMBERS:
            wanted = float(self.values[0])
            return all(_NUMERIC[self.sign](float(str(each)), wanted) for each in found)
        texts = [str(each) for each in found]
        if self.field in _DATES:
            return any(_meets(self.sign, days(text), days(self.values[0])) for text in texts)
        if self.sign == "~":
            return any(value in text for value in self.values for text in texts)
        return (self.sign == "=") is any(text in self.values for text in texts)


def _meets(sign: str, stated: tuple[str, str] | None, wanted: tuple[str, str] | None) -> bool:
    """Whether a stated period lies where a condition says; a fact without a date lies nowhere.

    >>> _meets(">=", days("2023-05"), days("2023")), _meets("=", days("2023-05"), days("2023")), _meets("=", None, None)
    (True, True, False)
    """
    if not stated or not wanted:
        return False
    first, last = stated
    compared = {">=": last >= wanted[0], "<=": first <= wanted[1], ">": first > wanted[1], "<": last < wanted[0]}
    touches = first <= wanted[1] and last >= wanted[0]
    return {**compared, "=": touches, "!=": not touches}[sign]


def select(tables: Tables, conditions: Iterable[str], knowledge: Knowledge) -> Tables:
    """The part of the graph for which all conditions hold; `type=Company,Award` means either.

    A condition on entities (type, name, mentions, articles) keeps them with all they are tied to, one with `!=` takes
    out what it names; one on relations (predicate, subject, object, subject_type, object_type, weight, confidence,
    source, date) keeps these with their ends.
    """
    ids = _ids(tables, knowledge)
    read = [_read(text, ids) for text in conditions]
    if not read:
        return tables
    of_entities = [each for each in read if each.field in _OF_ENTITIES]
    of_relations = [each for each in read if each.field in _OF_RELATIONS]
    barred = [each for each in of_entities if each.sign == "!="]
    chosen = {each.id for each in tables.entities if _all(of_entities, _OF_ENTITIES, each)}
    out = {each.id for each in tables.entities if not _all(barred, _OF_ENTITIES, each)}
    near = [fact for fact in _facts(tables) if {fact.subject.id, fact.object.id} & chosen]
    facts = [fact for fact in near if not {fact.subject.id, fact.object.id} & out]
    kept = [fact for fact in facts if _all(of_relations, _OF_RELATIONS, fact)]
    ends = {end for fact in kept for end in (fact.subject.id, fact.object.id)}
    return part(tables, ends if of_relations else ends | chosen, {fact.relation.id for fact in kept})


def part(tables: Tables, entities: set[str], relations: set[str]) -> Tables:
    """The tables with these entities and relations alone, and the articles that speak of them."""
    mentions = tuple(row for row in tables.mentions if row.entity in entities)
    evidence = tuple(row for row in tables.evidence if row.relation in relations)
    articles = {row.article for row in mentions} | {row.article for row in evidence}
    return Tables(
        articles=tuple(row for row in tables.articles if row.id in articles),
        mentions=mentions,
        entities=tuple(row for row in tables.entities if row.id in entities),
        relations=tuple(row for row in tables.relations if row.id in relations),
        evidence=evidence,
        merges=tuple(row for row in tables.merges if row.entity in entities),
        texts=tuple(row for row in tables.texts if row.article in articles),
    )


def _all(conditions: Sequence[_Condition], fields: Mapping[str, Callable[..., Iterable[object]]], each: object) -> bool:
    return all(condition.holds(fields[condition.field](each)) for condition in conditions)


def _facts(tables: Tables) -> Iterable[_Fact]:
    known = {each.id: each for each in tables.entities}
    sources: dict[str, set[str]] = defaultdict(set)
    confidence: dict[str, float] = defaultdict(float)
    for row in tables.evidence:
        sources[row.relation].add(row.source)
        confidence[row.relation] = max(confidence[row.relation], row.confidence)
    for each in tables.relations:
        if each.subject in known and each.object in known:
            ends = known[each.subject], known[each.object]
            yield _Fact(each, *ends, frozenset(sources[each.id]), confidence[each.id])


def _read(text: str, ids: Mapping[str, Mapping[str, str]]) -> _Condition:
    found = _CONDITION.match(text)
    if not found:
        raise KgraphError(f"condition {text!r}: write it as FIELD=VALUE, for example predicate=issues or weight>1")
    field, sign, value = found.groups()
    fields = [*_OF_ENTITIES, *_OF_RELATIONS]
    if field not in fields:
        raise KgraphError(f"condition {text!r}: unknown field {field!r}" + _hint(field, fields))
    _refuse_sign(text, field, sign, value)
    return _Condition(field, sign, tuple(_value(field, each.strip(), ids) for each in value.split(",")))


def _refuse_sign(text: str, field: str, sign: str, value: str) -> None:
    if field in _DATES:
        if sign == "~" or not days(value):
            raise KgraphError(
                f"condition {text!r}: compare {field} with a year, month or day: 2023, 2023-05, 2023-05-06"
            )
        return
    if field not in _NUMBERS and sign in (">", "<", ">=", "<="):
        raise KgraphError(f"condition {text!r}: {field} is text; compare it with =, != or ~")
    if field in _NUMBERS and (sign == "~" or not _is_number(value)):
        raise KgraphError(f"condition {text!r}: {field} is a number; compare it with a number")


def _is_number(text: str) -> bool:
    try:
        return math.isfinite(float(text))
    except ValueError:
        return False


def _ids(tables: Tables, knowledge: Knowledge) -> dict[str, dict[str, str]]:
    """The ids of types and predicates, those that the tables alone know included, under ids and Chinese names."""
    predicates = {name: key for key, each in knowledge.relations.items() for name in (key, each.label)}
    types = {name: key for key, each in knowledge.types.items() for name in (key, each.label)}
    predicates |= {each.predicate: each.predicate for each in tables.relations}
    types |= {each.type: each.type for each in tables.entities}
    return {"predicate": predicates, "type": types, "subject_type": types, "object_type": types}


def _value(field: str, value: str, ids: Mapping[str, Mapping[str, str]]) -> str:
    """A type or predicate by its id; any other value as it stands."""
    if field not in ids:
        return value
    if value not in ids[field]:
        raise KgraphError(f"unknown {field} {value!r}" + _hint(value, ids[field]))
    return ids[field][value]


def _hint(name: str, known: Iterable[str]) -> str:
    found = nearest(name, known)
    return f". Did you mean {found!r}?" if found else ""
