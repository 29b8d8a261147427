"""Whether confidence keeps its word: of what was said with .9, nine tenths should be right."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

__all__ = ["Claim", "Tally", "by_confidence", "by_rule", "error"]

_BOUNDS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95)


@dataclass(frozen=True, slots=True)
class Claim:
    """Something that a rule said with a confidence, and whether the gold agrees."""

    rule: str
    confidence: float
    right: bool


@dataclass(frozen=True, slots=True)
class Tally:
    """Claims of one kind: how many, how sure they were on average, and the share that is right."""

    name: str
    count: int
    stated: float
    measured: float


def by_confidence(claims: Iterable[Claim]) -> Iterator[Tally]:
    """The claims in bins of their confidence, the least sure first.

    >>> list(by_confidence([Claim("list", 0.92, True), Claim("list", 0.94, False)]))
    [Tally(name='0.90–0.95', count=2, stated=0.93, measured=0.5)]
    """
    bins: defaultdict[int, list[Claim]] = defaultdict(list)
    for claim in claims:
        bins[sum(claim.confidence >= bound for bound in _BOUNDS) - 1].append(claim)
    ends = (*_BOUNDS[1:], 1.0)
    yield from (_tally(f"{_BOUNDS[key]:.2f}–{ends[key]:.2f}", bins[key]) for key in sorted(bins))


def error(claims: Iterable[Claim]) -> float:
    """The expected calibration error: by how much stated and measured differ, over the bins by their size.

    >>> round(error([Claim("list", 0.92, True), Claim("list", 0.94, False)]), 2)
    0.43
    """
    bins = list(by_confidence(claims))
    count = sum(each.count for each in bins)
    return sum(each.count * abs(each.stated - each.measured) for each in bins) / count if count else 0.0


def by_rule(claims: Iterable[Claim]) -> Iterator[Tally]:
    """The claims of each rule, the rule that was used most first.

    >>> list(by_rule([Claim("list", 0.92, True), Claim("list", 0.94, False)]))
    [Tally(name='list', count=2, stated=0.93, measured=0.5)]
    """
    rules: defaultdict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        rules[claim.rule].append(claim)
    yield from (_tally(rule, rules[rule]) for rule in sorted(rules, key=lambda name: (-len(rules[name]), name)))


def _tally(name: str, claims: list[Claim]) -> Tally:
    count = len(claims)
    stated = round(sum(claim.confidence for claim in claims) / count, 6)
    return Tally(name, count, stated, sum(claim.right for claim in claims) / count)
