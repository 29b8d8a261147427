"""Whether a name can be a shorter or other form of another of its type, and by which rule."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

from kgraph.knowledge_io import Knowledge
from kgraph.resolution.compare import bodies, firms, persons, place_forms, titles
from kgraph.resolution.names import normalise
from kgraph.resolution.names.abbreviation import SHORTEST
from kgraph.resolution.names.normalise import Name, Names

__all__ = ["SCORES", "Matcher", "load"]

SCORES = {
    "gloss": 1.0,
    "judgement": 1.0,
    "register": 0.99,
    "same-name": 0.98,
    "same-form": 0.95,
    "same-body": 0.92,
    "own-region": 0.9,
    "region-left-out": 0.9,
    "quoted-name": 0.85,
    "shared-neighbour": 0.8,
    "ending": 0.8,
    "opening": 0.8,
    "same-desk": 0.75,
    "letters": 0.7,
    "boundary-slip": 0.7,
}

RULES: Mapping[str, Callable[[Name, Name, Names], str]] = {
    "Person": persons.match,
    "Company": firms.match,
    "Government": bodies.government,
    "Organization": bodies.organization,
    "Place": place_forms.match,
    "Award": titles.award,
    "Event": titles.event,
    "Project": titles.event,
    "Document": titles.document,
}


@dataclass(frozen=True, slots=True, eq=False)
class Matcher:
    """Asks of two names of one type whether the first can be a form of the second, as far as names alone can say."""

    names: Names

    def __call__(self, kind: str, short: Name, long: Name) -> str:
        """The rule by which `short` is a form of `long`, or nothing.

        >>> from kgraph import knowledge_io as knowledge
        >>> match = load(knowledge.load())
        >>> match("Government", match.names("市工信局"), match.names("晋江市工业和信息化局"))
        'own-region'
        >>> match("Government", match.names("河南省教育厅"), match.names("湖南省教育厅"))
        ''
        """
        if not short.numbers <= long.numbers or _apart(short, long) or self._are_two(short.text, long.text):
            return ""
        return RULES.get(kind, _same_form)(short, long, self.names)

    def _are_two(self, short: str, long: str) -> bool:
        """Whether the longer name holds two, of which the shorter is one: 柳小雨和甘长林."""
        words, rest = self.names.words.lists["coordinators.words"], len(long) - len(short)
        if rest <= SHORTEST or short not in (long[:-rest], long[rest:]):
            return False
        return long[:rest].endswith(words) if long.endswith(short) else long[-rest:].startswith(words)


def _apart(left: Name, right: Name) -> bool:
    """Whether the names hold two different words of one line of grades, levels or phases."""
    return any(one and other and one != other for one, other in zip(left.grades, right.grades, strict=True))


def _same_form(short: Name, long: Name, _: Names) -> str:
    return "same-form" if short.folded == long.folded else ""


@cache
def load(knowledge: Knowledge) -> Matcher:
    """The matcher for these layers of knowledge."""
    return Matcher(normalise.load(knowledge))
