"""Whom a section is about: its subject stays, whatever bodies are named in between."""

import pytest

from kgraph import knowledge_io, relations

from .marked import article, triple

EXTRACTOR = relations.load(knowledge_io.load())


def facts(*lines, predicate):
    found, _ = EXTRACTOR(*article("\n".join(lines)))
    return {triple(fact) for fact in found if fact.predicate == predicate}


def test_a_giver_named_in_between_receives_nothing():
    found = facts(
        "⟦Company|砺石水泥⟧成立于2009年。",
        "2011年，获⟦Organization|苍梧质量协会⟧颁发的⟦Award|质量标兵单位⟧。",
        "2015年，荣获⟦Award|苍梧省名牌⟧。",
        "2018年，荣获⟦Award|苍梧省绿色工厂⟧。",
        predicate="received_award",
    )
    assert found == {f"砺石水泥 received_award {award}" for award in ("质量标兵单位", "苍梧省名牌", "苍梧省绿色工厂")}


@pytest.mark.parametrize(
    ("opening", "wanted"),
    [
        ("⟦Person|顾晚晴⟧，女，1971年生。", {"顾晚晴 holds_role 理事"}),
        ("嘉宾简介：⟦Person|顾晚晴⟧，植物学教授。", {"顾晚晴 holds_role 理事"}),
        ("⟦Person|顾晚晴⟧昨天来到会场。", set()),
        ("⟦Person|顾晚晴⟧、⟦Person|车向南⟧，男女各一。", set()),
    ],
)
def test_a_profile_goes_on_in_its_lines(opening, wanted):
    assert facts(opening, "⟦Organization|苍梧医学会⟧⟦Role|理事⟧。", predicate="holds_role") == wanted


def test_the_next_profile_takes_over():
    found = facts(
        "⟦Person|顾晚晴⟧",
        "⟦Organization|苍梧医学会⟧⟦Role|理事⟧",
        "⟦Person|车向南⟧",
        "⟦Organization|云岭大学⟧⟦Role|客座教授⟧",
        predicate="holds_role",
    )
    assert found == {"顾晚晴 holds_role 理事", "车向南 holds_role 客座教授"}


def test_a_place_that_a_line_portrays_keeps_its_honours():
    found = facts(
        "⟦Place|苍梧县⟧位于⟦Place|云岭⟧北麓。",
        "⟦Organization|云岭农科院⟧在此设站。",
        "先后获评⟦Award|苍梧省文明县⟧。",
        predicate="received_award",
    )
    assert found == {"苍梧县 received_award 苍梧省文明县"}


def test_a_description_means_whom_the_section_is_about():
    found = facts(
        "⟦Company|砺石水泥⟧成立于2009年。",
        "⟦Company|云岭物流⟧为它运货。",
        "公司荣获⟦Award|苍梧省名牌⟧。",
        predicate="received_award",
    )
    assert found == {"砺石水泥 received_award 苍梧省名牌"}


def test_who_gives_an_award_before_its_name_is_no_subject():
    found = facts(
        "⟦Person|顾晚晴⟧，女，1971年生，⟦Government|教育部⟧⟦Award|优秀骨干教师⟧、⟦Award|苍梧省名师⟧。",
        predicate="received_award",
    )
    assert found == {"顾晚晴 received_award 优秀骨干教师", "顾晚晴 received_award 苍梧省名师"}
