"""The tagger's names as candidates, each type as sure as it was measured to be."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc

from kgraph.entities.candidates import Candidate, propose
from kgraph.entities.page import Page, page_of
from kgraph.knowledge import Knowledge

__all__ = ["TaggedFinder"]


class TaggedFinder:
    """Proposes what the tagger wrote."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._types = frozenset(knowledge.types)

    def __call__(self, doc: Doc) -> Doc:
        """Propose the tagger's names."""
        propose(doc, self.find(page_of(doc)))
        return doc

    def find(self, page: Page) -> Iterator[Candidate]:
        """The names as they are."""
        yield from (each for each in page.tagged if each.type in self._types)
