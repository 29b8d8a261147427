"""Names by their surroundings: regular expressions, as data, whose named groups are types."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kgraph.entities.candidates.candidate import Candidate, Overrides
from kgraph.entities.tagged_text import TaggedText
from kgraph.errors import nearest
from kgraph.knowledge_io import Block, Knowledge

__all__ = ["PatternGenerator"]

# A pattern measured to be right so often is believed whatever the tagger says.
TRUSTED = 0.9
_FILE = "boundaries/span_patterns"
_KEYS = ("pattern", "confidence", "cut", "finds", "ignores")
_WORDS = re.compile(r"\{([a-z_]+)\}")
_GROUP = re.compile(r"(?P<type>[A-Z][a-z]+)\d*")


@dataclass(frozen=True, slots=True)
class _Pattern:
    """An expression; the groups that are names, with their types; whether names must begin where words do."""

    rule: str
    expression: re.Pattern[str]
    groups: Mapping[str, str]
    confidence: float
    cut: bool


class PatternGenerator:
    """Marks what the groups of the expressions in boundaries/span_patterns.yaml match.

    In an expression {titles} stands for all words of gazetteers/titles.tsv, longest first.
    """

    def __init__(self, knowledge: Knowledge) -> None:
        self._patterns = tuple(
            _pattern(rule, entry, knowledge) for rule, entry in sorted(knowledge.structure(_FILE).items())
        )

    def candidates(self, tagged: TaggedText) -> Iterator[Candidate]:
        """Every group that took part in a match and is not empty."""
        for pattern in self._patterns:
            for found in pattern.expression.finditer(tagged.text):
                yield from _names(pattern, found, tagged)


def _names(pattern: _Pattern, found: re.Match[str], tagged: TaggedText) -> Iterator[Candidate]:
    heard = Overrides.RULE if pattern.confidence >= TRUSTED else Overrides.NONE
    for group, kind in pattern.groups.items():
        start, end = found.span(group)
        if start < end and not (pattern.cut and not (tagged.is_cut(start) and tagged.is_cut(end))):
            yield Candidate(start, end, kind, pattern.rule, pattern.confidence, heard)


def _pattern(rule: str, entry: Block, knowledge: Knowledge) -> _Pattern:
    entry.allow(*_KEYS)
    text = _WORDS.sub(lambda name: _alternatives(name[1], knowledge), entry.text("pattern"))
    try:
        expression = re.compile(text)
    except re.error as error:
        raise entry.error("pattern", f"not a regular expression: {error}") from error
    groups = {name: _type(name, entry, knowledge) for name in expression.groupindex}
    return _Pattern(rule, expression, groups, float(entry["confidence"]), entry.get("cut", False) is True)


def _alternatives(name: str, knowledge: Knowledge) -> str:
    words = sorted(knowledge.words(f"gazetteers/{name}"), key=lambda word: (-len(word), word))
    return "(?:" + "|".join(map(re.escape, words)) + ")"


def _type(group: str, entry: Block, knowledge: Knowledge) -> str:
    found = _GROUP.fullmatch(group)
    if found is None or found["type"] not in knowledge.types:
        raise entry.error("pattern", f"unknown type {group!r}", hint=nearest(group, knowledge.types))
    return found["type"]
