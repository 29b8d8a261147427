"""What a page knows of its names: one found surely once is found everywhere, also in its short form."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from spacy.tokens import Doc

from kgraph.entities.candidates import Candidate, candidates, propose
from kgraph.entities.finders.wordlist import WordList
from kgraph.entities.overlaps import agreed, chosen
from kgraph.entities.page import Page, page_of
from kgraph.knowledge import Knowledge

__all__ = ["Memory"]

RULE = "memory"


class Memory:
    """Proposes, wherever it stands, each name that was found surely elsewhere on the page."""

    def __init__(self, knowledge: Knowledge) -> None:
        entry = knowledge.structure("names/memory")
        self._types = {key: (float(each["sure"]), float(each["confidence"])) for key, each in entry.items()}

    def __call__(self, doc: Doc) -> Doc:
        """Propose the names found again."""
        propose(doc, self.find(page_of(doc), candidates(doc)))
        return doc

    def find(self, page: Page, found: Iterable[Candidate]) -> Iterator[Candidate]:
        """Every other place of the names that won on this page."""
        known = self._known(page, chosen(found))
        for start, end, (kind, confidence) in WordList(known).everywhere(page.text):
            yield Candidate(start, end, kind, RULE, confidence)

    def _known(self, page: Page, won: Iterable[Candidate]) -> dict[str, tuple[str, float]]:
        votes: defaultdict[str, defaultdict[str, float]] = defaultdict(lambda: defaultdict(float))
        for each in won:
            sure, _ = self._types.get(each.type, (2.0, 0.0))
            if each.confidence >= sure:
                votes[page.text[each.start : each.end]][each.type] += each.confidence
        known = {}
        for name, types in votes.items():
            kind = max(types, key=lambda kind: (types[kind], kind))
            known[name] = (kind, self._types[kind][1])
        return known
