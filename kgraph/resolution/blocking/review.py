"""What blocking finds: pairs to join, and pairs that a person may judge."""

from __future__ import annotations

from dataclasses import dataclass

from kgraph.resolution.article_context import Key

__all__ = ["Link", "ReviewPair"]


@dataclass(frozen=True, slots=True, order=True)
class Link:
    """Two surfaces taken for one thing."""

    left: Key
    right: Key
    rule: str
    score: float
    evidence: str = ""


@dataclass(frozen=True, slots=True, order=True)
class ReviewPair:
    """Two surfaces that may be one thing, and why they were not joined."""

    score: float
    left: Key
    right: Key
    reason: str
    evidence: str = ""
