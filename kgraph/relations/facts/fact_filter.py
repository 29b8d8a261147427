"""Which statements become facts: their types fit, nothing denies them, and one passage covers both names."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from kgraph.knowledge_io import Knowledge
from kgraph.records import Article, Fact, Refusal
from kgraph.relations.facts.instantiate import Statement
from kgraph.relations.facts.rates import Rates, distance
from kgraph.relations.passages import Passage

__all__ = ["Judge"]

LONGEST = 450
LONGEST_OF_NAMES = 2500  # names say the same wherever they stand, and a topic goes on
LIES = "located_in"
FAR = "the two names stand too far apart"
UNSURE = "confidence"
RANKS = ("province", "city", "county")


class Judge:
    """Makes facts and refusals of what was read in an article."""

    def __init__(self, knowledge: Knowledge, rates: Rates) -> None:
        self._rates = rates
        self._relations = knowledge.relations
        rows = knowledge.table("gazetteers/divisions")
        self._ranks = {name: row["level"] for row in rows for name in (row["name"], row["short"]) if name}

    def __call__(
        self, article: Article, spans: Sequence[Passage], statements: Sequence[Statement]
    ) -> tuple[tuple[Fact, ...], tuple[Refusal, ...]]:
        """Facts and refusals in the order of their places."""
        starts = [passage.start for passage in spans]
        facts: dict[tuple[object, ...], Fact] = {}
        refusals: dict[tuple[object, ...], Refusal] = {}
        for statement in statements:
            start, end, apart = _evidence(statement, starts, spans)
            confidence = self._confidence(statement, article.text)
            reason = self._reason(statement) or (FAR if apart and end - start > _longest(statement) else "")
            reason = reason or (UNSURE if confidence < self._rates.least else "")
            if reason:
                refusal = _refusal(statement, article, (max(start, end - LONGEST), end), reason)
                refusals.setdefault((start, refusal.subject, refusal.predicate, refusal.object), refusal)
            else:
                rule = "" if self._rates.counted else statement.pattern.id
                _keep(facts, _fact(statement, article, (start, end), confidence), rule)
        return tuple(facts[key] for key in sorted(facts)), tuple(refusals[key] for key in sorted(refusals))

    def _reason(self, statement: Statement) -> str:
        """Why a statement is no fact, or nothing."""
        if statement.subject.key == statement.object.key or statement.subject.text == statement.object.text:
            return "subject and object are one name"
        relation = self._relations[statement.predicate]
        if not relation.accepts(statement.subject.type, statement.object.type):
            return f"no {statement.subject.type} {relation.id} {statement.object.type}"
        if statement.predicate == LIES and not self._lies_in(statement.subject.text, statement.object.text):
            return "a division lies in one of higher rank"
        return statement.denial

    def _confidence(self, statement: Statement, text: str) -> float:
        """How often such a statement is true: by its rule, how far off its names stand, and how sure both are."""
        first, last = sorted((statement.subject, statement.object), key=lambda mention: mention.start)
        rate = self._rates.of(statement.pattern.id, statement.predicate, distance(text[first.end : last.start]))
        return round(min(1.0, rate * first.confidence * last.confidence), 3)

    def _lies_in(self, inner: str, outer: str) -> bool:
        """Whether a place may lie in another one, by the ranks of both where they are known.

        A county may lie in a county-level city no more than a province in a city.
        """
        ranks = [self._ranks.get(inner), self._ranks.get(outer)]
        return None in ranks or RANKS.index(str(ranks[0])) > RANKS.index(str(ranks[1]))


def _evidence(statement: Statement, starts: Sequence[int], spans: Sequence[Passage]) -> tuple[int, int, int]:
    """The span of the sentences from the first name to the last, and how many lie between their sentences."""
    places = sorted((statement.subject.start, statement.object.start))
    first, last = (max(bisect_right(starts, place) - 1, 0) for place in places)
    ends = (spans[last].end, statement.subject.end, statement.object.end)
    return spans[first].start, max(ends), last - first


def _longest(statement: Statement) -> int:
    return LONGEST_OF_NAMES if statement.pattern.whole or statement.resumed else LONGEST


def _fact(statement: Statement, article: Article, span: tuple[int, int], confidence: float) -> Fact:
    start, end = span
    return Fact(
        subject=statement.subject,
        predicate=statement.predicate,
        object=statement.object,
        start=start,
        end=end,
        text=article.text[start:end],
        rule=statement.pattern.id,
        confidence=confidence,
        qualifiers=dict(sorted(statement.qualifiers)),
    )


def _keep(facts: dict[tuple[object, ...], Fact], fact: Fact, rule: str) -> None:
    """Keep one fact of each two mentions and predicate: the surest, by name of its rule where two are as sure.

    Where no rule was counted yet, what each says is kept apart.
    """
    key = (*fact.subject.key, fact.predicate, *fact.object.key, rule)
    known = facts.get(key)
    if known is None or (-fact.confidence, fact.rule) < (-known.confidence, known.rule):
        facts[key] = fact


def _refusal(statement: Statement, article: Article, span: tuple[int, int], reason: str) -> Refusal:
    start, end = span
    return Refusal(
        subject=statement.subject.text,
        predicate=statement.predicate,
        object=statement.object.text,
        article=article.id,
        source=article.source,
        start=start,
        end=end,
        text=article.text[start:end],
        rule=statement.pattern.id,
        reason=reason,
    )
