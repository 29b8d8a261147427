"""One source to its articles: bytes, characters, lines, stories."""

from __future__ import annotations

import hashlib
import stat
import sys
from array import array
from dataclasses import replace

from kgraph.corpus.article_segmentation import Story, iso_date, stories
from kgraph.corpus.escapes import widths
from kgraph.corpus.formats.registry import Document, open_document
from kgraph.corpus.layout.bigrams import bonds_of
from kgraph.corpus.press_patterns import rules_of
from kgraph.corpus.sentence_splitting import sentences
from kgraph.corpus.sources import STANDARD_INPUT, SUFFIXES, Source
from kgraph.errors import InputError
from kgraph.knowledge_io import Knowledge
from kgraph.records import Article, Block
from kgraph.text.aligned_text import PLACES, Strand

__all__ = ["LIMIT", "articles_of", "characters", "read"]

LIMIT = 50_000_000  # bytes


def read(source: Source, knowledge: Knowledge, *, limit: int = LIMIT) -> tuple[Article, ...]:
    """The articles of a source; InputError where it cannot be read."""
    document = open_document(source.name, _bytes(source, limit), rules_of(knowledge))
    articles = articles_of(source, document, knowledge)
    if not articles:
        raise InputError(source.name, "holds no text")
    return articles


def articles_of(source: Source, document: Document, knowledge: Knowledge) -> tuple[Article, ...]:
    """The articles of a document that is open."""
    rules, bonds = rules_of(knowledge), bonds_of()
    found = [story for draft in document.drafts for story in stories(draft, rules, bonds)]
    named = iso_date(source.name, rules)
    return tuple(
        _article(source, number, replace(story, published=story.published or named), document.characters)
        for number, story in enumerate(found, start=1)
    )


def characters(source: Source, knowledge: Knowledge, *, limit: int = LIMIT) -> str:
    """The source as decoded: what `start` and `end` in the tables count.

    A byte order mark counts as a character; the text of a PDF file is its text layer, pages divided by form feeds,
    that of a Word file its paragraphs and cells, a line each.
    """
    return open_document(source.name, _bytes(source, limit), rules_of(knowledge)).characters


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
    if source.suffix not in SUFFIXES:
        formats = " ".join(SUFFIXES)
        raise InputError(source.name, f"{source.suffix or 'no suffix'} is not a format that can be read: {formats}")
    if status.st_size > limit:
        raise InputError(source.name, f"has {status.st_size:,} bytes; the limit is {limit:,}")
    with source.path.open("rb") as file:
        return file.read(limit + 1)


def _article(source: Source, number: int, story: Story, written: str) -> Article:
    whole, blocks = _stacked(story)
    seams = (block.start + seam for block, line in zip(blocks, story.blocks, strict=True) for seam in line.seams)
    spans = [span for block in blocks for span in sentences(whole.text, block.start, block.end)]
    return Article(
        id=f"{_digest(source.name)}-{number:04d}",
        source=source.name,
        title=story.title,
        published=story.published,
        text=whole.text,
        origin=whole.origin,
        blocks=tuple(blocks),
        sentences=tuple(spans),
        seams=tuple(seams),
        widths=widths(whole, written),
    )


def _stacked(story: Story) -> tuple[Strand, list[Block]]:
    """The blocks of a story, a line each, and where they stand."""
    parts: list[Strand] = []
    blocks: list[Block] = []
    start = 0
    for line in story.blocks:
        end = start + len(line.strand)
        blocks.append(Block(kind=line.kind, start=start, end=end))
        parts += [line.strand, Strand("\n", array(PLACES, [line.strand.end]))]
        start = end + 1
    return Strand.join(parts)[:-1], blocks


def _digest(name: str) -> str:
    return hashlib.blake2b(name.encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()
