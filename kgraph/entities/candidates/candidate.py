"""What the tagger and the finders propose: typed spans with a rule and a confidence, kept in one span group."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from spacy.tokens import Doc, Span, SpanGroup

__all__ = ["GROUP", "Candidate", "candidates", "propose"]

GROUP = "candidates"


class Candidate(NamedTuple):
    """A span that may be a name; as a tuple its order is total."""

    start: int
    end: int
    type: str
    rule: str
    confidence: float


def propose(doc: Doc, found: Iterable[Candidate]) -> None:
    """Add candidates to the document's one group of them."""
    added = sorted(found)
    group = doc.spans.get(GROUP) or SpanGroup(doc, name=GROUP, attrs={"confidence": []})
    group.extend([Span(doc, each.start, each.end, label=each.type, span_id=each.rule) for each in added])
    group.attrs["confidence"] = [*group.attrs["confidence"], *(each.confidence for each in added)]
    doc.spans[GROUP] = group


def candidates(doc: Doc) -> list[Candidate]:
    """All that was proposed so far."""
    group = doc.spans.get(GROUP)
    if group is None:
        return []
    return [
        Candidate(span.start, span.end, span.label_, span.id_, confidence)
        for span, confidence in zip(group, group.attrs["confidence"], strict=True)
    ]
