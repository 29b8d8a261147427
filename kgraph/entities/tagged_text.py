"""Tagged text: characters with their words and what a tagger saw in them; the candidate generators read it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kgraph.entities.candidates.candidate import Candidate

__all__ = ["Likelihood", "TaggedText"]

UNSEEN = 0.02


class Likelihood(NamedTuple):
    """What the tagger makes of a span: that a name of the type begins here, goes through, ends; that any name does."""

    begins: float
    inside: float
    ends: float
    any: float


@dataclass(frozen=True, eq=False)
class TaggedText:
    """Text with its words (start, end, part of speech) in order, and the tagger's names and probabilities.

    `scores`: for each character how probable each tag is; `columns`: tag → its column there.
    """

    text: str
    words: tuple[tuple[int, int, str], ...] = ()
    names: tuple[Candidate, ...] = ()
    scores: NDArray[np.float32] | None = None
    columns: Mapping[str, int] = field(default_factory=dict)

    @cached_property
    def cuts(self) -> frozenset[int]:
        """Where words begin or end."""
        return frozenset(place for start, end, _ in self.words for place in (start, end))

    @cached_property
    def tags(self) -> dict[tuple[int, int], str]:
        """The part of speech of each word by its span."""
        return {(start, end): tag for start, end, tag in self.words}

    @cached_property
    def ends(self) -> list[int]:
        """The ends of the words, for searching."""
        return [end for _, end, _ in self.words]

    @cached_property
    def confidences(self) -> dict[tuple[int, int, str], float]:
        """The tagger's own confidence by span and type."""
        return {(each.start, each.end, each.type): each.confidence for each in self.names}

    @cached_property
    def tracks(self) -> dict[str, tuple[list[float], list[float]]]:
        """For each type of the tagger the probability that a character begins a name of it, and that it goes on."""
        if self.scores is None:
            return {}
        types = [label[2:] for label in self.columns if label.startswith("B-")]
        return {kind: (self._track(f"B-{kind}"), [*self._track(f"I-{kind}"), 0.0]) for kind in types}

    @cached_property
    def covered(self) -> dict[str, list[float]]:
        """For each type of the tagger the probability that a character begins a name of it or goes on in one."""
        if self.scores is None:
            return {}
        columns = {kind: (self.columns[f"B-{kind}"], self.columns[f"I-{kind}"]) for kind in self.tracks}
        return {kind: self.scores[:, pair].max(axis=1).tolist() for kind, pair in columns.items()}

    def _track(self, label: str) -> list[float]:
        if self.scores is None:
            return []
        track: list[float] = self.scores[:, self.columns[label]].tolist()
        return track

    def word_at(self, place: int) -> int:
        """The number of the word that holds the character before a place."""
        return bisect_left(self.ends, place)

    def words_of(self, start: int, end: int) -> list[str]:
        """The words that lie between two places."""
        found = []
        for begin, close, _ in self.words[self.word_at(start + 1) :]:
            if begin >= end:
                break
            found.append(self.text[max(begin, start) : min(close, end)])
        return found

    def tag(self, start: int, end: int) -> str:
        """The part of speech of the word that stands exactly here, or nothing."""
        return self.tags.get((start, end), "")

    @cached_property
    def _starting(self) -> dict[int, str]:
        return {start: tag for start, _, tag in self.words}

    @cached_property
    def _ending(self) -> dict[int, str]:
        return {end: tag for _, end, tag in self.words}

    def tag_from(self, start: int) -> str:
        """The part of speech of the word that begins here, or nothing."""
        return self._starting.get(start, "")

    def tag_to(self, end: int) -> str:
        """The part of speech of the word that ends here, or nothing."""
        return self._ending.get(end, "")

    def is_cut(self, place: int) -> bool:
        """Whether a word may begin or end here; everywhere where no words are known."""
        return not self.words or place in self.cuts

    def splits_word(self, start: int, end: int) -> bool:
        """Whether a Latin word or number goes on beyond either end: SAP in SAPUI."""
        text = self.text
        before = start > 0 and _is_latin(text[start - 1]) and _is_latin(text[start])
        return before or (end < len(text) and _is_latin(text[end - 1]) and _is_latin(text[end]))

    def likely(self, start: int, end: int, kind: str) -> Likelihood:
        """How probable the tagger finds a name of this type here, at its start, inside and at its end."""
        if self.scores is None:
            sure = self.confidences.get((start, end, kind), UNSEEN)
            return Likelihood(sure, sure, sure, max(sure, 1 - self.outside[start]))
        if kind not in self.tracks:
            return Likelihood(UNSEEN, UNSEEN, UNSEEN, 1 - max(self.outside[start:end]))
        begins, goes_on = self.tracks[kind]
        inside = min(self.covered[kind][start:end])
        return Likelihood(begins[start], inside, 1 - goes_on[end], 1 - max(self.outside[start:end]))

    def covered_from(self, core: int, end: int, doubt: float) -> int:
        """How far left of core no character is more surely outside of names than `doubt`; end if one of core is."""
        outside = self.outside
        if self.scores is None:
            return 0
        if max(outside[core:end], default=0.0) > doubt:
            return end
        while core > 0 and outside[core - 1] <= doubt:
            core -= 1
        return core

    @cached_property
    def outside(self) -> list[float]:
        """How probable it is that a character belongs to no name."""
        if self.scores is not None:
            return self._track("O")
        inside = {place for each in self.names for place in range(each.start, each.end)}
        return [UNSEEN if place in inside else 1 - UNSEEN for place in range(len(self.text))]


def _is_latin(character: str) -> bool:
    return character.isascii() and character.isalnum()
