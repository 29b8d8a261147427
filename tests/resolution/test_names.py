"""Comparable forms, and what a name tells of its region."""

from __future__ import annotations

import pytest

from kgraph.resolution.compare import matcher
from kgraph.resolution.names import normalise
from kgraph.resolution.names.normalise import comparable, squeezed
from tests.resolution.marked import KNOWLEDGE

READ = normalise.load(KNOWLEDGE)
MATCH = matcher.load(KNOWLEDGE)

ALIKE = [
    ("云帆（浙江）材料有限公司", "云帆(浙江)材料"),
    ("臺灣聯芯股份有限公司", "台湾联芯"),
    ("“和合”联盟", "和合联盟"),
    ("ＡＢＣ科技", "abc科技"),
    ("三六一度", "361°"),
    ("第二十一届茶博会", "第21届茶博会"),
    ("买买提·艾力", "买买提•艾力"),
]


@pytest.mark.parametrize(("left", "right"), ALIKE)
def test_comparable_forms_agree(left, right):
    assert comparable(left, KNOWLEDGE) == comparable(right, KNOWLEDGE)


@pytest.mark.parametrize("name", ["乾隆", "著名", "一心一意"])
def test_characters_of_simplified_text_stay(name):
    assert READ.folded(name) == name


def test_layout_is_squeezed_out():
    assert squeezed("Belinda\nRoss 与\n恒 竹") == "Belinda Ross与恒竹"


@pytest.mark.parametrize(
    ("name", "marker"),
    [("市工信局", "市"), ("自治区党委", "自治区"), ("市场监管局", ""), ("市中心医院", "市"), ("县域经济研究会", "")],
)
def test_markers(name, marker):
    assert READ(name).marker == marker


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("湖南省工信厅", {"430000"}),
        ("益阳市赫山区工信局", {"430903"}),
        ("长沙工信局", {"430100"}),
        ("景宁县经信局", {"331127"}),
    ],
)
def test_regions(name, code):
    assert READ(name).region == code


@pytest.mark.parametrize("name", ["大同镇党委", "市中级人民法院", "国家发改委"])
def test_names_without_listed_region(name):
    assert not READ(name).regions


PAIRS = [
    ("Government", "市工信局", "益阳市工业和信息化局", "own-region"),
    ("Government", "益阳工信", "益阳市工信局", "letters"),
    ("Government", "统战部", "沅江市委统战部", "ending"),
    ("Government", "市委", "市纪委", ""),
    ("Government", "市政府", "沅江市政府办公室", ""),
    ("Government", "县工信局", "益阳市工信局", ""),
    ("Government", "桃江县工信局", "益阳市工信局", ""),
    ("Organization", "湖南大学", "湖南农业大学", ""),
    ("Organization", "益阳市食品协会", "益阳市食品机械协会", ""),
    ("Organization", "福建省石雕协会", "福建省石雕行业协会", "letters"),
    ("Company", "恒竹", "益阳恒竹竹业股份有限公司", "opening"),
    ("Company", "荆河能化", "湖北荆河能源化工集团", "letters"),
    ("Company", "华能环保", "华润能源环保科技有限公司", ""),
    ("Company", "云岭集团", "云岭集团湖南分公司", ""),
    ("Company", "湖南", "湖南启明电子有限公司", ""),
    ("Place", "沅江", "沅江市", "same-form"),
    ("Place", "沅江", "沅江镇", ""),
    ("Place", "湘", "湖南省", "letters"),
    ("Person", "捷列先科", "尼古拉·捷列先科", "letters"),
    ("Person", "李明", "李明亮", ""),
    ("Award", "省级绿色工厂", "国家级绿色工厂", ""),
    ("Project", "智慧水务一期", "智慧水务二期", ""),
    ("Document", "《规划》", "《竹产业规划（2024—2030年）》", "ending"),
    ("Product", "P60", "Mate60", ""),
]


@pytest.mark.parametrize(("kind", "short", "long", "rule"), PAIRS)
def test_what_a_name_can_be_short_for(kind, short, long, rule):
    assert MATCH(kind, READ(short), READ(long)) == rule
