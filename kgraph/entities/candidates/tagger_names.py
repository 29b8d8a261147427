"""The tagger's names as candidates, their slips mended, with the runners-up that it nearly took."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc

from kgraph.entities.candidates.candidate import Candidate, propose
from kgraph.entities.candidates.tag_correction import Mender
from kgraph.entities.tagged_text import Page, page_of
from kgraph.knowledge_io import Knowledge

__all__ = ["TaggedFinder"]

MENDED, RUNNER_UP = "tagger-mended", "tagger-second"


class TaggedFinder:
    """Proposes what the tagger wrote, and what its probabilities leave possible."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._types = frozenset(knowledge.types)
        self._least = float(knowledge.structure("boundaries/tag_correction")["runner_up"]["least"])
        self._mender = Mender(knowledge)

    def __call__(self, doc: Doc) -> Doc:
        """Propose the tagger's names."""
        propose(doc, self.find(page_of(doc)))
        return doc

    def find(self, page: Page) -> Iterator[Candidate]:
        """The tagger's names, then every other span that is not improbable."""
        first = [each for each in page.tagged if each.type in self._types]
        spans = {(each.start, each.end, each.type) for each in first}
        for each in first:
            mended = self._mender.mended(page.text, each)
            if mended == [each]:
                yield each
                continue
            page.mends[each.start, each.end, each.type] = 0.0
            for better in mended:
                page.mends[better.start, better.end, better.type] = each.confidence
                yield better._replace(rule=MENDED)
        for kind, (begins, goes_on) in page.tracks.items():
            for start, end, score in _possible(begins, goes_on, self._least):
                if (start, end, kind) not in spans:
                    yield Candidate(start, end, kind, RUNNER_UP, score)


def _possible(begins: Sequence[float], goes_on: Sequence[float], least: float) -> Iterator[tuple[int, int, float]]:
    for start, begin in enumerate(begins):
        end, inside = start + 1, begin
        while inside >= least:
            score = min(inside, 1 - goes_on[end])
            if score >= least:
                yield start, end, score
            inside = min(inside, goes_on[end])
            end += 1
