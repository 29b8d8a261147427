"""A sentence in which every name is one character, so that an ordinary regular expression can speak of types.

The characters come from the private-use area: one for each kind. A kind is an entity type, or a phrase that the
patterns build on the way, such as an office.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kgraph.knowledge_io import Row
from kgraph.records import Mention

__all__ = ["HAN", "UNIT", "UNITS", "Kinds", "Masked", "Unit", "mask"]

FIRST = 0xE000
NONE: tuple[str, ...] = ()
HAN = r"\u4e00-\u9fff"
UNITS = f"[{chr(FIRST)}-{chr(FIRST + 63)}]"
UNIT = re.compile(UNITS)
_QUOTES = re.compile("[\u201c\u201d\u2018\u2019\"'「」『』]")
_BETWEEN = re.compile(f"(?<={UNITS})(?:[\u201d\u2019」』][、,，]?|[、,，])[\u201c\u2018「『](?={UNITS})")
_ASIDE = re.compile(f"（[^（）{chr(FIRST)}-{chr(FIRST + 63)}]{{0,24}}）")
_FOLDED = str.maketrans(",;:()!?[]\u3000\t\xa0", "，；：（）！？（）   ")


class Kinds:
    """The kinds of unit, each with its character.

    >>> kinds = Kinds(["Person", "Role"], {"Named": ("Person", "Role")})
    >>> kinds.char("Person") == chr(0xE000), kinds.members("Named")
    (True, ('Person', 'Role'))
    """

    def __init__(
        self, names: Iterable[str], groups: Mapping[str, tuple[str, ...]], special: Iterable[Row] = ()
    ) -> None:
        self.names = tuple(names)
        self.groups = dict(groups)
        rows = tuple(special)
        self._whole = {(row["type"], row.key): row["kind"] for row in rows if row["where"] == "whole"}
        ends = [(row["type"], row.key, row["kind"]) for row in rows if row["where"] == "end"]
        self._ends = {type_: tuple((end, kind) for each, end, kind in ends if each == type_) for type_, _, _ in ends}
        self._any_end = {type_: tuple(end for end, _ in found) for type_, found in self._ends.items()}
        self._chars = {name: chr(FIRST + i) for i, name in enumerate(self.names)}

    def __contains__(self, name: str) -> bool:
        return name in self._chars or name in self.groups

    def char(self, name: str) -> str:
        """The character that stands for a kind."""
        return self._chars[name]

    def of(self, mention: Mention) -> str:
        """The kind of a mention: its type, or the kind that its very words have (记者 signs, a 局长 acts)."""
        kind = self._whole.get((mention.type, mention.text))
        if kind is not None:
            return kind
        if not mention.text.endswith(self._any_end.get(mention.type, NONE)):
            return mention.type
        return next(kind for end, kind in self._ends[mention.type] if mention.text.endswith(end))

    def members(self, name: str) -> tuple[str, ...]:
        """The kinds that a name covers: those of a group, or the kind itself."""
        return self.groups.get(name, (name,))

    def chars(self, names: Iterable[str]) -> frozenset[str]:
        """The characters of these kinds and groups."""
        return frozenset(self._chars[kind] for name in names for kind in self.members(name))

    def set_of(self, names: Iterable[str]) -> str:
        """A character class that matches any of these kinds and groups."""
        return f"[{''.join(sorted(self.chars(names)))}]"


@dataclass(frozen=True, slots=True)
class Unit:
    """What one character stands for: a name, several coordinated ones, or a phrase with its head.

    `links` ties each role to the body it is held at, `note` keeps the words that a phrase held besides its names (原),
    and `via` is the definite description (该局) through which a unit got its members. `joints` are the words between
    the members of a list.
    """

    kind: str
    members: tuple[Mention, ...]
    links: tuple[tuple[Mention, Mention | None], ...] = ()
    via: str = ""
    joints: tuple[str, ...] = ()
    note: str = ""

    @property
    def bodies(self) -> tuple[Mention, ...]:
        """The bodies of the links, each once; a place (莆田市代市长) employs nobody."""
        bodies = (body for _, body in self.links if body is not None and body.type != "Place")
        return tuple(dict.fromkeys(bodies))


@dataclass(frozen=True, slots=True)
class Masked:
    """Text with one character a unit, the units in their order, their places, and which characters occur."""

    text: str
    units: tuple[Unit, ...]
    places: tuple[int, ...]
    kinds: frozenset[str]

    @classmethod
    def of(cls, text: str, units: Sequence[Unit]) -> Masked:
        """Masked text; finds where its units stand."""
        places = tuple(found.start() for found in UNIT.finditer(text))
        return cls(text, tuple(units), places, frozenset(text[place] for place in places))

    def at(self, place: int) -> Unit:
        """The unit whose character stands at a place of the masked text."""
        return self.units[bisect_left(self.places, place)]

    def between(self, start: int, end: int) -> range:
        """The numbers of the units between two places."""
        return range(bisect_left(self.places, start), bisect_left(self.places, end))


def mask(text: str, start: int, mentions: Sequence[Mention], kinds: Kinds) -> Masked:
    """The text of a passage that begins at `start`, with its mentions as units.

    Quotation marks are dropped and half-width punctuation is widened, so that patterns need name neither.
    """
    parts: list[str] = []
    last = start
    for mention in mentions:
        parts += [_without_units(text[last - start : mention.start - start]), kinds.char(kinds.of(mention))]
        last = mention.end
    parts.append(_without_units(text[last - start :]))
    return Masked.of(_plain("".join(parts)), [Unit(kinds.of(mention), (mention,)) for mention in mentions])


def _without_units(part: str) -> str:
    """Text in which no character of the source can pass for a unit."""
    return UNIT.sub(" ", part)


def _plain(text: str) -> str:
    text = _BETWEEN.sub("、", text)
    return _ASIDE.sub("", _QUOTES.sub("", text).translate(_FOLDED))
