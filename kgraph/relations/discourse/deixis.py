"""The place a paper is written for: 我县 in a page that names 灵川 and 灵川县人民医院."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from kgraph.knowledge_io import Knowledge
from kgraph.records import Article, Mention

__all__ = ["Homes"]

PLACE = "Place"


class Homes:
    """Finds for each such word the mentions of the place it means."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._endings = {row.key: row["ending"] for row in knowledge.table("discourse/deictic_places")}

    def __call__(self, article: Article, mentions: Sequence[Mention]) -> Mapping[str, tuple[Mention, ...]]:
        """For each word that an article uses, the mentions of the place named most often that may be meant."""
        used = {word: ending for word, ending in self._endings.items() if word in article.text}
        return {word: found for word, ending in used.items() if (found := _most_named(article, mentions, ending))}


def _most_named(article: Article, mentions: Sequence[Mention], ending: str) -> tuple[Mention, ...]:
    """The mentions of the most frequent place whose name ends so, or does with the ending added."""
    named: dict[str, list[Mention]] = {}
    for mention in mentions:
        stem = mention.text.removesuffix(ending)
        if mention.type == PLACE and len(stem) > 1 and f"{stem}{ending}" in article.text:
            named.setdefault(stem, []).append(mention)
    if not named:
        return ()
    counts = Counter({stem: article.text.count(stem) for stem in named})
    return tuple(named[min(counts, key=lambda stem: (-counts[stem], stem))])
