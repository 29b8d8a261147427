"""Namesakes in one article: one name with offices that one person does not hold at once is two people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kgraph.records import Mention, Reading
from kgraph.resolution.names.abbreviation import in_order
from kgraph.resolution.names.normalise import Names

__all__ = ["parts"]

BODIES = frozenset({"Company", "Government", "Organization", "Place"})
GAP = 1


@dataclass(frozen=True, slots=True)
class _Office:
    """What stands right before a name: the calling, and the body in front of it."""

    calling: str
    body: str


def parts(mentions: Sequence[Mention], reading: Reading, names: Names) -> list[list[Mention]]:
    """The mentions of one name by person, in the order in which the article introduces them."""
    made: list[tuple[list[_Office], list[Mention]]] = []
    last = 0
    for mention in mentions:
        office = _office(mention, reading, names)
        if office:
            last = next((at for at, (known, _) in enumerate(made) if _fits(office, known)), len(made))
        if last == len(made):
            made.append(([], []))
        made[last][0].extend([office] if office else [])
        made[last][1].append(mention)
    return [group for _, group in made]


def _office(mention: Mention, reading: Reading, names: Names) -> _Office | None:
    """The calling right before a name: 小学生, or a title at a body; not one that was, or is to be, somebody's."""
    text = reading.article.text
    before = text[max(0, mention.start - names.words.longest_calling) : mention.start]
    calling = next(filter(before.endswith, names.words.callings), "")
    if not calling:
        return None
    body = _body(mention.start - len(calling), reading)
    start = body.start if body else mention.start - len(calling)
    if text[:start].endswith(names.words.lists["offices.other_times"]):
        return None
    return _Office(names.words.callings[calling], names.folded(body.text) if body else "")


def _body(end: int, reading: Reading) -> Mention | None:
    held = (each for each in reading.mentions if each.type in BODIES and end - GAP <= each.end <= end)
    return min(held, key=lambda each: (-each.end, each.start), default=None)


def _fits(office: _Office, known: Sequence[_Office]) -> bool:
    """Whether one may hold this office beside those already told of a person."""
    return not known or any(_is_same(office, each) for each in known)


def _is_same(office: _Office, other: _Office) -> bool:
    if office.calling != other.calling:
        return False
    short, long = sorted((office.body, other.body), key=len)
    return not short or in_order(short, long)
