"""What a reader decides is saved in the form the next build takes."""

from __future__ import annotations

import pytest

from kgraph.resolution.decisions import judgements

from .actions import names, open_node


@pytest.fixture
def opened(visit):
    return visit("small")


def correct(opened, name):
    open_node(opened, name)
    opened.locator("#panel summary", has_text="修正").click()


def compare(opened, first, second, verdict):
    open_node(opened, first)
    opened.get_by_role("button", name="选取", exact=True).click()
    open_node(opened, second)
    opened.get_by_role("button", name=verdict).click()


def rename(opened, name, new):
    correct(opened, name)
    opened.get_by_role("textbox", name="改名").fill(new)
    opened.get_by_role("button", name="改名").click()


def retype(opened, name, label):
    correct(opened, name)
    opened.get_by_role("combobox", name="改类型").select_option(label=label)


def hide(opened, name):
    correct(opened, name)
    opened.get_by_role("button", name="隐藏此实体").click()


def saved(opened, tmp_path):
    opened.locator("#decisions").click()
    with opened.expect_download() as got:
        opened.get_by_role("button", name="保存 judgements.tsv").click()
    assert got.value.suggested_filename == "judgements.tsv"
    got.value.save_as(tmp_path / "judgements.tsv")
    return [(each.left, each.right, each.verdict, each.why) for each in judgements.read(tmp_path / "judgements.tsv")]


@pytest.mark.parametrize(
    ("act", "row"),
    [
        (lambda page: compare(page, "安踏", "恒安", "同一实体"), ("Company:安踏", "Company:恒安", "same", "")),
        (lambda page: compare(page, "安踏", "恒安", "不同实体"), ("Company:安踏", "Company:恒安", "different", "")),
        (lambda page: retype(page, "晋江", "政府机构"), ("Place:晋江", "Government", "retype", "")),
        (lambda page: rename(page, "恒安", "恒安\t集团"), ("Company:恒安", "恒安 集团", "rename", "")),
        (lambda page: hide(page, "重庆商会"), ("Organization:重庆商会", "", "hide", "")),
    ],
    ids=["same", "different", "retype", "rename", "hide"],
)
def test_judgement_is_saved_as_the_build_reads_it(opened, tmp_path, act, row):
    act(opened)
    assert saved(opened, tmp_path) == [row]


def test_reason_is_saved(opened, tmp_path):
    hide(opened, "重庆商会")
    opened.locator("#decisions").click()
    opened.get_by_role("textbox", name="理由").fill("误报")
    opened.keyboard.press("Tab")
    opened.keyboard.press("Escape")
    assert saved(opened, tmp_path)[0][3] == "误报"


def test_hidden_node_goes(opened):
    hide(opened, "重庆商会")
    assert "重庆商会" not in names(opened)


def test_new_name_is_shown(opened):
    rename(opened, "恒安", "恒安集团")
    assert opened.locator("#panel h2").inner_text() == "恒安集团"


def test_new_type_counts(opened):
    retype(opened, "晋江", "政府机构")
    row = opened.locator("#filters li", has=opened.get_by_text("政府机构", exact=True))
    assert row.locator(".count").inner_text().startswith("2")


def test_undo_brings_back(opened):
    hide(opened, "重庆商会")
    opened.locator("#decisions").click()
    opened.get_by_role("button", name="撤销").click()
    assert "重庆商会" in names(opened)


def test_deciding_anew_replaces(opened, tmp_path):
    rename(opened, "恒安", "恒安集团")
    rename(opened, "恒安集团", "恒安国际")
    assert saved(opened, tmp_path) == [("Company:恒安", "恒安国际", "rename", "")]


def test_same_after_different_replaces(opened, tmp_path):
    compare(opened, "安踏", "恒安", "不同实体")
    compare(opened, "恒安", "安踏", "同一实体")
    assert [row[2] for row in saved(opened, tmp_path)] == ["same"]


def test_nothing_to_save_at_first(opened):
    opened.locator("#decisions").click()
    assert opened.get_by_role("button", name="保存 judgements.tsv").is_disabled()
