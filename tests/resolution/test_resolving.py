"""What resolution makes of readings."""

from __future__ import annotations

import pytest

from kgraph.errors import InputError, KnowledgeError
from kgraph.resolution import resolve
from tests.resolution.marked import KNOWLEDGE, reading


def entities(*readings, **settings):
    return {entity.name: entity for entity in resolve(readings, KNOWLEDGE, **settings).entities}


def test_the_name_is_the_fullest_and_the_others_are_aliases():
    made = entities(reading("⟦GOV|市工信局⟧发文。⟦GOV|益阳市工信局⟧说，⟦GOV|益阳市工业和信息化局⟧会督办。"))
    assert made["益阳市工业和信息化局"].aliases == ("市工信局", "益阳市工信局")


def test_layout_inside_a_name_is_no_alias():
    made = entities(reading("⟦COM|澧水源\n食品⟧开业，⟦COM|澧水源食品⟧招工。"))
    assert made["澧水源食品"].aliases == ()


def test_counts():
    made = entities(reading("⟦COM|恒竹⟧、⟦COM|恒竹⟧。", "a"), reading("⟦COM|恒竹⟧。", "b"))
    assert (made["恒竹"].mentions, made["恒竹"].articles) == (3, 2)


def test_an_office_is_a_body_with_a_title():
    text = "⟦GOV|益阳市商务局⟧发文。⟦GOV|市商务局⟧⟦ROLE|局长⟧⟦PER|梁秀云⟧到会。"
    made = entities(reading(text, ties=[(2, "role_at", 1)]))
    assert made["益阳市商务局局长"].aliases == ("局长", "市商务局局长")


def test_a_title_without_body_is_one_for_all():
    made = entities(reading("⟦ROLE|记者⟧⟦PER|甲一⟧", "a"), reading("⟦ROLE|记者⟧⟦PER|乙二⟧", "b"))
    assert (made["记者"].mentions, made["记者"].aliases) == (2, ())


def test_one_title_at_two_bodies_is_two_offices():
    text = "⟦GOV|益阳市商务局⟧⟦ROLE|局长⟧⟦PER|甲一⟧、⟦GOV|常德市商务局⟧⟦ROLE|局长⟧⟦PER|乙二⟧"
    made = entities(reading(text, ties=[(1, "role_at", 0), (4, "role_at", 3)]))
    assert {"益阳市商务局局长", "常德市商务局局长"} <= made.keys()


def test_an_office_of_one_body_in_two_articles_is_one():
    text = "⟦GOV|益阳市商务局⟧⟦ROLE|局长⟧"
    made = entities(reading(text, "a", [(1, "role_at", 0)]), reading(text, "b", [(1, "role_at", 0)]))
    assert made["益阳市商务局局长"].mentions == 2


def test_an_entity_of_an_office_stays_in_the_mentions():
    found = resolve([reading("⟦GOV|益阳市商务局⟧⟦ROLE|局长⟧", ties=[(1, "role_at", 0)])], KNOWLEDGE)
    offices = {entity.id for entity in found.entities if entity.type == "Role"}
    assert offices <= set(found.entity_of.values())


def test_ids_of_bodies_do_not_change_when_articles_come():
    one = entities(reading("⟦COM|恒竹⟧。", "b"))
    two = entities(reading("⟦COM|恒竹⟧。", "b"), reading("⟦COM|恒竹⟧。⟦COM|澧水源⟧。", "a"))
    assert one["恒竹"].id == two["恒竹"].id


def test_namesakes_have_ids_of_their_own():
    made = [reading("工人⟦PER|张敏⟧。", "a"), reading("农户⟦PER|张敏⟧。", "b")]
    assert len({entity.id for entity in resolve(made, KNOWLEDGE).entities}) == 2


def test_namesakes_are_listed_as_doubtful():
    made = [reading("工人⟦PER|张敏⟧。", "a"), reading("农户⟦PER|张敏⟧。", "b")]
    assert [doubt.reason for doubt in resolve(made, KNOWLEDGE).doubts] == ["namesakes"]


def test_namesakes_with_one_stated_body_are_one():
    made = [
        reading("⟦COM|恒竹⟧今年扩产，⟦PER|张敏⟧说。", "a", [(1, "affiliated_with", 0)]),
        reading("⟦PER|张敏⟧加入⟦COM|恒竹⟧。", "b", [(0, "affiliated_with", 1)]),
    ]
    assert [merge.rule for merge in resolve(made, KNOWLEDGE).merges if merge.left == "张敏"] == ["same-body"]


def test_reporters_of_one_city_are_one():
    made = [reading(f"⟦LOC|益阳⟧讯（⟦ROLE|记者⟧ ⟦PER|张敏⟧）{n}", n) for n in "ab"]
    assert entities(*made)["张敏"].articles == 2


def test_a_merge_tells_its_rule_and_sentence():
    found = resolve([reading("⟦GOV|益阳市商务局⟧发文。⟦GOV|市商务局⟧将督办。")], KNOWLEDGE)
    assert [(each.left, each.right, each.rule, each.evidence) for each in found.merges] == [
        ("市商务局", "益阳市商务局", "own-region", "市商务局将督办。")
    ]


def test_a_name_that_may_be_of_two_bodies_is_doubtful():
    text = "⟦GOV|益阳市商务局⟧与⟦GOV|常德市商务局⟧对接，⟦GOV|市商务局⟧致辞。"
    assert len(resolve([reading(text)], KNOWLEDGE).doubts) == 2


def test_a_brand_elsewhere_is_doubtful():
    made = [reading("⟦COM|湖南远麓重工有限公司⟧投产。", "a"), reading("⟦COM|远麓⟧参展。", "b")]
    assert [doubt.reason for doubt in resolve(made, KNOWLEDGE).doubts] == ["brand"]


def test_a_brand_elsewhere_with_the_same_person_is_the_firm():
    made = [
        reading("⟦COM|湖南远麓重工有限公司⟧⟦PER|周启航⟧说。", "a", [(1, "affiliated_with", 0)]),
        reading("⟦COM|远麓⟧⟦PER|周启航⟧参展。", "b", [(1, "affiliated_with", 0)]),
    ]
    assert entities(*made)["湖南远麓重工有限公司"].aliases == ("远麓",)


def test_a_brand_of_another_city_stays_apart():
    made = [
        reading("⟦LOC|益阳⟧⟦COM|湖南明日新材料有限公司⟧（简称⟦COM|明日⟧）投产。", "a"),
        reading("⟦LOC|泉州⟧⟦COM|明日⟧开店。", "b"),
    ]
    assert {"明日", "湖南明日新材料有限公司"} <= entities(*made).keys()


def test_ends_of_a_relation_are_two_things():
    text = "⟦COM|澧水源⟧是⟦COM|澧水源食品⟧的股东。"
    made = entities(reading(text, ties=[(0, "part_of", 1)]))
    assert {"澧水源", "澧水源食品"} <= made.keys()


def test_places_have_their_division_code():
    assert entities(reading("⟦LOC|沅江⟧"))["沅江"].identifiers == {"division": "430981"}


def test_a_firm_has_the_credit_code_that_the_text_gives():
    text = "⟦COM|湖南远麓重工有限公司⟧（统一社会信用代码：91430900MA4L1234XX）被列入名单。"
    made = entities(reading(text))
    assert made["湖南远麓重工有限公司"].identifiers == {"uscc": "91430900MA4L1234XX"}


@pytest.fixture
def register(tmp_path):
    path = tmp_path / "companies.csv"
    path.write_text("name,id\n湖南远麓重工有限公司,R1\n远麓,R1\n双星,R2\n双星,R3\n", encoding="utf-8")
    return path


def test_a_register_gives_ids(register):
    made = entities(reading("⟦COM|湖南远麓重工有限公司⟧投产。"), register=register)
    assert made["湖南远麓重工有限公司"].identifiers == {"register": "R1"}


def test_names_with_one_id_are_one_thing(register):
    made = [reading("⟦COM|湖南远麓重工有限公司⟧投产。", "a"), reading("⟦COM|远麓⟧参展。", "b")]
    assert entities(*made, register=register)["湖南远麓重工有限公司"].aliases == ("远麓",)


def test_a_name_with_two_ids_is_no_target(register):
    assert entities(reading("⟦COM|双星⟧投产。"), register=register)["双星"].identifiers == {}


def test_a_register_without_its_columns_is_an_error(tmp_path):
    path = tmp_path / "companies.csv"
    path.write_text("firm,number\na,b\n", encoding="utf-8")
    with pytest.raises(KnowledgeError, match="'name' and 'id'"):
        resolve([], KNOWLEDGE, register=path)


def test_a_register_that_is_missing_is_an_error(tmp_path):
    with pytest.raises(InputError, match="cannot be read"):
        resolve([], KNOWLEDGE, register=tmp_path / "none.csv")


def test_nothing_gives_nothing():
    assert resolve([], KNOWLEDGE).entities == ()


def test_a_code_whose_check_character_is_wrong_is_none() -> None:
    text = "⟦COM|湖南远麓重工有限公司⟧（统一社会信用代码：91430900MA4L1234XY）被列"
    assert entities(reading(text))["湖南远麓重工有限公司"].identifiers == {}
