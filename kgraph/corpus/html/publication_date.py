"""The day on which a page was published: what its head says, its data, its elements, the lines about its headline."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kgraph.corpus.dates import iso_date
from kgraph.corpus.html.blocks import BlockSegmentation, TextBlock
from kgraph.corpus.press_patterns import PressPatterns

__all__ = ["publication_date"]

_DATA = re.compile(
    r"[\"'](?:datePublished|pubDate|publishDate|publish_date|publishTime|publish_time|publishedAt|pubTime|pub_time|ptime"
    r"|uploadDate|dateCreated)[\"']\s*:\s*[\"']([^\"'<>]{8,40})[\"']",
    re.I,
)
# A script that writes the date into the element that shows it: s="2020-02-11"; e(t,n,s,…("publish_time"))
_WRITTEN = re.compile(r"[\"']((?:19|20)\d\d-\d\d-\d\d)[^\"'<>]{0,20}[\"'][^<>]{0,120}[\"']publish_?time[\"']", re.I)
_SHORT = 200  # longer blocks are text, and their dates are of what they tell
_ABOVE, _BELOW = 8, 6  # blocks about the beginning of the story among which its date stands


def publication_date(page: BlockSegmentation, text: str, kept: Sequence[TextBlock], patterns: PressPatterns) -> str:
    """The date as ISO writes it; empty where nothing tells it."""
    stated = (iso_date(each, patterns) for each in _stated(page, text, patterns))
    return next((date for date in stated if date), "") or _shown(page, kept, patterns)


def _stated(page: BlockSegmentation, text: str, patterns: PressPatterns) -> Iterator[str]:
    yield from (page.meta[key] for key in patterns.date_metas if key in page.meta)
    yield from (found[1] for found in _DATA.finditer(text))
    yield from page.times
    yield from (found[1] for found in _WRITTEN.finditer(text))


def _shown(page: BlockSegmentation, kept: Sequence[TextBlock], patterns: PressPatterns) -> str:
    """The date of a line that says it is one, near the beginning of the story first."""
    place = {id(block): index for index, block in enumerate(page.blocks)}
    first = place[id(kept[0])] if kept else 0
    near = page.blocks[max(first - _ABOVE, 0) : first + _BELOW]
    for blocks in (near, page.blocks):
        for pattern in (patterns.announced_date, patterns.timed_date):
            for block in blocks:
                found = pattern.search(block.aligned.text) if len(block.aligned) <= _SHORT else None
                if found and (date := iso_date(found[0], patterns)):
                    return date
    return ""
