"""A found name is compared at its place, however the reader and the gold count white space."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph.evaluation.alignment import Squeezed, places
from kgraph.evaluation.gold.document import GoldDocument

from .example import occurrence

TEXTS = st.text(alphabet="安踏恒获奖 \n\u3000\ufeff", max_size=40)


def found(raw: str, *names: str):
    return [occurrence(name, "Company", "e", 0.9, source="s", start=raw.index(name)) for name in names]


def document(text: str) -> GoldDocument:
    return GoldDocument(name="a", path="a.ann.txt", text=text, mentions=())


GOLD = "第一行\n\n安踏、恒安获奖\n安踏集团\n"


@pytest.mark.parametrize(
    "raw",
    [
        GOLD,
        GOLD.replace("\n", "\r\n"),
        "\ufeff" + GOLD,
        "\ufeff" + GOLD.replace("\n", "\r\n"),
        GOLD.replace("\n\n", "\n" * 9),
        " 第 一 行 安踏、 恒安获奖\r\n\r\n\r\n安踏集团",
    ],
    ids=["as it is", "line ends of two", "byte order mark", "both", "other breaks", "text of a page"],
)
def test_white_space_does_not_move_a_name(raw):
    assert places(document(GOLD), found(raw, "恒安", "安踏集团")) == ((6, 8), (10, 14))


def test_the_gold_may_have_the_mark_that_the_source_has_not():
    assert places(document("\ufeff" + GOLD), found(GOLD, "恒安")) == ((6, 8),)


def test_of_two_places_the_nearer_one_is_taken():
    gold = "安踏" + "获" * 20 + "安踏" + "奖"
    raw = "\n\n\n安踏" + "\n获" * 20 + "\n安踏奖"
    later = occurrence("安踏奖", "Award", "e", 0.9, source="s", start=raw.index("安踏奖"))
    assert places(document(gold), [*found(raw, "安踏"), later]) == ((0, 2), (22, 25))


def test_a_name_that_does_not_stand_there_gets_no_place():
    start, end = places(document("安踏获奖"), found("恒安", "恒安"))[0]
    assert start == end


def test_a_name_that_the_layout_cut_is_the_same_name():
    cut = occurrence("恒\n安", "Company", "e", 0.9, source="s", start=3)
    assert places(document("安踏、恒\n安"), [cut]) == ((3, 5),)


@given(TEXTS, st.data())
def test_a_squeezed_span_has_the_characters_of_the_span(text, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    squeezed = Squeezed(text)
    assert squeezed.text[slice(*squeezed.place(start, end))] == Squeezed(text[start:end]).text
