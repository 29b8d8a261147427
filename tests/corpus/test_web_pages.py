"""Web pages: what a browser shows of them, the day they were published, their title and their story."""

from __future__ import annotations

from pathlib import Path

import pytest

from kgraph import corpus, knowledge_io
from kgraph.corpus.formats.registry import open_text
from kgraph.corpus.press_patterns import press_patterns
from kgraph.corpus.read import articles_of
from kgraph.records import Article

KNOWLEDGE = knowledge_io.load()
STORY = "近日，石桥市召开表彰大会，石桥纺织有限公司获评市级绿色工厂，董事长王芳上台领奖。"
HIDDEN = "陈东落马，李明被查。"


def article(page: str) -> Article:
    document = open_text(page, "a.html", ".html", press_patterns(KNOWLEDGE))
    (found,) = articles_of(corpus.Source("a.html", Path("a.html")), document, KNOWLEDGE)
    return found


def page(body: str, head: str = "") -> str:
    return f"<html><head>{head}</head><body>{body}</body></html>"


@pytest.mark.parametrize(
    "hidden",
    [
        f"<p style='display: none'>{HIDDEN}</p>",
        f"<div hidden><p>{HIDDEN}</p></div>",
        f"<p>会议开幕。<span style='display:none'>{HIDDEN}</span></p>",
        "<p>会议开幕。<b hidden>陈东落马，<b>李明</b>被查。</b></p>",
        f"<div style='position:absolute;left:-9999px'>{HIDDEN}</div>",
        f"<div style='font-size:0'>{HIDDEN}</div>",
        f"<div class='seo'>{HIDDEN}</div>",
    ],
)
def test_what_a_browser_does_not_show_is_no_text(hidden: str) -> None:
    found = article(page(f"<p>{STORY}</p>{hidden}<p>{STORY}会议闭幕。</p>", "<style>.seo { display: none }</style>"))
    assert "李明" not in found.text
    assert "会议闭幕。" in found.text


@pytest.mark.parametrize("style", ["visibility: hidden", "display:none", "opacity: 0"])
def test_a_story_that_a_script_will_show_is_text(style: str) -> None:
    assert STORY in article(page(f'<div id="js_content" style="{style}"><p>{STORY * 3}</p></div>')).text


def test_an_element_that_is_not_hidden_is_shown() -> None:
    assert article(page(f"<p style='left:-1px; font-size: 0.9em; opacity: 0.5'>{STORY}</p>")).text == STORY


def test_annotations_of_ruby_are_left_out() -> None:
    body = f"<p><ruby>王<rp>(</rp><rt>wang</rt><rp>)</rp>䶮<rt>yan<rt></ruby>出席。{STORY}</p>"
    assert article(page(body)).text == f"王䶮出席。{STORY}"


@pytest.mark.parametrize(
    ("head", "line"),
    [
        (
            '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2024-03-05T08:00"}</script>',
            "",
        ),
        ('<script>{"pubDate": "2024-03-05T08:00:00"}</script>', ""),
        ('<meta itemprop="datePublished" content="2024-03-05">', ""),
        ('<meta property="article:published_time" content="2024-03-05T10:00+08:00">', ""),
        ('<script>var s="2024-03-05"; e(t, s, document.getElementById("publish_time"))</script>', ""),
        ("", '<time datetime="2024-03-05T08:00">周二</time>'),
        ("", "<div>发表于<span>2024-03-05 21:30</span>| 已有12人读过</div>"),
        ("", "<div><span>原创</span><span>石桥日报</span><span>2024-03-05 16:01:46</span></div>"),
        ("", "<div><span>石桥日报</span><span>2024-03-05</span><span>08:30</span></div>"),
        ("", "<div>发布日期：<!-- 开始 -->2024-03-05<!-- 结束 --> 浏览：12</div>"),
    ],
)
def test_the_day_of_publication_is_found(head: str, line: str) -> None:
    found = article(page(f"<h1>石桥市召开表彰大会</h1>{line}<p>{STORY}</p><p>公司创办于2003年5月6日。</p>", head))
    assert found.published == "2024-03-05"


def test_a_date_of_the_story_is_not_that_of_its_publication() -> None:
    assert article(page(f"<p>{STORY}</p><p>公司创办于2003年5月6日，现有员工三百人，年产值两亿元。</p>")).published == ""


@pytest.mark.parametrize(
    ("title", "head", "wanted"),
    [
        ("石桥纺织获评绿色工厂_要闻_石桥网", "<p>要闻</p><p>石桥纺织获评绿色工厂</p>", "石桥纺织获评绿色工厂"),
        ("【聚焦】石桥纺织获评绿色工厂", "<h1>新闻动态</h1>", "【聚焦】石桥纺织获评绿色工厂"),
        ("石桥市人民政府门户网站", "<h1>石桥纺织获评绿色工厂</h1>", "石桥纺织获评绿色工厂"),
        ("石桥网-门户", "<p>石桥纺织获评绿色工厂</p>", "石桥纺织获评绿色工厂"),
    ],
)
def test_the_title_is_neither_a_column_nor_the_site(title: str, head: str, wanted: str) -> None:
    assert article(page(f"{head}<p>{STORY}</p>", f"<title>{title}</title>")).title == wanted


def test_key_words_in_the_foot_are_no_story() -> None:
    words = "石桥新闻 绿色工厂 招聘信息 " * 400
    found = article(page(f"<div>{f'<p>{STORY}</p>' * 6}</div><div>{words}</div>"))
    assert found.text.splitlines() == [STORY] * 6
