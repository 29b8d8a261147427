"""The passages that patterns read one at a time: sentences, cut where they are too long."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kgraph.records import Article, Mention

__all__ = ["Passage", "passages"]

LONGEST = 480
_CUTS = "；;，,、 "


@dataclass(frozen=True, slots=True)
class Passage:
    """A span of an article with the mentions that lie in it; `kind` is that of its block."""

    start: int
    end: int
    mentions: tuple[Mention, ...]
    kind: str = ""


def passages(article: Article, mentions: Sequence[Mention]) -> tuple[Passage, ...]:
    """The sentences of an article with their mentions; no mention is cut and none overlaps another."""
    apart = tuple(_apart(mentions))
    starts = [mention.start for mention in apart]
    found = []
    for start, end in _whole(article, apart):
        inside = apart[bisect_left(starts, start) : bisect_left(starts, end)]
        found.append(Passage(start, end, inside, _kind(article, start)))
    return tuple(found)


def _apart(mentions: Sequence[Mention]) -> Iterator[Mention]:
    """Mentions in their order; of two that overlap, the one that starts first or is longer."""
    last = 0
    for mention in sorted(mentions, key=lambda each: (each.start, -each.end, each.type)):
        if mention.start >= last:
            yield mention
            last = mention.end


def _whole(article: Article, mentions: Sequence[Mention]) -> Iterator[tuple[int, int]]:
    """Spans of sentences, joined where a mention crosses their border, cut where they are too long."""
    ends = [mention.end for mention in mentions]
    last = 0
    for start, end in _joined(article.sentences or _lines(article.text), mentions):
        last = start
        while end - last > LONGEST:
            cut = _cut(article.text, last, mentions, ends)
            yield last, cut
            last = cut
        if last < end:
            yield last, end


def _joined(spans: Sequence[tuple[int, int]], mentions: Sequence[Mention]) -> Iterator[tuple[int, int]]:
    crossing = iter(mentions)
    mention = next(crossing, None)
    waiting: tuple[int, int] | None = None
    for first, end in spans:
        start = waiting[0] if waiting else first
        while mention is not None and mention.end <= end:
            mention = next(crossing, None)
        waiting = (start, end) if mention is not None and mention.start < end < mention.end else None
        if waiting is None:
            yield start, end
    if waiting is not None:
        yield waiting


def _cut(text: str, start: int, mentions: Sequence[Mention], ends: Sequence[int]) -> int:
    """Where to cut what begins at a place and is too long: after a mark in its second half, never in a mention."""
    at = start + LONGEST
    best = max(text.rfind(mark, start + LONGEST // 2, at) for mark in _CUTS) + 1
    place = best or at
    i = bisect_left(ends, place + 1)
    if i < len(mentions) and mentions[i].start < place < mentions[i].end:
        return mentions[i].end
    return place


def _lines(text: str) -> list[tuple[int, int]]:
    spans, start = [], 0
    for line in text.split("\n"):
        if line.strip():
            spans.append((start, start + len(line)))
        start += len(line) + 1
    return spans


def _kind(article: Article, place: int) -> str:
    i = bisect_left(article.blocks, place + 1, key=lambda block: block.start) - 1
    return article.blocks[i].kind if i >= 0 else ""
