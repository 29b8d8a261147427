"""How far two ways to tie mentions together agree: B³, pairs, and what was tied together wrongly."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator, Mapping

from kgraph.evaluation.metrics import Score

__all__ = ["b_cubed", "pairwise", "tied"]


def b_cubed(gold: Mapping[Hashable, Hashable], found: Mapping[Hashable, Hashable]) -> Score:
    """Agreement mention by mention, over those that both have: each looks at what shares its cluster.

    >>> score = b_cubed({1: "安踏", 2: "安踏", 3: "恒安"}, {1: "e1", 2: "e1", 3: "e1"})
    >>> round(score.precision, 3), score.recall
    (0.556, 1.0)
    """
    both, left, right = _sizes(gold, found)
    items = sum(both.values())
    precision = sum(count * count / right[cluster] for (_, cluster), count in both.items())
    recall = sum(count * count / left[cluster] for (cluster, _), count in both.items())
    return Score(items, items, recall, precision)


def pairwise(gold: Mapping[Hashable, Hashable], found: Mapping[Hashable, Hashable]) -> Score:
    """Agreement over the pairs of mentions that one side ties together.

    >>> pairwise({1: "安踏", 2: "安踏", 3: "恒安"}, {1: "e1", 2: "e1", 3: "e1"})
    Score(gold=1, found=3, right_gold=1, right_found=1)
    """
    both, left, right = _sizes(gold, found)
    right_pairs = _pairs(both)
    return Score(_pairs(left), _pairs(right), right_pairs, right_pairs)


def tied(gold: Mapping[Hashable, Hashable], found: Mapping[Hashable, Hashable]) -> Iterator[tuple[Hashable, ...]]:
    """The gold clusters that one found cluster holds, for each that holds more than one.

    >>> list(tied({1: "安踏", 2: "安踏", 3: "恒安"}, {1: "e1", 2: "e1", 3: "e1"}))
    [('安踏', '恒安')]
    """
    held: dict[Hashable, dict[Hashable, None]] = {}
    for key, cluster in found.items():
        if key in gold:
            held.setdefault(cluster, {})[gold[key]] = None
    yield from (tuple(clusters) for clusters in held.values() if len(clusters) > 1)


def _sizes(
    gold: Mapping[Hashable, Hashable], found: Mapping[Hashable, Hashable]
) -> tuple[Counter[tuple[Hashable, Hashable]], Counter[Hashable], Counter[Hashable]]:
    """How many mentions that both have lie in each pair of clusters, and in each cluster of either side."""
    shared = [key for key in gold if key in found]
    both = Counter((gold[key], found[key]) for key in shared)
    return both, Counter(gold[key] for key in shared), Counter(found[key] for key in shared)


def _pairs(sizes: Mapping[Hashable, int] | Counter[tuple[Hashable, Hashable]]) -> int:
    return sum(size * (size - 1) // 2 for size in sizes.values())
