"""The page as the finders read it: its characters, its words and what the tagger saw."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from functools import cached_property

from spacy.tokens import Doc

from kgraph.entities.candidates import Candidate

__all__ = ["Page", "page_of"]

WORDS, TAGGER, _KEY = "words", "tagger", "kgraph.page"


@dataclass(frozen=True, eq=False)
class Page:
    """Text with its words (start, end, part of speech) in order, and the tagger's names."""

    text: str
    words: tuple[tuple[int, int, str], ...] = ()
    tagged: tuple[Candidate, ...] = ()
    cuts: frozenset[int] = field(default=frozenset(), repr=False)

    @cached_property
    def ends(self) -> list[int]:
        """The ends of the words, for searching."""
        return [end for _, end, _ in self.words]

    def word_at(self, place: int) -> int:
        """The number of the word that holds the character before a place."""
        return bisect_left(self.ends, place)

    @cached_property
    def tags(self) -> dict[tuple[int, int], str]:
        """The part of speech of each word by its span."""
        return {(start, end): tag for start, end, tag in self.words}

    def tag(self, start: int, end: int) -> str:
        """The part of speech of the word that stands exactly here, or nothing."""
        return self.tags.get((start, end), "")

    def is_cut(self, place: int) -> bool:
        """Whether a word may begin or end here; everywhere where no words are known."""
        return not self.cuts or place in self.cuts


def page_of(doc: Doc) -> Page:
    """The page of a document, read once."""
    page = doc.user_data.get(_KEY)
    if not isinstance(page, Page):
        page = doc.user_data[_KEY] = _read(doc)
    return page


def _read(doc: Doc) -> Page:
    words = tuple((span.start, span.end, span.label_) for span in doc.spans.get(WORDS, ()))
    group = doc.spans.get(TAGGER, ())
    scores = group.attrs.get("confidence", ()) if group else ()
    tagged = tuple(
        Candidate(span.start, span.end, span.label_, "tagger", score) for span, score in zip(group, scores, strict=False)
    )
    cuts = frozenset(place for start, end, _ in words for place in (start, end))
    return Page(doc.text, words, tagged, cuts)
