"""By which mechanism a relation was missed or invented: errors grouped so that one sees what to mend first."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kgraph.evaluation.comparison import Comparison, Edge
from kgraph.evaluation.gold.document import GoldRelation

__all__ = ["invented", "missed"]

_ENDS = re.compile(r"[。！？!?\n]")


def missed(comparison: Comparison, relation: GoldRelation) -> str:
    """Why a relation was not found: a name was not, it was read but refused, or nothing reads it."""
    names = comparison.names
    ends = ((relation.subject, relation.subject_type), (relation.object, relation.object_type))
    texts = {mention.text for mention in comparison.found.values()}
    unknown = [type_ for name, type_ in ends if not names.same(name, type_, texts)]
    if unknown:
        return f"no name for the {unknown[0]}"
    for row in comparison.refused:
        pairs = zip(ends, (row.subject, row.object), strict=True)
        if row.predicate == relation.predicate and all(names.same(*end, [said]) for end, said in pairs):
            return f"refused: {row.reason}"
    return "in one sentence, unread" if _together(relation.text, comparison, ends) else "over sentences, unread"


def invented(comparison: Comparison, edge: Edge) -> str:
    """How a relation came that the gold does not state: by a name that is none, over sentences, or by its rule."""
    first = edge.evidence[0]
    surfaces = {comparison.document.surface(mention) for mention in comparison.document.mentions}
    ends = sorted([(first.subject_start, first.subject_end), (first.object_start, first.object_end)])
    if any(first.text[start:end] not in surfaces for start, end in ends):
        return "a name that is none"
    between = first.text[ends[0][1] : ends[1][0]]
    return f"over sentences, {first.rule}" if _ENDS.search(between) else f"in one sentence, {first.rule}"


def _together(text: str, comparison: Comparison, ends: Iterable[tuple[str, str]]) -> bool:
    """Whether one sentence of a passage holds a name of each end."""
    known = {mention.text for mention in comparison.found.values()}
    called = [[name for name in known if comparison.names.same(end, type_, [name])] for end, type_ in ends]
    return any(
        all(any(name in sentence for name in names) for names in called)
        for sentence in _ENDS.split("".join(text.split()))
    )
