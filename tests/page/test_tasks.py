"""What a journalist comes for, in so many clicks."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest

from kgraph import page
from kgraph.records import Occurrence, TextRow
from kgraph.resolution.decisions import judgements

from .actions import names, search
from .graphs import small, tables_of

TEXT = "安踏获评国家级绿色工厂。\n晋江市工信局局长林永红说。\n无人商会成立。"


def told():
    """The small graph with texts, a giver, a former office, and a bare title that two share."""
    rows = small()
    more = (("e1", "Role", "记者"), ("g2", "Government", "工信部"))
    entities = [
        *rows.entities,
        *(
            replace(rows.entities[0], id=key, type=kind, name=name, aliases=(), identifiers={})
            for key, kind, name in more
        ),
    ]
    stated = [
        (*row.relation.split("-"), row.article, row.text, row.confidence, row.qualifiers) for row in rows.evidence
    ]
    stated += [
        ("w1", "granted_by", "g2", "a1", "工信部授予国家级绿色工厂。", 0.9, {}),
        ("p1", "holds_role", "e1", "a1", "记者林永红说。", 0.9, {}),
        ("p2", "holds_role", "e1", "a1", "记者许清流说。", 0.9, {}),
        ("p2", "holds_role", "r1", "a2", "许清流曾任晋江市工信局局长。", 0.9, {"status": "former", "date": "2019-03"}),
    ]
    made = tables_of(rows.articles, tuple(sorted(entities, key=lambda each: each.id)), stated)
    texts = tuple(TextRow(article=row.id, text=TEXT, starts=(0,), origins=(10,)) for row in rows.articles)
    place = {"article": "a1", "source": rows.articles[0].source, "rule": "x", "confidence": 0.9}
    start = TEXT.index("无人商会") + 10
    mention = Occurrence(**place, start=start, end=start + 4, type="Organization", text="无人商会", entity="o2")
    return replace(made, texts=texts, mentions=(mention,))


@pytest.fixture(scope="module")
def file(knowledge, tmp_path_factory):
    path = tmp_path_factory.mktemp("told") / "graph.html"
    desk = page.Desk(decided=(("Company:甲", "乙", "rename", "earlier"),), doubts=((0.8, "c1", "c2", "prefix", ""),))
    page.write(told(), path, knowledge, desk=desk)
    return path


@pytest.fixture
def opened(visit, file):
    page_ = visit("small")
    page_.goto("about:blank")
    page_.goto(file.as_uri())
    page_.wait_for_selector("html[data-drawn]")
    return page_


def panel(opened):
    return opened.locator("#panel").inner_text()


def ask(opened, words):
    search(opened, words)
    opened.keyboard.press("Enter")


def test_first_screen_says_what_this_is(opened):
    said = opened.locator("#overview").inner_text()
    assert "3 个文件、3 篇文章" in said
    assert "2023-05-04 至 2024-03-01" in said
    assert opened.locator("#overview .question").count() >= 2


def test_awards_with_date_giver_and_sentence_at_once(opened):
    ask(opened, "安踏")
    row = opened.locator(".statement", has_text="国家级绿色工厂").first.inner_text()
    assert all(words in row for words in ("2023-05", "工信部", "安踏获评国家级绿色工厂。", "见报 2023-05-04"))


def test_day_of_publication_is_no_date_of_the_fact(opened):
    ask(opened, "恒安")
    row = opened.locator(".statement", has_text="恒安位于晋江").inner_text()
    assert "日期未载" in row
    assert "见报 2024-03-01" in row


def test_holders_of_an_office_newest_first_with_status(opened):
    ask(opened, "晋江市工信局局长")
    rows = opened.locator(".group", has_text="担任").locator(".statement").all_inner_texts()
    assert "2019-03" in rows[0]
    assert "曾任" in rows[0]
    assert "林永红" in rows[1]


def test_firms_of_a_place_with_an_award_in_three_clicks(opened):
    opened.locator("#overview .question").first.click()
    opened.locator('[data-slot="award"]').fill("绿色工厂")
    opened.keyboard.press("Enter")
    opened.locator("#rows tr.head, #rows tbody tr:not(.gap)").first.wait_for()
    assert opened.evaluate("() => kgraph.sheet.kept.length") == 1


def test_sentence_in_its_article_in_one_click(opened):
    ask(opened, "安踏")
    opened.get_by_role("button", name="看原文").first.click()
    assert opened.locator("#article .aim").first.is_visible()


def test_one_of_whom_nothing_is_stated_shows_where_it_is_named(opened):
    ask(opened, "无人商会")
    assert opened.locator(".mentions mark").all_inner_texts() == ["无人商会"]


def test_full_text_search(opened):
    opened.locator('#views [data-view="texts"]').click()
    opened.locator("#words").fill("林永红说")
    assert opened.locator(".found .title").count() == 3


def test_whole_result_as_csv_one_row_a_passage(opened):
    opened.locator('#views [data-view="table"]').click()
    with opened.expect_download() as got:
        opened.locator("#save-csv").click()
    rows = list(csv.DictReader(io.StringIO(got.value.path().read_text(encoding="utf-8-sig"))))
    assert len(rows) == len(told().evidence)
    assert {row["date"] for row in rows if row["published"] == "2024-03-01"} == {"", "2019-03"}


def test_column_filter_and_sort(opened):
    opened.locator('#views [data-view="table"]').click()
    opened.locator('[data-where="object"]').fill("国家级")
    opened.wait_for_function("() => kgraph.sheet.kept.length === 1")
    opened.locator('[data-sort="date"]').click()
    assert "sort=date-" in opened.evaluate("() => location.hash")


def test_a_bare_title_is_no_node_and_joins_nobody(opened):
    opened.goto(opened.url.split("#")[0] + "#path=p1&path=p2")
    opened.locator("#panel .path").wait_for()
    assert "记者" not in names(opened)
    opened.goto(opened.url.split("#")[0] + "#open=node:p1")
    opened.wait_for_function("() => document.querySelector('#panel').innerText.includes('记者')")


def test_going_around_a_node(opened):
    opened.goto(opened.url.split("#")[0] + "#path=c1&path=c2&without=cooperates_with&avoid=l1")
    opened.wait_for_function("() => kgraph.shown.path === null")


def saved(opened, tmp_path):
    opened.locator("#decisions").click()
    with opened.expect_download() as got:
        opened.get_by_role("button", name="保存 judgements.tsv").click()
    got.value.save_as(tmp_path / "judgements.tsv")
    return [(each.left, each.right, each.verdict) for each in judgements.read(tmp_path / "judgements.tsv")]


def test_a_fact_judged_wrong_goes_at_once_and_earlier_decisions_stay(opened, tmp_path):
    ask(opened, "恒安")
    row = opened.locator(".statement", has_text="恒安位于晋江")
    row.locator("summary", has_text="有误").click()
    row.get_by_role("button", name="原文没有这个意思").click()
    assert "恒安位于晋江" not in panel(opened)
    assert saved(opened, tmp_path) == [
        ("Company:甲", "乙", "rename"),
        ("Company:恒安", "Place:晋江", "wrong:located_in"),
    ]


def test_a_corrected_date_counts_at_once(opened):
    ask(opened, "恒安")
    row = opened.locator(".statement", has_text="恒安位于晋江")
    row.locator("summary", has_text="有误").click()
    row.get_by_role("textbox").fill("2001-02")
    row.get_by_role("button", name="改日期").click()
    assert "2001-02" in opened.locator(".statement", has_text="恒安位于晋江").inner_text()


def test_judgements_outlive_a_reload(opened):
    ask(opened, "重庆商会")
    opened.get_by_role("button", name="隐藏", exact=True).click()
    opened.reload()
    opened.wait_for_selector("html[data-drawn]")
    assert "重庆商会" not in names(opened)


def test_a_doubtful_pair_said_to_be_one_is_one(opened):
    opened.locator("#decisions").click()
    opened.locator(".doubt").get_by_role("button", name="同一实体").click()
    opened.keyboard.press("Escape")
    assert not {"安踏", "恒安"} <= names(opened)


def test_enter_while_composing_opens_nothing(opened):
    search(opened, "安踏")
    opened.locator("#search").dispatch_event("keydown", {"key": "Enter", "isComposing": True})
    assert opened.locator("#panel").is_hidden()


def test_going_back_keeps_the_scroll(opened):
    opened.set_viewport_size({"width": 1280, "height": 420})
    ask(opened, "安踏")
    opened.locator("#panel").evaluate("(each) => { each.scrollTop = 150; }")
    opened.get_by_role("button", name="看原文").first.click()
    opened.go_back()
    opened.wait_for_function("() => kgraph.state.view === 'map' && document.querySelector('#panel').scrollTop > 100")


def test_shift_and_arrow_walk_to_another_node(opened):
    ask(opened, "安踏")
    opened.locator("#canvas").focus()
    for key in ("ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"):
        opened.keyboard.press(f"Shift+{key}")
    assert opened.evaluate("() => kgraph.state.selected.kind") == "node"


def test_page_without_texts_says_so(visit):
    opened = visit("small", "#view=texts")
    assert "没有带上文章全文" in opened.locator("#reader").inner_text()


def test_an_impossible_month_is_no_filter(visit):
    assert visit("small", "#since=2024-99").evaluate("() => kgraph.state.since") == ""
