"""Conditions choose what they say, and an impossible one says what would be right."""

from __future__ import annotations

import pytest

from kgraph.errors import KgraphError
from kgraph.graph.filters import select
from kgraph.knowledge_io import load
from tests.exports.sample import SMALL

CHOSEN = {
    ("predicate=supports",): ({"c1", "c2"}, {"e3"}),
    ("predicate=扶持",): ({"c1", "c2"}, {"e3"}),
    ("predicate=supports,holds_role",): ({"c1", "c2", "p1", "r1"}, {"e3", "e4"}),
    ("predicate!=supports,cooperates_with",): ({"c1", "w1", "p1", "r1"}, {"e1", "e4", "e5"}),
    ("weight>1",): ({"c1", "c2"}, {"e2"}),
    ("confidence >= 0.8",): ({"c1", "c2", "w1", "p1", "r1"}, {"e1", "e2", "e4", "e5"}),
    ("confidence<0.8",): ({"c1", "c2"}, {"e3"}),
    ("type=Person",): ({"p1", "r1"}, {"e4"}),
    ("type=人物",): ({"p1", "r1"}, {"e4"}),
    ("name=石湖",): ({"c1", "c2", "w1", "r1"}, {"e1", "e2", "e3", "e5"}),
    ("name~鞋业董",): ({"p1", "r1", "c1"}, {"e4", "e5"}),
    ("subject=林一鸣",): ({"p1", "r1"}, {"e4"}),
    ("object_type=Award", "subject_type=Company"): ({"c1", "w1"}, {"e1"}),
    ("source=news/2.txt",): ({"c1", "c2"}, {"e2", "e3"}),
    ("type=Company", "predicate=received_award"): ({"c1", "w1"}, {"e1"}),
    ("mentions>=2",): ({"c1", "c2", "w1", "r1"}, {"e1", "e2", "e3", "e5"}),
    ("predicate=produces",): (set(), set()),
}
WRONG = {
    "tpye=Company": "unknown field 'tpye'. Did you mean 'type'?",
    "type=Compny": "unknown type 'Compny'. Did you mean 'Company'?",
    "predicate=suports": "unknown predicate 'suports'. Did you mean 'supports'?",
    "weight>many": "weight is a number",
    "weight~1": "weight is a number",
    "weight>nan": "weight is a number",
    "type>Company": "type is text",
    "Company": "write it as FIELD=VALUE",
    "__import__('os')": "write it as FIELD=VALUE",
    "": "write it as FIELD=VALUE",
}


@pytest.mark.parametrize(("conditions", "wanted"), CHOSEN.items())
def test_what_is_chosen(conditions: tuple[str, ...], wanted: tuple[set[str], set[str]]) -> None:
    part = select(SMALL, conditions, load())
    assert ({each.id for each in part.entities}, {each.id for each in part.relations}) == wanted


@pytest.mark.parametrize(("condition", "wanted"), WRONG.items())
def test_an_impossible_condition(condition: str, wanted: str) -> None:
    with pytest.raises(KgraphError) as caught:
        select(SMALL, [condition], load())
    assert wanted in str(caught.value)


def test_no_condition_keeps_all() -> None:
    assert select(SMALL, [], load()) is SMALL


def test_evidence_and_articles_go_with_their_relations() -> None:
    part = select(SMALL, ["predicate=supports"], load())
    assert ([each.relation for each in part.evidence], [each.id for each in part.articles]) == (["e3"], ["a1", "a2"])
