"""PDF and Word files, made here."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest

from kgraph import corpus, knowledge_io
from kgraph.errors import InputError
from kgraph.records import Article

KNOWLEDGE = knowledge_io.load()
FONT = (
    b"<</Type/Font/Subtype/Type0/BaseFont/STSong/Encoding/UniGB-UCS2-H/DescendantFonts["
    b"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong"
    b"/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>>>]>>"
)


def pdf(*pages: list[str]) -> bytes:
    """A PDF file whose pages carry these lines."""
    count = len(pages)
    kids = " ".join(f"{4 + 2 * i} 0 R" for i in range(count)).encode()
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count %d/Kids[%s]>>" % (count, kids), FONT]
    for index, lines in enumerate(pages):
        shown = b" ".join(b"<%s> Tj 0 -14 Td" % line.encode("utf-16-be").hex().encode() for line in lines)
        stream = b"BT /F 12 Tf 50 800 Td " + shown + b" ET"
        page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 850]/Resources<</Font<</F 3 0 R>>>>/Contents %d 0 R>>"
        objects += [page % (5 + 2 * index), b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream)]
    return assembled(objects)


def assembled(objects: list[bytes]) -> bytes:
    data, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, start=1):
        places.append(len(data))
        data += b"%d 0 obj%s endobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    return (
        data + head + table + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(data))
    )


def source(folder: Path, name: str, data: bytes) -> corpus.Source:
    (folder / name).write_bytes(data)
    return corpus.Source(name, folder / name)


def lines(article: Article) -> list[str]:
    return article.text.split("\n")


STORY = ["石桥三家企业入选名单", "近日，省工信厅公布绿色工厂名单，石桥市三", "家企业入选，居全省前列。"]


def test_wrapped_lines_of_a_pdf_are_rejoined(tmp_path: Path) -> None:
    (article,) = corpus.read(source(tmp_path, "a.pdf", pdf(STORY)), KNOWLEDGE)
    assert lines(article) == [STORY[0], STORY[1] + STORY[2]]


def test_radicals_of_a_pdf_are_the_characters_they_look_like(tmp_path: Path) -> None:
    given = source(tmp_path, "a.pdf", pdf(["石桥市⻓王芳出席了⼤会，并在会上发⾔。"]))
    (article,) = corpus.read(given, KNOWLEDGE)
    start, end = article.place(0, len(article.text))
    assert corpus.characters(given, KNOWLEDGE)[start:end] == article.text == "石桥市长王芳出席了大会，并在会上发言。"


def test_places_in_a_pdf_count_its_text_layer(tmp_path: Path) -> None:
    given = source(tmp_path, "a.pdf", pdf(STORY, ["东湖大桥通车，居民出行更加方便。"]))
    (article,) = corpus.read(given, KNOWLEDGE)
    start, end = article.place(article.text.index("东湖"), article.text.index("东湖") + 4)
    characters = corpus.characters(given, KNOWLEDGE)
    assert (characters[start:end], characters.count("\f")) == ("东湖大桥", 1)


def test_heads_that_all_pages_carry_are_left_out(tmp_path: Path) -> None:
    pages = [[f"石桥日报 {number}", f"{name}公司发展很快，势头良好。"] for number, name in enumerate("甲乙丙丁")]
    (article,) = corpus.read(source(tmp_path, "a.pdf", pdf(*pages)), KNOWLEDGE)
    assert article.text.split("。") == [
        "甲公司发展很快，势头良好",
        "\n乙公司发展很快，势头良好",
        "\n丙公司发展很快，势头良好",
        "\n丁公司发展很快，势头良好",
        "",
    ]


def test_a_pdf_that_is_cut_off_is_refused(tmp_path: Path) -> None:
    whole = pdf(STORY)
    with pytest.raises(InputError, match="is cut off"):
        corpus.read(source(tmp_path, "a.pdf", whole[: len(whole) // 2]), KNOWLEDGE)


def test_a_pdf_without_text_asks_for_ocr(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="needs OCR"):
        corpus.read(source(tmp_path, "a.pdf", pdf([])), KNOWLEDGE)


def test_a_pdf_whose_body_is_noise_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is not a whole PDF file"):
        corpus.read(source(tmp_path, "a.pdf", b"%PDF-1.4\n" + bytes(range(256)) * 20 + b"%%EOF"), KNOWLEDGE)


def word_file(path: Path) -> corpus.Source:
    document = docx.Document()
    document.add_heading("石桥三家企业入选", 0)
    document.add_paragraph("近日，名单公布。")
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "安泰公司", "绿色工厂"
    document.add_paragraph("会议闭幕。")
    document.save(str(path))
    return corpus.Source(path.name, path)


def test_a_word_file_gives_paragraphs_and_rows_in_order(tmp_path: Path) -> None:
    (article,) = corpus.read(word_file(tmp_path / "石桥 一.docx"), KNOWLEDGE)
    assert lines(article) == ["石桥三家企业入选", "近日，名单公布。", "安泰公司\u3000绿色工厂", "会议闭幕。"]


def test_places_in_a_word_file_count_its_lines(tmp_path: Path) -> None:
    given = word_file(tmp_path / "a.docx")
    (article,) = corpus.read(given, KNOWLEDGE)
    start, end = article.place(article.text.index("绿色"), len(article.text))
    assert corpus.characters(given, KNOWLEDGE)[start:end] == "绿色工厂\n会议闭幕。"


def test_a_word_file_that_is_cut_off_is_refused(tmp_path: Path) -> None:
    data = word_file(tmp_path / "a.docx").path.read_bytes()
    with pytest.raises(InputError, match="is not a whole Word file"):
        corpus.read(source(tmp_path, "b.docx", data[:-400]), KNOWLEDGE)
