"""Kinds of names that were once taken for one thing, and are two."""

from __future__ import annotations

import pytest

from kgraph.resolution import resolve
from tests.resolution.marked import KNOWLEDGE, reading

TWO = {
    "a firm and what it makes": "⟦COM|远岭⟧发布新品。⟦COM|远岭芯片⟧量产。",
    "a firm and what is said of it": "⟦COM|远岭⟧公告。⟦COM|远岭股价⟧上涨。",
    "a firm and its finance company": "⟦COM|远岭财务有限公司⟧成立。⟦COM|远岭⟧出资。",
    "a group and its property manager": "⟦COM|远岭物业⟧道歉。⟦COM|远岭集团⟧发声明。",
    "a court and the highest": "⟦GOV|最高人民法院⟧发文。⟦GOV|人民法院⟧受理。",
    "two kinds of hospital": "⟦ORG|益阳市中西医结合医院⟧义诊。⟦ORG|益阳市中医院⟧送药。",
    "one and two people": "⟦PER|阮从璧和小雨⟧说。⟦PER|小雨⟧也说。",
    "a firm and two firms": "⟦COM|恒竹及远岭食品公司⟧参展。⟦COM|远岭食品公司⟧获奖。",
    "a firm that stood before": "⟦COM|湘轨制动⟧（前身为⟦COM|株洲红旗机械厂⟧）投产。",
    "a firm and what it is": "⟦COM|瑞宁药业⟧（⟦COM|眼科医疗集团⟧）上涨。",
    "a brand and a kind": "⟦COM|P2P公司⟧爆雷。⟦COM|恒竹公司⟧否认。",
}


@pytest.mark.parametrize("text", TWO.values(), ids=TWO)
def test_two_things_stay_two(text):
    assert len(resolve([reading(text)], KNOWLEDGE).entities) == 2


def test_the_doubt_that_would_change_most_comes_first():
    many = "。".join(["⟦PER|张敏⟧说"] * 5)
    made = [reading(many, "a"), reading(many, "b"), reading("⟦PER|王伟⟧。", "c"), reading("⟦PER|王伟⟧。", "d")]
    assert resolve(made, KNOWLEDGE).doubts[0].left_name == "张敏"
