"""Candidate: a typed span that may be a name, with the rule that proposes it and how sure that rule is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple, Self

__all__ = ["REFUTED", "UNHEARD", "Candidate", "Overrides", "held"]

Span = tuple[int, int, str]


class Overrides:
    """Whose word holds in place of the tagger's probabilities: nobody's, a rule's, the document's."""

    NONE, RULE, DOCUMENT = range(3)


# A candidate of this rule proposes nothing: it says how little is left of a span once another reading was found.
REFUTED = "refuted"
UNHEARD = -1.0


class _Fields(NamedTuple):
    start: int
    end: int
    type: str
    rule: str
    confidence: float
    overrides: int = Overrides.NONE


class Candidate(_Fields):
    """A span that may be a name; as a tuple its order is total.

    >>> Candidate(2, 2, "Company", "ending", 0.9)
    Traceback (most recent call last):
    ValueError: Company by 'ending': start 2 must lie before end 2
    """

    __slots__ = ()

    def __new__(  # a record's fields
        cls,
        start: int,
        end: int,
        type: str,  # noqa: A002 # the field's name
        rule: str,
        confidence: float,
        overrides: int = Overrides.NONE,
    ) -> Self:
        """A candidate whose span lies somewhere."""
        if not 0 <= start < end:
            msg = f"{type} by {rule!r}: start {start} must lie before end {end}"
            raise ValueError(msg)
        return tuple.__new__(cls, (start, end, type, rule, confidence, overrides))

    @classmethod
    def _make(cls, iterable: Iterable[Any]) -> Self:  # type: ignore[override] # typeshed's names its first argument _cls
        """What `_replace` is made of; it goes through the same gate."""
        return cls(*iterable)

    @property
    def span(self) -> Span:
        """Its place and its type."""
        return self.start, self.end, self.type


def held(alike: Sequence[Candidate]) -> float:
    """What holds of a span in place of the tagger's probabilities: the word of the highest rank; or UNHEARD.

    >>> held([Candidate(0, 2, "Place", REFUTED, 0.0, Overrides.RULE), Candidate(0, 2, "Place", "place-full", 0.8)])
    0.0
    """
    heard = [(each.overrides, each.confidence) for each in alike if each.overrides]
    return max(heard)[1] if heard else UNHEARD
