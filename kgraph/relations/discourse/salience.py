"""What an article is about: the body that it names again and again, of which clauses without a subject speak."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from kgraph.records import Mention
from kgraph.relations.patterns.masking import Unit

__all__ = ["TOPIC", "Topic", "topic_of"]

BODIES = frozenset({"Company", "Government", "Organization"})
TOPIC = "topic"
LEAST = 5
SHORTEST = 4
AHEAD = 2.0  # how many times as often as any other body it is named


@dataclass(frozen=True, slots=True)
class Topic:
    """The mentions of the body that an article is about, in their order."""

    mentions: tuple[Mention, ...] = ()

    def before(self, place: int, kinds: frozenset[str]) -> Unit | None:
        """The last mention before a place, if it is of one of these kinds."""
        i = bisect_left(self.mentions, place, key=lambda mention: mention.start) - 1
        if i < 0 or self.mentions[i].type not in kinds:
            return None
        return Unit(self.mentions[i].type, (self.mentions[i],), via=TOPIC)

    def names(self, unit: Unit) -> bool:
        """Whether a unit is this body."""
        return len(unit.members) == 1 and any(unit.members[0].text == mention.text for mention in self.mentions)


def topic_of(mentions: Sequence[Mention]) -> Topic:
    """The body named most often, under its name or the end of it; none where others are named almost as often."""
    named: dict[str, list[Mention]] = {}
    for mention in mentions:
        if mention.type in BODIES:
            named.setdefault(mention.text, []).append(mention)
    if not named:
        return Topic()
    first = min(named, key=lambda name: (-len(named[name]), name))
    found = [mention for name in named if _same(name, first) for mention in named[name]]
    others = max((len(named[name]) for name in named if not _same(name, first)), default=0)
    if len(found) < LEAST or len(found) < AHEAD * others:
        return Topic()
    return Topic(tuple(sorted(found, key=lambda mention: mention.start)))


def _same(name: str, other: str) -> bool:
    """Whether both are one name, or one is the end of the other (晋江市工信局, 市工信局)."""
    longer, shorter = (name, other) if len(name) >= len(other) else (other, name)
    return name == other or (len(shorter) >= SHORTEST and longer.endswith(shorter))
