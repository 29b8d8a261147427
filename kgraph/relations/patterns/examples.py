"""The sentences that patterns carry: what each must find and what it must leave, tried out."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator

from kgraph.errors import KnowledgeError
from kgraph.knowledge_io import Knowledge
from kgraph.knowledge_io.annotation import unmark
from kgraph.records import Article, Block, Cell, Fact, Mention
from kgraph.relations.extractor import Extractor
from kgraph.relations.facts.rates import Rates
from kgraph.relations.patterns.pattern import Pattern

__all__ = ["failures", "marked_article", "triple"]

_SENTENCE = re.compile(r"[^。！？\n]+[。！？]*[”’」』）)]*")
_LINE = re.compile(r"[^\n]+")
_CELL = re.compile(r"\| ?([^|]+?) ?(?=\|)")


def failures(knowledge: Knowledge) -> Iterator[KnowledgeError]:
    """What the examples of the patterns show to be wrong, each with its file and line."""
    extractor = Extractor(knowledge, Rates())
    for pattern in extractor.patterns:
        yield from _missed(pattern, extractor, knowledge)
        yield from _overread(pattern, extractor, knowledge)


def marked_article(marked: str, knowledge: Knowledge, *, published: str = "") -> tuple[Article, tuple[Mention, ...]]:
    """An article of marked text, each line a block, and its mentions.

    >>> from kgraph.knowledge_io import load
    >>> article, mentions = marked_article("⟦Company|安踏⟧获奖。", load())
    >>> article.text, mentions[0].type
    ('安踏获奖。', 'Company')
    """
    text, marks = unmark(marked)
    article = Article(
        id="example",
        source="example",
        text=text,
        published=published,
        origin=array("q", range(len(text))),
        blocks=tuple(_blocks(text)),
        sentences=tuple(sentence.span() for sentence in _SENTENCE.finditer(text)),
    )
    return article, tuple(
        Mention(
            article=article.id,
            start=each.start,
            end=each.end,
            type=knowledge.type_of(each.type).id,
            text=text[each.start : each.end],
            rule="marked",
        )
        for each in marks
    )


def _blocks(text: str) -> Iterator[Block]:
    """Each line a paragraph; lines of cells (| 企业 | 荣誉 |) are the rows of a table, the first that of its heads."""
    heads: tuple[str, ...] = ()
    row = 0
    for line in _LINE.finditer(text):
        found = list(_CELL.finditer(line[0])) if line[0].startswith("|") else []
        row = row + 1 if found and heads else 0
        heads = heads if found and heads else tuple(each[1] for each in found)
        cells = tuple(
            Cell(start=line.start() + each.start(1), end=line.start() + each.end(1), column=i, head=heads[i])
            for i, each in enumerate(found)
        )
        kind = "row" if cells else "paragraph"
        yield Block(kind=kind, start=line.start(), end=line.end(), table=int(bool(cells)), row=row, cells=cells)


def triple(fact: Fact) -> str:
    """A fact as an example writes it: subject, predicate, object."""
    return f"{fact.subject.text} {fact.predicate} {fact.object.text}"


def _stated(marked: str, pattern: Pattern, extractor: Extractor, knowledge: Knowledge) -> set[str]:
    """What a marked sentence states by this pattern; by any, where the pattern only folds and states nothing itself."""
    facts, _ = extractor(*marked_article(marked, knowledge))
    return {triple(fact) for fact in facts if not pattern.claims or fact.rule == pattern.id}


def _missed(pattern: Pattern, extractor: Extractor, knowledge: Knowledge) -> Iterator[KnowledgeError]:
    for example in pattern.entry.blocks("finds"):
        stated = _stated(example.text("text"), pattern, extractor, knowledge)
        if stated != set(example.texts("facts")):
            found = "; ".join(sorted(stated)) or "nothing"
            yield example.error("text", f"{pattern.id!r} finds {found} in {example.text('text')!r}")


def _overread(pattern: Pattern, extractor: Extractor, knowledge: Knowledge) -> Iterator[KnowledgeError]:
    for marked in pattern.entry.texts("ignores"):
        stated = _stated(marked, pattern, extractor, knowledge)
        if pattern.claims and stated:
            yield pattern.entry.error("ignores", f"{pattern.id!r} finds {'; '.join(sorted(stated))} in {marked!r}")
