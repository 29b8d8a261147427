"""Marked sentences as articles: what the tests of the relation stage read."""

import re
from array import array

from kgraph import knowledge
from kgraph.knowledge.marks import unmark
from kgraph.records import Article, Block, Mention

SENTENCE = re.compile(r"[^。！？\n]+[。！？]*[”’」』）)]*")


def article(marked, published=""):
    """An article of marked text, each line a block, and its mentions."""
    text, marks = unmark(marked)
    lines = [match.span() for match in re.finditer(r"[^\n]+", text)]
    made = Article(
        id="a",
        source="a.txt",
        text=text,
        published=published,
        origin=array("q", range(len(text))),
        blocks=tuple(Block(kind="paragraph", start=start, end=end) for start, end in lines),
        sentences=tuple(match.span() for match in SENTENCE.finditer(text)),
    )
    kinds = knowledge.load()
    mentions = tuple(
        Mention(
            article="a",
            start=mark.start,
            end=mark.end,
            type=kinds.type_of(mark.type).id,
            text=text[mark.start : mark.end],
            rule="marked",
        )
        for mark in marks
    )
    return made, mentions


def triple(fact):
    return f"{fact.subject.text} {fact.predicate} {fact.object.text}"
