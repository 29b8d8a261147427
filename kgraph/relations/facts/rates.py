"""How often what a rule says is true: counted on real text, with the names that the reading itself found there.

A fact is as sure as its rule times each of its names: it is true where both names are, and the rule is. A rule is
counted apart for facts whose names stand in one sentence, in neighbouring ones and farther off. Where a rule was met
seldom, it is drawn towards the mean of its predicate at that distance, and that towards the mean of the predicate.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from kgraph import models
from kgraph.errors import KnowledgeError

__all__ = ["PATH", "Case", "Rates", "count", "distance", "load"]

PATH = models.DEFAULT / "rule_rates.json"
DRAWN = 4.0  # how many cases the mean of the predicate counts for
LEAST = 0.45  # below it facts are wrong about as often as right; what is stated so is true in six of ten
UNKNOWN = 0.9  # of a predicate that no gold states: what nobody could count is believed
NEXT = 2  # ends of sentences between two names that are still neighbours
_END = re.compile(r"[。！？!?\n]+")

K = TypeVar("K")
Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Case:
    """One fact that a rule gave, how sure its names were, and whether it is true."""

    rule: str
    predicate: str
    distance: str
    names: float
    true: bool


class Rates:
    """The share of true facts by rule, predicate and distance; 1 of everything where nothing was counted.

    >>> rates = Rates({("award-passive", "received_award", "sentence"): (80.0, 100.0)})
    >>> round(rates.of("award-passive", "received_award", "sentence"), 2)
    0.8
    >>> Rates().of("award-passive", "received_award", "sentence")
    1.0
    """

    def __init__(self, counts: Mapping[Key, tuple[float, float]] | None = None) -> None:
        self._counts = dict(counts or {})
        self._at = _summed(((key[1], key[2]), each) for key, each in self._counts.items())
        self._predicates = _summed((key[1], each) for key, each in self._counts.items())

    @property
    def counted(self) -> bool:
        """Whether anything was counted."""
        return bool(self._counts)

    @property
    def least(self) -> float:
        """The confidence below which a statement is no fact: none where nothing was counted."""
        return LEAST if self._counts else 0.0

    def of(self, rule: str, predicate: str, distance: str) -> float:
        """How often a fact of this rule is true whose names are sure."""
        if not self._counts:
            return 1.0
        mean = _drawn(self._predicates.get(predicate), UNKNOWN)
        mean = _drawn(self._at.get((predicate, distance)), mean)
        return _drawn(self._counts.get((rule, predicate, distance)), mean)


def distance(between: str) -> str:
    """How far off two names are from each other, by the text between them.

    >>> distance("获评"), distance("成立。获评"), distance("。" + "一。二。三。")
    ('sentence', 'next', 'far')
    """
    ends = len(_END.findall(between))
    return "sentence" if not ends else "next" if ends <= NEXT else "far"


def count(cases: Iterable[Case]) -> dict[Key, tuple[float, float]]:
    """For each rule, predicate and distance how many facts are true, and how many would be if only names erred.

    >>> count([Case("award", "received_award", "far", 0.5, True), Case("award", "received_award", "far", 0.5, False)])
    {('award', 'received_award', 'far'): (1.0, 1.0)}
    """
    return _summed(((each.rule, each.predicate, each.distance), (float(each.true), each.names)) for each in cases)


@lru_cache(maxsize=4)
def load(path: Path = PATH) -> Rates:
    """The rates that a file holds."""
    try:
        rows = json.loads(path.read_text(encoding="utf-8"))["rates"]
        return Rates({(row["rule"], row["predicate"], row["distance"]): (row["true"], row["of"]) for row in rows})
    except (OSError, ValueError, LookupError, TypeError) as error:
        raise KnowledgeError(path.name, 0, f"{error}; python -m benchmarks.fit_rates writes it") from error


def _summed(counts: Iterable[tuple[K, tuple[float, float]]]) -> dict[K, tuple[float, float]]:
    sums: defaultdict[K, list[float]] = defaultdict(lambda: [0.0, 0.0])
    for key, (true, of) in counts:
        sums[key][0] += true
        sums[key][1] += of
    return {key: (true, of) for key, (true, of) in sums.items()}


def _drawn(counted: tuple[float, float] | None, mean: float) -> float:
    true, of = counted or (0.0, 0.0)
    return min(1.0, (true + DRAWN * mean) / (of + DRAWN))
