"""One source to its articles: bytes, characters, lines, segments."""

from __future__ import annotations

import hashlib
import stat
import sys
from array import array
from collections.abc import Callable, Iterable
from dataclasses import replace

from kgraph.corpus.article_segmentation import Segment, segment
from kgraph.corpus.dates import iso_date
from kgraph.corpus.escapes import widths
from kgraph.corpus.formats.registry import Document, open_document, suffixes
from kgraph.corpus.layout.bigrams import bigram_model
from kgraph.corpus.layout.structure import blocks_of
from kgraph.corpus.press_patterns import PressPatterns, press_patterns
from kgraph.corpus.sentence_splitting import LONGEST, sentences
from kgraph.corpus.sources import STANDARD_INPUT, Source
from kgraph.errors import InputError
from kgraph.knowledge_io import Knowledge
from kgraph.records import Article, Block
from kgraph.text.aligned_text import PLACES, AlignedText

__all__ = ["LIMIT", "articles_of", "characters", "read"]

LIMIT = 50_000_000  # bytes


def read(
    source: Source, knowledge: Knowledge, *, limit: int = LIMIT, omit: Callable[[str], object] | None = None
) -> tuple[Article, ...]:
    """The articles of a source; InputError where it cannot be read.

    `omit` is told what of it had to be left out: where, and why.
    """
    document = open_document(source.name, _bytes(source, limit), press_patterns(knowledge))
    if omit is not None:
        for reason in document.omitted:
            omit(reason)
    articles = articles_of(source, document, knowledge)
    if not articles:
        raise InputError(source.name, "holds no text")
    return articles


def articles_of(source: Source, document: Document, knowledge: Knowledge) -> tuple[Article, ...]:
    """The articles of a document that is open."""
    patterns, bigrams = press_patterns(knowledge), bigram_model()
    found = [story for draft in document.drafts for story in segment(draft, patterns, bigrams)]
    named = iso_date(source.name, patterns)
    return tuple(
        _article(source, number, replace(story, published=story.published or named), (document.characters, patterns))
        for number, story in enumerate(found, start=1)
    )


def characters(source: Source, knowledge: Knowledge, *, limit: int = LIMIT) -> str:
    """The source as decoded: what `start` and `end` in the tables count.

    A byte order mark counts as a character; the text of a PDF file is its text layer, pages divided by form feeds,
    that of a Word file its paragraphs and cells, a line each.
    """
    return open_document(source.name, _bytes(source, limit), press_patterns(knowledge)).characters


def _bytes(source: Source, limit: int) -> bytes:
    """What the source holds; its size is asked first, and no more than the limit is ever read."""
    try:
        data = sys.stdin.buffer.read(limit + 1) if source.name == STANDARD_INPUT else _file_bytes(source, limit)
    except OSError as error:
        raise InputError(source.name, error.strerror or str(error)) from error
    if len(data) > limit:
        raise InputError(source.name, f"is larger than the limit of {limit:,} bytes")
    if not data.strip():
        raise InputError(source.name, "is empty")
    return data


def _file_bytes(source: Source, limit: int) -> bytes:
    status = source.path.stat()
    if not stat.S_ISREG(status.st_mode):
        raise InputError(source.name, "is not a regular file")
    if source.suffix and source.suffix not in suffixes():
        raise InputError(source.name, f"{source.suffix} is not a format that can be read: {' '.join(suffixes())}")
    if status.st_size > limit:
        raise InputError(source.name, f"has {status.st_size:,} bytes; the limit is {limit:,}")
    with source.path.open("rb") as file:
        return file.read(limit + 1)


def _article(source: Source, number: int, story: Segment, context: tuple[str, PressPatterns]) -> Article:
    written, patterns = context
    whole = _stacked(story)
    blocks = blocks_of(story.blocks, patterns)
    breaks = (
        block.start + each for block, line in zip(blocks, story.blocks, strict=True) for each in line.discontinuities
    )
    spans = [span for block in blocks for span in _sentences(whole.text, block)]
    return Article(
        id=f"{_digest(source.name)}-{number:04d}",
        source=source.name,
        title=story.title,
        published=story.published,
        text=whole.text,
        origin=whole.origin,
        blocks=blocks,
        sentences=tuple(spans),
        discontinuities=tuple(breaks),
        widths=widths(whole, written),
    )


def _sentences(text: str, block: Block) -> Iterable[tuple[int, int]]:
    """The sentences of a block; a row of a table is one."""
    if block.kind == "row" and block.end - block.start <= LONGEST:
        return ((block.start, block.end),)
    return sentences(text, block.start, block.end)


def _stacked(story: Segment) -> AlignedText:
    """The blocks of a story, a line each."""
    parts: list[AlignedText] = []
    for line in story.blocks:
        parts += [line.aligned, AlignedText("\n", array(PLACES, [line.aligned.end]))]
    return AlignedText.join(parts)[:-1]


def _digest(name: str) -> str:
    return hashlib.blake2b(name.encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()
