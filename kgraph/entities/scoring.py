"""How sure a candidate is: a weighted sum of what speaks for it, measured on text that the tagger was not taught."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from kgraph.entities.candidates import Candidate
from kgraph.entities.memory import Recollection
from kgraph.entities.page import Page
from kgraph.entities.shape import Shapes
from kgraph.knowledge import Knowledge

__all__ = ["Scorer"]

Span = tuple[int, int, str]
Features = dict[str, float]
_EDGE = 0.003


class Scorer:
    """Gives each candidate its probability: weights of names/weights.yaml, added up and squeezed between 0 and 1."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._shapes = Shapes(knowledge)
        entries = knowledge.structure("names/weights")
        self._weights = {
            f"{group}:{name}": float(weight)
            for group in sorted(entries)
            if group != "tagger"
            for name, weight in entries[group].items()
        }

    def scored(self, page: Page, found: Iterable[Candidate], memory: Recollection) -> list[Candidate]:
        """One candidate for each span and type, with its probability."""
        return [Candidate(*span, rule, self.probability(seen)) for span, rule, seen in self.seen(page, found, memory)]

    def probability(self, seen: Features) -> float:
        """The probability of a candidate of which this was seen."""
        total = sum(self._weights.get(name, 0.0) * value for name, value in seen.items())
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))

    def seen(
        self, page: Page, found: Iterable[Candidate], memory: Recollection
    ) -> Iterator[tuple[Span, str, Features]]:
        """What is seen of each candidate: its type, the tagger, its rules, its shape and the rest of the page."""
        same: defaultdict[Span, list[Candidate]] = defaultdict(list)
        for each in found:
            same[each.start, each.end, each.type].append(each)
        for span, alike in sorted(same.items()):
            best = max(alike, key=lambda each: (each.confidence, each.rule))
            seen = _source(page, span, {each.rule for each in alike})
            seen.update((f"{name}:{span[2]}", value) for name, value in self._shapes.of(page, span).items())
            seen.update((f"{name}:{span[2]}", value) for name, value in memory.says(page.text, span).items() if value)
            yield span, best.rule, seen


def _source(page: Page, span: Span, rules: Iterable[str]) -> Features:
    likely = min(max(page.likely(*span), _EDGE), 1 - _EDGE)
    return {
        f"base:{span[2]}": 1.0,
        f"likely:{span[2]}": math.log(likely / (1 - likely)),
        **{f"rule:{rule}": 1.0 for rule in sorted(rules)},
    }
