"""Traditional Chinese reads as simplified does, and is given back as it was written."""

import pytest

from kgraph.pipeline import Settings
from kgraph.reading import read_text

TRADITIONAL = """踏嵐體育用品有限公司獲評國家級綠色工廠
石橋縣工業和信息化局局長許東傑說，踏嵐體育用品有限公司位於石橋縣臨江鎮，2023年5月獲評國家級綠色工廠。
踏嵐體育用品有限公司董事長張麗華與雲足集團簽署合作協議。
"""
SIMPLIFIED = """踏岚体育用品有限公司获评国家级绿色工厂
石桥县工业和信息化局局长许东杰说，踏岚体育用品有限公司位于石桥县临江镇，2023年5月获评国家级绿色工厂。
踏岚体育用品有限公司董事长张丽华与云足集团签署合作协议。
"""


def said(text):
    reading = read_text(text, Settings().stages).readings[0]
    places = {(each.start, each.end, each.type) for each in reading.mentions}
    facts = {(each.subject.start, each.predicate, each.object.start, each.rule) for each in reading.facts}
    return reading, places, facts


@pytest.fixture(scope="module")
def traditional():
    return said(TRADITIONAL)


def test_both_writings_say_the_same(traditional):
    _, places, facts = said(SIMPLIFIED)
    assert len(facts) > 4
    assert traditional[1:] == (places, facts)


def test_names_and_passages_are_given_back_as_written(traditional):
    reading, _, _ = traditional
    assert reading.article.text.strip() == TRADITIONAL.strip()
    assert all(reading.article.text[each.start : each.end] == each.text for each in reading.mentions)
    assert "踏嵐體育用品有限公司" in {each.subject.text for each in reading.facts}
    assert all(reading.article.text[each.start : each.end] == each.text for each in reading.facts)
    offices = {each.qualifiers["org"] for each in reading.facts if each.predicate == "holds_role"}
    assert offices == {"石橋縣工業和信息化局", "踏嵐體育用品有限公司"}
