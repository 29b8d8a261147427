"""Reprints: near-equal articles of one build. What they state counts once, however many papers print it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from kgraph.records import Article

__all__ = ["independent", "originals"]

_SENTENCE = 8  # characters: shorter ones stand in many articles
_COMMON = 50  # articles that share a sentence which is no sign of a reprint: a disclaimer, a greeting
_SHARED = 0.7  # share of the longer article's sentences, by length, that a reprint repeats


def originals(articles: Iterable[Article]) -> dict[str, str]:
    """For each article that another repeats, the first of its like; one that stands alone is left out."""
    read = sorted(articles, key=lambda article: article.id)
    said = {article.id: _sentences(article) for article in read}
    holding: dict[str, list[str]] = defaultdict(list)
    for article in read:
        for sentence in said[article.id]:
            holding[sentence].append(article.id)
    found: dict[str, str] = {}
    for article in read:
        for other in _alike(article.id, said, holding):
            found[article.id] = found.setdefault(other, other)
            break
    return found


def _sentences(article: Article) -> dict[str, int]:
    """The sentences that tell one article from others, without white space, with their lengths."""
    texts = ("".join(article.text[start:end].split()) for start, end in article.sentences)
    return {text: len(text) for text in texts if len(text) >= _SENTENCE}


def _alike(own: str, said: Mapping[str, Mapping[str, int]], holding: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """The articles before this one that say nearly the same, the first first."""
    shared: dict[str, int] = defaultdict(int)
    for sentence, length in said[own].items():
        if len(holding[sentence]) <= _COMMON:
            for other in holding[sentence]:
                if other < own:
                    shared[other] += length
    for other in sorted(shared):
        longer = max(sum(said[own].values()), sum(said[other].values()))
        if shared[other] >= longer * _SHARED:
            yield other


def independent(articles: Iterable[str], originals: Mapping[str, str]) -> int:
    """How many of these passages, each told by its article, are independent: reprints repeat those of one article.

    >>> independent(["a1", "a1", "b1", "c1"], {"a1": "a1", "c1": "a1"})
    3
    """
    counts: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for article in articles:
        counts[originals.get(article, article)][article] += 1
    return sum(max(each.values()) for each in counts.values())
