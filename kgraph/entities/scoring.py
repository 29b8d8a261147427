"""How sure a candidate is: a weighted sum of what speaks for it, measured on text that the tagger was not taught."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from kgraph.entities.candidates import Candidate
from kgraph.entities.memory import Recollection
from kgraph.entities.page import Page
from kgraph.knowledge import Knowledge

__all__ = ["Scorer", "features"]

Features = dict[str, float]
_EDGE = 0.003


class Scorer:
    """Gives each candidate its probability: weights of names/weights.yaml, added up and squeezed between 0 and 1."""

    def __init__(self, knowledge: Knowledge) -> None:
        entries = knowledge.structure("names/weights")
        self._weights = {
            f"{group}:{name}": float(weight)
            for group in sorted(entries)
            if group != "tagger"
            for name, weight in entries[group].items()
        }

    def scored(self, page: Page, found: Iterable[Candidate], memory: Recollection) -> list[Candidate]:
        """One candidate for each span and type, with its probability."""
        return [
            Candidate(*span, rule, self.probability(seen))
            for span, rule, seen in features(page, found, memory)
        ]

    def probability(self, seen: Features) -> float:
        """The probability of a candidate of which this was seen."""
        total = sum(self._weights.get(name, 0.0) * value for name, value in seen.items())
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def features(
    page: Page, found: Iterable[Candidate], memory: Recollection
) -> Iterator[tuple[tuple[int, int, str], str, Features]]:
    """What is seen of each candidate: of its type, the tagger, its rules, its length and the rest of the page.

    `memory` says of a name what its other places on the page say.
    """
    same: defaultdict[tuple[int, int, str], list[Candidate]] = defaultdict(list)
    for each in found:
        same[each.start, each.end, each.type].append(each)
    for span, alike in sorted(same.items()):
        rules = sorted({each.rule for each in alike})
        best = max(alike, key=lambda each: (each.confidence, each.rule))
        yield span, best.rule, _seen(page, span, rules, memory)


def _seen(
    page: Page, span: tuple[int, int, str], rules: Sequence[str], memory: Recollection
) -> Features:
    start, end, kind = span
    likely = min(max(page.likely(start, end, kind), _EDGE), 1 - _EDGE)
    seen = {f"base:{kind}": 1.0, f"likely:{kind}": math.log(likely / (1 - likely)), **_shape(page, start, end, kind)}
    seen.update((f"rule:{rule}", 1.0) for rule in rules)
    said = memory.says(page.text[start:end], span)
    seen.update((f"{name}:{kind}", value) for name, value in said.items() if value)
    return seen


def _shape(page: Page, start: int, end: int, kind: str) -> Features:
    length = end - start
    return {
        f"length:{kind}-{'one' if length < 2 else 'two' if length == 2 else 'long' if length > 10 else 'mid'}": 1.0,
        f"cut:{kind}": float(page.is_cut(start)) + float(page.is_cut(end)) - 2,
    }
