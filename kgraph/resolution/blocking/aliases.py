"""Two names of one thing: what articles tie counts by how many do, against those that name both and do not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from kgraph.resolution.article_context import Key
from kgraph.resolution.blocking.review import Link, ReviewPair
from kgraph.resolution.blocking.within_document import Unit
from kgraph.resolution.clusters import Clusters

__all__ = ["links"]

CLEAR, RARE = 3, 12
DEFINED = "gloss"


@dataclass(slots=True)
class _Edge:
    """The links between two clusters, and the articles that make them."""

    best: Link
    articles: set[str] = field(default_factory=set)
    defined: int = 0

    def add(self, link: Link) -> None:
        """Count one more link."""
        self.articles.add(link.left[0])
        self.defined += link.rule == DEFINED
        if (-link.score, link.left, link.right) < (-self.best.score, self.best.left, self.best.right):
            self.best = link


def links(units: Iterable[Unit], identified: Collection[Key], clusters: Clusters[Key]) -> Iterator[Link | ReviewPair]:
    """Join the clusters that the articles tie often enough; then names that mean something only there."""
    own: list[Link] = []
    edges: dict[tuple[Key, Key], _Edge] = {}
    for unit in units:
        for link in unit.links:
            if link.left in identified and link.right in identified:
                _count(link, edges, clusters)
            else:
                own.append(link)
    yield from _settled(edges, clusters)
    for link in own:
        if clusters.join(link.left, link.right):
            yield link


def _count(link: Link, edges: dict[tuple[Key, Key], _Edge], clusters: Clusters[Key]) -> None:
    """Edges run from the shorter name to the longer."""
    short, long = sorted((link.left, link.right), key=lambda key: (len(key[2]), key))
    pair = clusters.find(short), clusters.find(long)
    edges.setdefault(pair, _Edge(link)).add(link)


def _settled(edges: Mapping[tuple[Key, Key], _Edge], clusters: Clusters[Key]) -> Iterator[Link | ReviewPair]:
    articles = {root: _articles(root, clusters) for root in sorted({root for pair in edges for root in pair})}
    rivals: dict[Key, list[tuple[Key, set[str]]]] = defaultdict(list)
    for (short, long), edge in edges.items():
        rivals[short].append((long, edge.articles))
    for (short, long), edge in sorted(edges.items(), key=_most_first):
        against = [len(some - edge.articles) for other, some in rivals[short] if not clusters.together(other, long)]
        enough = _is_enough(edge, articles[short], articles[long], max(against, default=0))
        if enough and clusters.join(short, long):
            yield edge.best
        elif not clusters.together(short, long):
            yield ReviewPair(edge.best.score / 2, edge.best.left, edge.best.right, "several", edge.best.evidence)
        else:
            yield edge.best


def _most_first(item: tuple[tuple[Key, Key], _Edge]) -> tuple[int, int, tuple[Key, Key]]:
    pair, edge = item
    return -edge.defined, -len(edge.articles), pair


def _is_enough(edge: _Edge, short: Collection[str], long: Collection[str], against: int) -> bool:
    """Most of the articles that name both tie them, no other longer name is as near, and it is no slip of one."""
    count, both = len(edge.articles), len(set(short) & set(long))
    if edge.defined:
        return edge.defined * CLEAR >= against and count * CLEAR >= both
    if len(short) >= RARE and count * RARE < len(short) and count * CLEAR < len(long):
        return False
    return count * 2 > both and (against == 0 or count >= against * CLEAR) and not (len(short) >= RARE and count == 1)


def _articles(root: Key, clusters: Clusters[Key]) -> frozenset[str]:
    return frozenset(key[0] for key in clusters.members(root))
