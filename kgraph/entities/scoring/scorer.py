"""How sure a candidate is: a weighted sum of what speaks for it, measured on text that the tagger was not taught."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, partial

from kgraph.entities.candidates.candidate import Candidate
from kgraph.entities.candidates.document import Recollection
from kgraph.entities.scoring.features import Shapes
from kgraph.entities.tagged_text import Page
from kgraph.knowledge_io import Knowledge

__all__ = ["Scorer", "Weights", "grouped", "log_odds"]

Span = tuple[int, int, str]
Group = tuple[Span, str, Sequence[Candidate]]
Weights = Mapping[str, Mapping[str, float]]
_EDGE, _NOTED, _STEPS = 0.003, 0.3, 1000
_UNHEARD, _EVEN = -2.0, 0.5
_CONTESTED = ("within", "across", "rival")
_KNOWN = {
    name: (f"free-{name}-one", f"free-{name}-two", f"free-{name}-more") for name in ("same", "short", "gloss", "beside")
}


class Scorer:
    """Gives each candidate its probability: the weights of what is seen, added up and squeezed between 0 and 1.

    scorer_first.yaml weighs a page that nothing is remembered of, scorer_then.yaml one of which something is. There
    `rule` and `free` weigh rules; everything else weighs a thing seen, by type.
    """

    def __init__(self, knowledge: Knowledge, weights: Weights) -> None:
        self._shapes = Shapes(knowledge)
        self._weights = _by_type(knowledge, weights)
        self._sums: dict[tuple[str, tuple[str, ...]], float] = {}

    def scored(self, page: Page, found: Iterable[Candidate], memory: Recollection) -> list[Candidate]:
        """One candidate for each span and type, with its probability."""
        edges = _Edges(self._shapes, page)
        return [
            Candidate(*span, rule, self._probability(page, (span, rule, alike), memory=memory, edges=edges))
            for span, rule, alike in grouped(found)
        ]

    def _probability(self, page: Page, group: Group, *, memory: Recollection, edges: _Edges) -> float:
        start, end, kind = group[0]
        weigh = self._weights.get(kind, {}).get
        total = 0.0
        for name, value in self._measured(page, group, memory):
            total += weigh(name, 0.0) * value
        for name in self._shapes.within(page.text, start, end):
            total += weigh(name, 0.0)
        total += self._sum(kind, edges.before(start)) + self._sum(kind, edges.behind(end))
        return _mended(page, group[0], 1 / (1 + math.exp(-max(-30.0, min(30.0, total)))))

    def _sum(self, kind: str, seen: tuple[str, ...]) -> float:
        key = (kind, seen)
        if key not in self._sums:
            weights = self._weights.get(kind, {})
            self._sums[key] = sum(weights.get(name, 0.0) for name in seen)
        return self._sums[key]

    def _measured(self, page: Page, group: Group, memory: Recollection) -> Iterator[tuple[str, float]]:
        span, _, alike = group
        rules = sorted({each.rule for each in alike})
        yield from _source(page, span, alike, rules)
        yield from _remembered(memory.says(page.text, span), span, rules)

    def seen(self, page: Page, group: Group, memory: Recollection) -> dict[str, float]:
        """All that is seen of a candidate: its type, the tagger, its rules, its shape and the rest of the page."""
        start, end, _ = group[0]
        shape = (
            *self._shapes.within(page.text, start, end),
            *self._shapes.before(page, start),
            *self._shapes.behind(page, end),
        )
        return {**dict.fromkeys(shape, 1.0), **dict(self._measured(page, group, memory))}


class _Edges:
    """What is seen at each place of a page where names begin or end, looked at once."""

    def __init__(self, shapes: Shapes, page: Page) -> None:
        self.before = cache(partial(shapes.before, page))
        self.behind = cache(partial(shapes.behind, page))


def _mended(page: Page, span: Span, probability: float) -> float:
    """What was mended is taken at least as sure as it was mended, what it replaces at most."""
    mend = page.mends.get(span, probability)
    return max(probability, mend) if mend > _EVEN else min(probability, mend)


def grouped(found: Iterable[Candidate]) -> Iterator[Group]:
    """The candidates of each span and type together, and the rule of the surest of them."""
    same: defaultdict[Span, list[Candidate]] = defaultdict(list)
    for each in found:
        same[each[:3]].append(each)
    for span, alike in sorted(same.items()):
        best = alike[0] if len(alike) == 1 else max(alike, key=lambda each: (each.confidence, each.rule))
        yield span, best.rule, alike


def _source(page: Page, span: Span, alike: Sequence[Candidate], rules: Sequence[str]) -> Iterator[tuple[str, float]]:
    begins, inside, ends, some = page.likely(*span)
    yield "base", 1.0
    yield "likely", log_odds(min(begins, inside, ends))
    yield "begins", log_odds(begins)
    yield "inside", log_odds(inside)
    yield "ends", log_odds(ends)
    yield "any", log_odds(some)
    yield "sure", _sure(alike)
    for rule in rules:
        yield f"rule:{rule}", 1.0


def _sure(alike: Sequence[Candidate]) -> float:
    """How sure the finders are together, the tagger and the memory left out."""
    doubt = {each.rule: 1 - each.confidence for each in alike if not each.rule.startswith(("tagger", "memory"))}
    return log_odds(1 - math.prod(doubt.values())) if doubt else _UNHEARD


def _remembered(said: Mapping[str, float], span: Span, rules: Sequence[str]) -> Iterator[tuple[str, float]]:
    """What the page says, and once more what it says of a span on which no other name lies."""
    yield from said.items()
    if not said or any(said.get(key, 0.0) > _NOTED for key in _CONTESTED):
        return
    for rule in rules:
        yield f"free:{rule}", 1.0
    size = min(span[1] - span[0], 3) - 1
    for name, sizes in _KNOWN.items():
        if said.get(name, 0.0) > _NOTED:
            yield sizes[size], min(said[name], 1.0)


def _by_type(knowledge: Knowledge, entries: Weights) -> dict[str, dict[str, float]]:
    found: dict[str, dict[str, float]] = {kind: {} for kind in knowledge.types}
    for group, weights in sorted(entries.items()):
        for name, weight in weights.items():
            for kind in knowledge.types if group in ("rule", "free") else [name]:
                key = f"{group}:{name}" if group in ("rule", "free") else group
                found.setdefault(kind, {})[key] = float(weight)
    return found


_LOG_ODDS = [
    math.log(held / (1 - held)) for held in (min(max(step / _STEPS, _EDGE), 1 - _EDGE) for step in range(_STEPS + 1))
]


def log_odds(probability: float) -> float:
    """The log odds of a probability in steps of a thousandth, kept from the edges.

    >>> log_odds(0.5), log_odds(0.0) == log_odds(0.001)
    (0.0, True)
    """
    return _LOG_ODDS[int(probability * _STEPS + 0.5)]
