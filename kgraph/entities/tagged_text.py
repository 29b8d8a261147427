"""The page as the finders read it: its characters, its words and what the tagger saw."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc

from kgraph.entities.candidates.candidate import Candidate

__all__ = ["Page", "page_of"]

WORDS, TAGGER, SCORES, LABELS = "words", "tagger", "tagger.scores", "tagger.labels"
_KEY = "kgraph.page"
UNSEEN = 0.02


class Likely(NamedTuple):
    """What the tagger makes of a span: that a name of the type begins here, goes through, ends; that any name does."""

    begins: float
    inside: float
    ends: float
    any: float


@dataclass(frozen=True, eq=False)
class Page:
    """Text with its words (start, end, part of speech) in order, and the tagger's names and probabilities.

    `mends`: what holds of a span in place of the tagger's probabilities.
    """

    text: str
    words: tuple[tuple[int, int, str], ...] = ()
    tagged: tuple[Candidate, ...] = ()
    scores: NDArray[np.float32] | None = None
    columns: Mapping[str, int] = field(default_factory=dict)
    mends: dict[tuple[int, int, str], float] = field(default_factory=dict)

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
    def surely(self) -> dict[tuple[int, int, str], float]:
        """The tagger's own confidence by span and type."""
        return {(each.start, each.end, each.type): each.confidence for each in self.tagged}

    @cached_property
    def tracks(self) -> dict[str, tuple[list[float], list[float]]]:
        """For each type of the tagger the probability that a character begins a name of it, and that it goes on."""
        if self.scores is None:
            return {}
        types = [label[2:] for label in self.columns if label.startswith("B-")]
        return {kind: (self._track(f"B-{kind}"), [*self._track(f"I-{kind}"), 0.0]) for kind in types}

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

    def likely(self, start: int, end: int, kind: str) -> Likely:
        """How probable the tagger finds a name of this type here, at its start, inside and at its end."""
        if (start, end, kind) in self.mends:
            sure = self.mends[start, end, kind]
            return Likely(sure, sure, sure, sure)
        if self.scores is None:
            sure = self.surely.get((start, end, kind), UNSEEN)
            return Likely(sure, sure, sure, max(sure, 1 - self.outside[start]))
        if kind not in self.tracks:
            return Likely(UNSEEN, UNSEEN, UNSEEN, 1 - max(self.outside[start:end]))
        begins, goes_on = self.tracks[kind]
        inside = min(map(max, goes_on[start + 1 : end], begins[start + 1 : end]), default=1.0)
        inside = min(inside, max(begins[start], goes_on[start]))
        return Likely(begins[start], inside, 1 - goes_on[end], 1 - max(self.outside[start:end]))

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
        inside = {place for each in self.tagged for place in range(each.start, each.end)}
        return [UNSEEN if place in inside else 1 - UNSEEN for place in range(len(self.text))]


def _is_latin(character: str) -> bool:
    return character.isascii() and character.isalnum()


def page_of(doc: Doc) -> Page:
    """The page of a document, read once."""
    page = doc.user_data.get(_KEY)
    if not isinstance(page, Page):
        page = doc.user_data[_KEY] = _read(doc)
    return page


def _read(doc: Doc) -> Page:
    words = tuple((span.start, span.end, span.label_) for span in doc.spans.get(WORDS, ()))
    group = doc.spans.get(TAGGER, ())
    confidence: Any = group.attrs.get("confidence", ()) if group else ()
    tagged = tuple(
        Candidate(span.start, span.end, span.label_, "tagger", score)
        for span, score in zip(group, confidence, strict=False)
    )
    labels = doc.user_data.get(LABELS, ())
    columns = {label: number for number, label in enumerate(labels)}
    return Page(doc.text, words, tagged, doc.user_data.get(SCORES), columns)
