"""At which body an office of a list is held, and which offices are a place's own."""

import pytest

from kgraph import knowledge_io, relations

from .marked import article, triple

EXTRACTOR = relations.load(knowledge_io.load())


def offices(marked):
    """Each office of each person with its body, as the facts state it."""
    facts, _ = EXTRACTOR(*article(marked))
    return {
        (fact.subject.text, fact.object.text, fact.qualifiers.get("org", ""))
        for fact in facts
        if fact.predicate == "holds_role"
    }


@pytest.mark.parametrize(
    ("marked", "wanted"),
    [
        (
            "⟦Government|市住建局⟧⟦Role|副局长⟧⟦Person|颜松⟧、⟦Role|总工程师⟧⟦Person|贝宁⟧到场。",
            {("颜松", "副局长", "市住建局"), ("贝宁", "总工程师", "市住建局")},
        ),
        (
            "⟦Company|砺石资本⟧⟦Role|董事长⟧⟦Person|颜松⟧，⟦Role|会长⟧⟦Person|贝宁⟧到场。",
            {("颜松", "董事长", "砺石资本"), ("贝宁", "会长", "")},
        ),
        (
            "⟦Government|云岭市委⟧⟦Role|副书记⟧、⟦Role|市长⟧⟦Person|颜松⟧到场。",
            {("颜松", "副书记", "云岭市委"), ("颜松", "市长", "")},
        ),
        (
            "⟦Place|云岭市⟧传来消息，⟦Government|云岭市委⟧⟦Role|副书记⟧、⟦Role|市长⟧⟦Person|颜松⟧到场。",
            {("颜松", "副书记", "云岭市委"), ("颜松", "市长", "云岭市")},
        ),
        ("⟦Government|云岭市政府⟧⟦Role|副市长⟧⟦Person|颜松⟧到场。", {("颜松", "副市长", "云岭市政府")}),
        (
            "⟦Company|砺石资本⟧⟦Role|负责人⟧和⟦Company|云岭物流⟧⟦Role|总经理⟧⟦Person|颜松⟧到场。",
            {("颜松", "总经理", "云岭物流")},
        ),
        (
            "⟦Company|云岭物流⟧前⟦Role|总经理⟧⟦Person|颜松⟧、现⟦Role|总经理⟧⟦Person|贝宁⟧到场。",
            {("颜松", "总经理", "云岭物流"), ("贝宁", "总经理", "云岭物流")},
        ),
    ],
)
def test_an_office_has_the_body_at_which_it_is_held(marked, wanted):
    assert offices(marked) == wanted


def test_no_office_of_a_place_is_held_at_a_committee():
    facts, _ = EXTRACTOR(*article("⟦Government|云岭市委⟧⟦Role|副书记⟧、⟦Role|市长⟧⟦Person|颜松⟧到场。"))
    assert {fact.subject.text for fact in facts if fact.predicate == "role_at"} == {"副书记"}


@pytest.mark.parametrize(
    ("title", "wanted"), [("副主委", {"颜松 affiliated_with 苍梧大学委员会"}), ("董事长", set()), ("主编", set())]
)
def test_a_committee_is_that_of_the_sentences_before(title, wanted):
    facts, _ = EXTRACTOR(*article(f"2001年，⟦Organization|苍梧大学委员会⟧成立。\n⟦Role|{title}⟧：⟦Person|颜松⟧"))
    assert {triple(fact) for fact in facts if fact.predicate == "affiliated_with"} == wanted
