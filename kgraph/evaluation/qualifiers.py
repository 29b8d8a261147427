"""What qualifies a relation that was found: its body, its date, its standing, the name of its office."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kgraph.evaluation.comparison import Comparison, Edge
from kgraph.evaluation.gold.document import GoldRelation
from kgraph.evaluation.name_equivalence import Names

__all__ = ["OFFICE", "Qualified", "qualified"]

BODY, DATE, OFFICE, HELD = "org", "date", "office", "holds_role"
_NUMBER = re.compile(r"\d+")
_SEVERAL = re.compile(r"[;、]\s*")


@dataclass(frozen=True, slots=True)
class Qualified:
    """A qualifier of one relation that was found: what the gold says, what the graph says, and whether they agree."""

    key: str
    wanted: str
    found: str
    right: bool


def qualified(comparison: Comparison, keys: Sequence[str]) -> Iterator[Qualified]:
    """The qualifiers of all relations that gold and graph share; `office` is the name of the node of an office."""
    names = comparison.names
    for relation, edges in comparison.said:
        for key in keys:
            if key == OFFICE:
                if relation.predicate == HELD:
                    yield _office(relation, edges, names)
            else:
                yield from _compared(key, relation, edges, names)


def _compared(key: str, relation: GoldRelation, edges: Sequence[Edge], names: Names) -> Iterator[Qualified]:
    wanted = relation.qualifiers.get(key, "")
    found = [value for edge in edges for row in edge.evidence if (value := row.qualifiers.get(key, ""))]
    if wanted or found:
        right = bool(wanted) and any(_agree(key, wanted, value, names) for value in found)
        yield Qualified(key, wanted, "; ".join(dict.fromkeys(found)), right)


def _agree(key: str, wanted: str, found: str, names: Names) -> bool:
    if key == BODY:
        return names.same(wanted, "", _SEVERAL.split(found))
    if key == DATE:
        return any(_same_date(one, found) for one in _SEVERAL.split(wanted))
    return wanted == found


def _same_date(wanted: str, found: str) -> bool:
    """Whether two dates have the same numbers, or the gold leaves out the year as its text does.

    >>> _same_date("2005.08", "2005-08"), _same_date("3月25日", "2021-03-25"), _same_date("2019年", "2019-05")
    (True, True, False)
    """
    left, right = ([int(each) for each in _NUMBER.findall(date)] for date in (wanted, found))
    without_year = left and left[0] < 100 and left == right[1:]
    return left == right or bool(without_year)


def _office(relation: GoldRelation, edges: Sequence[Edge], names: Names) -> Qualified:
    """The office as it should be called, its body and its title (大冶市委书记), and as it is called in the graph."""
    body = relation.qualifiers.get(BODY, "")
    called = [edge.object[0] for edge in edges]
    right = any(_is_office(each, body, relation.object, names) for each in called)
    return Qualified(OFFICE, f"{body}{relation.object}", "; ".join(called), right)


def _is_office(name: str, body: str, title: str, names: Names) -> bool:
    if not name.endswith(title):
        return False
    of = name.removesuffix(title)
    return names.same(body, "", [of]) if body and of else body == of
