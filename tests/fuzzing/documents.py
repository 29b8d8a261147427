"""Strategies of documents: words and their beginnings, sentences of patterns, brackets, triggers, any Unicode."""

from __future__ import annotations

import html
import io
import json
import zipfile
from collections.abc import Iterator
from functools import cache

from hypothesis import strategies as st

from kgraph.knowledge_io import Block, load
from kgraph.knowledge_io.annotation import unmark
from kgraph.knowledge_io.files import read_table

__all__ = ["documents", "texts"]

MARKS = "，。、；：“”‘’（）()《》〈〉【】[]「」！？…—·\n\t 　"
NAMES = (
    "人民网",
    "新华社",
    "林永红",
    "周敏",
    "阿卜杜·热合曼",
    "欧阳丽华",
    "安踏",
    "安踏集团",
    "晋江",
    "晋江市",
    "某某有限公司",
    "2023年5月3日",
    "123",
    "ABC",
    "\u2f00",
    "\ue000",
)


_SCHEMAS = "http://schemas.openxmlformats.org"
_WORD = f"{_SCHEMAS}/wordprocessingml/2006/main"
_PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{_SCHEMAS}/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'wordprocessingml.document.main+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_SCHEMAS}/package/2006/relationships"><Relationship Id="r" '
    f'Type="{_SCHEMAS}/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
}


@cache
def words() -> tuple[str, ...]:
    """The first column of each word list that ships."""
    knowledge = load()
    lists = sorted(path for folder in knowledge.folders for path in folder.rglob("*.tsv"))
    return tuple(sorted({row.key for path in lists for row in read_table(path)} | set(NAMES)))


@cache
def sentences() -> tuple[str, ...]:
    """The sentences that patterns must find or leave, without their marks."""
    knowledge = load()
    files = sorted(path for folder in knowledge.folders for path in folder.rglob("*.yaml"))
    return tuple(sorted({text for path in files for text in _examples(knowledge.structure(_name(path, knowledge)))}))


def _name(path, knowledge) -> str:
    return path.relative_to(knowledge.folders[0]).with_suffix("").as_posix()


def _examples(entries) -> Iterator[str]:
    for entry in entries.values():
        for key in ("finds", "ignores"):
            for example in entry.get(key) or () if isinstance(entry, Block) else ():
                yield unmark(example["text"] if isinstance(example, dict) else example)[0]


@st.composite
def _pieces(draw) -> str:
    """A word, a sentence or their beginning."""
    whole = draw(st.one_of(st.sampled_from(words()), st.sampled_from(sentences())))
    return whole[: draw(st.integers(1, len(whole)))] if draw(st.booleans()) else whole


def texts() -> st.SearchStrategy[str]:
    """Runs of pieces and marks, cut at any place, with and without a closing stop."""
    piece = st.one_of(_pieces(), st.sampled_from(MARKS), st.text(max_size=4))
    whole = st.lists(piece, min_size=1, max_size=14).map("".join)
    return st.one_of(whole, st.tuples(whole, st.integers(1, 60)).map(lambda drawn: drawn[0][: drawn[1]]))


def documents() -> st.SearchStrategy[tuple[str, bytes]]:
    """A suffix and the bytes of a file of that format; some broken off or with a byte changed."""
    made = st.one_of(*(texts().map(lambda text, form=form: (form, FORMS[form](text))) for form in FORMS))
    return st.one_of(made, st.tuples(made, st.integers(0, 400), st.integers(0, 255)).map(lambda drawn: _broken(*drawn)))


def _broken(made: tuple[str, bytes], place: int, byte: int) -> tuple[str, bytes]:
    suffix, data = made
    place = min(place, len(data))
    return suffix, data[:place] if byte % 2 else data[:place] + bytes([byte]) + data[place + 1 :]


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "replace")


def _gb18030(text: str) -> bytes:
    return text.encode("gb18030", "replace")


def _html(text: str) -> bytes:
    cells = "".join(f"<td>{html.escape(part)}</td>" for part in text.split("\n"))
    return _encoded(f"<html><body><h1>{html.escape(text[:9])}</h1><p>{text}</p><table><tr>{cells}</tr></table></body>")


def _jsonl(text: str) -> bytes:
    records = ({"title": text[:8], "text": text}, {"content": text[::-1]}, None)
    return "\n".join(json.dumps(each, ensure_ascii=len(text) % 2 == 0) for each in records).encode("utf-8", "replace")


def _csv(text: str) -> bytes:
    cell = text.replace('"', '""')
    return _encoded(f'title,text\n"{cell[:7]}","{cell}"\n{text}\n')


def _docx(text: str) -> bytes:
    """The least that a Word file is: two declarations, a paragraph and a table of one row."""
    printable = html.escape("".join(each for each in text if each.isprintable() and not "\ud800" <= each <= "\udfff"))
    run = f"<w:p><w:r><w:t>{printable}</w:t></w:r></w:p>"
    table = f"<w:tbl><w:tr><w:tc>{run}</w:tc><w:tc>{run}</w:tc></w:tr></w:tbl>"
    body = f'<w:document xmlns:w="{_WORD}"><w:body>{run}{table}</w:body></w:document>'
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {**_PARTS, "word/document.xml": body}.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return written.getvalue()


FORMS = {
    ".txt": _encoded,
    ".md": _encoded,
    ".TXT": _gb18030,
    ".html": _html,
    ".jsonl": _jsonl,
    ".csv": _csv,
    ".docx": _docx,
    ".pdf": _encoded,
}
