"""Walking from node to node, and coming back by the address."""

from __future__ import annotations

import pytest

from .actions import counted, names, open_node


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        (1, {"林永红", "晋江市工信局局长"}),
        (2, {"林永红", "晋江市工信局局长", "晋江市工信局"}),
        (3, {"林永红", "晋江市工信局局长", "晋江市工信局", "恒安"}),
    ],
)
def test_local_graph(visit, steps, expected):
    opened = visit("small")
    open_node(opened, "林永红")
    opened.get_by_role("button", name=f"{steps} 步邻域").click()
    assert names(opened) == expected


def test_local_graph_has_places_of_its_own_that_do_not_overlap(visit):
    opened = visit("small", "#node=c1&depth=3")
    overlaps = opened.evaluate(
        """() => { const places = kgraph.shown.nodes.map((node) => kgraph.placeOf(node));
        const near = (a, b) => Math.abs(a.x - b.x) < 30 && Math.abs(a.y - b.y) < 30;
        return places.filter((a, i) => places.some((b, j) => i < j && near(a, b))).length; }"""
    )
    assert overlaps == 0


def test_collapse_takes_what_hangs_on_the_node_alone(visit):
    opened = visit("small")
    open_node(opened, "安踏")
    opened.get_by_role("button", name="收起").click()
    assert {"国家级绿色工厂", "智慧创新产业园"}.isdisjoint(names(opened))
    assert {"晋江", "恒安"} <= names(opened)


def test_expand_undoes_collapse(visit):
    opened = visit("small")
    open_node(opened, "安踏")
    opened.get_by_role("button", name="收起").click()
    opened.get_by_role("button", name="展开").click()
    assert counted(opened) == (11, 9)


def test_expand_brings_neighbours_that_were_not_on_show(visit):
    opened = visit("large", "#show=1")
    before = counted(opened)[0]
    opened.evaluate("() => document.querySelector('#canvas').focus()")
    open_node(opened, opened.evaluate("() => JSON.parse(graph.textContent).nodes.name[0]"))
    opened.get_by_role("button", name="展开").click()
    assert counted(opened)[0] > before + 3


def path_between(opened, first, second):
    open_node(opened, first)
    opened.get_by_role("button", name="选取", exact=True).click()
    open_node(opened, second)
    opened.get_by_role("button", name="最短路径").click()
    opened.locator("#panel .path").wait_for()
    return opened.locator("#panel .path .end bdi").all_inner_texts()


def test_shortest_path(visit):
    assert path_between(visit("small"), "林永红", "安踏") == [
        "林永红",
        "晋江市工信局局长",
        "晋江市工信局",
        "恒安",
        "安踏",
    ]


def test_path_alone_is_shown(visit):
    opened = visit("small")
    path_between(opened, "林永红", "许清流")
    assert names(opened) == {"林永红", "晋江市工信局局长", "晋江市工信局", "恒安", "许清流"}


def test_path_goes_round_what_the_filter_took(visit):
    opened = visit("small", "#without=cooperates_with&path=c1&path=c2")
    assert opened.locator("#panel .path .end bdi").all_inner_texts() == ["安踏", "晋江", "恒安"]


def test_no_path_is_said(visit):
    opened = visit("small", "#path=c1&path=o2")
    assert "没有路径" in opened.locator("#panel").inner_text()


@pytest.mark.parametrize("way", ["#back", "browser"])
def test_back_and_forward(visit, way):
    opened = visit("small")
    open_node(opened, "安踏")
    open_node(opened, "恒安")
    opened.locator("#back").click() if way == "#back" else opened.go_back()
    opened.wait_for_function("() => document.querySelector('#panel h2').textContent === '安踏'")
    opened.locator("#forward").click() if way == "#back" else opened.go_forward()
    opened.wait_for_function("() => document.querySelector('#panel h2').textContent === '恒安'")


def test_back_is_off_at_the_start(visit):
    assert visit("small").locator("#back").is_disabled()


@pytest.mark.parametrize(
    "fragment",
    [
        "#open=node%3Ac1",
        "#open=edge%3Ac1-located_in-l1",
        "#node=p1&depth=2",
        "#path=p1&path=c1",
        "#no=Company&no=Person",
        "#without=located_in",
        "#article=news%2Fb.md",
        "#confidence=80&since=2023-06&until=2024-02&weight=2",
        "#show=3&add=o1&cut=c1&picked=c2",
    ],
)
def test_a_link_shows_the_same_view(visit, fragment):
    opened = visit("small", fragment)
    again = opened.evaluate("() => kgraph.fragment()")
    assert sorted(again.split("&")) == sorted(fragment[1:].split("&"))


@pytest.mark.parametrize(
    "fragment",
    [
        "#node=nobody",
        "#open=node:nobody&depth=99&show=-4",
        "#no=__proto__&path=c1",
        "#article=%00&since=x",
        "#%E0%A4%A",
        "#=&&=",
        "#confidence=NaN",
    ],
)
def test_a_broken_link_breaks_nothing(visit, fragment):
    assert counted(visit("small", fragment))[0] > 0


def test_every_step_is_in_the_address(visit):
    opened = visit("small")
    open_node(opened, "安踏")
    again = visit("small", opened.evaluate("() => location.hash"))
    assert again.locator("#panel h2").inner_text() == "安踏"
