"""Search finds by name, alias and pinyin, and lights what it found."""

from __future__ import annotations

import pytest

from .actions import names, open_node, search


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("安踏", "安踏"),
        ("at", "安踏"),
        ("AT", "安踏"),
        ("anta", "安踏"),
        ("ant", "安踏"),
        ("安踏集团", "安踏"),
        ("antatiyu", "安踏"),
        ("atjt", "安踏"),
        ("gongxinju", "晋江市工信局"),
        ("juzhang", "晋江市工信局局长"),
        ("cqsh", "重庆商会"),
        ("zhongqing", "重庆商会"),
        ("chongqing", "重庆商会"),
        ("ａｔ", "安踏"),
        ("  林永红 ", "林永红"),
    ],
)
def test_found_first(visit, words, name):
    assert search(visit("small"), words)[0] == name


@pytest.mark.parametrize("words", ["查无此人", "zzz", "((", "\\", "[a-"])
def test_nothing_found_is_said(visit, words):
    opened = visit("small")
    search(opened, words)
    assert opened.locator("#found").inner_text() == "没有找到"


def test_usual_readings_come_before_rare_ones(visit):
    assert search(visit("sounds"), "gx") == ["郭鑫", "贾雪莲"]


def test_empty_search_shows_no_list(visit):
    opened = visit("small")
    search(opened, "   ")
    assert opened.locator("#found").is_hidden()


def test_arrow_and_enter_take_the_second(visit):
    opened = visit("small")
    found = search(opened, "晋江")
    opened.keyboard.press("ArrowDown")
    opened.keyboard.press("Enter")
    assert opened.locator("#panel h2").inner_text() == found[1]


def test_arrow_up_goes_round_to_the_last(visit):
    opened = visit("small")
    found = search(opened, "晋江")
    opened.keyboard.press("ArrowUp")
    assert opened.locator("#found [aria-selected=true] bdi").first.inner_text() == found[-1]


def test_box_tells_which_hit_is_current(visit):
    opened = visit("small")
    search(opened, "晋江")
    current = opened.locator("#search").get_attribute("aria-activedescendant")
    assert opened.locator(f"#{current}").get_attribute("aria-selected") == "true"


def test_escape_closes_the_list(visit):
    opened = visit("small")
    search(opened, "晋江")
    opened.keyboard.press("Escape")
    assert opened.locator("#found").is_hidden()


def test_found_node_is_centred(visit):
    opened = visit("small")
    open_node(opened, "cqsh")
    node = opened.evaluate("() => kgraph.state.selected.index")
    opened.wait_for_timeout(200)
    centre = opened.evaluate("() => kgraph.network.getViewPosition()")
    place = opened.evaluate("(node) => kgraph.placeOf(node)", node)
    assert (centre["x"], centre["y"]) == pytest.approx((place["x"], place["y"]), abs=2)


def test_found_node_and_its_neighbours_are_lit(visit):
    opened = visit("small")
    open_node(opened, "hengan")
    lit = opened.evaluate("() => kgraph.lit.nodes.map((n) => JSON.parse(graph.textContent).nodes.name[n])")
    assert set(lit) == {"恒安", "晋江", "安踏", "许清流", "晋江市工信局"}


def test_a_node_that_is_not_on_show_is_found_and_shown(visit):
    opened = visit("large")
    last = opened.evaluate("() => JSON.parse(graph.textContent).nodes.name.at(-1)")
    assert last not in names(opened)
    open_node(opened, last)
    assert last in names(opened)
