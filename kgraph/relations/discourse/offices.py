"""Bodies of offices: 市住建局副局长甲、总工程师乙 are both of 市住建局, and a 市长 is an officer of no committee."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from kgraph.knowledge_io import Knowledge
from kgraph.records import Mention
from kgraph.relations.discourse.coreference import Description
from kgraph.relations.patterns.grammar import Grammar
from kgraph.relations.patterns.masking import Masked, Unit

__all__ = ["Offices"]

OFFICE, PERSON, PLACE = "Office", "Person", "Place"
Link = tuple[Mention, Mention | None]


class Offices:
    """Gives a bare title the body of the office before it in its list, and a place the offices that are its own."""

    def __init__(self, knowledge: Knowledge, grammar: Grammar) -> None:
        self._office = grammar.kinds.char(OFFICE)
        rows = knowledge.table("discourse/territorial_offices")
        self._territorial = {row.key: (row["place"], row["body"]) for row in rows}
        titles = knowledge.table("gazetteers/titles")
        self._titles = sorted(((row.key, Description.of(row)) for row in titles), key=lambda each: -len(each[0]))
        self._listed = re.compile(grammar.words["listed_by"])
        office, role, person = (grammar.kinds.set_of([kind]) for kind in (OFFICE, "Role", PERSON))
        ahead, standing = f"{office}{person}{grammar.words['shares']}", grammar.words["standing"]
        self._next = re.compile(f"(?:(?<={ahead})|(?<={ahead}{standing})){role}(?= ?{person})")

    def resolved(self, masked: Masked, places: Mapping[str, Mention]) -> Masked:
        """The text in which each office has the body at which it is held."""
        return self._shared(self._placed(masked, places)) if self._office in masked.kinds else masked

    @staticmethod
    def held(masked: Masked) -> Iterator[tuple[Mention, Mention]]:
        """Each office of a text with its body."""
        for unit in masked.units:
            if unit.kind == OFFICE:
                yield from ((role, body) for role, body in unit.links if body is not None)

    def colleagues(self, masked: Masked) -> Iterator[tuple[Mention, Mention]]:
        """Each person of a list whose title stands behind the name, with the body named before the first of them."""
        body: Mention | None = None
        for number, unit in enumerate(masked.units):
            if not self._listed.fullmatch(masked.text, *self._joint(masked, number)):
                body = None
            bodies = unit.bodies if unit.kind == PERSON else ()
            titles = [role for role, at in unit.links if at is None]
            if body is not None and not bodies and any(self._is_held(role, body) for role in titles):
                yield from ((person, body) for person in unit.members)
            elif bodies or not titles:
                body = bodies[-1] if bodies else None

    @staticmethod
    def _joint(masked: Masked, number: int) -> tuple[int, int]:
        """Where the text between a unit and the one before it stands."""
        return (masked.places[number - 1] + 1 if number else 0), masked.places[number]

    def _shared(self, masked: Masked) -> Masked:
        """Each bare title of a list becomes an office of the body named before it."""
        found = self._next.search(masked.text)
        while found is not None:
            place = found.start()
            number = masked.between(0, place).stop
            unit = self._at_body(masked.units[number], masked.units[number - 2])
            if unit is not None:
                text = f"{masked.text[:place]}{self._office}{masked.text[place + 1 :]}"
                masked = Masked.of(text, (*masked.units[:number], unit, *masked.units[number + 1 :]))
            found = self._next.search(masked.text, place + 1)
        return masked

    def _placed(self, masked: Masked, places: Mapping[str, Mention]) -> Masked:
        """A 市长 is an officer of the city and of no committee: 江宁市委副书记、市长."""
        units = (
            replace(unit, links=tuple(self._link(link, places) for link in unit.links)) if unit.links else unit
            for unit in masked.units
        )
        return replace(masked, units=tuple(units))

    def _link(self, link: Link, places: Mapping[str, Mention]) -> Link:
        """An office at the place whose body was named, where it is an office of places."""
        role, body = link
        ending = self._ending(role)
        if not ending or body is None or body.type == PLACE:
            return link
        place, own = self._territorial[ending]
        if body.text.endswith(own):
            return link
        name, _, _ = body.text.partition(place)
        return role, places.get(f"{name}{place}") or places.get(name)

    def _ending(self, role: Mention) -> str:
        """The ending by which a title is the office of a place, if it is."""
        return next((ending for ending in self._territorial if role.text.endswith(ending)), "")

    def _at_body(self, title: Unit, before: Unit) -> Unit | None:
        """A title as an office of the body of the one before it, where it may be held there."""
        bodies = [body for _, body in before.links if body is not None]
        role = title.members[0]
        if not bodies or self._ending(role) or not self._is_held(role, bodies[0]):
            return None
        return replace(title, kind=OFFICE, links=tuple((each, bodies[0]) for each in title.members))

    def _is_held(self, role: Mention, body: Mention) -> bool:
        """Whether such a title may be held at such a body; one that is not listed may be held at any."""
        known = next((described for ending, described in self._titles if role.text.endswith(ending)), None)
        return known is None or not known.ends or known.fits(Unit(body.type, (body,)))
