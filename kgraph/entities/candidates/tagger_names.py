"""The tagger's names as candidates, their slips mended, with the runners-up that it nearly took."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kgraph.entities.candidates.candidate import REFUTED, Candidate, Overrides
from kgraph.entities.candidates.person_correction import PersonCorrector
from kgraph.entities.candidates.tag_correction import PERSON, ROLE, TagCorrector
from kgraph.entities.tagged_text import TaggedText
from kgraph.knowledge_io import Knowledge

__all__ = ["TaggerGenerator"]

CORRECTED, RUNNER_UP = "tagger-mended", "tagger-second"


class TaggerGenerator:
    """Proposes what the tagger wrote, and what its probabilities leave possible."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._types = frozenset(knowledge.types)
        self._least = float(knowledge.structure("boundaries/tag_correction")["runner_up"]["least"])
        self._corrector = TagCorrector(knowledge)
        self._persons = PersonCorrector(knowledge)

    def candidates(self, tagged: TaggedText) -> Iterator[Candidate]:
        """The tagger's names, then every other span that is not improbable."""
        first = [each for each in tagged.names if each.type in self._types]
        spans = {(each.start, each.end, each.type) for each in first}
        for each in first:
            corrected = self._corrector.corrected(tagged.text, each)
            if corrected == [each]:
                yield each
                continue
            yield each._replace(rule=REFUTED, confidence=0.0, overrides=Overrides.RULE)
            for better in corrected:
                yield better._replace(rule=CORRECTED, overrides=Overrides.RULE)
        for kind, (begins, goes_on) in tagged.tracks.items():
            for start, end, score in _possible(begins, goes_on, self._least):
                if (start, end, kind) not in spans:
                    yield self._second(tagged.text, Candidate(start, end, kind, RUNNER_UP, score))

    def _second(self, text: str, name: Candidate) -> Candidate:
        """What the tagger nearly took; a name that goes on into a verb, and a title that is none, are refuted."""
        is_none = name.type == ROLE and not self._corrector.corrected(text, name)
        if is_none or (name.type == PERSON and self._persons.corrected(text, name) != [name]):
            return name._replace(rule=REFUTED, confidence=0.0, overrides=Overrides.RULE)
        return name


def _possible(begins: Sequence[float], goes_on: Sequence[float], least: float) -> Iterator[tuple[int, int, float]]:
    for start, begin in enumerate(begins):
        if begin < least:
            continue
        end, inside = start + 1, begin
        while inside >= least:
            score = min(inside, 1 - goes_on[end])
            if score >= least:
                yield start, end, score
            inside = min(inside, goes_on[end])
            end += 1
