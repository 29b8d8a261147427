"""Places: the same each time, communities apart, no box of node and label on another."""

from __future__ import annotations

import math
from statistics import mean

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgraph.graph import layout
from kgraph.records import Entity, Relation, Tables

from .graphs import hostile, small, synthetic


def tables(names, pairs):
    entities = tuple(Entity(id=f"e{i}", type="Company", name=name) for i, name in enumerate(names))
    relations = tuple(
        Relation(id=f"r{i}", subject=f"e{a}", predicate="cooperates_with", object=f"e{b}", weight=1)
        for i, (a, b) in enumerate(pairs)
    )
    return Tables(entities=entities, relations=relations)


@st.composite
def graphs(draw):
    names = draw(st.lists(st.text(alphabet="安踏晋江ab ()", min_size=1, max_size=30), min_size=1, max_size=40))
    node = st.integers(0, len(names) - 1)
    return tables(names, draw(st.lists(st.tuples(node, node), max_size=60)))


def overlaps(places):
    """How many pairs of boxes share ground."""
    widths = [max(layout._width(line) for line in each.label.split("\n")) * each.font for each in places]
    boxes = np.array(
        [
            (
                each.x - max(width / 2, each.size),
                each.y - each.size,
                each.x + max(width / 2, each.size),
                each.y + each.size + (each.label.count("\n") + 1) * each.font * 1.2,
            )
            for each, width in zip(places, widths, strict=True)
        ]
    )
    left, top, right, bottom = (boxes[:, i] for i in range(4))
    across = (left[:, None] < right[None, :]) & (left[None, :] < right[:, None])
    along = (top[:, None] < bottom[None, :]) & (top[None, :] < bottom[:, None])
    return (int((across & along).sum()) - len(places)) // 2


@settings(max_examples=60, deadline=None)
@given(graphs())
def test_no_label_lies_on_another(made):
    assert overlaps(layout.places(made)) == 0


@pytest.mark.parametrize("made", [small, hostile])
def test_no_label_of_the_samples_lies_on_another(made):
    assert overlaps(layout.places(made())) == 0


def test_no_label_of_a_large_graph_lies_on_another(knowledge):
    assert overlaps(layout.places(synthetic(knowledge, nodes=2_000, edges=5_000))) == 0


@settings(max_examples=30, deadline=None)
@given(graphs(), st.randoms())
def test_order_of_rows_does_not_matter(made, chance):
    turned = Tables(
        entities=tuple(chance.sample(made.entities, len(made.entities))),
        relations=tuple(chance.sample(made.relations, len(made.relations))),
    )
    assert dict(layout.positions(turned)) == dict(layout.positions(made))


def test_every_entity_has_a_place():
    assert set(layout.positions(small())) == {each.id for each in small().entities}


def test_empty_graph_has_no_places():
    assert dict(layout.positions(Tables())) == {}


def test_communities_stand_apart():
    ring = [(i, (i + 1) % 12) for i in range(12)] + [(i, (i + 5) % 12) for i in range(12)]
    pairs = [(a + 12 * k, b + 12 * k) for k in range(3) for a, b in ring] + [(0, 12), (12, 24)]
    places = layout.positions(tables(["甲"] * 36, pairs))
    distance = lambda a, b: math.dist(places[f"e{a}"], places[f"e{b}"])  # noqa: E731
    inside = mean(distance(a, b) for a in range(12) for b in range(12) if a != b)
    between = mean(distance(a, b) for a in range(12) for b in range(12, 24))
    assert between > 1.5 * inside


def test_most_connected_comes_first_and_largest():
    made = tables(["甲"] * 9, [(4, i) for i in range(9) if i != 4])
    places = layout.places(made)
    assert places[0].entity == "e4"
    assert places[0].font >= max(each.font for each in places[1:])


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("安踏", "安踏"),
        ("晋江市工业和信息化局", "晋江市工业\n和信息化局"),
        ("安踏(中国)有限公司", "安踏(中国)\n有限公司"),
        ("a\u202eb\nc", "ab c"),
        (" ", "…"),
        ("\ud800", "…"),
    ],
)
def test_label(name, label):
    assert layout._label(name) == label


def edge(subject: str, predicate: str, other: str) -> Relation:
    return Relation(id=f"{subject}{predicate}{other}", subject=subject, predicate=predicate, object=other, weight=1)


def test_a_bare_title_is_not_what_holds_the_map_together() -> None:
    people = [Entity(id=f"p{number}", type="Person", name=f"人{number}") for number in range(9)]
    firm, title = Entity(id="f", type="Company", name="远航鞋业"), Entity(id="t", type="Role", name="记者")
    held = [edge(each.id, "holds_role", "t") for each in people]
    tied = [edge(each.id, "affiliated_with", "f") for each in people[:3]]
    tables = Tables(entities=(firm, *people, title), relations=(*held, *tied))
    assert next(place.entity for place in layout.places(tables)) == "f"
