"""Everybody can use it: by keyboard, with a screen reader, in the dark, on a phone, on paper, in English."""

from __future__ import annotations

import itertools

import pytest

from .actions import open_node

STATES = {
    "whole": "",
    "node": "#open=node:c1",
    "edge": "#open=edge:c1-received_award-w1",
    "path": "#path=p1&path=c1",
    "filtered": "#no=Company&confidence=80",
}
WIDTHS = {"laptop": {"width": 1440, "height": 900}, "phone": {"width": 390, "height": 844}}


def violations(opened):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    found = axe.run(opened).response["violations"]
    return [
        (each["id"], node["html"][:120])
        for each in found
        for node in each["nodes"]
        if each["impact"] in ("serious", "critical")
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("state", STATES)
def test_axe_finds_no_serious_violation(visit, state, scheme):
    assert violations(visit("small", STATES[state], color_scheme=scheme, bypass_csp=True)) == []


@pytest.mark.parametrize("state", STATES)
def test_axe_finds_no_serious_violation_on_a_phone(visit, state):
    assert violations(visit("small", STATES[state], viewport=WIDTHS["phone"], bypass_csp=True)) == []


@pytest.mark.parametrize("control", ["#decisions", "#help", "#take"])
def test_axe_finds_no_serious_violation_in_what_opens(visit, control):
    opened = visit("small", bypass_csp=True)
    opened.locator(control).click()
    assert violations(opened) == []


def test_axe_finds_no_serious_violation_in_the_list_of_hits(visit):
    opened = visit("small", bypass_csp=True)
    opened.locator("#search").fill("晋江")
    assert violations(opened) == []


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("state", STATES)
def test_nothing_runs_out_of_the_window(visit, state, width):
    opened = visit("small", STATES[state], viewport=WIDTHS[width])
    assert opened.evaluate("() => document.documentElement.scrollWidth <= innerWidth")


def test_dark_by_the_system(visit):
    ground = [
        visit("small", color_scheme=scheme).evaluate("() => getComputedStyle(document.body).backgroundColor")
        for scheme in ("light", "dark")
    ]
    assert ground[0] != ground[1]


def test_turning_dark_recolours_the_drawing(visit):
    opened = visit("small", color_scheme="light")
    opened.emulate_media(color_scheme="dark")
    opened.wait_for_function(
        """() => kgraph.network.body.nodes[0].options.font.color
        === getComputedStyle(document.documentElement).getPropertyValue('--ink').trim()""",
        timeout=3000,
    )


def test_language_switch(visit):
    opened = visit("small", "#open=node:c1")
    opened.locator("#language").click()
    assert opened.locator("html").get_attribute("lang") == "en"
    assert "Company" in opened.locator("#panel").inner_text()
    assert "received award" in opened.locator("#filters").inner_text()


@pytest.mark.parametrize(
    ("key", "says"),
    [
        ("/", "() => document.activeElement.id === 'search'"),
        ("2", "() => kgraph.state.root !== null && kgraph.state.depth === 2"),
        ("p", "() => kgraph.state.picked !== null"),
        ("c", "() => kgraph.state.cut.length === 2"),
        ("[", "() => kgraph.state.selected === null"),
        ("Escape", "() => kgraph.state.selected === null"),
        ("?", "() => document.querySelector('#dialog').open"),
        ("l", "() => document.documentElement.lang === 'en'"),
        ("+", "() => kgraph.network.getScale() > window.before"),
    ],
)
def test_key(visit, key, says):
    opened = visit("small")
    open_node(opened, "安踏")
    opened.locator("#canvas").focus()
    opened.evaluate("() => { window.before = kgraph.network.getScale(); }")
    opened.keyboard.press(key)
    opened.wait_for_function(says)


@pytest.mark.parametrize(
    ("key", "axis", "sign"),
    [("ArrowLeft", "x", -1), ("ArrowRight", "x", 1), ("ArrowUp", "y", -1), ("ArrowDown", "y", 1)],
)
def test_arrows_move_the_view(visit, key, axis, sign):
    opened = visit("small")
    opened.locator("#canvas").focus()
    before = opened.evaluate("() => kgraph.network.getViewPosition()")
    opened.keyboard.press(key)
    after = opened.evaluate("() => kgraph.network.getViewPosition()")
    assert (after[axis] - before[axis]) * sign > 0


def test_letters_typed_into_the_search_box_are_no_commands(visit):
    opened = visit("small", "#open=node:c1")
    opened.locator("#search").focus()
    opened.keyboard.type("l2c")
    assert opened.locator("#search").input_value() == "l2c"
    assert opened.locator("html").get_attribute("lang") == "zh-CN"


def test_tab_reaches_everything_in_order(visit):
    opened = visit("small", "#open=node:c1")
    opened.evaluate("() => document.body.focus()")
    reached = []
    for _ in range(60):
        opened.keyboard.press("Tab")
        reached.append(opened.evaluate("() => document.activeElement.id || document.activeElement.closest('[id]')?.id"))
    order = [key for key, _ in itertools.groupby(reached)]
    wanted = ["toggle-filters", "search", "filters", "canvas", "panel"]
    assert [key for key in order if key in wanted][: len(wanted)] == wanted


def test_export_menu_by_keyboard(visit):
    opened = visit("small")
    opened.locator("#take").focus()
    opened.keyboard.press("Enter")
    opened.keyboard.press("ArrowDown")
    assert opened.evaluate("() => document.activeElement.dataset.take") == "svg"
    opened.keyboard.press("Escape")
    assert opened.evaluate("() => document.activeElement.id") == "take"


def test_status_is_said_to_screen_readers(visit):
    opened = visit("small")
    assert opened.locator("[role=status]#status").inner_text() == "11 个实体 · 9 条关系"


def test_print_leaves_out_the_controls(visit):
    opened = visit("small", "#open=edge:c1-received_award-w1")
    opened.emulate_media(media="print")
    assert opened.locator("#filters").is_hidden()
    assert opened.locator("blockquote").first.is_visible()


def test_phone_begins_without_filters(visit):
    opened = visit("small", viewport=WIDTHS["phone"])
    assert opened.locator("#filters").is_hidden()
    opened.locator("#toggle-filters").click()
    assert opened.locator("#filters").is_visible()


def test_phone_panel_leaves_room_for_the_graph(visit):
    opened = visit("small", "#open=node:c1", viewport=WIDTHS["phone"])
    assert opened.locator("#canvas").bounding_box()["height"] > 200
