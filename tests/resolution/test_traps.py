"""Pairs of names that are easily taken wrongly."""

from __future__ import annotations

from pathlib import Path

import pytest

from kgraph.knowledge_io.files import Row, read_table
from kgraph.resolution import resolve
from kgraph.resolution.names.normalise import squeezed
from tests.resolution.marked import KNOWLEDGE, reading

TRAPS = tuple(read_table(Path(__file__).parent / "traps.tsv"))
WANTED = 0.97


def said_same(row: Row) -> bool:
    """Whether resolution takes the two names of a row for one thing."""
    articles = row["context"].replace("\\n", "\n").split(" ‖ ")
    readings = [reading(text, f"a{number}") for number, text in enumerate(articles)]
    found = resolve(readings, KNOWLEDGE)
    left = _entity(found.entity_of, readings[0], row, "left")
    return left == _entity(found.entity_of, readings[-1], row, "right")


def _entity(entity_of, of, row: Row, side: str) -> str:
    kind, name = KNOWLEDGE.type_of(row[f"{side}_type"]).id, squeezed(row[side].replace("\\n", ""))
    return next(entity_of[each.key] for each in of.mentions if each.type == kind and squeezed(each.text) == name)


RIGHT = {row: said_same(row) == (row["verdict"] == "same") for row in TRAPS}


def test_there_are_enough_traps():
    assert len(TRAPS) >= 150


def test_half_of_the_traps_are_different_things():
    assert 0.4 <= sum(row["verdict"] == "different" for row in TRAPS) / len(TRAPS) <= 0.6


def test_traps_are_passed():
    missed = [f"{row['left']} / {row['right']} ({row['kind']})" for row, right in RIGHT.items() if not right]
    assert len(missed) <= (1 - WANTED) * len(TRAPS), missed


@pytest.mark.parametrize("row", [row for row in TRAPS if row["kind"] in ("look-alike", "two-cities")], ids=str)
def test_regions_that_look_alike_never_merge(row):
    assert RIGHT[row]
