"""The reader: facts that the patterns left, where the classifier is sure enough of a pair and nothing denies it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence, Set
from pathlib import Path

import numpy as np

from kgraph import models
from kgraph.knowledge_io import Knowledge
from kgraph.records import Article, Fact, Mention, Refusal
from kgraph.relations.facts.modality import Denials
from kgraph.relations.pair_reader.features import TYPES, Flags, Pairs, pairs
from kgraph.relations.pair_reader.model import PairModel, read
from kgraph.relations.passages import Passage

__all__ = ["PATH", "PairReader", "admissible", "load"]

PATH = models.DEFAULT / "pairs.npz"
LONGEST = 700
HOLDS = "holds_role"
BODIES = frozenset(TYPES[1:5])
UNSURE = "confidence"
_STOPS = "，；。！？\n"
_DIGITS = 3


def admissible(knowledge: Knowledge, predicates: Sequence[str]) -> Flags:
    """Which types each relation accepts: predicates × subjects × objects, by the numbers of `TYPES`."""
    found = np.zeros((len(predicates), len(TYPES), len(TYPES)), dtype=bool)
    for number, predicate in enumerate(predicates):
        relation = knowledge.relations.get(predicate)
        for subject, kind in enumerate(TYPES):
            for object_, other in enumerate(TYPES):
                found[number, subject, object_] = relation is not None and relation.accepts(kind, other)
    return found


class PairReader:
    """Reads pairs of mentions with a classifier; `rule` of its facts is `pair-` and the predicate."""

    def __init__(self, knowledge: Knowledge, model: PairModel) -> None:
        self._model = model
        self._numbers = {predicate: number for number, predicate in enumerate(model.predicates)}
        accepted = admissible(knowledge, model.predicates)
        read = accepted[[model.thresholds.get(predicate, 1.0) < 1 for predicate in model.predicates]]
        self._either: Flags = np.asarray((read | read.transpose(0, 2, 1)).any(axis=0))  # no other pair is looked at
        self._accepted = np.concatenate((accepted, accepted.transpose(0, 2, 1)))
        self._least = np.array([model.thresholds.get(predicate, 1.0) for predicate in model.predicates] * 2)
        self._denials = Denials(knowledge)
        self._symmetric = frozenset(name for name, each in knowledge.relations.items() if each.symmetric)

    def __call__(
        self, article: Article, spans: Sequence[Passage], facts: Sequence[Fact], refusals: Sequence[Refusal]
    ) -> tuple[Fact, ...]:
        """The facts that are read beyond those given, in the order of their places; what was refused stays refused."""
        seen = pairs(article, spans, facts, self._either, self._numbers)
        if not len(seen.first):
            return ()
        known = {(fact.subject.text, fact.predicate, fact.object.text) for fact in facts}
        known |= {(each.subject, each.predicate, each.object) for each in refusals if each.reason != UNSURE}
        known |= {
            (object_, predicate, subject) for subject, predicate, object_ in known if predicate in self._symmetric
        }
        found: dict[tuple[object, ...], Fact] = {}
        for fact in self._facts(article, spans, seen, known):
            found.setdefault((*fact.subject.key, fact.predicate, *fact.object.key), fact)
        return tuple(found[key] for key in sorted(found))

    def _facts(
        self, article: Article, spans: Sequence[Passage], seen: Pairs, known: Set[tuple[str, str, str]]
    ) -> Iterator[Fact]:
        starts = [span.start for span in spans]
        sure = (
            np.round(self._model.probabilities(seen), _DIGITS) * self._accepted[:, *np.divmod(seen.types, len(TYPES))].T
        )
        mentions, count = seen.frame.mentions, len(self._model.predicates)
        for row, column in zip(*(each.tolist() for each in np.nonzero(sure >= self._least)), strict=True):
            ends = mentions[int(seen.first[row])], mentions[int(seen.second[row])]
            subject, object_ = ends if column < count else ends[::-1]
            predicate = self._model.predicates[column % count]
            if subject.text == object_.text or (subject.text, predicate, object_.text) in known:
                continue
            start, end = _evidence(spans, starts, ends)
            if end - start > LONGEST or self._denied(article.text, *ends):
                continue
            yield Fact(
                subject=subject,
                predicate=predicate,
                object=object_,
                start=start,
                end=end,
                text=article.text[start:end],
                rule=f"pair-{predicate}",
                confidence=self._model.rates.get(predicate, float(sure[row, column])),
                qualifiers=_office(seen, object_) if predicate == HOLDS else {},
            )

    def _denied(self, text: str, first: Mention, last: Mention) -> bool:
        """Whether a word of the clauses between both names, or behind the last, says that it is no fact."""
        begin, limit = max(0, last.start - LONGEST), last.end + LONGEST
        start = max((text.rfind(stop, begin, last.start) for stop in _STOPS), default=-1) + 1 or begin
        ends = [end for stop in _STOPS if (end := text.find(stop, last.end, limit)) >= 0]
        before = text[max(start, first.end) : last.start] if first.end > start else text[start : last.start]
        return bool(self._denials.of(before, text[last.end : min(ends, default=limit)]))


def _evidence(spans: Sequence[Passage], starts: Sequence[int], ends: tuple[Mention, Mention]) -> tuple[int, int]:
    """The passages, which begin at `starts`, from the first name to the last."""
    first, last = ends
    a, b = (spans[max(bisect_right(starts, each.start) - 1, 0)] for each in ends)
    return min(a.start, first.start), max(b.end, first.end, last.end)


def _office(seen: Pairs, role: Mention) -> dict[str, str]:
    """The body whose name stands right before a title: the office is held there."""
    mentions = seen.frame.mentions
    number = mentions.index(role)
    before = mentions[number - 1] if number else None
    if before is None or before.end != role.start or before.type not in BODIES:
        return {}
    return {"org": before.text}


def load(knowledge: Knowledge, path: Path = PATH) -> PairReader:
    """The reader with the shipped model."""
    return PairReader(knowledge, read(path))
