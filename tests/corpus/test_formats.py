"""The registry of formats, and what is read although something in it is broken."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from kgraph import corpus, knowledge_io
from kgraph.corpus.formats import registry
from kgraph.corpus.formats.format import Document, text_format
from kgraph.corpus.layout.lines import Draft, Line
from kgraph.errors import InputError
from kgraph.records import Article
from kgraph.text.aligned_text import AlignedText

KNOWLEDGE = knowledge_io.load()
STORY = "石桥纺织有限公司获评市级绿色工厂，董事长王芳上台领奖，并在会上发言。"


def read(
    folder: Path, name: str, content: str | bytes, omit: Callable[[str], object] | None = None
) -> tuple[Article, ...]:
    (folder / name).write_bytes(content.encode() if isinstance(content, str) else content)
    return corpus.read(corpus.Source(name, folder / name), KNOWLEDGE, omit=omit)


def record(**fields: object) -> str:
    return json.dumps(fields, ensure_ascii=False) + "\n"


@pytest.mark.parametrize(
    "line",
    [
        record(title="石桥表彰", content=STORY, publish_time=1709611200),
        record(title="石桥表彰", content=STORY, publish_time=1709611200000),
        record(data={"title": "石桥表彰", "content": STORY, "pub_date": "2024-03-05"}),
        record(新闻标题="石桥表彰", 新闻内容=STORY, 新闻时间="2024年3月5日"),
        record(Title="石桥表彰", Content=[STORY, "会议闭幕。"], pubTime="2024-03-05 10:11"),
    ],
)
def test_a_record_is_read_whatever_its_fields_are_called(tmp_path: Path, line: str) -> None:
    (article,) = read(tmp_path, "a.jsonl", line)
    assert (article.title, article.published, article.text.split("\n")[0]) == ("石桥表彰", "2024-03-05", STORY)


def test_the_texts_of_a_list_are_paragraphs_at_their_places(tmp_path: Path) -> None:
    line = record(content=["会议开幕。", "会议闭幕。"])
    (article,) = read(tmp_path, "a.jsonl", line)
    assert article.text == "会议开幕。\n会议闭幕。"
    assert article.place(6, 11) == (line.index("会议闭幕"), line.index("会议闭幕") + 5)


def test_a_broken_record_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    omitted: list[str] = []
    lines = record(content=None) + record(content=STORY) + '{"content": "没有写'
    (article,) = read(tmp_path, "a.jsonl", lines, omitted.append)
    assert article.text == STORY
    assert [each.split(":")[0] for each in omitted] == [
        "line 1 has no field that holds its text",
        "line 3 is not a JSON object",
    ]


@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
@pytest.mark.parametrize("told", [True, False])
def test_a_quoted_cell_ends_at_any_delimiter(tmp_path: Path, delimiter: str, told: bool) -> None:
    first = f"sep={delimiter}\n" if told else ""
    rows = [["标题", "正文", "日期"], ["石桥表彰", f'"{STORY}\n会议闭幕。"', "2024/3/5"]]
    (article,) = read(tmp_path, "a.csv", first + "\n".join(delimiter.join(row) for row in rows))
    assert (article.title, article.published, article.text) == ("石桥表彰", "2024-03-05", f"{STORY}\n会议闭幕。")


def test_a_quotation_mark_that_is_not_closed_costs_one_row(tmp_path: Path) -> None:
    omitted: list[str] = []
    (article,) = read(tmp_path, "a.csv", f'正文\n{STORY}\n"没有合上\n', omitted.append)
    assert (article.text, len(omitted)) == (STORY, 1)


def test_a_workbook_is_read_row_by_row(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in [["石桥市2024年度表彰名单"], ["序号", "单位名称", "奖项"], [1, "石桥纺织有限公司", "金奖"]]:
        sheet.append(row)
    book.save(tmp_path / "a.xlsx")
    source = corpus.Source("a.xlsx", tmp_path / "a.xlsx")
    (article,) = corpus.read(source, KNOWLEDGE)
    assert article.text.split("\n")[-1] == "1　石桥纺织有限公司　金奖"
    cell = article.blocks[-1].cells[1]
    start, end = article.place(cell.start, cell.end)
    assert (cell.head, corpus.characters(source, KNOWLEDGE)[start:end]) == ("单位名称", "石桥纺织有限公司")


@pytest.mark.parametrize("suffix", [".txt", ".html"])
@pytest.mark.parametrize(
    "data",
    [
        STORY.encode()[:-1],
        STORY.encode("gb18030")[:30] + b"\xff" + STORY.encode("gb18030")[30:],
        STORY.encode()[:30] + b"\xff" + STORY.encode()[30:],
    ],
    ids=["cut", "broken in GBK", "broken in UTF-8"],
)
def test_one_broken_byte_costs_one_character(tmp_path: Path, data: bytes, suffix: str) -> None:
    (article,) = read(tmp_path, f"a{suffix}", data)
    assert len(article.text) >= len(STORY) - 1
    assert article.text.startswith("石桥纺织有限公司")


def test_bytes_that_are_no_text_are_still_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="encoding"):
        read(tmp_path, "a.txt", b"\x81\xff\xfe\x9d\x8f" * 50)


def test_bullets_of_office_fonts_are_bullets(tmp_path: Path) -> None:
    (article,) = read(tmp_path, "a.txt", "先进个人：\n\uf06c王芳\n\uf0b7李明\n\uf0d8陈东\n")
    assert [article.text[block.start : block.end] for block in article.blocks if block.kind == "item"] == [
        "王芳",
        "李明",
        "陈东",
    ]


def test_radicals_are_the_characters_they_look_like(tmp_path: Path) -> None:
    (article,) = read(tmp_path, "a.txt", "⽯桥市⻓王芳说，⾼⻔镇有⼀家⻢⻋⼚。")
    assert article.text == "石桥市长王芳说，高门镇有一家马车厂。"
    assert list(article.origin) == list(range(len(article.text)))


def test_a_text_that_is_a_page_or_records_is_read_as_such(tmp_path: Path) -> None:
    page, lines = f"<html><body><p>{STORY}</p></body></html>", record(content=STORY)
    assert [read(tmp_path, name, text)[0].text for name, text in (("a.txt", page), ("a", lines), ("b", STORY))] == [
        STORY
    ] * 3


def test_a_format_is_one_object_that_a_package_may_bring(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def read_subtitles(characters: str, _: str, __: object) -> Document:
        whole = AlignedText.of(characters)
        return Document(characters, (Draft((Line(whole[whole.text.index("]") + 1 :]),)),))

    class Brought:
        name = "subtitles"

        def load(self) -> registry.Format:
            return text_format((".srt",), read_subtitles)

    monkeypatch.setattr(registry, "entry_points", lambda group: [Brought()] if group == "kgraph.formats" else [])
    registry.formats.cache_clear()
    registry.suffixes.cache_clear()
    try:
        assert read(tmp_path, "a.srt", "[00:01]" + STORY)[0].text == STORY
        assert [source.name for source in corpus.find([str(tmp_path / "a.srt")])]
    finally:
        registry.formats.cache_clear()
        registry.suffixes.cache_clear()


def test_files_without_suffix_are_documents_where_they_are_chinese(tmp_path: Path) -> None:
    for name, content in {"名单": STORY, "Makefile": "all:\n\tgcc a.c", "图": b"\x89PNG\0\0"}.items():
        (tmp_path / name).write_bytes(content.encode() if isinstance(content, str) else content)
    assert [source.path.name for source in corpus.find([str(tmp_path)])] == ["名单"]


def test_what_is_passed_over_is_named_with_the_reason(tmp_path: Path) -> None:
    for name in ("a.txt", "b.mp3", "README.md"):
        (tmp_path / name).write_text(STORY, encoding="utf-8")
    assert [(Path(name).name, reason) for name, reason in corpus.passed_over([str(tmp_path)])] == [
        ("README.md", "stands beside the documents"),
        ("b.mp3", ".mp3 is not a format that can be read"),
    ]


def test_a_folder_without_any_document_gives_its_files_to_be_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "b.mp3").write_bytes(b"x")
    assert [source.path.name for source in corpus.find([str(tmp_path)])] == ["b.mp3"]


@pytest.mark.parametrize("text", ['{"abstract": "踏岚", "comment": "踏岚公司获奖。"}', "{踏岚公司获奖。"])
def test_text_that_only_begins_like_json_is_read_as_text(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    (article,) = corpus.read(corpus.Source("a.txt", tmp_path / "a.txt"), knowledge_io.load())
    assert "踏岚公司获奖" in article.text
