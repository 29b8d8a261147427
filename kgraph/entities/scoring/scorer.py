"""How sure a candidate is: a weighted sum of what speaks for it, measured on text that the tagger was not taught."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache, partial

from kgraph.entities.candidates.candidate import REFUTED, UNHEARD, Candidate, held
from kgraph.entities.candidates.document import DocumentFeatures
from kgraph.entities.scoring.features import SpanFeatures
from kgraph.entities.scoring.weights import Weights
from kgraph.entities.tagged_text import TaggedText
from kgraph.knowledge_io import Knowledge

__all__ = ["Scorer", "grouped", "log_odds"]

Span = tuple[int, int, str]
Group = tuple[Span, str, Sequence[Candidate]]
_SOURCE = ("base", "likely", "begins", "inside", "ends", "any", "sure")
_EDGE, _NOTED, _STEPS = 0.003, 0.3, 1000
_NO_RULE, _EVEN = -2.0, 0.5
_NOT_RULES = ("tagger", "memory", REFUTED)
_CONTESTED = ("within", "across", "rival")
_KNOWN = {
    name: (f"free-{name}-one", f"free-{name}-two", f"free-{name}-more") for name in ("same", "short", "gloss", "beside")
}


class Scorer:
    """Gives each candidate its probability: the weights of what is seen, added up and squeezed between 0 and 1.

    One set weighs a page that nothing is remembered of, another one of which something is. In both `rule` and `free`
    weigh rules; everything else weighs a thing seen, by type. A candidate whose type or whose rules were not met when
    the weights were fitted, as a user's own, is as sure as its rule is.
    """

    def __init__(self, knowledge: Knowledge, weights: Weights) -> None:
        self._features = _features(knowledge)
        self._weights = _by_type(knowledge, weights)
        self._sources = {kind: tuple(known.get(name, 0.0) for name in _SOURCE) for kind, known in self._weights.items()}
        self._types = frozenset(weights.get("base", {}))
        self._rules = frozenset(weights.get("rule", {}))

    def scored(self, tagged: TaggedText, found: Iterable[Candidate], memory: DocumentFeatures) -> list[Candidate]:
        """One candidate for each span and type, with its probability."""
        shape = _shape(self._features, tagged)
        edges = _EdgeSums(self._weights, shape)
        return [
            Candidate(*group[0], group[1], self._probability(tagged, group, memory=memory, edges=edges))
            for group in grouped(found)
        ]

    def _probability(self, tagged: TaggedText, group: Group, *, memory: DocumentFeatures, edges: _EdgeSums) -> float:
        (start, end, kind), _, alike = group
        word = held(alike)
        if kind not in self._types or self._rules.isdisjoint(each.rule for each in alike):
            return _overridden(word, max(each.confidence for each in alike))
        weigh = self._weights[kind].get
        total = 0.0
        for weight, value in zip(self._sources[kind], _source(tagged, group[0], alike), strict=True):
            total += weight * value
        for name, value in _noted(tagged.text, group, memory):
            total += weigh(name, 0.0) * value
        for name in edges.shape.within(start, end):
            total += weigh(name, 0.0)
        total += edges.before(kind, start) + edges.behind(kind, end)
        return _overridden(word, 1 / (1 + math.exp(-max(-30.0, min(30.0, total)))))

    def seen(self, tagged: TaggedText, group: Group, memory: DocumentFeatures) -> dict[str, float]:
        """All that is seen of a candidate: its type, the tagger, its rules, its shape and the rest of the tagged."""
        start, end, _ = group[0]
        shape = (
            *self._features.within(tagged.text, start, end),
            *self._features.before(tagged, start),
            *self._features.behind(tagged, end),
        )
        source = zip(_SOURCE, _source(tagged, group[0], group[2]), strict=True)
        return {**dict.fromkeys(shape, 1.0), **dict(source), **dict(_noted(tagged.text, group, memory))}


@cache
def _features(knowledge: Knowledge) -> SpanFeatures:
    return SpanFeatures(knowledge)


class _Shape:
    """What is seen at each place of a text where names begin or end, and of each span, looked at once."""

    def __init__(self, features: SpanFeatures, tagged: TaggedText) -> None:
        self.before = cache(partial(features.before, tagged))
        self.behind = cache(partial(features.behind, tagged))
        self._within, self._text = features.within, tagged.text
        self._spans: dict[tuple[int, int], tuple[str, ...]] = {}

    def within(self, start: int, end: int) -> tuple[str, ...]:
        """What is seen of the span itself; all types that claim it see the same."""
        seen = self._spans.get((start, end))
        if seen is None:
            seen = self._spans[start, end] = tuple(self._within(self._text, start, end))
        return seen


@lru_cache(maxsize=1)
def _shape(features: SpanFeatures, tagged: TaggedText) -> _Shape:
    """A text is weighed twice, one time behind the other, and looks the same both times."""
    return _Shape(features, tagged)


class _EdgeSums:
    """What is seen at a place weighs the same for all names of a type that begin or end there."""

    def __init__(self, weights: Mapping[str, Mapping[str, float]], shape: _Shape) -> None:
        self.shape = shape
        self._weights = weights
        self._left: dict[tuple[str, int], float] = {}
        self._right: dict[tuple[str, int], float] = {}

    def before(self, kind: str, place: int) -> float:
        """The weight of what is seen where a name begins."""
        if (kind, place) not in self._left:
            self._left[kind, place] = self._sum(kind, self.shape.before(place))
        return self._left[kind, place]

    def behind(self, kind: str, place: int) -> float:
        """The weight of what is seen where a name ends."""
        if (kind, place) not in self._right:
            self._right[kind, place] = self._sum(kind, self.shape.behind(place))
        return self._right[kind, place]

    def _sum(self, kind: str, seen: Sequence[str]) -> float:
        weights = self._weights[kind]
        return sum(weights.get(name, 0.0) for name in seen)


def _overridden(word: float, probability: float) -> float:
    """What another word holds for is taken at least as sure as that word is, what it refutes at most."""
    if word == UNHEARD:
        return probability
    return max(probability, word) if word > _EVEN else min(probability, word)


def grouped(found: Iterable[Candidate]) -> Iterator[Group]:
    """The candidates of each span and type together, and the rule of the surest of them."""
    same: defaultdict[Span, list[Candidate]] = defaultdict(list)
    for each in found:
        same[each.span].append(each)
    for span, alike in sorted(same.items()):
        proposed = [(each.confidence, each.rule) for each in alike if each.rule != REFUTED]
        if proposed:
            yield span, max(proposed)[1], alike


def _source(tagged: TaggedText, span: Span, alike: Sequence[Candidate]) -> tuple[float, ...]:
    """What the tagger and the rules make of a span, in the order of _SOURCE."""
    word = held(alike)
    begins, inside, ends, some = tagged.likely(*span) if word == UNHEARD else (word,) * 4
    odds = (log_odds(begins), log_odds(inside), log_odds(ends))
    return (1.0, min(odds), *odds, log_odds(some), _sure(alike))


def _noted(text: str, group: Group, memory: DocumentFeatures) -> Iterator[tuple[str, float]]:
    """Which rules propose a span, and what the document says of it."""
    span, _, alike = group
    rules = sorted({each.rule for each in alike if each.rule != REFUTED}) if len(alike) > 1 else [alike[0].rule]
    for rule in rules:
        yield f"rule:{rule}", 1.0
    if memory.places:
        yield from _remembered(memory.says(text, span), span, rules)


def _sure(alike: Sequence[Candidate]) -> float:
    """How sure the finders are together, the tagger and the memory left out."""
    doubt = {each.rule: 1 - each.confidence for each in alike if not each.rule.startswith(_NOT_RULES)}
    return log_odds(1 - math.prod(doubt.values())) if doubt else _NO_RULE


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
