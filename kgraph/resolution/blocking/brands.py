"""A brand in one article and the firm in another: one thing only where they share a neighbour."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from kgraph.records import Mention
from kgraph.resolution.article_context import Key, Naming, Setting
from kgraph.resolution.blocking.within_document import Link, Near
from kgraph.resolution.clusters import Clusters
from kgraph.resolution.compare.matcher import SCORES

__all__ = ["links"]

COMPANY = "Company"
TELLING = frozenset({"Person", "Product", "Project", "Company", "Document"})
SHORTEST, LONGEST, MANY = 2, 6, 5


def links(settings: Sequence[Setting], clusters: Clusters[Key]) -> Iterator[Link | Near]:
    """Join or tell each brand with the one registered firm whose name opens with it."""
    firms = _firms(settings, clusters)
    neighbours = _neighbours(settings, clusters)
    for setting in settings:
        for brand in setting.namings.values():
            if brand.type != COMPANY or clusters.has_label(brand.key):
                continue
            able = sorted(root for root in firms.get(brand.name.core, ()) if clusters.may_join(root, brand.key))
            if len(able) == 1:
                yield from _tied(brand, able[0], setting, clusters, neighbours)
            elif 1 < len(able) <= MANY:
                yield from (_near(brand, firm, setting, 0.3) for firm in able)


def _tied(
    brand: Naming, firm: Key, setting: Setting, clusters: Clusters[Key], neighbours: Mapping[Key, set[Key]]
) -> Iterator[Link | Near]:
    shared = neighbours.get(clusters.find(brand.key), set()) & neighbours.get(clusters.find(firm), set())
    if not shared:
        yield _near(brand, firm, setting, SCORES["opening"] / 2)
    elif clusters.join(brand.key, firm):
        one, other = sorted((brand.key, firm))
        evidence = f"{min(shared)[2]}: {setting.sentence(brand.first)}"
        yield Link(one, other, "shared-neighbour", SCORES["shared-neighbour"], evidence)


def _near(brand: Naming, firm: Key, setting: Setting, score: float) -> Near:
    one, other = sorted((brand.key, firm))
    return Near(score, one, other, "brand", setting.sentence(brand.first))


def _firms(settings: Sequence[Setting], clusters: Clusters[Key]) -> Mapping[str, set[Key]]:
    """The registered firms by every way their names can open."""
    firms: dict[str, set[Key]] = defaultdict(set)
    for setting in settings:
        for naming in setting.namings.values():
            if naming.type == COMPANY and naming.name.registered:
                root = clusters.find(naming.key)
                for start in naming.name.starts:
                    for size in range(SHORTEST, LONGEST + 1):
                        firms[naming.name.core[start : start + size]].add(root)
    return firms


def _neighbours(settings: Sequence[Setting], clusters: Clusters[Key]) -> Mapping[Key, set[Key]]:
    """The persons, products and the like that facts tie to each firm."""
    neighbours: dict[Key, set[Key]] = defaultdict(set)
    for setting in settings:
        for fact in setting.reading.facts:
            for one, other in ((fact.subject, fact.object), (fact.object, fact.subject)):
                if one.type == COMPANY and other.type in TELLING:
                    neighbours[_root(one, setting, clusters)].add(_root(other, setting, clusters))
    return neighbours


def _root(mention: Mention, setting: Setting, clusters: Clusters[Key]) -> Key:
    """The cluster of a mention; a person by name, for a namesake at one firm's two names is one person."""
    key = setting.key_of[mention.key]
    return ("", *key[1:]) if mention.type == "Person" else clusters.find(key)
