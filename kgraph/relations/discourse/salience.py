"""Salience: whom an article or a section of it is about, of whom clauses without a subject speak (zero anaphora)."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kgraph.knowledge_io import Knowledge
from kgraph.records import Article, Mention
from kgraph.relations.patterns.masking import Unit

__all__ = ["TOPIC", "Section", "Sections", "Topic", "occasion_of", "topic_of"]

PERSON, EVENT = "Person", "Event"
OPENING = 400  # characters of an article that tell what it reports
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


def occasion_of(mentions: Sequence[Mention]) -> Unit | None:
    """The event that an article reports: the one named most often, if the first lines name it."""
    events = [mention for mention in mentions if mention.type == EVENT]
    if not events:
        return None
    counts = Counter(mention.text for mention in events)
    first = min(events, key=lambda mention: (-counts[mention.text], mention.start))
    return Unit(EVENT, (first,), via=TOPIC) if first.start < OPENING else None


def _same(name: str, other: str) -> bool:
    """Whether both are one name, or one is the end of the other (晋江市工信局, 市工信局)."""
    longer, shorter = (name, other) if len(name) >= len(other) else (other, name)
    return name == other or (len(shorter) >= SHORTEST and longer.endswith(shorter))


@dataclass(frozen=True, slots=True)
class Section:
    """From a line on, whom the text is about: a person of a profile, a body of a portrait."""

    start: int
    subject: Mention

    def about(self, place: int, mentions: Sequence[Mention]) -> Mention:
        """The last mention of the subject before a place."""
        near = mentions[_at(mentions, self.start) : _at(mentions, place)]
        return next((each for each in reversed(near) if each.text == self.subject.text), self.subject)


def _at(mentions: Sequence[Mention], place: int) -> int:
    """Which of mentions in their order is the first that starts at a place or behind it."""
    return bisect_left(mentions, place, key=lambda mention: mention.start)


class Sections:
    """Finds the lines that open a section on one person or body: 顾晚晴，女，1971年生; 砺石资本成立于2009年."""

    def __init__(self, knowledge: Knowledge) -> None:
        opens = knowledge.structure("discourse/sections")
        self._before = re.compile(opens["before"].text("text"))
        self._after = {PERSON: re.compile(opens["person"].text("text"))}
        self._after["Place"] = re.compile(opens["place"].text("text"))
        self._after |= dict.fromkeys(BODIES, re.compile(opens["body"].text("text")))

    def __call__(self, article: Article, mentions: Sequence[Mention]) -> tuple[Section, ...]:
        """The sections of an article in their order."""
        return tuple(self._sections(article.text, mentions))

    def _sections(self, text: str, mentions: Sequence[Mention]) -> Iterator[Section]:
        places = [mention.start for mention in mentions]
        start = 0
        for line in text.split("\n"):
            end = start + len(line)
            inside = mentions[bisect_left(places, start) : bisect_left(places, end)]
            subject = self._opened(text, start, end, inside)
            if subject is not None:
                yield Section(start, subject)
            start = end + 1

    def _opened(self, text: str, start: int, end: int, mentions: Sequence[Mention]) -> Mention | None:
        """Whom a line introduces: its first name, where the line begins with it and goes on as introductions do."""
        first = next((mention for mention in mentions if mention.type in self._after), None)
        if first is None or not self._before.fullmatch(text, start, first.start):
            return None
        return first if self._after[first.type].match(text, first.end, end) else None
