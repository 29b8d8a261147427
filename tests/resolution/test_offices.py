"""What every owner has one of is named with its owner."""

from __future__ import annotations

import pytest

from kgraph.resolution import resolve
from tests.resolution.marked import KNOWLEDGE, reading


def entities(*texts, ties=()):
    made = [reading(text, f"a{number}", ties) for number, text in enumerate(texts)]
    return {entity.name: entity for entity in resolve(made, KNOWLEDGE).entities}


@pytest.mark.parametrize(
    ("text", "name", "bare"),
    [
        ("⟦PER|阮从璧⟧获⟦EVT|2024年益阳竹艺大赛⟧⟦AWD|二等奖⟧。", "2024年益阳竹艺大赛二等奖", "二等奖"),
        ("⟦ORG|益阳青禾医院⟧⟦ORG|党支部⟧开会。", "益阳青禾医院党支部", "党支部"),
        ("⟦COM|恒竹⟧投产。⟦COM|恒竹⟧扩建。⟦COM|恒竹⟧获奖。⟦ORG|董事会⟧通过方案。", "恒竹董事会", "董事会"),
    ],
)
def test_it_is_named_with_its_owner_and_goes_by_its_own_name(text, name, bare):
    assert bare in entities(text)[name].aliases


def test_prizes_of_two_contests_in_one_article_are_two():
    text = "甲获⟦EVT|益阳竹艺大赛⟧⟦AWD|二等奖⟧，乙获⟦EVT|资江龙舟赛⟧⟦AWD|二等奖⟧。"
    assert {"益阳竹艺大赛二等奖", "资江龙舟赛二等奖"} <= entities(text).keys()


def test_a_prize_of_one_contest_in_two_articles_is_one():
    text = "甲获⟦EVT|2024年益阳竹艺大赛⟧⟦AWD|二等奖⟧。"
    assert entities(text, f"昨天{text}")["2024年益阳竹艺大赛二等奖"].articles == 2


def test_the_next_prize_of_a_list_is_of_the_contest_alone():
    assert "益阳竹艺大赛三等奖" in entities("获⟦AWD|益阳竹艺大赛二等奖⟧、⟦AWD|三等奖⟧。")


def test_an_organ_that_is_named_in_full_elsewhere_is_that():
    made = entities("⟦ORG|益阳青禾医院党支部⟧成立。", "⟦ORG|益阳青禾医院⟧⟦ORG|党支部⟧开会。")
    assert made["益阳青禾医院党支部"].mentions == 2


def test_what_has_no_owner_stays_in_its_article():
    made = [reading("甲获⟦AWD|二等奖⟧。", "a"), reading("乙获⟦AWD|二等奖⟧。", "b")]
    assert len(resolve(made, KNOWLEDGE).entities) == 2
