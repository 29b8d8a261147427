"""How well found groups of names agree with those a reader made."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from math import comb

__all__ = ["Agreement", "b_cubed", "false_merges", "pairwise"]


@dataclass(frozen=True, slots=True)
class Agreement:
    """Precision and recall; `f` is their harmonic mean."""

    precision: float
    recall: float

    @property
    def f(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def b_cubed(gold: Mapping[Hashable, Hashable], found: Mapping[Hashable, Hashable]) -> Agreement:
    """B³ over the mentions that both sides know; each maps a mention to its group.

    >>> b_cubed({1: "安踏", 2: "安踏", 3: "恒安"}, {1: "a", 2: "a", 3: "b"})
    Agreement(precision=1.0, recall=1.0)
    """
    pairs, left, right = _tallies(gold, found)
    total = sum(pairs.values())
    if not total:
        return Agreement(1.0, 1.0)
    precision = sum(n * n / right[group] for (_, group), n in sorted(pairs.items(), key=repr)) / total
    recall = sum(n * n / left[group] for (group, _), n in sorted(pairs.items(), key=repr)) / total
    return Agreement(precision, recall)


def pairwise(gold: Mapping[Hashable, Hashable], found: Mapping[Hashable, Hashable]) -> Agreement:
    """Of the pairs of mentions put together, how many belong together; and the reverse.

    >>> pairwise({1: "安踏", 2: "安踏", 3: "恒安"}, {1: "a", 2: "a", 3: "a"}).recall
    1.0
    """
    pairs, left, right = _tallies(gold, found)
    hit, wanted, made = (sum(comb(n, 2) for n in tally.values()) for tally in (pairs, left, right))
    return Agreement(hit / made if made else 1.0, hit / wanted if wanted else 1.0)


def false_merges(
    gold: Mapping[Hashable, Hashable], found: Mapping[Hashable, Hashable], names: Mapping[Hashable, str]
) -> tuple[tuple[str, ...], ...]:
    """The names of each found group that holds several groups of the gold, one name of each.

    >>> false_merges({1: "A", 2: "B"}, {1: "x", 2: "x"}, {1: "安踏", 2: "恒安"})
    (('安踏', '恒安'),)
    """
    groups: dict[Hashable, dict[Hashable, str]] = defaultdict(dict)
    for mention in sorted(gold.keys() & found.keys(), key=repr):
        kept = groups[found[mention]]
        kept[gold[mention]] = max(kept.get(gold[mention], ""), names[mention], key=lambda name: (len(name), name))
    return tuple(sorted(tuple(sorted(kept.values())) for kept in groups.values() if len(kept) > 1))


def _tallies(
    gold: Mapping[Hashable, Hashable], found: Mapping[Hashable, Hashable]
) -> tuple[Counter[tuple[Hashable, Hashable]], Counter[Hashable], Counter[Hashable]]:
    both = gold.keys() & found.keys()
    pairs = Counter((gold[mention], found[mention]) for mention in both)
    return pairs, Counter(gold[mention] for mention in both), Counter(found[mention] for mention in both)
