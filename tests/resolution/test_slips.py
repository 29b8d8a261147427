"""What a reader cut too far is the name that many articles know, and never names a node."""

from __future__ import annotations

import pytest

from kgraph.resolution import resolve
from tests.resolution.marked import KNOWLEDGE, reading

KNOWN = [reading(f"⟦COM|远岭⟧第{number}次参展。", f"k{number}") for number in range(12)]


def found(*texts):
    return resolve([*KNOWN, *(reading(text, f"s{number}") for number, text in enumerate(texts))], KNOWLEDGE).entities


def test_a_name_cut_too_far_is_an_alias():
    assert [(each.name, each.aliases) for each in found("⟦COM|远岭冤⟧枉吗？")] == [("远岭", ("远岭冤",))]


def test_a_name_cut_too_far_always_before_one_word_is_an_alias():
    made = found("⟦COM|远岭诱骗⟧案一审。", "⟦COM|远岭诱骗⟧案二审。", "⟦COM|远岭诱骗⟧案判了。")
    assert [each.name for each in made] == ["远岭"]


@pytest.mark.parametrize("text", ["⟦COM|远岭外卖⟧上线。", "⟦COM|远岭食品⟧投产。", "⟦COM|远岭诱骗⟧，真的。"])
def test_a_name_that_goes_on_rightly_is_another(text):
    assert len(found(text)) == 2


NAMED = {
    "⟦GOV|商务局⟧的前身。⟦GOV|益阳市商务局⟧发文，⟦GOV|益阳市商务局⟧说。": "益阳市商务局",
    "⟦COM|远岭（880123）⟧公告。⟦COM|远岭⟧上涨。": "远岭",
    "⟦EVT|“远岭纵火案”⟧开庭。⟦EVT|远岭纵火案⟧宣判。": "远岭纵火案",
    "⟦GOV|益阳市商务部门⟧发文。⟦GOV|益阳市商务局⟧说。": "益阳市商务局",
}


@pytest.mark.parametrize(("text", "name"), NAMED.items())
def test_the_canonical_name_has_no_gloss_quotes_or_modifier(text, name):
    assert name in {each.name for each in resolve([reading(text)], KNOWLEDGE).entities}


def test_a_long_form_that_hardly_any_article_uses_names_no_hub():
    assert found("⟦COM|远岭科技实业⟧（简称⟦COM|远岭⟧）开业。")[0].name == "远岭"
