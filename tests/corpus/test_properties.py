"""What holds for arbitrary text: every character knows its place, and sentences lie within blocks."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kgraph import corpus, knowledge_io
from kgraph.corpus.escapes import unescape
from kgraph.corpus.formats.registry import open_text
from kgraph.corpus.html.tokenizer import tokens
from kgraph.corpus.press_patterns import press_patterns
from kgraph.corpus.read import articles_of
from kgraph.corpus.sentence_splitting import sentences
from kgraph.records import Article
from kgraph.text.aligned_text import AlignedText

KNOWLEDGE = knowledge_io.load()
MARKS = [
    *[
        "\n",
        "\n\n",
        "\r\n",
        "\f",
        " ",
        "\u3000\u3000",
        "\u200b",
        "\ufeff",
        "# ",
        "## ",
        "**",
        "- ",
        "1. ",
        "> ",
        "|",
        "`",
        "---\n",
    ],
    *[
        "<p>",
        "</p>",
        "<br>",
        "<div class='nav'>",
        "</div>",
        "<h1>",
        "</h1>",
        "<a href='x'>",
        "</a>",
        "<script>",
        "</script>",
    ],
    *[
        "<!--",
        "-->",
        "<%",
        "%>",
        "<",
        ">",
        "&amp;",
        "&#x4e2d;",
        "&nbsp",
        "&",
        "<html>",
        "<title>",
        "<body",
        '"',
        "'",
        "](",
        "[",
    ],
    *[
        "http://a.cn/b",
        "![图](x.png)",
        "[安踏](y)",
        "。",
        "，",
        "；",
        "“",
        "”",
        "《",
        "》",
        "（",
        "）",
        "！",
        "…",
        ":",
        "、",
        ".",
    ],
    *[
        "本报讯（记者 王芳）",
        "责任编辑：李明",
        "第3版",
        "安踏获评国家级绿色工厂",
        "图为",
        "王 芳",
        "2024年5月6日",
        "晋江市工信局",
    ],
]
SNIPPETS = st.one_of(st.sampled_from(MARKS), st.text(max_size=6))
TEXTS = st.lists(SNIPPETS, max_size=40).map("".join)


def read(text: str, suffix: str) -> tuple[str, tuple[Article, ...]]:
    source = corpus.Source(f"a{suffix}", Path(f"a{suffix}"))
    document = open_text(text, source.name, suffix, press_patterns(KNOWLEDGE))
    return document.characters, articles_of(source, document, KNOWLEDGE)


@pytest.mark.parametrize("suffix", [".txt", ".md", ".html"])
@settings(max_examples=150, deadline=None)
@given(text=TEXTS)
def test_each_character_stands_where_its_origin_says(suffix: str, text: str) -> None:
    raw, articles = read(text, suffix)
    for article in articles:
        assert len(article.origin) == len(article.text)
        for character, place in zip(article.text, article.origin, strict=True):
            assert character.isspace() or character == raw[place] or raw[place] == "&"


@pytest.mark.parametrize("suffix", [".txt", ".md", ".html"])
@settings(max_examples=100, deadline=None)
@given(text=TEXTS)
def test_sentences_are_in_order_and_within_blocks(suffix: str, text: str) -> None:
    _, articles = read(text, suffix)
    for article in articles:
        last = 0
        for start, end in article.sentences:
            assert last <= start < end
            assert any(block.start <= start and end <= block.end for block in article.blocks)
            assert end - start <= 500
            last = end


@settings(max_examples=100, deadline=None)
@given(text=TEXTS)
def test_blocks_are_the_lines_of_the_text(text: str) -> None:
    _, articles = read(text, ".txt")
    for article in articles:
        assert [article.text[block.start : block.end] for block in article.blocks] == article.text.split("\n")


@settings(max_examples=200, deadline=None)
@given(text=TEXTS)
@example(text="<p>甲<p/>乙")
def test_text_between_tags_keeps_its_place(text: str) -> None:
    for token in tokens(AlignedText.of(text)):
        if isinstance(token, AlignedText):
            assert token.text == text[token.origin[0] : token.origin[0] + len(token)]


@given(text=TEXTS)
def test_unescaped_characters_stand_where_their_reference_begins(text: str) -> None:
    aligned = unescape(AlignedText.of(text))
    for character, place in zip(aligned.text, aligned.origin, strict=True):
        assert character == text[place] or text[place] == "&"


@given(text=TEXTS)
def test_no_character_but_white_space_falls_between_sentences(text: str) -> None:
    kept = "".join(text[start:end] for start, end in sentences(text, 0, len(text)))
    assert "".join(kept.split()) == "".join(text.split())


@given(left=st.text(max_size=9), right=st.text(max_size=9), cut=st.integers(0, 9))
def test_cut_and_joined_strands_keep_their_places(left: str, right: str, cut: int) -> None:
    whole = AlignedText.of(left + right)
    joined = AlignedText.join([whole[cut:], whole[:cut]])
    assert [joined.text[i] for i in range(len(joined))] == [(left + right)[place] for place in joined.origin]


@given(text=st.text(max_size=30))
def test_escaped_characters_of_json_can_be_cut_out_of_the_source(text: str) -> None:
    raw = json.dumps({"text": "安踏获评绿色工厂。\n" + text}) + "\n"
    document = open_text(raw, "a.jsonl", ".jsonl", press_patterns(KNOWLEDGE))
    for article in articles_of(corpus.Source("a.jsonl", Path("a.jsonl")), document, KNOWLEDGE):
        for index, character in enumerate(article.text):
            start, end = article.place(index, index + 1)
            assert character.isspace() or json.loads(f'"{raw[start:end]}"').startswith(character)
