"""Decisions of people outrank the rules and survive rebuilds."""

from __future__ import annotations

import pytest

from kgraph.errors import KnowledgeError
from kgraph.resolution import Judgement, resolve
from kgraph.resolution.decisions import judgements
from kgraph.resolution.decisions.judgements import Doubt
from tests.resolution.marked import KNOWLEDGE, reading

FIRM = "⟦COM|益阳恒竹竹业股份有限公司⟧上市。⟦COM|恒竹⟧成立于2009年。"
APART = "⟦COM|澧水源⟧、⟦COM|恒竹⟧获奖。"


def entities(readings, *judged):
    return {entity.name: entity for entity in resolve(readings, KNOWLEDGE, judgements=judged).entities}


def test_different_splits_what_a_rule_joins():
    judged = Judgement("Company:恒竹", "Company:益阳恒竹竹业股份有限公司", "different")
    assert set(entities([reading(FIRM)], judged)) == {"恒竹", "益阳恒竹竹业股份有限公司"}


def test_different_holds_across_articles():
    judged = Judgement("Company:恒竹", "Company:益阳恒竹竹业股份有限公司", "different")
    made = [reading(FIRM, "a"), reading("⟦COM|恒竹⟧参展。", "b")]
    assert set(entities(made, judged)) == {"恒竹", "益阳恒竹竹业股份有限公司"}


def test_same_joins_what_the_text_tells_apart():
    judged = Judgement("Company:恒竹", "Company:澧水源", "same", "one owner")
    assert entities([reading(APART)], judged)["澧水源"].aliases == ("恒竹",)


def test_same_joins_names_of_two_types():
    judged = Judgement("Company:岳麓学院", "Organization:岳麓书院", "same")
    made = [reading("⟦COM|岳麓学院⟧招生。⟦ORG|岳麓书院⟧开放，⟦ORG|岳麓书院⟧免费。")]
    assert entities(made, judged)["岳麓书院"].type == "Organization"


def test_same_is_in_the_ledger_with_its_reason():
    judged = Judgement("Company:恒竹", "Company:澧水源", "same", "one owner")
    merges = resolve([reading(APART)], KNOWLEDGE, judgements=[judged]).merges
    assert [(each.rule, each.evidence) for each in merges] == [("judgement", "one owner")]


def test_hidden_entities_are_gone_with_their_mentions():
    found = resolve([reading(APART)], KNOWLEDGE, judgements=[Judgement("Company:恒竹", "", "hide")])
    assert [entity.name for entity in found.entities] == ["澧水源"]
    assert len(found.entity_of) == 1


@pytest.mark.parametrize("verdict", ["rename", "pin"])
def test_a_new_name_keeps_the_old_one_as_alias(verdict):
    judged = Judgement("Company:恒竹", "恒竹股份", verdict)
    assert entities([reading(APART)], judged)["恒竹股份"].aliases == ("恒竹",)


def test_a_new_name_keeps_the_id():
    before = entities([reading(APART)])["恒竹"].id
    assert entities([reading(APART)], Judgement("Company:恒竹", "恒竹股份", "rename"))["恒竹股份"].id == before


def test_retype_changes_the_type():
    assert (
        entities([reading(APART)], Judgement("Company:恒竹", "Organization", "retype"))["恒竹"].type == "Organization"
    )


def test_an_office_can_be_renamed():
    made = [reading("⟦GOV|益阳市商务局⟧⟦ROLE|局长⟧⟦PER|梁秀云⟧到会。", ties=[(1, "role_at", 0)])]
    judged = Judgement("Role:益阳市商务局局长", "商务局局长", "rename")
    assert entities(made, judged)["商务局局长"].aliases == ("局长", "益阳市商务局局长")


def test_two_offices_can_be_one():
    text = "⟦GOV|益阳市商务局⟧⟦ROLE|局长⟧⟦PER|梁秀云⟧、⟦ROLE|党组书记⟧⟦PER|梁秀云⟧到会。"
    judged = Judgement("Role:益阳市商务局局长", "Role:益阳市商务局党组书记", "same")
    made = entities([reading(text, ties=[(1, "role_at", 0), (3, "role_at", 0)])], judged)
    assert made["益阳市商务局局长"].aliases == ("党组书记", "局长", "益阳市商务局党组书记")


@pytest.mark.parametrize(
    ("first", "name"),
    [
        (Judgement("Company:恒竹", "恒竹股份", "rename"), "Company:恒竹股份"),
        (Judgement("Company:恒竹", "Organization", "retype"), "Organization:恒竹"),
    ],
)
def test_a_later_row_may_use_what_an_earlier_one_made(first, name):
    assert set(entities([reading(APART)], first, Judgement(name, "", "hide"))) == {"澧水源"}


def test_entities_are_found_by_id():
    found = entities([reading(APART)])
    judged = Judgement(found["恒竹"].id, found["澧水源"].id, "same")
    assert len(entities([reading(APART)], judged)) == 1


def test_namesakes_are_told_by_id():
    made = [
        reading("工人⟦PER|张敏⟧技术过硬。", "a"),
        reading("农户⟦PER|张敏⟧增收。", "b"),
        reading("⟦PER|张敏⟧。", "c"),
    ]
    ids = sorted(entity.id for entity in resolve(made, KNOWLEDGE).entities)
    found = resolve(made, KNOWLEDGE, judgements=[Judgement(ids[0], ids[1], "same")])
    assert sorted(entity.mentions for entity in found.entities) == [1, 2]


def test_names_that_no_reading_has_are_left_for_later():
    judged = Judgement("Company:远星", "Company:远星重工", "same")
    assert set(entities([reading(APART)], judged)) == {"恒竹", "澧水源"}


def test_judgements_are_read_as_written(tmp_path):
    judged = (Judgement("Company:恒竹", "Company:澧水源", "same", "one owner"), Judgement("Company:恒竹", "", "hide"))
    judgements.write(tmp_path / "judgements.tsv", judged)
    read = judgements.read(tmp_path / "judgements.tsv")
    assert [(each.left, each.right, each.verdict, each.why) for each in read] == [
        (each.left, each.right, each.verdict, each.why) for each in judged
    ]


BAD = {
    "Company:恒竹\tCompany:澧水源\tsmae\t": "line 2: unknown verdict 'smae'. Did you mean 'same'?",
    "Company:恒竹\t\tsame\t": "line 2: 'same' needs left and right",
    "Company:恒竹\tx\thide\t": "line 2: 'hide' needs left alone",
    "a\tb\tsame\tc\td": "line 2: 5 columns, 4 named by the header",
}


@pytest.mark.parametrize(("row", "said"), BAD.items())
def test_a_bad_row_is_an_error_with_its_line(tmp_path, row, said):
    path = tmp_path / "judgements.tsv"
    path.write_text(f"left\tright\tverdict\twhy\n{row}\n", encoding="utf-8")
    with pytest.raises(KnowledgeError, match=said.replace("?", r"\?")):
        judgements.read(path)


def test_a_header_without_verdict_is_an_error(tmp_path):
    path = tmp_path / "judgements.tsv"
    path.write_text("left\tright\na\tb\n", encoding="utf-8")
    with pytest.raises(KnowledgeError, match="lacks 'verdict'"):
        judgements.read(path)


@pytest.mark.parametrize("name", ["恒竹", "Compny:恒竹"])
def test_a_name_without_known_type_is_an_error(name):
    with pytest.raises(KnowledgeError, match="must be an entity's id or begin with a type"):
        resolve([reading(APART)], KNOWLEDGE, judgements=[Judgement(name, "Company:澧水源", "same")])


def test_an_unknown_type_to_change_to_is_an_error():
    with pytest.raises(KnowledgeError, match=r"unknown type 'Compny'\. Did you mean 'Company'"):
        resolve([reading(APART)], KNOWLEDGE, judgements=[Judgement("Company:恒竹", "Compny", "retype")])


DOUBT = Doubt(score=0.4, type="Company", left="e1", right="e2", left_name="恒竹", right_name="恒竹家居", reason="brand")
OTHER = Doubt(score=0.3, type="Person", left="e3", right="e4", left_name="张敏", right_name="张敏", reason="namesakes")


def asked(tmp_path, answers):
    said = iter(answers)
    made = judgements.ask([DOUBT, OTHER], ask=lambda question: next(said), path=tmp_path / "j.tsv")
    path = tmp_path / "j.tsv"
    return made, [(each.left, each.right, each.verdict) for each in (judgements.read(path) if path.exists() else ())]


def test_answers_are_kept(tmp_path):
    assert asked(tmp_path, ["y", "n"]) == (2, [("e1", "e2", "same"), ("e3", "e4", "different")])


def test_a_pair_can_be_left_for_later(tmp_path):
    assert asked(tmp_path, ["s", "n"]) == (1, [("e3", "e4", "different")])


def test_asking_can_stop(tmp_path):
    assert asked(tmp_path, ["q"]) == (0, [])


def test_an_unclear_answer_is_asked_again(tmp_path):
    assert asked(tmp_path, ["maybe", "y", "q"]) == (1, [("e1", "e2", "same")])


def test_what_is_judged_is_not_asked_again(tmp_path):
    asked(tmp_path, ["y", "s"])
    assert asked(tmp_path, ["n"]) == (1, [("e1", "e2", "same"), ("e3", "e4", "different")])


def test_doubts_are_read_as_written(tmp_path):
    judgements.write_doubts(tmp_path, [DOUBT, OTHER])
    assert judgements.doubts(tmp_path) == (DOUBT, OTHER)


def test_a_folder_without_doubts_has_none(tmp_path):
    assert judgements.doubts(tmp_path) == ()


OFFICES = "⟦ROLE|记者⟧⟦PER|柳小雨⟧报道，⟦ROLE|会长⟧⟦PER|甘长林⟧到会。"


@pytest.mark.parametrize(
    ("judged", "left"),
    [
        (Judgement("Role:记者", "", "hide"), {"会长", "柳小雨", "甘长林"}),
        (Judgement("Role:记者", "特约记者", "rename"), {"特约记者", "会长", "柳小雨", "甘长林"}),
        (Judgement("Role:记者", "Organization", "retype"), {"记者", "会长", "柳小雨", "甘长林"}),
        (Judgement("Role:记者 @ a.txt:0", "", "hide"), {"会长", "柳小雨", "甘长林"}),
    ],
    ids=["hide", "rename", "retype", "placed"],
)
def test_a_bare_title_can_be_judged(judged, left):
    assert set(entities([reading(OFFICES)], judged)) == left


def test_an_entity_can_be_hidden_twice():
    hide = Judgement("Company:恒竹", "", "hide")
    assert set(entities([reading(APART)], hide, hide)) == {"澧水源"}


def test_one_name_on_both_sides_means_all_its_namesakes():
    made = [reading("工人⟦PER|张敏⟧。", "a"), reading("农户⟦PER|张敏⟧。", "b"), reading("⟦PER|张敏⟧。", "c")]
    judged = Judgement("Person:张敏", "Person:张敏", "same")
    assert len(resolve(made, KNOWLEDGE, judgements=[judged]).entities) == 1


def test_namesakes_are_told_by_their_place():
    made = [reading("工人⟦PER|张敏⟧。", "a"), reading("农户⟦PER|张敏⟧。", "b"), reading("⟦PER|张敏⟧。", "c")]
    found = resolve(made, KNOWLEDGE, judgements=[Judgement("Person:张敏 @ a.txt:2", "Person:张敏 @ c.txt:0", "same")])
    assert (
        found.entity_of["a", 2, 4, "Person"]
        == found.entity_of["c", 0, 2, "Person"]
        != found.entity_of["b", 2, 4, "Person"]
    )


def test_namesakes_of_one_body_can_be_told_apart():
    made = [reading("⟦COM|恒竹⟧⟦PER|张敏⟧。", "a"), reading("⟦COM|恒竹⟧⟦PER|张敏⟧。", "b")]
    judged = Judgement("Person:张敏 @ a.txt:2", "Person:张敏 @ b.txt:2", "different")
    assert len([each for each in resolve(made, KNOWLEDGE, judgements=[judged]).entities if each.type == "Person"]) == 2


@pytest.mark.parametrize(
    "judged",
    [
        Judgement("Company:远星", "Company:恒竹", "same"),
        Judgement("Company:远星", "Company:恒竹", "different"),
        Judgement("Company:远星", "", "hide"),
        Judgement("Company:恒竹 @ a.txt:99", "", "hide"),
        Judgement("Company:远星", "远星重工", "rename"),
        Judgement("Company:恒竹", "Company:澧水源", "wrong:part_of"),
    ],
    ids=lambda judged: judged.verdict,
)
def test_a_decision_that_names_nothing_is_one_line(judged):
    found = resolve([reading(APART)], KNOWLEDGE, judgements=[judged])
    assert {entity.name for entity in found.entities} == {"恒竹", "澧水源"}
    assert len(found.idle) == 1
    assert judged.verdict in found.idle[0]


def test_a_decision_that_names_something_is_not_told():
    judged = [Judgement("Company:恒竹", "Company:澧水源", "same"), Judgement("Company:恒竹", "恒竹股份", "rename")]
    assert resolve([reading(APART)], KNOWLEDGE, judgements=judged).idle == ()


PART = "⟦COM|澧水源⟧入股⟦COM|恒竹⟧。⟦COM|澧水源⟧控股⟦COM|恒竹⟧。"
PARTS = [(0, "part_of", 1), (2, "part_of", 3)]


def test_a_wrong_fact_is_refused():
    judged = Judgement("Company:澧水源", "Company:恒竹", "wrong:part_of")
    (made,) = resolve([reading(PART, ties=PARTS)], KNOWLEDGE, judgements=[judged]).readings
    assert made.facts == ()
    assert [each.reason for each in made.refusals] == ["judged", "judged"]


def test_a_passage_tells_which_fact_is_wrong():
    judged = Judgement("Company:澧水源", "Company:恒竹", "wrong:part_of", "a.txt:0-7")
    (made,) = resolve([reading(PART, ties=PARTS)], KNOWLEDGE, judgements=[judged]).readings
    assert [each.start for each in made.facts] == [8]


def test_a_fact_can_be_dated():
    judged = Judgement("Company:澧水源", "Company:恒竹", "date:part_of=2023-05")
    (made,) = resolve([reading(PART, ties=PARTS)], KNOWLEDGE, judgements=[judged]).readings
    assert [each.qualifiers["date"] for each in made.facts] == ["2023-05", "2023-05"]


def test_a_fact_of_one_namesake_is_told_by_place():
    made = [
        reading("⟦COM|恒竹⟧有⟦PER|张敏⟧。", "a", [(1, "affiliated_with", 0)]),
        reading("⟦COM|澧水源⟧有⟦PER|张敏⟧。", "b", [(1, "affiliated_with", 0)]),
    ]
    judged = Judgement("Person:张敏 @ b.txt:4", "Company:澧水源", "wrong:affiliated_with")
    found = resolve(made, KNOWLEDGE, judgements=[judged])
    assert [len(each.facts) for each in found.readings] == [1, 0]
    assert found.idle == ()


@pytest.mark.parametrize("verdict", ["wrong:", "date:part_of", "wronk:part_of"])
def test_a_bad_verdict_on_a_fact_is_an_error(verdict):
    with pytest.raises(KnowledgeError, match=r"unknown verdict|gives no date"):
        Judgement("Company:恒竹", "Company:澧水源", verdict)


def test_a_bad_place_is_an_error():
    with pytest.raises(KnowledgeError, match="source of a mention and its start"):
        resolve([reading(APART)], KNOWLEDGE, judgements=[Judgement("Company:恒竹 @ a.txt", "", "hide")])
