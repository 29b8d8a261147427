"""Pair score: how likely two names that a rule joins in an article are one thing, and which features say so."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from kgraph import models
from kgraph.resolution.names.normalise import Name

__all__ = ["FILE", "PairScore", "features", "load"]

FILE = "name_pairs.json"
BIAS = "bias"


def features(rule: str, kind: str, left: Name, right: Name) -> Mapping[str, float]:
    """What a pair of names is like: the rule that ties it, the type, what the longer name has more."""
    return dict(_features(rule, kind, *sorted((left, right), key=lambda name: (len(name.folded), name.text))))


def _features(rule: str, kind: str, short: Name, long: Name) -> Iterator[tuple[str, float]]:
    yield BIAS, 1.0
    yield f"rule {rule}", 1.0
    yield f"type {kind}", 1.0
    yield "letters left out", 1.0 - len(short.folded) / len(long.folded)
    yield "longer begins so", float(long.folded.startswith(short.folded))
    yield "longer is registered", float(long.registered)
    yield "longer names its region", float(bool(long.regions) and not short.regions)
    yield "longer has a number more", float(len(long.numbers) > len(short.numbers))


@dataclass(frozen=True, slots=True)
class PairScore:
    """The weights of the features, fitted on pairs marked in real text."""

    weights: Mapping[str, float]

    def __call__(self, rule: str, kind: str, left: Name, right: Name) -> float:
        """The probability that the two are one thing.

        >>> from kgraph.knowledge_io import load as knowledge
        >>> from kgraph.resolution.names import normalise
        >>> names = normalise.load(knowledge())
        >>> score = load()
        >>> firm = score("same-form", "Company", names("远岭食品"), names("远岭食品股份有限公司"))
        >>> firm > score("ending", "Award", names("小巨人"), names("省级小巨人"))
        True
        """
        total = sum(self.weights.get(name, 0.0) * value for name, value in features(rule, kind, left, right).items())
        return round(1 / (1 + math.exp(-total)), 3)


@cache
def load() -> PairScore:
    """The weights that were learned."""
    return PairScore(json.loads((models.DEFAULT / FILE).read_text(encoding="utf-8")))
