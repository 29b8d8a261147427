"""Input made to be slow: so large that work which grows with the square of the text would never end.

How the work grows is measured in benchmarks/hostile.py.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from kgraph import corpus, knowledge_io
from kgraph.corpus.formats.registry import open_text
from kgraph.corpus.press_patterns import press_patterns
from kgraph.corpus.read import articles_of
from kgraph.corpus.sentence_splitting import sentences

KNOWLEDGE = knowledge_io.load()
MANY = 60_000
HOSTILE = {
    "no full stop": "晋江" * MANY,
    "angles": "<" * MANY,
    "tags that do not end": "<a " * MANY,
    "quotes that do not end": '<a "' * MANY,
    "comments that do not end": "<!--" * MANY,
    "server tags that do not end": "<%" * MANY,
    "scripts that do not end": "<script>" * MANY,
    "deep elements": "<div>" * MANY + "文字，",
    "closing tags that close nothing": ("<p>" + "</b>") * MANY,
    "ampersands": "&" * MANY,
    "brackets": "[" * MANY,
    "links that do not end": "[a](" * MANY,
    "spaces": " " * MANY,
    "letter-spacing": "文 " * MANY,
    "line ends": "\n" * MANY,
    "unfinished lines": "晋江市的工信局，安踏\n" * (MANY // 10),
    "quotations that do not end": "“" * MANY,
    "headlines": "安踏获奖\n\n" * (MANY // 10),
    "bylines": ("记者" * 50 + "\n") * 500,
    "captions": ("图" * 110 + "\n") * 500,
    "numbers": "2024年" * MANY,
}
# How many characters at least must be left of texts that are mostly words.
KEPT = {
    "no full stop": 2 * MANY,
    "letter-spacing": MANY,
    "headlines": MANY // 10,
    "numbers": 5 * MANY,
    "bylines": 50_000,
}


@pytest.mark.parametrize("suffix", [".txt", ".html"])
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_is_read_and_each_character_once(name: str, suffix: str) -> None:
    document = open_text(HOSTILE[name], f"a{suffix}", suffix, press_patterns(KNOWLEDGE))
    found = articles_of(corpus.Source(f"a{suffix}", Path("a")), document, KNOWLEDGE)
    places = [
        place
        for article in found
        for character, place in zip(article.text, article.origin, strict=True)
        if not character.isspace()
    ]
    assert len(set(places)) == len(places)
    text = "".join(HOSTILE[name][place] for place in places)
    assert text == "".join(each for article in found for each in article.text if not each.isspace())
    assert len(text) >= KEPT.get(name, 0)


def test_two_megabytes_without_a_stop_are_cut_into_bounded_sentences() -> None:
    text = "晋江" * 350_000
    spans = list(sentences(text, 0, len(text)))
    assert (len(spans), max(end - start for start, end in spans)) == (1400, 500)
