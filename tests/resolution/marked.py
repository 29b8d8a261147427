"""Readings made from marked text, for tests of resolution."""

from __future__ import annotations

import re
from array import array
from collections.abc import Sequence

from kgraph.knowledge_io import load
from kgraph.knowledge_io.annotation import unmark
from kgraph.records import Article, Fact, Mention, Reading

KNOWLEDGE = load()
_SENTENCE = re.compile(r"[^。！？\n]+[。！？”」]*")


def reading(marked: str, name: str = "a", ties: Sequence[tuple[int, str, int]] = ()) -> Reading:
    """A reading of marked text; `ties` are facts between the mentions of these numbers."""
    text, marks = unmark(marked)
    article = Article(
        id=name,
        source=f"{name}.txt",
        text=text,
        origin=array("q", range(len(text))),
        sentences=tuple(found.span() for found in _SENTENCE.finditer(text)),
    )
    mentions = tuple(_mention(name, text, each.start, each.end, each.type) for each in sorted(marks))
    facts = tuple(_fact(text, mentions[one], predicate, mentions[other]) for one, predicate, other in ties)
    return Reading(article=article, mentions=mentions, facts=facts)


def _mention(article: str, text: str, start: int, end: int, kind: str) -> Mention:
    return Mention(
        article=article, start=start, end=end, type=KNOWLEDGE.type_of(kind).id, text=text[start:end], rule="gold"
    )


def _fact(text: str, subject: Mention, predicate: str, object_: Mention) -> Fact:
    start, end = min(subject.start, object_.start), max(subject.end, object_.end)
    return Fact(
        subject=subject, predicate=predicate, object=object_, start=start, end=end, text=text[start:end], rule="gold"
    )
