"""Who takes part in an event: each name of the list before 出席, or behind the head of a roll."""

import pytest

from kgraph import knowledge_io, relations
from kgraph.relations.facts.rates import Rates

from .marked import article

EXTRACTOR = relations.Extractor(knowledge_io.load(), Rates())


def attendants(marked):
    facts, _ = EXTRACTOR(*article(marked))
    return {(fact.subject.text, fact.object.text) for fact in facts if fact.predicate == "participates_in"}


@pytest.mark.parametrize(
    ("marked", "wanted"),
    [
        (
            "⟦Government|云岭市水利局⟧⟦Role|局长⟧⟦Person|颜松⟧，校领导⟦Person|贝宁⟧等出席⟦Event|水利论坛⟧。",
            {"颜松", "贝宁"},
        ),
        ("⟦Event|水利论坛⟧今天开幕。\n⟦Role|市长⟧⟦Person|颜松⟧和⟦Company|砺石水泥⟧等参加。", {"颜松", "砺石水泥"}),
        ("⟦Event|水利论坛⟧今天开幕，出席的领导有：⟦Role|市长⟧⟦Person|颜松⟧，⟦Person|贝宁⟧。", {"颜松", "贝宁"}),
        ("⟦Person|颜松⟧介绍，⟦Person|贝宁⟧参加了⟦Event|水利论坛⟧。", {"贝宁"}),
        ("⟦Person|颜松⟧说，他参加过很多会。⟦Event|水利论坛⟧不在其中。", set()),
        ("⟦Person|颜松⟧未参加⟦Event|水利论坛⟧。", set()),
        ("⟦Person|颜松⟧参加劳动。", set()),
    ],
)
def test_each_of_the_list_takes_part(marked, wanted):
    assert attendants(marked) == {(name, "水利论坛") for name in wanted}


def test_the_event_that_an_article_reports_is_meant_far_below():
    lines = ["⟦Event|水利论坛⟧今天开幕。", *["会场内外人头攒动。"] * 12, "⟦Role|市长⟧⟦Person|颜松⟧出席。"]
    assert attendants("\n".join(lines)) == {("颜松", "水利论坛")}
