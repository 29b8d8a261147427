"""A brand in one article and the firm in another: one thing only where they share a neighbour."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from kgraph.records import Mention
from kgraph.resolution.article_context import ArticleContext, Key, SurfaceForm
from kgraph.resolution.blocking.review import Link, ReviewPair
from kgraph.resolution.clusters import Clusters
from kgraph.resolution.compare.matcher import SCORES

__all__ = ["links"]

COMPANY = "Company"
TELLING = frozenset({"Person", "Product", "Project", "Company", "Document"})
SHORTEST, LONGEST, MANY = 2, 6, 5


def links(contexts: Sequence[ArticleContext], clusters: Clusters[Key]) -> Iterator[Link | ReviewPair]:
    """Join or tell each brand with the one registered firm whose name opens with it."""
    firms = _firms(contexts, clusters)
    neighbours = _neighbours(contexts, clusters)
    for context in contexts:
        for brand in context.surfaces.values():
            if brand.type != COMPANY or clusters.has_label(brand.key):
                continue
            able = sorted(root for root in firms.get(brand.name.core, ()) if clusters.may_join(root, brand.key))
            if len(able) == 1:
                yield from _tied(brand, able[0], context, clusters, neighbours)
            elif 1 < len(able) <= MANY:
                yield from (_near(brand, firm, context, 0.3) for firm in able)


def _tied(
    brand: SurfaceForm, firm: Key, context: ArticleContext, clusters: Clusters[Key], neighbours: Mapping[Key, set[Key]]
) -> Iterator[Link | ReviewPair]:
    shared = neighbours.get(clusters.find(brand.key), set()) & neighbours.get(clusters.find(firm), set())
    if not shared:
        yield _near(brand, firm, context, SCORES["opening"] / 2)
    elif clusters.join(brand.key, firm):
        one, other = sorted((brand.key, firm))
        evidence = f"{min(shared)[2]}: {context.sentence(brand.first)}"
        yield Link(one, other, "shared-neighbour", SCORES["shared-neighbour"], evidence)


def _near(brand: SurfaceForm, firm: Key, context: ArticleContext, score: float) -> ReviewPair:
    one, other = sorted((brand.key, firm))
    return ReviewPair(score, one, other, "brand", context.sentence(brand.first))


def _firms(contexts: Sequence[ArticleContext], clusters: Clusters[Key]) -> Mapping[str, set[Key]]:
    """The registered firms by every way their names can open."""
    firms: dict[str, set[Key]] = defaultdict(set)
    for context in contexts:
        for surface in context.surfaces.values():
            if surface.type == COMPANY and surface.name.registered:
                root = clusters.find(surface.key)
                for start in surface.name.starts:
                    for size in range(SHORTEST, LONGEST + 1):
                        firms[surface.name.core[start : start + size]].add(root)
    return firms


def _neighbours(contexts: Sequence[ArticleContext], clusters: Clusters[Key]) -> Mapping[Key, set[Key]]:
    """The persons, products and the like that facts must_link to each firm."""
    neighbours: dict[Key, set[Key]] = defaultdict(set)
    for context in contexts:
        for fact in context.reading.facts:
            for one, other in ((fact.subject, fact.object), (fact.object, fact.subject)):
                if one.type == COMPANY and other.type in TELLING:
                    neighbours[_root(one, context, clusters)].add(_root(other, context, clusters))
    return neighbours


def _root(mention: Mention, context: ArticleContext, clusters: Clusters[Key]) -> Key:
    """The cluster of a mention; a person by name, for a namesake at one firm's two names is one person."""
    key = context.key_of[mention.key]
    return ("", *key[1:]) if mention.type == "Person" else clusters.find(key)
