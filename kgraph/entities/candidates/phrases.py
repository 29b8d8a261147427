"""Names that read like phrases: events, projects, awards, documents; known by their end, begun behind an opener."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kgraph.entities.candidates.candidate import Candidate
from kgraph.entities.candidates.gazetteer import Gazetteer, Suffixes
from kgraph.entities.tagged_text import TaggedText
from kgraph.knowledge_io import Block, Knowledge

__all__ = ["PhraseGenerator"]

_FILE = "boundaries/phrases"
_KEYS = ("type", "endings", "after", "unless", "confidence", "finds", "ignores")
_NEVER = "(?!)"
_BREAK = re.compile(r"[，。；！？,;!?\n:：]")
_OPENING = re.compile(r"[、“\"‘「《（(\s—·•▲●■◆】]")
_LONGEST, _MOST = 44, 6
_DOUBT = 0.997  # where the tagger is so sure of no name, no phrase goes on


@dataclass(frozen=True, slots=True)
class _Phrase:
    """A kind of phrase; `after` may follow its ending and belongs to it, `unless` must not."""

    rule: str
    type: str
    after: re.Pattern[str]
    unless: re.Pattern[str]
    confidence: float


class PhraseGenerator:
    """Proposes, for each listed ending, every beginning that the clause leaves possible, the nearest first."""

    def __init__(self, knowledge: Knowledge) -> None:
        entries = knowledge.structure(_FILE)
        self._tails = [
            Suffixes(dict.fromkeys(entry.texts("endings"), _phrase(rule, entry)))
            for rule, entry in sorted(entries.items())
        ]
        words = knowledge.words("boundaries/left_boundary")
        self._openers = Gazetteer(dict.fromkeys(words, True))
        self._listed = Gazetteer({row["name"]: True for row in knowledge.table("gazetteers/bodies")})
        self._firsts = re.compile(knowledge.structure("boundaries/tag_correction")["phrases"].text("first"))
        self._single = re.compile("[" + "".join(re.escape(word) for word in words if len(word) == 1) + "]")

    def candidates(self, tagged: TaggedText) -> Iterator[Candidate]:
        """Every beginning of every phrase."""
        beginnings = self._beginnings(tagged.text)
        breaks = [0, *(found.end() for found in _BREAK.finditer(tagged.text))]
        for tails in self._tails:
            for end, length, phrase in tails.find(tagged.text):
                for last in _ends(tagged.text, end, phrase):
                    clause = breaks[bisect_left(breaks, end - length + 1) - 1]
                    floor = max(clause, end - _LONGEST, tagged.covered_from(end - length, end, _DOUBT))
                    for start in _starts(beginnings, end - length, floor):
                        yield Candidate(start, last, phrase.type, phrase.rule, phrase.confidence)

    def _beginnings(self, text: str) -> list[int]:
        """Where a phrase may begin: behind openers, marks, and at the start of clauses."""
        found = {0}
        found.update(end for _, end, _ in self._openers.everywhere(text))
        for expression in (self._single, _BREAK, _OPENING):
            found.update(match.end() for match in expression.finditer(text))
        found.update(match.start() for match in _OPENING.finditer(text))
        found.update(match.start() for match in self._firsts.finditer(text))
        found.update(end for _, end, _ in self._listed.find(text))
        return sorted(found)


def _ends(text: str, end: int, phrase: _Phrase) -> Iterator[int]:
    """Where the phrase may end: at its ending, and behind what may follow it."""
    more = phrase.after.match(text, end)
    if more:
        yield more.end()
    if not phrase.unless.match(text, end):
        yield end


def _starts(beginnings: Sequence[int], core: int, floor: int) -> Iterator[int]:
    number = bisect_left(beginnings, core)
    for start in reversed(beginnings[max(0, number - _MOST) : number]):
        if start < floor:
            return
        yield start


def _phrase(rule: str, entry: Block) -> _Phrase:
    entry.allow(*_KEYS)
    return _Phrase(
        rule=f"phrase-{rule}",
        type=entry.text("type"),
        after=re.compile(entry.text("after", _NEVER)),
        unless=re.compile(entry.text("unless", _NEVER)),
        confidence=float(entry["confidence"]),
    )
