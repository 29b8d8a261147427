"""Layout repair: what columns broke is rejoined, what they did not is left."""

from __future__ import annotations

from pathlib import Path

import pytest

from kgraph import corpus, knowledge_io
from kgraph.corpus.formats.registry import open_text
from kgraph.corpus.press_patterns import press_patterns
from kgraph.corpus.read import articles_of
from kgraph.records import Article

KNOWLEDGE = knowledge_io.load()


def articles(text: str, suffix: str = ".txt") -> tuple[Article, ...]:
    document = open_text(text, f"a{suffix}", suffix, press_patterns(KNOWLEDGE))
    return articles_of(corpus.Source(f"a{suffix}", Path(f"a{suffix}")), document, KNOWLEDGE)


def blocks(article: Article) -> list[tuple[str, str]]:
    return [(block.kind, article.text[block.start : block.end]) for block in article.blocks]


def paragraphs(text: str) -> list[str]:
    return [line for article in articles(text) for _, line in blocks(article)]


OPENING = "本报讯(记者 林一)近日，石桥市工信局召开座谈会，二十家企业参加。"


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        (
            "协会围绕创新办赛，今年开展党建活\n\n动，推动企业发展。",
            "协会围绕创新办赛，今年开展党建活动，推动企业发展。",
        ),
        ("园区引进的江南储能科技有\n\n限公司，上月投产。", "园区引进的江南储能科技有限公司，上月投产。"),
        ("会上，代表们听取了市委组织\n\n部的报告。", "会上，代表们听取了市委组织部的报告。"),
        (
            "这家公司与Smart\nFactory联盟签约，合作建厂，明年投产。",
            "这家公司与Smart Factory联盟签约，合作建厂，明年投产。",
        ),
        ("他说，企业（包括分\n公司）都要参加。", "他说，企业（包括分公司）都要参加。"),
        (
            "全市完成产值1\n200万元，同比增长一成，增速居全省前列。",
            "全市完成产值1200万元，同比增长一成，增速居全省前列。",
        ),
    ],
)
def test_a_broken_sentence_is_rejoined(broken: str, whole: str) -> None:
    assert paragraphs(f"{OPENING}\n\n{broken}") == [OPENING, whole]


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("服务不停步", "今年以来，市工信局上门服务企业三百家。"),
        ("会议强调，要把安全放在首位。", "据了解，这样的检查每月一次。"),
        ("任免名单如下：", "张明为市商务局局长；"),
        ("标准立了，话语权有了", "据介绍，新标准下月实施，企业都在抢时间。"),
        ("法定代表人:张明", "注册资本:五千万元"),
        ("一、现状", "全市现有企业三百家。"),
    ],
)
def test_what_stands_for_itself_is_left(above: str, below: str) -> None:
    assert paragraphs(f"{OPENING}\n\n{above}\n\n{below}") == [OPENING, above, below]


INTERLEAVED = [
    "走进石桥开发区的新厂，织机正在高速运转。“我们从纺纱源头延伸产业链，弥补本地空白。”据集团总裁办相关",
    "在行动的壮阔画卷中，石桥的精准服务如同细密针线，把政策与企业需求缝合在一起，成效正在显现。",
    "负责人王芳介绍，该项目已建成两条生产线，全部投产后将形成完整的产业链。",
]


def test_a_sentence_goes_on_past_another_column() -> None:
    first, second, third = INTERLEAVED
    assert paragraphs(f"{OPENING}\n\n{first}\n\n{second}\n\n{third}") == [OPENING, first + third, second]


def test_no_name_stands_across_the_seam() -> None:
    (article,) = articles("\n\n".join([OPENING, *INTERLEAVED]))
    discontinuity = article.text.index("负责人王芳")
    assert article.discontinuities == (discontinuity,)
    assert not article.is_whole(discontinuity - 2, discontinuity + 1)
    assert article.is_whole(discontinuity, discontinuity + 3)


def test_a_caption_may_stand_in_the_sentence() -> None:
    text = f"{OPENING}\n\n根据要求，今后可按门牌号为单\n\n(陈东 摄)\n\n位进行表决，全体业主都要参加。"
    assert "根据要求，今后可按门牌号为单位进行表决，全体业主都要参加。" in paragraphs(text)


def test_lines_wrapped_at_one_width_are_paragraphs() -> None:
    body = "石桥市工业和信息化局上门服务企业三百一十二家次，解决用工用电等难题，企业负责人纷纷点赞。" * 4
    wrapped = "\n".join(body[i : i + 20] for i in range(0, len(body), 20))
    assert paragraphs(wrapped) == [body]


def test_an_indent_begins_a_paragraph_among_wrapped_lines() -> None:
    body = "石桥市工业和信息化局上门服务企业三百家，解决用工用电难题，企业负责人纷纷点赞叫好。"
    wrapped = "\n".join("　　" + body[:18] + "\n" + body[18:38] + "\n" + body[38:] for _ in range(4))
    assert paragraphs(wrapped) == [body] * 4


def test_an_indent_divides_paragraphs_of_one_line() -> None:
    assert paragraphs("　　会议开幕。 　　代表们到会。") == ["会议开幕。", "代表们到会。"]


@pytest.mark.parametrize(
    ("spaced", "closed"),
    [
        ("通 知：会议开幕。", "通知：会议开幕。"),
        ("记者 王　芳 报道了会议。", "记者 王芳 报道了会议。"),
        ("石桥 开工 投产。", "石桥 开工 投产。"),
        ("王　芳　　女，石桥市人。", "王芳 女，石桥市人。"),
        ("第 一 次：会议开幕。", "第一次：会议开幕。"),
        ("记者：王 芳 李 明。", "记者：王芳 李明。"),
        ("记者：王　芳 李　明。", "记者：王芳 李明。"),
    ],
)
def test_letter_spacing_is_closed(spaced: str, closed: str) -> None:
    assert paragraphs(spaced) == [closed]


PAGE = f"""今日关注

石桥新增三家绿色工厂

{OPENING}

它们分别位于城东和城西，都是本地的龙头企业，今年产值都有望超过十亿元，带动就业两千人。

东湖大桥通车

本报讯(通讯员 陈东)昨日，东湖大桥通车，两岸居民出行更加方便，全长三公里，历时两年建成。
"""


def test_a_page_is_split_into_its_stories() -> None:
    assert [article.title for article in articles(PAGE)] == ["石桥新增三家绿色工厂", "东湖大桥通车"]


def test_a_page_head_dates_all_its_stories() -> None:
    dated = articles("石桥日报 2024年3月5日 星期二 第3版\n\n" + PAGE)
    assert [article.published for article in dated] == ["2024-03-05", "2024-03-05"]


@pytest.mark.parametrize(
    "line",
    [
        "第3版",
        "3",
        "上一篇：石桥通车",
        "版权所有：石桥日报社",
        "分享到：",
        "http://www.example.cn/a.html",
        "——————",
        "【打印】【关闭】",
        "您可能感兴趣",
        "相关阅读：",
        "扫码阅读全文",
    ],
)
def test_furniture_is_dropped(line: str) -> None:
    assert paragraphs(f"{OPENING}\n\n{line}") == [OPENING]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("本报记者 王芳 通讯员 李明", "byline"),
        ("□ 本报记者 王芳", "byline"),
        ("（文章来源：石桥日报）", "byline"),
        ("责任编辑 王芳 美编 李明", "byline"),
        ("2024年3月5日", "byline"),
        ("图为会议现场。（王芳 摄）", "caption"),
        ("(新华供图)", "caption"),
        ("●石桥与东湖签约共建园区；", "item"),
        ("记者手记", "heading"),
        ("中标人:石桥水务有限公司", "paragraph"),
        ("服务不停步", "heading"),
    ],
)
def test_lines_are_told_apart(line: str, kind: str) -> None:
    (article,) = articles(f"{OPENING}\n\n{line}\n\n{OPENING}")
    assert (kind, line) in blocks(article)


def test_marks_of_markdown_are_off() -> None:
    (article,) = articles(
        "# 石桥扩产\n\n1. **安泰**与[恒达](http://a.cn)签约；\n2. ![图](b.png)\n\n> 会议闭幕。", ".md"
    )
    assert blocks(article) == [("headline", "石桥扩产"), ("item", "安泰与恒达签约；"), ("paragraph", "会议闭幕。")]


WEB_PAGE = """<!DOCTYPE html><html><head><title>石桥召开大会_石桥市政府</title>
<meta name="PubDate" content="2024-03-05">

<script>var a = "<p>不是正文，不要它。</p>";</script></head><body>
<div class="nav"><a href="/">首页</a><a href="/b">要闻，政务公开</a></div>
<div class="main"><h2>石桥召开大会</h2><div class="info"><span>来源：石桥日报</span><span>字号：大</span></div>
<!-- 正文 --><div><p>　　3月4日，石桥市召开大会。安泰&amp;恒达&#x516C;司参加。</p>
<p>&nbsp;&nbsp;会议强调，<b>龙头</b>企业要带头。</p></div></div>
<div class="related"><p>相关：东湖召开大会，部署工作。</p></div>
<div class="footer">版权所有，石桥市政府办公室主办，联系电话123。</div></body></html>"""


def test_a_web_page_gives_its_story() -> None:
    (article,) = articles(WEB_PAGE, ".html")
    assert blocks(article) == [
        ("headline", "石桥召开大会"),
        ("byline", "来源：石桥日报 字号：大"),
        ("paragraph", "3月4日，石桥市召开大会。安泰&恒达公司参加。"),
        ("paragraph", "会议强调，龙头企业要带头。"),
    ]


def test_a_web_page_tells_its_date() -> None:
    assert articles(WEB_PAGE, ".html")[0].published == "2024-03-05"


def test_a_reference_can_be_cut_out_of_the_source() -> None:
    (article,) = articles(WEB_PAGE, ".html")
    start = article.text.index("恒达公")
    first, last = article.place(start, start + 3)
    assert WEB_PAGE[first:last] == "恒达&#x516C;"


def test_the_title_above_a_table_of_layout_is_kept() -> None:
    page = (
        "<html><head><title>石桥网</title><body><table><tr><td><a href=1>热点，一条旧闻</a></td></tr></table>"
        "<table><tr><td><b>石桥三家企业入选</b></td></tr><tr><td>2012-08-09 09:12 石桥日报</td></tr>"
        "<tr><td>&nbsp;&nbsp;昨日，名单公布，三家企业入选。<br>&nbsp;&nbsp;它们都位于经济<br>开发区，发展快。</td></tr>"
    )
    (article,) = articles(page, ".html")
    assert (article.title, article.published) == ("石桥三家企业入选", "2012-08-09")
    assert article.text.splitlines()[-1] == "它们都位于经济开发区，发展快。"
