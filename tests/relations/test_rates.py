"""Confidence is measured: by rule, by how far off the names stand, and by how sure the names are."""

import dataclasses
import json

import pytest

from kgraph import knowledge_io, relations
from kgraph.errors import KnowledgeError
from kgraph.relations.facts.rates import Rates, load

from .marked import article

KNOWN = knowledge_io.load()
AWARD = "received_award"
HERE = ("award-received", AWARD, "sentence")
NEXT = ("award-received", AWARD, "next")
NEAR, CARRIED = "⟦Company|踏岚⟧获评⟦Award|绿色工厂⟧。", "⟦Company|踏岚⟧产销两旺。先后获评⟦Award|绿色工厂⟧。"


def read(marked, counts, *, sure=1.0):
    """The facts and refusals of a sentence, with these counts and names of this confidence."""
    text, mentions = article(marked)
    unsure = [dataclasses.replace(each, confidence=sure) for each in mentions]
    return relations.Extractor(KNOWN, Rates(counts))(text, unsure)


def test_a_fact_is_as_sure_as_its_rule_and_its_names():
    facts, _ = read(NEAR, {HERE: (800, 1000)}, sure=0.9)
    assert facts[0].confidence == round(0.8 * 0.9 * 0.9, 3)


def test_what_is_carried_has_a_rate_of_its_own():
    facts, _ = read(CARRIED, {HERE: (1000, 1000), NEXT: (600, 1000)})
    assert 0.59 < facts[0].confidence < 0.62


def test_what_is_wrong_more_often_than_right_is_refused_and_says_so():
    facts, refusals = read(NEAR, {HERE: (400, 1000)})
    assert not facts
    assert [(each.subject, each.object, each.reason) for each in refusals] == [("踏岚", "绿色工厂", "confidence")]


def test_nothing_is_refused_where_nothing_was_counted():
    facts, _ = read(NEAR, {}, sure=0.1)
    assert facts[0].confidence == 0.01


@pytest.mark.parametrize(("true", "of", "least", "most"), [(1, 1, 0.6, 0.9), (0, 1, 0.5, 0.7), (0, 100, 0.0, 0.1)])
def test_a_rule_met_seldom_is_drawn_to_its_predicate(true, of, least, most):
    rates = Rates({("seldom", AWARD, "sentence"): (true, of), HERE: (800, 1000)})
    assert least < rates.of("seldom", AWARD, "sentence") < most


def test_a_predicate_that_no_gold_states_is_believed():
    facts, _ = read("⟦Government|市工信局⟧⟦Role|局长⟧⟦Person|林永⟧说。", {HERE: (800, 1000)})
    assert "role_at" in {each.predicate for each in facts}


def test_no_rule_makes_a_fact_surer_than_its_names():
    unsure, _ = read(NEAR, {HERE: (900, 500)}, sure=0.9)
    assert unsure[0].confidence == 0.81


def test_the_shipped_rates_are_sound():
    assert 0.5 < load().of("person-after-office", "holds_role", "sentence") <= 1.0


def test_a_broken_file_names_itself_and_its_command(tmp_path):
    (tmp_path / "rule_rates.json").write_text(json.dumps({"rates": [{"rule": "award"}]}), encoding="utf-8")
    with pytest.raises(KnowledgeError, match=r"rule_rates\.json.*benchmarks\.fit_rates"):
        load(tmp_path / "rule_rates.json")
