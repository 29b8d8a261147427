"""Plain text and Markdown as lines: front matter aside, marks off, tags out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import yaml

from kgraph.corpus.html.blocks import mixed_flow
from kgraph.corpus.html.tokenizer import has_tags
from kgraph.corpus.layout.lines import Draft, Line, split_lines
from kgraph.corpus.press_patterns import Rules
from kgraph.text.aligned_text import Strand

__all__ = ["plain", "read_prose"]

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


def read_prose(strand: Strand, rules: Rules) -> Draft:
    """A text as lines, with what its front matter says."""
    facts, body = _front_matter(strand, rules)
    return Draft(tuple(plain(body)), title=facts.get("title", ""), published=facts.get("published", ""))


def plain(strand: Strand) -> Iterator[Line]:
    r"""The lines of a text without the marks of Markdown and HTML.

    >>> [(line.kind, line.text) for line in plain(Strand.of("# 获奖名单\n\n**安踏**获评绿色工厂。"))]
    [('headline', '获奖名单'), ('', '安踏获评绿色工厂。')]
    """
    for line in _tagged(strand) if has_tags(strand.text) else split_lines(strand):
        cleaned = _unmarked(line)
        if cleaned.strand.text.strip():
            yield cleaned


def _tagged(strand: Strand) -> Iterator[Line]:
    for piece in mixed_flow(strand).pieces:
        if piece.linked * 2 <= len(piece.strand):
            yield Line(piece.strand, piece.kind, piece.gap)


def _unmarked(line: Line) -> Line:
    """The line without its Markdown; a line that is all links, or a rule, comes out empty."""
    text = line.text
    if _RULE.match(text):
        return Line(line.strand[:0])
    start, kind = 0, line.kind
    if quote := _QUOTE.match(text):
        start = quote.end()
    if heading := _HEADING.match(text, start):
        start, kind = heading.end(), "headline" if len(heading[1]) == 1 else "heading"
    elif bullet := _BULLET.match(text, start):
        start, kind = bullet.end(), "item"
    elif _BOLD_LINE.match(text, start):
        kind = "heading"
    return Line(_without_marks(line.strand[start:]), kind, line.gap)


def _without_marks(strand: Strand) -> Strand:
    if "](" in strand.text:
        strand = _unlinked(strand)
    cuts = sorted(found.span() for marks in (_STARS, _BARS) for found in marks.finditer(strand.text))
    return strand.without(cuts) if cuts else strand


def _unlinked(strand: Strand) -> Strand:
    """Links as their words, images out; nothing where the line was a list of links."""
    links = list(_LINK.finditer(strand.text))
    if len(_LINK.sub("", strand.text).strip(" \t|\uff5c,\u3000")) == 0:
        return strand[:0]
    cuts = []
    for link in links:
        words = link.span() if link[1] else link.span(2)
        cuts += [(link.start(), words[1])] if link[1] else [(link.start(), words[0]), (words[1], link.end())]
    return strand.without(cuts)


def _front_matter(strand: Strand, rules: Rules) -> tuple[dict[str, str], Strand]:
    """Title and date of the YAML that a text opens with, and the text behind it."""
    opening = _FRONT_MATTER.match(strand.text)
    closing = _FRONT_END.search(strand.text, opening.end()) if opening else None
    if not opening or not closing:
        return {}, strand
    facts = _facts(strand.text[opening.end() : closing.start()], rules)
    return facts, strand[closing.end() :]


def _facts(text: str, rules: Rules) -> dict[str, str]:
    try:
        entries = yaml.load(text, Loader=yaml.CBaseLoader)  # makes nothing but text
    except yaml.YAMLError:
        return {}
    if not isinstance(entries, Mapping):
        return {}
    lowered = {str(key).lower(): value for key, value in entries.items()}
    found = {}
    for fact in ("title", "published"):
        values = [lowered[key] for key in rules.fields[fact] if isinstance(lowered.get(key), str)]
        found[fact] = values[0].strip("#* \n") if values else ""
    return found
