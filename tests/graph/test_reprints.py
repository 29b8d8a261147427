"""Reprints: what several papers print of one article counts once."""

from __future__ import annotations

from array import array

from kgraph.corpus.sentence_splitting import sentences
from kgraph.graph.reprints import independent, originals
from kgraph.records import Article

STORY = (
    "石桥纺织有限公司获评市级绿色工厂。董事长王芳上台领奖并且发言。市工信局局长李明出席了表彰大会。"
    "会议强调企业要带头开展创新。今年全市已有三十家工厂上榜。"
)
OTHER = "东湖大桥昨日正式建成通车。两岸居民的出行更加方便快捷。全长三公里的大桥历时两年建成。"


def article(name: str, text: str) -> Article:
    spans = tuple(sentences(text, 0, len(text)))
    return Article(id=name, source=f"{name}.txt", text=text, origin=array("q", range(len(text))), sentences=spans)


def test_an_article_that_repeats_another_belongs_to_it() -> None:
    read = [article("c", f"本报讯 {STORY}"), article("a", STORY), article("b", OTHER), article("d", STORY + "完。")]
    assert originals(read) == {"a": "a", "c": "a", "d": "a"}


def test_an_article_that_quotes_one_sentence_stands_alone() -> None:
    assert originals([article("a", STORY), article("b", OTHER + STORY[:17])]) == {}


def test_the_order_of_the_articles_does_not_matter() -> None:
    read = [article(name, text) for name, text in (("a", STORY), ("b", OTHER), ("c", STORY), ("d", OTHER))]
    assert originals(read) == originals(reversed(read)) == {"a": "a", "c": "a", "b": "b", "d": "b"}


def test_passages_of_reprints_count_once() -> None:
    assert independent(["a", "c", "b", "b"], {"a": "a", "c": "a"}) == 3
