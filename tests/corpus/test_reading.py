"""Reading files: what comes out of each format, and what a bad one says."""

from __future__ import annotations

import os
import sys
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest

from kgraph import corpus, knowledge_io
from kgraph.errors import InputError
from kgraph.records import Article

KNOWLEDGE = knowledge_io.load()
STORY = "安踏获评国家级绿色工厂。\n\n恒安集团位于晋江市安海镇，主要生产纸巾。\n"
ENCODINGS = ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be", "big5"]


def read(path: Path, **options: int) -> tuple[Article, ...]:
    return corpus.read(corpus.Source(path.name, path), KNOWLEDGE, **options)


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def texts(articles: tuple[Article, ...]) -> list[str]:
    return [article.text for article in articles]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be", "big5"]
)
def test_encodings_are_found(tmp_path: Path, encoding: str) -> None:
    text = "泉州市政府今日公布名單,多家企業獲得榮譽。\n" * 8 if encoding == "big5" else STORY
    (article, *_) = read(write(tmp_path, "a.txt", text.encode(encoding)))
    assert article.text.startswith(text[:12])


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("shift_jis", "今日は東京で会議が開かれました。多くの企業が参加した。"),
        ("euc_kr", "오늘 서울에서 회의가 열렸다. 많은 기업이 참가했다."),
    ],
)
def test_bytes_of_a_neighbour_do_not_become_mojibake(encoding: str, text: str) -> None:
    assert corpus.decode((text * 6).encode(encoding), "a.txt") == text * 6


def test_byte_order_mark_counts_as_a_character(tmp_path: Path) -> None:
    (article,) = read(write(tmp_path, "a.txt", STORY.encode("utf-8-sig")))
    assert article.origin[0] == 1


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.txt", b"", "is empty"),
        ("a.txt", b" \n\n", "is empty"),
        ("a.txt", bytes(range(256)) * 40, "is binary, not text"),
        ("a.txt", b"\xff\xfe\x00\xd8\x00", "announce"),
        ("a.txt", b"\x81\xff\xfe\x9d\x8f" * 50, "encoding"),
        ("a.pdf", b"%PDF-1.4\n1 0 obj\n", "is cut off"),
        ("a.pdf", b"%PDF-1.4\n1 0 obj\n%%EOF", "is not a whole PDF"),
        ("a.docx", b"PK\x03\x04 broken", "is not a whole Word file"),
        ("a.jsonl", b'\n{"text": ', "line 2 is not a JSON object"),
        ("a.jsonl", b'{"id": 1}', "has no field that holds its text"),
        ("a.csv", b'text\n"a', "a quotation mark is not closed"),
        ("a.xlsx", b"x", "is not a whole workbook"),
        ("a.mp3", b"x", r"\.mp3 is not a format that can be read: \.caj"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", r"is a file of Word 97; save it as \.docx"),
        ("a.wps", b"x", r"is a file of WPS Office; save it as \.docx"),
        ("a.ofd", b"x", "print it to PDF"),
        ("a.html", b"<html><script>x</script></html>", "holds no text"),
    ],
)
def test_bad_files_say_why(tmp_path: Path, name: str, content: bytes, reason: str) -> None:
    with pytest.raises(InputError, match=reason):
        read(write(tmp_path, name, content))


def test_a_file_above_the_limit_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "big.txt"
    with path.open("wb") as file:
        file.truncate(200_000_000)
    with pytest.raises(InputError, match="200,000,000 bytes; the limit is 50,000,000"):
        read(path)


def test_an_option_raises_the_limit(tmp_path: Path) -> None:
    path = write(tmp_path, "a.txt", STORY)
    with pytest.raises(InputError, match="the limit is 10"):
        read(path, limit=10)


def test_a_file_that_vanished_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"^gone\.txt: No such file"):
        read(tmp_path / "gone.txt")


def test_a_file_without_permission_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path, "a.txt", STORY)

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(InputError, match=r"^a\.txt: Permission denied"):
        read(path)


def test_a_pipe_is_no_document(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    with pytest.raises(InputError, match="is not a regular file"):
        read(tmp_path / "a.txt")


def test_standard_input_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(STORY.encode())))
    (source,) = corpus.find(["-"])
    assert texts(corpus.read(source, KNOWLEDGE))[0].startswith("安踏")


def test_standard_input_has_the_limit_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(STORY.encode())))
    (source,) = corpus.find(["-"])
    with pytest.raises(InputError, match="is larger than the limit"):
        corpus.read(source, KNOWLEDGE, limit=20)


def test_ids_depend_on_the_name_alone(tmp_path: Path) -> None:
    first = read(write(tmp_path, "a.txt", STORY))
    write(tmp_path, "b.txt", STORY)
    assert [article.id for article in read(tmp_path / "a.txt")] == [article.id for article in first]
    assert first[0].id != read(tmp_path / "b.txt")[0].id


def test_front_matter_gives_title_and_date_and_is_no_text(tmp_path: Path) -> None:
    path = write(tmp_path, "a.md", "---\ntitle: 安踏获奖\ndate: 2024-05-06 10:00\ntags: x\n---\n" + STORY)
    (article,) = read(path)
    assert (article.title, article.published, article.text.splitlines()[0]) == (
        "安踏获奖",
        "2024-05-06",
        "安踏获评国家级绿色工厂。",
    )


def test_json_lines_give_an_article_each_with_places_in_the_file(tmp_path: Path) -> None:
    raw = '{"title": "甲", "date": "2024-01-02", "text": "\\u5b89踏\\n\\n获奖。"}\n{"content": "恒安扩产。"}\n'
    first, second = read(write(tmp_path, "a.jsonl", raw))
    assert (first.title, first.published) == ("甲", "2024-01-02")
    assert raw[first.origin[1]] == "踏"
    assert raw[second.origin[0] : second.origin[-1] + 1] == "恒安扩产。"


def test_csv_rows_give_an_article_each_with_places_in_the_file(tmp_path: Path) -> None:
    raw = '标题,正文\r\n甲,"安踏获""金奖"",恒安获银奖。"\r\n乙,柒牌扩产。\r\n'
    first, second = read(write(tmp_path, "a.csv", raw))
    assert first.text == '安踏获"金奖",恒安获银奖。'
    assert raw[second.origin[0]] == "柒"
    assert [first.title, second.title] == ["甲", "乙"]
