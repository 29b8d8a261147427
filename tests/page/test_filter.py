"""The legend is the filter: what it turns off goes, and the counts follow."""

from __future__ import annotations

import pytest

from .actions import counted, legend, names, set_slider, toggle


def test_turning_a_type_off_hides_its_nodes(visit):
    opened = visit("small")
    toggle(opened, "企业")
    assert names(opened) == {
        "晋江市工信局",
        "林永红",
        "许清流",
        "晋江市工信局局长",
        "国家级绿色工厂",
        "晋江",
        "智慧创新产业园",
        "重庆商会",
        "无人商会",
    }


@pytest.mark.parametrize(("row", "count"), [("企业", "0/2"), ("位于", "0/2"), ("担任", "1"), ("人物", "2")])
def test_counts_follow_a_type_turned_off(visit, row, count):
    opened = visit("small")
    toggle(opened, "企业")
    assert legend(opened, row) == count


def test_turning_a_type_on_again_brings_all_back(visit):
    opened = visit("small")
    toggle(opened, "企业")
    toggle(opened, "企业")
    assert counted(opened) == (11, 9)


def test_turning_a_predicate_off_hides_its_edges_and_what_hung_on_them_alone(visit):
    opened = visit("small")
    toggle(opened, "获得荣誉")
    assert counted(opened)[1] == 8
    assert "国家级绿色工厂" not in names(opened)


def test_only_this_predicate(visit):
    opened = visit("small")
    opened.get_by_role("button", name="仅显示：位于").click()
    assert names(opened) == {"安踏", "恒安", "晋江"}


def test_article(visit):
    opened = visit("small")
    opened.locator("#filters").get_by_role("combobox", name="文章").select_option(label="2023-05-04 安踏获评绿色工厂")
    assert names(opened) == {"安踏", "国家级绿色工厂", "晋江"}


@pytest.mark.parametrize(("least", "edges"), [(60, 9), (65, 8), (80, 5), (95, 3), (100, 0)])
def test_confidence(visit, least, edges):
    opened = visit("small")
    set_slider(opened, "置信度", least)
    assert counted(opened)[1] == edges


def test_weight(visit):
    opened = visit("small")
    set_slider(opened, "依据条数", 2)
    assert names(opened) == {"安踏", "国家级绿色工厂"}


@pytest.mark.parametrize(
    ("range_", "edges"),
    [
        ("since=2023-05&until=2023-05", 2),  # 2023-05, and 2023 which may be May
        ("since=2023-06", 2),  # 2023, and the days of a range that ends in 2024
        ("since=2024-02", 0),
        ("until=2022-12", 0),
    ],
)
def test_dates_of_facts_count_and_never_the_day_of_publication(visit, range_, edges):
    assert counted(visit("dated", f"#{range_}"))[1] == edges


def test_histogram_shows_which_months_are_taken(visit):
    opened = visit("dated")
    set_slider(opened, "起始月份", 2023 * 12 + 8)
    assert opened.locator(".histogram .out").count() > 0 < opened.locator(".histogram .in").count()


def test_panel_shows_only_the_sentences_that_pass(visit):
    opened = visit("small", "#open=edge:c1-received_award-w1")
    set_slider(opened, "置信度", 95)
    assert opened.locator("blockquote").all_inner_texts() == ["安踏获评国家级绿色工厂。"]


def test_reset_brings_all_back(visit):
    opened = visit("small", "#no=Company&confidence=80")
    opened.get_by_role("button", name="清除筛选").click()
    assert counted(opened) == (11, 9)


def test_filter_reaches_what_is_not_on_show(visit):
    opened = visit("large")
    shown = counted(opened)[0]
    opened.get_by_role("button", name="仅显示：文件").first.click()
    kinds = opened.evaluate(
        "() => new Set(kgraph.shown.nodes.map((n) => JSON.parse(graph.textContent).nodes.type[n])).size"
    )
    assert kinds == 1
    assert 100 < counted(opened)[0] <= shown


def test_focus_stays_on_the_row_that_was_turned(visit):
    opened = visit("small")
    toggle(opened, "企业")
    assert opened.evaluate("() => document.activeElement.dataset.filter") == "noTypes:Company"
