"""What a name itself says: 泉州市鞋业商会党支部 belongs to 泉州市鞋业商会, and a firm's project bears its name."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence

from kgraph.knowledge_io import Knowledge
from kgraph.records import Mention
from kgraph.relations.facts.instantiate import Statement
from kgraph.relations.patterns.pattern import Pattern

__all__ = ["Names"]

SHORTEST = 2
LONGEST = 40
FARTHEST = 60


class Names:
    """Finds names that begin with another name of the text, or with the last word of one (局党组)."""

    def __init__(self, knowledge: Knowledge, patterns: Sequence[Pattern]) -> None:
        self._heads = tuple(sorted(knowledge.words("discourse/heads_of_bodies"), key=lambda word: (-len(word), word)))
        self._patterns = tuple(pattern for pattern in patterns if pattern.whole)

    def __call__(self, mentions: Sequence[Mention]) -> Iterator[Statement]:
        """What the names of one article state."""
        by_name: dict[str, list[Mention]] = {}
        for mention in mentions:
            by_name.setdefault(mention.text, []).append(mention)
        for number, mention in enumerate(mentions):
            whole, rest = self._beginning(mention, by_name)
            if whole is None:
                whole, rest = self._headed(mention, mentions[max(0, number - FARTHEST) : number])
            if whole is not None:
                yield from self._stated(mention, whole, rest)

    def _beginning(self, mention: Mention, by_name: Mapping[str, list[Mention]]) -> tuple[Mention | None, str]:
        """The nearest name with which this one begins, the longest such name, and what is left."""
        for length in range(min(len(mention.text) - 1, LONGEST), SHORTEST - 1, -1):
            wholes = by_name.get(mention.text[:length])
            if wholes:
                return _nearest(wholes, mention), mention.text[length:]
        return None, ""

    def _headed(self, mention: Mention, before: Sequence[Mention]) -> tuple[Mention | None, str]:
        """The last name before that ends with the word with which this one begins."""
        for head in self._heads:
            if mention.text.startswith(head):
                for other in reversed(before):
                    if other.text.endswith(head) and other.text != mention.text:
                        return other, mention.text[len(head) :]
        return None, ""

    def _stated(self, part: Mention, whole: Mention, rest: str) -> Iterator[Statement]:
        for pattern in self._patterns:
            if whole.type in pattern.whole and part.type in pattern.part and pattern.expression.fullmatch(rest):
                ends = {"whole": whole, "part": part}
                for claim in pattern.claims:
                    yield Statement(ends[claim.subject], claim.predicate, ends[claim.object], pattern)


def _nearest(mentions: Sequence[Mention], to: Mention) -> Mention:
    """The mention next to another one, of mentions in their order."""
    i = bisect_left(mentions, to.start, key=lambda each: each.start)
    return min(mentions[max(0, i - 1) : i + 1], key=lambda each: (abs(each.start - to.start), each.start))
