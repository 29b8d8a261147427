"""The panel tells all the graph knows of a node, and shows every sentence behind an edge."""

from __future__ import annotations

import pytest

from .actions import open_edge, open_node


@pytest.fixture
def company(visit):
    opened = visit("small")
    open_node(opened, "安踏")
    return opened


@pytest.fixture
def award(company):
    open_edge(company, "查看依据：安踏 —获得荣誉→ 国家级绿色工厂")
    return company


@pytest.mark.parametrize(
    "words", ["企业", "安踏集团", "安踏体育", "获得荣誉", "国家级绿色工厂", "2023-05", "计划", "承建"]
)
def test_node_panel_says(company, words):
    assert words in company.locator("#panel").inner_text()


@pytest.mark.parametrize("words", ["担任", "晋江市工信局局长"])
def test_person_panel_names_the_office(visit, words):
    opened = visit("small")
    open_node(opened, "林永红")
    assert words in opened.locator("#panel").inner_text()


def test_identifiers_are_named(company):
    assert "统一社会信用代码 91350000X" in company.locator("#panel .names").inner_text()


def test_reasons_for_one_entity_are_told_when_asked(company):
    company.locator("#panel summary", has_text="为何视为同一实体").click()
    reason = company.locator("#panel .reasons li")
    reason.wait_for()
    assert reason.inner_text() == "安踏 = 安踏集团 规则 in-brackets · 置信度 90%\n安踏集团（安踏）"


def test_relations_are_grouped_by_predicate(company):
    heads = company.locator("#panel h3").all_inner_texts()
    assert heads == ["→获得荣誉 1", "→位于 1", "—合作 1", "→承建 1"]


def test_other_end_is_a_way_on(company):
    company.locator("#panel").get_by_role("button", name="国家级绿色工厂", exact=True).click()
    assert company.locator("#panel h2").inner_text() == "国家级绿色工厂"


def test_edge_panel_has_every_sentence(award):
    assert award.locator("blockquote").all_inner_texts() == [
        "安踏获评国家级绿色工厂。",
        "此前，安踏已获评国家级绿色工厂。",
    ]


@pytest.mark.parametrize(("role", "marked"), [("subject", "安踏"), ("object", "国家级绿色工厂")])
def test_both_names_are_marked(award, role, marked):
    assert award.locator(f"mark.{role}").all_inner_texts() == [marked, marked]


@pytest.mark.parametrize(
    "words",
    ["安踏获评绿色工厂", "2023-05-04", "received_award-1", "置信度 95%", "置信度 90%", "news/获奖 1.txt", "10–22"],
)
def test_edge_panel_says(award, words):
    assert words in award.locator("#panel").inner_text()


def test_source_link_is_relative_and_encoded(award):
    link = award.locator("#panel a").first
    assert link.get_attribute("href") == "../news/%E8%8E%B7%E5%A5%96%201.txt"
    assert link.get_attribute("rel") == "noopener noreferrer"


def test_copy_takes_sentence_and_source(award):
    award.evaluate("() => document.addEventListener('copy', () => { window.copied = document.activeElement.value; })")
    award.get_by_role("button", name="引用", exact=True).first.click()
    assert award.evaluate("() => window.copied") == (
        "安踏获评国家级绿色工厂。\n安踏获评绿色工厂 2023-05-04 news/获奖 1.txt:10-22"
    )


def test_clicking_a_node_on_the_canvas_opens_it(visit):
    opened = visit("small")
    place = opened.evaluate("() => kgraph.network.canvasToDOM(kgraph.placeOf(0))")
    box = opened.locator("#canvas").bounding_box()
    opened.mouse.click(box["x"] + place["x"], box["y"] + place["y"])
    opened.locator("#panel h2").wait_for()
    assert opened.evaluate("() => kgraph.state.selected") == {"kind": "node", "index": 0}


def test_clicking_an_edge_on_the_canvas_opens_it(visit):
    opened = visit("small")
    middle = opened.evaluate(
        """() => { const { from, to } = kgraph.network.body.data.edges.get(kgraph.shown.edges[0]);
        const [a, b] = [kgraph.placeOf(from), kgraph.placeOf(to)];
        return kgraph.network.canvasToDOM({ x: a.x * 0.4 + b.x * 0.6, y: a.y * 0.4 + b.y * 0.6 }); }"""
    )
    box = opened.locator("#canvas").bounding_box()
    opened.mouse.click(box["x"] + middle["x"], box["y"] + middle["y"])
    opened.locator("#panel .passages").wait_for()
    assert opened.evaluate("() => kgraph.state.selected.kind") == "edge"


def test_close_closes(company):
    company.locator("#panel").get_by_role("button", name="关闭").click()
    assert company.locator("#panel").is_hidden()
