"""Input made to be slow: work must grow with the size of the text, not with its square.

Each text is so large that quadratic work would take minutes; the alarm is far above what linear work needs.
"""

from __future__ import annotations

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from kgraph import corpus, knowledge_io
from kgraph.corpus.formats.registry import open_text
from kgraph.corpus.press_patterns import press_patterns
from kgraph.corpus.read import articles_of
from kgraph.corpus.sentence_splitting import sentences

KNOWLEDGE = knowledge_io.load()
MANY = 60_000
SECONDS = 60
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


@pytest.fixture(autouse=True)
def _alarm() -> Iterator[None]:
    def stop(*_: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(SECONDS)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


@pytest.mark.parametrize("suffix", [".txt", ".html"])
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_is_read_in_linear_time(name: str, suffix: str) -> None:
    document = open_text(HOSTILE[name], f"a{suffix}", suffix, press_patterns(KNOWLEDGE))
    found = articles_of(corpus.Source(f"a{suffix}", Path("a")), document, KNOWLEDGE)
    assert sum(article.characters for article in found) <= len(HOSTILE[name]) + len(found)


def test_two_megabytes_without_a_stop_are_cut_into_bounded_sentences() -> None:
    text = "晋江" * 350_000
    spans = list(sentences(text, 0, len(text)))
    assert (len(spans), max(end - start for start, end in spans)) == (1400, 500)
