"""The scorer's weights, fitted on marked text: logistic regression drawn to where it starts; needs scipy.

The tagger that read the texts must not have learned from them: it is surer of what it was taught than of what it will
meet, and the weights would believe it too much.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kgraph.entities import recognizer
from kgraph.entities.candidates.candidate import REFUTED, Candidate
from kgraph.entities.candidates.document import DocumentFeatures, DocumentMemory
from kgraph.entities.scoring.scorer import Scorer, grouped
from kgraph.entities.scoring.select_spans import select
from kgraph.entities.scoring.weights import Fit, Weights
from kgraph.entities.tagged_text import TaggedText
from kgraph.knowledge_io import Knowledge
from kgraph.records import Article

__all__ = ["Fitter", "Marked", "Text"]

REMEMBERED = ("same", "short", "gloss", "beside")  # what the page says for a name (memory.py)
# How strongly weights are drawn to where they start: strongly, as most things are seen a few dozen times.
STRENGTH = 2.0
# Of that, the share for each kind of feature. The tagger's word and the types stand in every candidate and are left to
# the data, rules and memory too; parts of speech are many, and each is met with few names.
SHARES = {
    **dict.fromkeys(("base", "likely", "begins", "inside", "ends", "any"), 0.02),
    **dict.fromkeys(("from-", "to-", "after-", "before-"), 8.0),
    **dict.fromkeys(("free", "rule", *REMEMBERED), 0.05),
    **dict.fromkeys(("within", "unbalanced", "opens", "generic", "quoted", "other"), 0.05),
    "sure": 0.1,
}
# Where the weights start: the tagger is believed as it is, the rules a third.
PRIORS = {"likely": 1.0, "sure": 0.3}
# What speaks for a name never counts against it, however few texts it was met in.
NEVER_AGAINST = frozenset(("rule", "free", "sure", "likely", "begins", "inside", "ends", *REMEMBERED))
SMALLEST = 0.02  # a weight below it changes no decision and only makes the files longer
ROUNDS = 300

Span = tuple[int, int, str]
Key = tuple[str, str]
Example = tuple[dict[Key, float], bool]
Marked = tuple[Sequence[Article], Sequence[Span]]  # the articles of a file, and its marks at their places in it
Known = tuple[list[Candidate], DocumentFeatures]
Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Text:
    """A marked text as the finders read it: what they propose, and its true names; `lost`: those cleaned away."""

    tagged: TaggedText
    found: list[Candidate]
    names: frozenset[Span]
    lost: int

    @classmethod
    def of(cls, tagged: TaggedText, found: list[Candidate], marked: Marked) -> Text:
        """The document with its true names: the marks at their places in the cleaned articles."""
        articles, marks = marked
        at: dict[int, int] = {}
        start = 0
        for article in articles:
            at |= {place: start + i for i, place in enumerate(article.origin) if not article.text[i].isspace()}
            start += len(article.text) + 1
        names = [(at[start], at[end - 1] + 1, kind) for start, end, kind in marks if start in at and end - 1 in at]
        return cls(tagged, found, frozenset(names), len(marks) - len(names))


class Fitter:
    """Fits weights to texts, and decides texts by weights."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._sight = Scorer(knowledge, {})  # sees the same of a candidate whatever the weights are
        self._memory = DocumentMemory(knowledge)

    def fit(self, texts: Sequence[Text]) -> Fit:
        """Both parts; the second is fitted on what the first makes a page remember."""
        first = fitted([each for text in texts for each in self._seen(text, _unread(text))])
        scorer = Scorer(self._knowledge, first)
        return Fit(first, fitted([each for text in texts for each in self._seen(text, self._recalled(text, scorer))]))

    def decided(self, text: Text, weights: Fit) -> set[Span]:
        """The names that win on a page."""
        first, then = (Scorer(self._knowledge, each) for each in weights)
        found, known = self._recalled(text, first)
        return {each.span for each in select(then.scored(text.tagged, found, known))}

    def held_out(self, texts: Sequence[Text], folds: int) -> Iterator[tuple[Text, set[Span]]]:
        """Each text, and what is decided by weights that were fitted on texts of the other folds."""
        for fold in range(folds):
            weights = self.fit([text for number, text in enumerate(texts) if number % folds != fold])
            yield from ((text, self.decided(text, weights)) for text in texts[fold::folds])

    def _recalled(self, text: Text, first: Scorer) -> Known:
        """What is looked at a second time, and what is then known of the page: as the recognizer does it."""
        scored = first.scored(text.tagged, text.found, DocumentFeatures())
        again, known = self._memory.recall(text.tagged, select(scored))
        hopeless = {each.span for each in scored if each.confidence < recognizer.HOPELESS}
        return [*(each for each in text.found if each.rule == REFUTED or each.span not in hopeless), *again], known

    def _seen(self, text: Text, known: Known) -> Iterator[Example]:
        """What is seen of each candidate by group and name of its weight, and whether it is a name."""
        found, memory = known
        for group in grouped(found):
            things = self._sight.seen(text.tagged, group, memory)
            yield {_key(name, group[0][2]): value for name, value in things.items()}, group[0] in text.names


def _unread(text: Text) -> Known:
    """What a page of which nothing is known yet is decided by."""
    return text.found, DocumentFeatures()


def _key(name: str, kind: str) -> Key:
    """A rule weighs for all types, everything else by type."""
    group, colon, rule = name.partition(":")
    return (group, rule) if colon else (name, kind)


def fitted(examples: Iterable[Example]) -> Weights:
    """The weights under which the examples are likeliest, by group and name, rounded as they are written.

    A rule keeps its weight however small it is: it is known.
    """
    examples = list(examples)
    keys = sorted({key for things, _ in examples for key in things})
    column = {key: number for number, key in enumerate(keys)}
    cells = [(row, column[key], value) for row, (things, _) in enumerate(examples) for key, value in things.items()]
    truth = np.array([float(true) for _, true in examples])
    groups: defaultdict[str, dict[str, float]] = defaultdict(dict)
    for (group, name), weight in zip(keys, _likeliest(cells, truth, keys), strict=True):
        if abs(weight) >= SMALLEST or group == "rule":
            groups[group][name] = round(float(weight), 2)
    return groups


def _likeliest(cells: Sequence[tuple[int, int, float]], truth: Numbers, keys: Sequence[Key]) -> Numbers:
    """Logistic regression: a weight for each key, drawn to its prior and kept in its bounds."""
    from scipy.optimize import minimize  # type: ignore[import-untyped]  # noqa: PLC0415 # only who fits needs scipy
    from scipy.sparse import csr_matrix  # type: ignore[import-untyped]  # noqa: PLC0415

    rows, columns, values = zip(*cells, strict=True)
    matrix = csr_matrix((values, (rows, columns)), shape=(len(truth), len(keys)))
    prior = np.array([PRIORS.get(group, 0.0) for group, _ in keys])
    pull = STRENGTH * np.array([_share(group) for group, _ in keys])

    def loss(weights: Numbers) -> tuple[float, Numbers]:
        odds, off = matrix @ weights, weights - prior
        unlikely = np.logaddexp(0, odds) - truth * odds
        slope = matrix.T @ (1 / (1 + np.exp(-odds)) - truth)
        return float(unlikely.sum() + (pull * off * off).sum() / 2), slope + pull * off

    bounds = [(0 if group in NEVER_AGAINST else None, None) for group, _ in keys]
    best = minimize(loss, prior, jac=True, method="L-BFGS-B", bounds=bounds, options={"maxiter": ROUNDS})
    return np.asarray(best.x, dtype=np.float64)


def _share(group: str) -> float:
    """The share of a group or of the longest beginning of its name that has one: free-same-one, after-v."""
    return next((SHARES[group[:end]] for end in range(len(group), 0, -1) if group[:end] in SHARES), 1.0)
