"""Markdown and plain text as lines: front matter aside, marks off, tags out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

import yaml

from kgraph.corpus.formats.format import Document, text_format
from kgraph.corpus.html.blocks import segment_mixed
from kgraph.corpus.html.tokenizer import has_tags
from kgraph.corpus.layout.lines import Draft, Line, split_lines
from kgraph.corpus.layout.tables import table_lines
from kgraph.corpus.layout.text_tables import marked_heads, text_rows, text_tables
from kgraph.corpus.press_patterns import PressPatterns
from kgraph.text.aligned_text import AlignedText

__all__ = ["FORMAT", "plain", "read_markdown"]

_FRONT_MATTER = re.compile(r"\ufeff?---[ \t]*\r?\n")
_FRONT_END = re.compile(r"^(?:---|\.\.\.)[ \t]*\r?$", re.MULTILINE)
_HEADING = re.compile(r"\s{0,3}(#{1,6})[ \t\u3000]*(?=[^#\s])")
_BULLET = re.compile(r"\s*(?:[-*+]|\d{1,3}[.)])[ \t]+(?=\S)")
_QUOTE = re.compile(r"\s{0,3}(?:>[ \t]?)+")
_RULE = re.compile(r"[\s|:=*_~.\-—－―·…+]*\Z")
_BOLD_LINE = re.compile(r"\s*(\*\*|__)[^*_]+\1\s*\Z")
_LINK = re.compile(r"(!?)\[([^\[\]]*+)\]\([^()\s]*+(?:\s+\"[^\"()]*\")?\)")
_STARS = re.compile(r"\*\*|~~")
_BARS = re.compile(r"^\s*\||\|\s*$")


def read_markdown(characters: str, _: str, patterns: PressPatterns) -> Document:
    """A text as lines, with what its front matter says."""
    aligned = AlignedText.of(characters)
    facts, body = _front_matter(aligned, patterns)
    lines = tuple(plain(body, patterns))
    draft = Draft(lines, title=facts.get("title", ""), published=facts.get("published", ""))
    return Document(characters, (draft,))


def plain(aligned: AlignedText, patterns: PressPatterns) -> Iterator[Line]:
    r"""The lines of a text without the marks of Markdown and HTML.

    >>> from kgraph.corpus.press_patterns import press_patterns
    >>> from kgraph.knowledge_io import load
    >>> marked = AlignedText.of("# 获奖名单\n\n**安踏**获评绿色工厂。")
    >>> [(line.kind, line.text) for line in plain(marked, press_patterns(load()))]
    [('headline', '获奖名单'), ('', '安踏获评绿色工厂。')]
    """
    lines = list(_tagged(aligned) if has_tags(aligned.text) else split_lines(aligned))
    start = 0
    for number, (first, end) in enumerate(text_tables(lines, patterns), start=1):
        yield from _prose(lines[start:first])
        yield from table_lines(
            text_rows(lines[first:end]), patterns, table=number, heads=marked_heads(lines[first:end])
        )
        start = end
    yield from _prose(lines[start:])


def _prose(lines: Iterable[Line]) -> Iterator[Line]:
    for line in lines:
        cleaned = _unmarked(line)
        if cleaned.aligned.text.strip():
            yield cleaned


def _tagged(aligned: AlignedText) -> Iterator[Line]:
    for block in segment_mixed(aligned).blocks:
        if block.linked * 2 <= len(block.aligned):
            yield Line(block.aligned, block.kind, block.gap, level=block.level)


def _unmarked(line: Line) -> Line:
    """The line without its Markdown; a line that is all links, or a rule, comes out empty."""
    text = line.text
    if _RULE.match(text):
        return Line(line.aligned[:0])
    start, kind, level = 0, line.kind, line.level
    if quote := _QUOTE.match(text):
        start = quote.end()
    if heading := _HEADING.match(text, start):
        start, level = heading.end(), len(heading[1])
        kind = "headline" if level == 1 else "heading"
    elif bullet := _BULLET.match(text, start):
        start, kind, level = bullet.end(), "item", level or 1 + _indent(text) // 2
    elif _BOLD_LINE.match(text, start):
        kind = "heading"
    return Line(_without_marks(line.aligned[start:]), kind, line.gap, level=level)


def _indent(text: str) -> int:
    """How far a bullet is indented; a tab counts as four."""
    return len(text.expandtabs(4)) - len(text.expandtabs(4).lstrip(" "))


def _without_marks(aligned: AlignedText) -> AlignedText:
    if "](" in aligned.text:
        aligned = _unlinked(aligned)
    cuts = sorted(found.span() for marks in (_STARS, _BARS) for found in marks.finditer(aligned.text))
    return aligned.without(cuts) if cuts else aligned


def _unlinked(aligned: AlignedText) -> AlignedText:
    """Links as their words, images out; nothing where the line was a list of links."""
    links = list(_LINK.finditer(aligned.text))
    if len(_LINK.sub("", aligned.text).strip(" \t|\uff5c,\u3000")) == 0:
        return aligned[:0]
    cuts = []
    for link in links:
        words = link.span() if link[1] else link.span(2)
        cuts += [(link.start(), words[1])] if link[1] else [(link.start(), words[0]), (words[1], link.end())]
    return aligned.without(cuts)


def _front_matter(aligned: AlignedText, patterns: PressPatterns) -> tuple[dict[str, str], AlignedText]:
    """Title and date of the YAML that a text opens with, and the text behind it."""
    opening = _FRONT_MATTER.match(aligned.text)
    closing = _FRONT_END.search(aligned.text, opening.end()) if opening else None
    if not opening or not closing:
        return {}, aligned
    facts = _facts(aligned.text[opening.end() : closing.start()], patterns)
    return facts, aligned[closing.end() :]


def _facts(text: str, patterns: PressPatterns) -> dict[str, str]:
    try:
        entries = yaml.load(text, Loader=yaml.CBaseLoader)  # makes nothing but text
    except yaml.YAMLError:
        return {}
    if not isinstance(entries, Mapping):
        return {}
    lowered = {str(key).lower(): value for key, value in entries.items()}
    found = {}
    for fact in ("title", "published"):
        values = [lowered[key] for key in patterns.fields[fact] if isinstance(lowered.get(key), str)]
        found[fact] = values[0].strip("#* \n") if values else ""
    return found


FORMAT = text_format((".md", ".markdown"), read_markdown, plain=True)
