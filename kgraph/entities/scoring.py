"""How sure a candidate is: a weighted sum of what speaks for it, measured on text that the tagger was not taught."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from kgraph.entities.candidates import Candidate
from kgraph.entities.memory import Recollection
from kgraph.entities.page import Page
from kgraph.entities.shape import Shapes
from kgraph.knowledge import Knowledge

__all__ = ["Scorer"]

Span = tuple[int, int, str]
Features = dict[str, float]
_EDGE, _NOTED = 0.003, 0.3
_UNHEARD = -2.0
_CONTESTED = ("within", "across", "rival")
_KNOWN = ("same", "short", "gloss", "beside")


class Scorer:
    """Gives each candidate its probability: weights of a file, added up and squeezed between 0 and 1.

    names/first.yaml weighs a page that nothing is remembered of, names/then.yaml one of which something is.
    """

    def __init__(self, knowledge: Knowledge, file: str) -> None:
        self._shapes = Shapes(knowledge)
        entries = knowledge.structure(file)
        self._weights = {
            f"{group}:{name}": float(weight) for group in sorted(entries) for name, weight in entries[group].items()
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
            seen[f"sure:{span[2]}"] = _sure(alike)
            seen.update((f"{name}:{span[2]}", value) for name, value in self._shapes.of(page, span).items())
            seen.update(_remembered(memory.says(page.text, span), span, [each.rule for each in alike]))
            yield span, best.rule, seen


def _source(page: Page, span: Span, rules: Iterable[str]) -> Features:
    kind = span[2]
    likely = page.likely(*span)
    return {
        f"base:{kind}": 1.0,
        f"likely:{kind}": _log_odds(min(likely[:3])),
        f"begins:{kind}": _log_odds(likely.begins),
        f"inside:{kind}": _log_odds(likely.inside),
        f"ends:{kind}": _log_odds(likely.ends),
        f"any:{kind}": _log_odds(likely.any),
        **{f"rule:{rule}": 1.0 for rule in sorted(rules)},
    }


def _sure(alike: Iterable[Candidate]) -> float:
    """How sure the finders are together, the tagger and the memory left out."""
    doubt = {each.rule: 1 - each.confidence for each in alike if not each.rule.startswith(("tagger", "memory"))}
    return _log_odds(1 - math.prod(doubt.values())) if doubt else _UNHEARD


def _remembered(said: Mapping[str, float], span: Span, rules: Iterable[str]) -> Features:
    """What the page says, and once more what it says of a span on which no other name lies."""
    start, end, kind = span
    seen = {f"{name}:{kind}": value for name, value in said.items() if value}
    if not said or any(said.get(key, 0.0) > _NOTED for key in _CONTESTED):
        return seen
    seen.update((f"free:{rule}", 1.0) for rule in sorted(set(rules)))
    size = "two" if end - start == 2 else "more" if end - start > 2 else "one"
    seen.update((f"free-{name}-{size}:{kind}", min(said[name], 1.0)) for name in _KNOWN if said.get(name, 0.0) > _NOTED)
    return seen


def _log_odds(probability: float) -> float:
    held = min(max(probability, _EDGE), 1 - _EDGE)
    return math.log(held / (1 - held))
