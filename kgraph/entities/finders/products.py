"""Products: noun phrases behind words of making, cut by the tagger's words, in a sentence that names a company."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence

from spacy.tokens import Doc

from kgraph.entities.candidates import Candidate
from kgraph.knowledge import Block, Knowledge

__all__ = ["ProductFinder"]

PRODUCT, MAKER = "Product", "Company"
_FILE = "names/products"
_QUOTED = re.compile(r"“([^“”\n]{1,12})”")
_ENDS = re.compile(r"[。！？；!?;\n]")
# Products are marked in no text: how sure their rules are is not measured.
_CONFIDENCE = 0.5


class ProductFinder:
    """Finds what companies make, where nothing else was found."""

    def __init__(self, knowledge: Knowledge) -> None:
        entries = dict(knowledge.structure(_FILE))
        rules = entries.pop("rules")
        self._nominal = frozenset(rules.texts("nominal"))
        self._heads = frozenset(rules.texts("heads"))
        self._general = frozenset(rules.texts("general"))
        self._longest = int(rules["longest"])
        self._joined = re.compile(rules.text("joined"))
        self._behind = {rule: _pattern(entry) for rule, entry in sorted(entries.items())}

    def find(self, doc: Doc, taken: Sequence[Candidate]) -> list[Candidate]:
        """The products of a document, none of which touches what is taken."""
        words = {span.start: (span.end, span.label_) for span in doc.spans.get("words", ())}
        ends = [0, *(found.end() for found in _ENDS.finditer(doc.text))]
        made = {bisect_right(ends, each.start) for each in taken if each.type == MAKER}
        names = sorted(each[:2] for each in taken)
        found: dict[tuple[int, int], Candidate] = {}
        for rule, pattern in self._behind.items():
            for behind in pattern.finditer(doc.text):
                if bisect_right(ends, behind.start()) not in made:
                    continue
                for start, end in self._listed(doc.text, behind.end(), words):
                    if not _touches(names, start, end):
                        found.setdefault((start, end), Candidate(start, end, PRODUCT, rule, _CONFIDENCE))
        return _apart(sorted(found.values()))

    def _listed(self, text: str, start: int, words: Mapping[int, tuple[int, str]]) -> Iterator[tuple[int, int]]:
        """The phrases of a list that begins here: 老陈醋、保健醋和香醋."""
        while True:
            begin, end, after = self._phrase(text, start, words)
            if end == begin or text[begin:end] in self._general:
                return
            yield begin, end
            joint = self._joined.match(text, after)
            if joint is None:
                return
            start = joint.end()

    def _phrase(self, text: str, start: int, words: Mapping[int, tuple[int, str]]) -> tuple[int, int, int]:
        """Where the phrase at a place begins and ends, and where the text goes on behind it; empty where none is."""
        quoted = _QUOTED.match(text, start)
        if quoted:
            return *quoted.span(1), quoted.end()
        end = place = start
        while place in words and words[place][0] - start <= self._longest:
            place, label = words[place]
            if label not in self._nominal:
                break
            if label in self._heads:
                end = place
        return (start, end, end) if end - start > 1 else (start, start, start)


def _pattern(entry: Block) -> re.Pattern[str]:
    entry.allow("behind", "finds", "ignores")
    try:
        return re.compile(entry.text("behind"))
    except re.error as error:
        raise entry.error("behind", f"not a regular expression: {error}") from error


def _touches(names: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    """Whether a name that was found, none of which overlap, shares a character with this span."""
    last = bisect_right(names, (end - 1, end + len(names))) - 1
    return last >= 0 and names[last][1] > start and names[last][0] < end


def _apart(found: Sequence[Candidate]) -> list[Candidate]:
    """The spans in order, without those that overlap an earlier one."""
    kept: list[Candidate] = []
    for each in found:
        if not kept or kept[-1].end <= each.start:
            kept.append(each)
    return kept
