"""Both ways of writing Chinese read alike: traditional characters as their simplified forms, one for one.

Only characters that simplified text does not use are changed, so simplified text stays as it is; where they are many,
those that both use (於, 著) are changed too. Each stands for one, so places stay what they are, and what was read is
given back in the characters of the text.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

from kgraph.knowledge_io import Knowledge
from kgraph.records import Article, Fact, Mention, Reading, Refusal

__all__ = ["as_written", "simplified"]

MANY = 20  # one changed character of so many: the text is written in traditional characters


def simplified(article: Article, knowledge: Knowledge) -> Article:
    """The article in simplified characters; itself where it has no others.

    >>> from array import array
    >>> from kgraph.knowledge_io import load
    >>> simplified(Article(id="a", source="a", text="臺灣企業獲獎", origin=array("q", range(6))), load()).text
    '台湾企业获奖'
    """
    text = article.text.translate(_forms(knowledge, "resolution/simplified"))
    changed = sum(one != other for one, other in zip(text, article.text, strict=True))
    if changed * MANY > len(text):
        text = text.translate(_forms(knowledge, "layout/traditional"))
    return replace(article, text=text) if changed else article


def as_written(reading: Reading, article: Article) -> Reading:
    """What was read of an article in simplified characters, in those that it is written in."""
    if reading.article.text == article.text:
        return reading
    mentions = {each.key: _mention(each, article) for each in reading.mentions}
    written = {each.text: mentions[each.key].text for each in reversed(reading.mentions)}
    return Reading(
        article=article,
        mentions=tuple(mentions.values()),
        facts=tuple(_fact(each, article, written) for each in reading.facts),
        refusals=tuple(_refusal(each, article, written) for each in reading.refusals),
    )


@lru_cache(maxsize=4)
def _forms(knowledge: Knowledge, table: str) -> dict[int, str]:
    rows = knowledge.table(table)
    return {ord(row["traditional"]): row["simplified"] for row in rows if len(row["simplified"]) == 1}


def _mention(mention: Mention, article: Article) -> Mention:
    return replace(mention, text=article.text[mention.start : mention.end])


def _fact(fact: Fact, article: Article, written: Mapping[str, str]) -> Fact:
    return replace(
        fact,
        subject=_mention(fact.subject, article),
        object=_mention(fact.object, article),
        text=article.text[fact.start : fact.end],
        qualifiers={key: written.get(value, value) for key, value in fact.qualifiers.items()},
    )


def _refusal(refusal: Refusal, article: Article, written: Mapping[str, str]) -> Refusal:
    return replace(
        refusal,
        subject=written.get(refusal.subject, refusal.subject),
        object=written.get(refusal.object, refusal.object),
        text=article.text[refusal.start : refusal.end],
    )
