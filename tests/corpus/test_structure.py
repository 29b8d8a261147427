"""The record of structure: rows under their column heads, items under what announces them, from every format alike."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest

from kgraph import corpus, knowledge_io
from kgraph.corpus.formats.registry import open_text
from kgraph.corpus.press_patterns import press_patterns
from kgraph.corpus.read import articles_of
from kgraph.records import Article, Block

KNOWLEDGE = knowledge_io.load()
HTML = "<html><body><p>现将获奖名单公布如下：</p>{}</body></html>"
ROWS = [["单位名称", "奖项"], ["石桥纺织有限公司", "金奖"], ["东湖机械厂", "银奖"]]
WANTED = [
    {"单位名称": "石桥纺织有限公司", "奖项": "金奖"},
    {"单位名称": "东湖机械厂", "奖项": "银奖"},
]


def article(text: str, suffix: str) -> Article:
    document = open_text(text, f"a{suffix}", suffix, press_patterns(KNOWLEDGE))
    (found,) = articles_of(corpus.Source(f"a{suffix}", Path(f"a{suffix}")), document, KNOWLEDGE)
    return found


def rows(found: Article) -> list[dict[str, str]]:
    """The rows of values: what stands under each head."""
    return [
        {cell.head: found.text[cell.start : cell.end] for cell in block.cells} for block in found.blocks if block.row
    ]


def line(found: Article, block: Block) -> str:
    return found.text[block.start : block.end]


def joined(left: str, between: str, right: str) -> str:
    return "".join(f"{left}{between.join(row)}{right}" for row in ROWS)


@pytest.mark.parametrize(
    ("text", "suffix"),
    [
        (
            HTML.format("<table>" + "".join(f"<tr><td>{'</td><td>'.join(row)}</td></tr>" for row in ROWS) + "</table>"),
            ".html",
        ),
        (joined("|", "|", "|\n").replace("奖项|\n", "奖项|\n|---|---|\n"), ".md"),
        (joined("", "\t", "\n"), ".txt"),
        (joined("", "　　", "\n"), ".txt"),
        (joined("", ",", "\n"), ".csv"),
    ],
)
def test_a_row_knows_its_values_by_their_column_heads(text: str, suffix: str) -> None:
    assert rows(article(text, suffix)) == WANTED


def test_a_word_table_gives_the_same_rows(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("现将名单公布如下：")
    table = document.add_table(3, 2)
    for y, row in enumerate(ROWS):
        for x, text in enumerate(row):
            table.cell(y, x).text = text
    document.save(str(tmp_path / "a.docx"))
    (found,) = corpus.read(corpus.Source("a.docx", tmp_path / "a.docx"), KNOWLEDGE)
    assert rows(found) == WANTED


def test_each_row_is_a_line_and_a_sentence_that_no_name_crosses() -> None:
    found = article(joined("|", "|", "|\n").replace("奖项|\n", "奖项|\n|---|---|\n"), ".md")
    block = next(each for each in found.blocks if each.row == 1)
    assert line(found, block) == "石桥纺织有限公司　金奖"
    assert (block.start, block.end) in found.sentences
    assert not found.is_whole(block.start, block.end)


def test_a_cell_over_several_rows_belongs_to_each() -> None:
    table = (
        "<table><tr><th>奖项</th><th>单位名称</th></tr><tr><td rowspan=2>金奖</td><td>石桥纺织厂</td></tr>"
        "<tr><td>东湖机械厂</td></tr><tr><td>银奖</td><td>安泰公司</td></tr></table>"
    )
    found = article(HTML.format(table), ".html")
    assert rows(found) == [
        {"奖项": "金奖", "单位名称": "石桥纺织厂"},
        {"奖项": "金奖", "单位名称": "东湖机械厂"},
        {"奖项": "银奖", "单位名称": "安泰公司"},
    ]
    assert [line(found, block) for block in found.blocks if block.row == 2] == ["东湖机械厂"]


def test_heads_in_two_rows_are_read_together() -> None:
    table = (
        "<table><tr><th rowspan=2>单位</th><th colspan=2>负责人</th></tr><tr><th>姓名</th><th>职务</th></tr>"
        "<tr><td>石桥纺织厂</td><td>王芳</td><td>厂长</td></tr></table>"
    )
    assert rows(article(HTML.format(table), ".html")) == [
        {"单位": "石桥纺织厂", "负责人 姓名": "王芳", "负责人 职务": "厂长"}
    ]


def test_names_at_the_left_are_heads_where_no_row_is() -> None:
    table = "<table><tr><td>姓名</td><td>王芳</td></tr><tr><td>工作单位</td><td>石桥市水利局</td></tr></table>"
    found = article(HTML.format(table), ".html")
    assert [{cell.head for cell in block.cells} for block in found.blocks if block.row] == [
        {"", "姓名"},
        {"", "工作单位"},
    ]


def test_a_table_that_lays_out_a_page_is_no_table_of_data() -> None:
    story = "近日，石桥市召开大会，表彰先进企业，三家企业上台领奖，会议强调要带头创新。" * 12
    page = f"<table><tr><td>石桥</td><td>要闻</td></tr><tr><td>今日</td><td><p>{story}</p></td></tr></table>"
    assert not any(block.table for block in article(HTML.format(page), ".html").blocks)


def test_items_know_their_depth_and_what_announces_them() -> None:
    page = "<p>获奖名单如下：</p><ul><li>一等奖<ul><li>石桥纺织厂</li></ul></li><li>二等奖</li></ul>"
    found = article(HTML.format(page), ".html")
    items = [(index, block) for index, block in enumerate(found.blocks) if block.kind == "item"]
    assert [(line(found, block), block.level) for _, block in items] == [
        ("一等奖", 1),
        ("石桥纺织厂", 2),
        ("二等奖", 1),
    ]
    assert [line(found, each) for each in found.ancestors(items[1][0])][:2] == ["一等奖", "获奖名单如下："]


def test_a_row_stands_under_its_heading_and_the_higher_one() -> None:
    text = "# 表彰\n\n近日，名单公布。\n\n## 一、企业\n\n### 金奖\n\n|单位名称|地区|\n|---|---|\n|石桥纺织厂|石桥|\n"
    found = article(text, ".md")
    index = next(index for index, block in enumerate(found.blocks) if block.row == 1)
    assert [line(found, each) for each in found.ancestors(index)] == ["金奖", "一、企业", "表彰"]


def test_a_block_is_found_by_its_place() -> None:
    found = article("# 表彰\n\n近日，名单公布。", ".md")
    assert [found.block_at(place) for place in (0, 2, 3, 11)] == [0, -1, 1, -1]


def test_a_cell_is_found_by_its_span() -> None:
    found = article(joined("", "\t", "\n"), ".txt")
    start = found.text.index("银奖")
    cell = found.blocks[found.block_at(start)].cell(start, start + 2)
    assert cell is not None
    assert (cell.head, cell.column) == ("奖项", 1)


def test_lines_with_a_bar_are_no_table() -> None:
    found = article("石桥日报 | 第3版\n\n近日，石桥市召开大会，表彰先进。", ".txt")
    assert not any(block.cells for block in found.blocks)
