"""Article segmentation: a page of lines as its stories: where each begins, its headline, its date."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from kgraph.corpus.dates import iso_date
from kgraph.corpus.layout.bigrams import BigramModel
from kgraph.corpus.layout.lines import Draft, Line
from kgraph.corpus.layout.repair import repair
from kgraph.corpus.press_patterns import PressPatterns
from kgraph.text.punctuation import COLONS

__all__ = ["Segment", "segment"]

_LISTING = re.compile("[\u3001\uff1a:\uff1b;]")  # what names several things, or a thing and its value, is no heading
_TITLES = ("headline", "label", "subtitle", "heading")
_NUMBERED = 3  # characters that may number a heading
_SHORT_TITLE, _COLUMN_NAME = 36, 6
_HEAD = ("headline", "label", "subtitle", "byline", "caption", "heading")
_LONGEST_RUN = 4
_BODY = 60  # characters of running text that make what stands before a story in its own right


@dataclass(frozen=True, slots=True)
class Segment:
    """An article of a page: its blocks are lines with their kinds."""

    blocks: tuple[Line, ...]
    title: str
    published: str


def segment(draft: Draft, rules: PressPatterns, bigrams: BigramModel) -> Iterator[Segment]:
    """The stories of a page, each with its headline run."""
    lines = repair(draft, rules, bigrams)
    starts = [0, *_starts(lines, rules), len(lines)]
    date = iso_date(draft.published, rules) or _page_date(lines, rules)
    for start, end in pairwise(starts):
        if start < end:
            titles = (draft.title, draft.page_title) if start == 0 else ("", "")
            yield _story(lines[start:end], rules, titles=titles, date=date)


def _starts(lines: Sequence[Line], rules: PressPatterns) -> Iterator[int]:
    """Where a further story begins: a headline run before a dateline or a byline, behind a body."""
    body = 0
    for index, line in enumerate(lines):
        opens = rules.dateline.match(line.text) or line.kind == "byline"
        if opens and body >= _BODY:
            run = _run_before(lines, index)
            if run < index and _has_body(lines, index):
                yield run
                body = 0
        if line.kind in ("paragraph", "item", "row"):
            body += len(line.aligned)


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


def _page_date(lines: Sequence[Line], rules: PressPatterns) -> str:
    dates = [iso_date(line.text, rules) for line in lines if line.kind == "byline" or rules.folio.match(line.text)]
    return next((date for date in dates if date), "")


def _story(lines: Sequence[Line], rules: PressPatterns, *, titles: tuple[str, str], date: str) -> Segment:
    own = [iso_date(line.text, rules) for line in lines if line.kind == "byline"]
    blocks = _with_headline(lines)
    heads = [line.text for line in blocks if line.kind == "headline"]
    return Segment(tuple(blocks), titles[0] or next(iter(heads), titles[1]), next((each for each in own if each), date))


def _with_headline(lines: Sequence[Line]) -> list[Line]:
    """Labels before the first paragraph are the headline and its subtitles; later ones are headings."""
    end = _head_end(lines)
    head = _headline(lines[:end])
    kinds = ["headline" if index == head else _kind_in_head(line) for index, line in enumerate(lines[:end])]
    if lines[end - 1 : end] and lines[end - 1].kind == "heading" and lines[end:] and head != end - 1:
        kinds[-1] = "heading"  # of the list, table or section that follows
    kinds += [_kind_in_body(line) for line in lines[end:]]
    return [replace(line, kind=kind) for line, kind in zip(lines, kinds, strict=True)]


def _head_end(lines: Sequence[Line]) -> int:
    """Where the body begins: at the first line that is no title, or behind many."""
    titles = 0
    for index, line in enumerate(lines):
        if line.kind not in _HEAD and not (index == 0 and _announces(lines)):
            return index
        titles += line.kind in _TITLES
        if titles > _LONGEST_RUN:
            return index
    return len(lines)


def _announces(lines: Sequence[Line]) -> bool:
    """Whether the first line is a headline that ends with a colon and goes on below."""
    first = lines[0]
    return (
        first.text[-1] in COLONS
        and len(first.aligned) <= _SHORT_TITLE
        and lines[1:2] != []
        and lines[1].kind in _TITLES
    )


def _headline(head: Sequence[Line]) -> int:
    """Which line of the head is the headline: the marked one, else the first that does not only name the column."""
    for kinds in (("headline",), ("label", "heading", "paragraph")):
        found = [index for index, line in enumerate(head) if line.kind in kinds]
        if not found:
            continue
        first = found[0]
        names_column = "label" in kinds and first + 1 in found and len(head[first].aligned) <= _COLUMN_NAME
        return first + names_column
    return -1


def _kind_in_head(line: Line) -> str:
    return "subtitle" if line.kind in ("headline", "label", "heading", "paragraph") else line.kind


def _kind_in_body(line: Line) -> str:
    if line.kind == "label":
        return "paragraph" if _LISTING.search(line.text, _NUMBERED) else "heading"
    return "paragraph" if line.kind == "subtitle" else line.kind
