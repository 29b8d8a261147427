"""Counts of what was wanted, what was found and what agrees, and the shares they give."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

__all__ = ["Score", "total"]


@dataclass(frozen=True, slots=True)
class Score:
    """How many the gold has, how many were found, and how many of each agree.

    >>> score = Score(gold=4, found=2, right_gold=1, right_found=1)
    >>> score.precision, score.recall, round(score.f, 3)
    (0.5, 0.25, 0.333)
    """

    gold: float = 0
    found: float = 0
    right_gold: float = 0
    right_found: float = 0

    @property
    def precision(self) -> float:
        """The share of what was found that is right; 0 where nothing was found."""
        return self.right_found / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """The share of the gold that was found; 0 where the gold has nothing."""
        return self.right_gold / self.gold if self.gold else 0.0

    @property
    def f(self) -> float:
        """The harmonic mean of both."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def __add__(self, other: Score) -> Score:
        return Score(
            self.gold + other.gold,
            self.found + other.found,
            self.right_gold + other.right_gold,
            self.right_found + other.right_found,
        )


def total(scores: Iterable[Score]) -> Score:
    """The sum of counts; shares are those of the whole, not the mean of shares."""
    return sum(scores, Score())
