"""A page of lines as its stories: where each begins, its headline, its date."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from kgraph.corpus.bonds import Bonds
from kgraph.corpus.layout import repair
from kgraph.corpus.lines import Draft, Line
from kgraph.corpus.rules import Rules

__all__ = ["Story", "iso_date", "stories"]

_DATE = re.compile(
    "((?:19|20)\\d\\d) ?[-/.\u5e74] ?(\\d{1,2}) ?[-/.\u6708] ?(\\d{1,2})(?!\\d)"
    "|(?<!\\d)((?:19|20)\\d\\d)([01]\\d)([0-3]\\d)(?!\\d)"
)
_HEAD = ("headline", "label", "subtitle", "byline", "caption", "heading")
_LONGEST_RUN = 4
_BODY = 60  # characters of running text that make what stands before a story in its own right


@dataclass(frozen=True, slots=True)
class Story:
    """An article of a page: its blocks are lines with their kinds."""

    blocks: tuple[Line, ...]
    title: str
    published: str


def iso_date(text: str) -> str:
    """The first full date in a text, as ISO writes it, or nothing.

    >>> iso_date("发布时间：2011年6月27日")
    '2011-06-27'
    """
    for found in _DATE.finditer(text):
        year, month, day = (int(part) for part in (found.groups()[:3] if found[1] else found.groups()[3:]))
        if 1 <= month <= 12 and 1 <= day <= 31:
            return f"{year:04d}-{month:02d}-{day:02d}"
    return ""


def stories(draft: Draft, rules: Rules, bonds: Bonds) -> Iterator[Story]:
    """The stories of a page, each with its headline run."""
    lines = repair(draft.lines, rules, bonds)
    starts = [0, *_starts(lines, rules), len(lines)]
    date = iso_date(draft.published) or _page_date(lines, rules)
    for start, end in pairwise(starts):
        if start < end:
            yield _story(lines[start:end], draft.title if start == 0 else "", date)


def _starts(lines: Sequence[Line], rules: Rules) -> Iterator[int]:
    """Where a further story begins: a headline run before a dateline or a byline, behind a body."""
    body = 0
    for index, line in enumerate(lines):
        opens = rules.dateline.match(line.text) or line.kind == "byline"
        if opens and body >= _BODY:
            run = _run_before(lines, index)
            if run < index and _has_body(lines, index):
                yield run
                body = 0
        if line.kind in ("paragraph", "item"):
            body += len(line.strand)


def _has_body(lines: Sequence[Line], index: int) -> bool:
    return lines[index].kind == "paragraph" or (index + 1 < len(lines) and lines[index + 1].kind == "paragraph")


def _run_before(lines: Sequence[Line], index: int) -> int:
    """Where the headline run that stands directly before this line begins."""
    first = index
    while (
        first > 0
        and index - first < _LONGEST_RUN
        and lines[first - 1].kind in ("headline", "label", "subtitle", "byline")
    ):
        first -= 1
    while first < index and lines[first].kind == "byline":
        first += 1  # a byline closes the story before
    return first


def _page_date(lines: Sequence[Line], rules: Rules) -> str:
    dates = [iso_date(line.text) for line in lines if line.kind == "byline" or rules.folio.match(line.text)]
    return next((date for date in dates if date), "")


def _story(lines: Sequence[Line], title: str, date: str) -> Story:
    own = [iso_date(line.text) for line in lines if line.kind == "byline"]
    blocks = _with_headline(lines)
    heads = [line.text for line in blocks if line.kind == "headline"]
    return Story(tuple(blocks), title or next(iter(heads), ""), next((each for each in own if each), date))


def _with_headline(lines: Sequence[Line]) -> list[Line]:
    """Labels before the first paragraph are the headline and its subtitles; later ones are headings."""
    head = next((index for index, line in enumerate(lines) if line.kind not in _HEAD), len(lines))
    marked = any(line.kind == "headline" for line in lines[:head])
    blocks = []
    for index, line in enumerate(lines):
        kind = line.kind
        if kind == "label":
            kind = "heading" if index >= head else "subtitle" if marked else "headline"
            marked = marked or kind == "headline"
        elif kind == "subtitle" and index >= head:
            kind = "paragraph"
        blocks.append(replace(line, kind=kind))
    return blocks
