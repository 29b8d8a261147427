"""Who wins an overlap: decided here and nowhere else."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from kgraph.entities.candidates.candidate import Candidate

__all__ = ["select"]

# A span is worth taking when it is more often right than this: below, it costs the F score more than it gives.
FLOOR = 0.33
# What a user listed is not weighed: it stands, and what touches it falls.
CERTAIN = 1.0


def select(found: Iterable[Candidate]) -> list[Candidate]:
    """The candidates, none overlapping, whose characters are best explained.

    A candidate weighs as many times as it has characters what its confidence exceeds the floor by: so the long name
    wins over the places in it unless it is doubtful.

    >>> long = Candidate(0, 6, "Government", "ending", 0.7)
    >>> [each.type for each in select([Candidate(0, 3, "Place", "list", 0.9), long])]
    ['Government']
    """
    found = sorted(found)
    own = [each for each in found if each.confidence == CERTAIN]
    ranked = sorted((each for each in _free(found, own) if each.confidence > FLOOR), key=lambda each: (each.end, each))
    ends = [each.end for each in ranked]
    best, taken = [0.0], [False]
    for number, each in enumerate(ranked):
        with_it = best[bisect_right(ends, each.start, hi=number)] + _weight(each)
        taken.append(with_it > best[number])
        best.append(max(with_it, best[number]))
    return list(_traced(ranked, ends, taken))[::-1]


def _free(found: Iterable[Candidate], own: Sequence[Candidate]) -> Iterator[Candidate]:
    """What is certain, and what does not touch it."""
    ends = [each.end for each in own]
    for each in found:
        number = bisect_right(ends, each.start)
        if each.confidence == CERTAIN or number == len(own) or own[number].start >= each.end:
            yield each


def _weight(each: Candidate) -> float:
    return (each.confidence - FLOOR) * (each.end - each.start)


def _traced(ranked: Sequence[Candidate], ends: Sequence[int], taken: Sequence[bool]) -> Iterator[Candidate]:
    number = len(ranked)
    while number:
        if not taken[number]:
            number -= 1
            continue
        each = ranked[number - 1]
        yield each
        number = bisect_right(ends, each.start, hi=number - 1)
