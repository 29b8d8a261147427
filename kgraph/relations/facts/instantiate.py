"""What a match of a pattern states: of which names, with what denied and what qualified."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from kgraph.knowledge_io import Knowledge
from kgraph.records import Mention
from kgraph.relations.discourse.coreference import PREPOSITION, Description, Discourse, Reader, clause_end, clause_start
from kgraph.relations.facts.dates import Dates
from kgraph.relations.facts.modality import Denials
from kgraph.relations.facts.qualifiers import Qualifiers
from kgraph.relations.patterns.grammar import Grammar, any_of
from kgraph.relations.patterns.masking import UNIT, UNITS, Masked, Unit
from kgraph.relations.patterns.pattern import AHEAD, Claim, Pattern

__all__ = ["Claims", "Statement"]

FARTHEST = 8
DATED = 80
PERIOD, FORMER = "/", "former"  # what lasted until a day is over
COMMITTEE = 4  # sentences back that a committee may be named of which 主委 is an office
PARTNERS = 5
PAIRS = 400
LIES = "located_in"
UNSURE = 0.4
EMPLOYERS = ("Company", "Government", "Organization")
TITLE = "Role"
EVENTS = frozenset({"Event"})
PLACES = frozenset({"Place", "Spot"})
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Statement:
    """What a pattern read of two mentions, before it is judged.

    One is `resumed` whose subject its own sentence describes (该局) or that is about the topic of the article.
    """

    subject: Mention
    predicate: str
    object: Mention
    pattern: Pattern
    denial: str = ""
    qualifiers: tuple[tuple[str, str], ...] = ()
    resumed: bool = False


@dataclass(frozen=True, slots=True)
class _Match:
    """A match with the units it named, and the place of each."""

    pattern: Pattern
    masked: Masked
    found: re.Match[str]
    units: dict[str, Unit]
    from_: int
    discourse: Discourse

    @property
    def reach(self) -> str:
        """The text from the subject to the end of the match."""
        return self.masked.text[min(self.from_, self.found.start()) : self.found.end()]

    @property
    def said(self) -> str:
        """The words of the match, those its phrases held, and the two before it; units left out."""
        text, start = self.masked.text, self.found.start()
        notes = "".join(unit.note for unit in self.units.values())
        before = text[clause_start(text, start) : start] if not self.pattern.stage else text[max(0, start - 2) : start]
        return f"{before}{notes}{self.found[0]}"


class Claims:
    """Turns matches of patterns into statements, and folds phrases into their heads."""

    def __init__(self, knowledge: Knowledge, reader: Reader, grammar: Grammar) -> None:
        self._reader = reader
        self._kinds = grammar.kinds
        self._across = re.compile(grammar.words["across"])
        self._denials = Denials(knowledge)
        self._respectively = re.compile(any_of(knowledge.words("discourse/respectively")))
        self._titles = {row.key: Description.of(row) for row in knowledge.table("gazetteers/titles")}
        committee = knowledge.table("discourse/committee_titles")
        self._titles |= {row.key: Description.of(row, reach=COMMITTEE) for row in committee}
        self._holders = {row.key: frozenset(row["kinds"].split()) for row in knowledge.table("discourse/award_holders")}
        self._acted = frozenset(knowledge.words("discourse/metonymic_agents"))
        self._qualifiers = Qualifiers(knowledge)
        self._dates = Dates(knowledge)
        self._modifier = re.compile(f"{grammar.words['of']}(?={UNITS})")
        self._companions = re.compile(any_of(knowledge.words("discourse/companions")))

    def of(self, pattern: Pattern, masked: Masked, discourse: Discourse) -> Iterator[Statement]:
        """What a pattern states of a masked text."""
        for found in pattern.matches(masked):
            match = self._match(pattern, masked, found, discourse)
            if match is not None:
                yield from self._stated(match)

    def remember(self, text: str, discourse: Discourse) -> None:
        """Take note of the dates of a passage that was read."""
        self._dates.note(text, discourse.timeline)

    def fold(self, pattern: Pattern, masked: Masked) -> Masked:
        """The text with each match of a pattern replaced by its head."""
        if not pattern.fold:
            return masked
        parts, units, last, number = [], [], 0, 0
        for found in pattern.matches(masked):
            inside = masked.between(found.start(), found.end())
            head = _head(pattern, masked, found)
            parts += [masked.text[last : found.start()], self._kinds.char(head.kind)]
            units += [*masked.units[number : inside.start], head]
            last, number = found.end(), inside.stop
        if not parts:
            return masked
        return Masked.of("".join([*parts, masked.text[last:]]), [*units, *masked.units[number:]])

    def _match(self, pattern: Pattern, masked: Masked, found: re.Match[str], discourse: Discourse) -> _Match | None:
        units = {name: masked.at(found.start(name)) for name, value in found.groupdict().items() if value}
        from_ = found.start()
        if pattern.ahead:
            ahead, from_ = self._ahead(pattern, masked, found, discourse)
            if ahead is None:
                return None
            units[AHEAD] = ahead
        return _Match(pattern, masked, found, units, from_, discourse)

    def _ahead(
        self, pattern: Pattern, masked: Masked, found: re.Match[str], discourse: Discourse
    ) -> tuple[Unit | None, int]:
        """The subject of what was found, and where it stands: in its clause, its sentence, or the text before."""
        kinds = self._fitting(pattern, masked, found)
        start = found.start()
        if self._reader.relative(masked.text, found):
            number = self._reader.just_before(masked, start, kinds)
            return (masked.units[number], masked.places[number]) if number is not None else (None, start)
        officers = kinds if any(claim.predicate in self._acted for claim in pattern.claims) else frozenset()
        number = self._reader.ahead(masked, start, kinds, officers=officers)
        if number is not None:
            return self._reader.acting(masked.units[number], kinds), masked.places[number]
        if not self._reader.goes_on(masked, start, kinds):
            return None, start
        return _carried(pattern, kinds, discourse), start

    def _fitting(self, pattern: Pattern, masked: Masked, found: re.Match[str]) -> frozenset[str]:
        """The kinds the subject may have: a 劳动模范 is a person, a 绿色工厂 is none."""
        place = found.start("object") if "object" in pattern.expression.groupindex else -1
        if place < 0 or masked.at(place).members[0].type != "Award":
            return pattern.ahead
        kinds = _by_ending(masked.at(place).members[0].text, self._holders)
        return pattern.ahead & kinds if kinds else pattern.ahead

    def _stated(self, match: _Match) -> Iterator[Statement]:
        denial = "" if match.pattern.stage else self._denial(match)
        allowed = denial in match.pattern.allows
        planned = {"status": match.pattern.status or denial} if allowed else {}
        for claim in match.pattern.claims:
            if claim.subject not in match.units or claim.object not in match.units:
                continue
            common = self._qualified(match, claim.predicate) | planned
            for subject, object_, held in self._pairs(claim, match):
                about = self._qualifiers.about(claim.predicate, object_.text, match.said)
                qualifiers = {**about, **common, **dict(held)}
                yield Statement(
                    subject,
                    claim.predicate,
                    object_,
                    match.pattern,
                    "" if allowed else denial or self._denials.of_name(object_.text),
                    tuple(qualifiers.items()),
                    resumed=bool(match.units[claim.subject].via),
                )

    def _qualified(self, match: _Match, predicate: str) -> dict[str, str]:
        """The date of a statement, where it came about, and the standing that its pattern states."""
        found = {"status": match.pattern.status} if match.pattern.status else {}
        if match.pattern.stage:
            return found
        said = match.masked.text[max(0, match.found.end() - DATED) : match.found.end()]
        date = self._dates.of(said, match.discourse.timeline)
        if date:
            found["date"] = date
        if PERIOD in date and self._qualifiers.has(predicate, "status"):
            found.setdefault("status", FORMER)
        for key, kinds in (("event", EVENTS), ("place", PLACES)):
            unit = self._setting(match, kinds) if self._qualifiers.has(predicate, key) else None
            if unit is not None:
                found[key] = unit.members[0].text
        return found

    def _setting(self, match: _Match, kinds: frozenset[str]) -> Unit | None:
        """The last unit of these kinds, before the end of the match, at which something is said to happen."""
        masked = match.masked
        for i in reversed(masked.between(0, match.found.end())):
            if masked.units[i].kind in kinds and self._reader.governor(masked, i) == PREPOSITION:
                return masked.units[i]
        return None

    def _denial(self, match: _Match) -> str:
        text, start, end = match.masked.text, match.found.start(), match.found.end()
        before = self._modifier.split(text[clause_start(text, start) : start])[-1]
        within = UNIT.sub("", match.found[0]) if UNIT.match(match.found[0]) else ""
        after = text[end : clause_end(text, end) + 1]
        return self._denials.of(before, after, within) or self._denials.of_sentence(text)

    def _pairs(self, claim: Claim, match: _Match) -> Iterator[tuple[Mention, Mention, tuple[tuple[str, str], ...]]]:
        left, right = match.units[claim.subject], match.units[claim.object]
        if left is right and claim.subject_part == claim.object_part:
            yield from ((a, b, ()) for a, b in self._within(left))
            return
        subjects = _part(left, claim.subject_part)
        if claim.companions:
            subjects = (*subjects, *self._with(match, claim.subject))
        objects = self._home(match, right) if claim.object_part == "home" else _part(right, claim.object_part)
        if len(subjects) == len(objects) > 1 and self._respectively.search(match.reach):
            yield from ((a, b, ()) for a, b in zip(subjects, objects, strict=True))
            return
        if len(subjects) * len(objects) > PAIRS or (claim.predicate == LIES and min(len(subjects), len(objects)) > 1):
            return  # 在A、B引进了C、D: which of them lies where is not said
        for subject in subjects:
            for object_ in objects:
                yield subject, object_, _held_at(right, object_)

    def _within(self, unit: Unit) -> Iterator[tuple[Mention, Mention]]:
        """The pairs of one list: A与B、C ties A to B and to C, A、B与C each to each, A与B、C与D only the two pairs."""
        members = unit.members
        across = [i for i, joint in enumerate(unit.joints, start=1) if self._across.fullmatch(joint)]
        if len(across) > 1:
            yield from ((members[i - 1], members[i]) for i in across)
        elif len(members) <= PARTNERS:
            first = 1 if across == [1] and len(members) > 2 else len(members)
            yield from ((members[i], members[j]) for i in range(first) for j in range(i + 1, len(members)))

    def _home(self, match: _Match, office: Unit) -> tuple[Mention, ...]:
        """The bodies of an office, or the body spoken of where a title stands alone: 董事长林岛说."""
        if any(body is not None for _, body in office.links):
            return office.bodies
        title = _by_ending(office.members[-1].text, self._titles)
        if title is None:
            return ()
        return self._reader.spoken_of(match.masked, match.found.start(), title, match.discourse)

    def _with(self, match: _Match, name: str) -> tuple[Mention, ...]:
        """Those with whom the subject acts: A联合B、C举办D."""
        text, start = match.masked.text, match.found.start()
        first = max(match.from_ if match.from_ < start else 0, clause_start(text, clause_start(text, start) - 1))
        members: list[Mention] = []
        for number in match.masked.between(first, start):
            place = match.masked.places[number]
            if self._companions.search(text, max(first, place - 3), place) and text[max(first, place - 3) : place]:
                members += match.masked.units[number].members
        return tuple(member for member in members if member not in match.units[name].members)


def _by_ending(text: str, endings: Mapping[str, T]) -> T | None:
    """What is listed for the longest ending of a text that is listed."""
    for start in range(len(text)):
        if text[start:] in endings:
            return endings[text[start:]]
    return None


def _carried(pattern: Pattern, kinds: frozenset[str], discourse: Discourse) -> Unit | None:
    """The subject that a clause takes from the text before: the topic if it was spoken of last, or no other is sure."""
    about = discourse.about(kinds)
    if pattern.section or (about is not None and not pattern.near):
        return about
    resumed = discourse.resumed(kinds)
    if resumed is not None or pattern.near:
        return resumed
    last = discourse.subject(kinds, FARTHEST)
    if last is None and kinds == EVENTS:
        return discourse.reported
    if last is not None and pattern.carried > UNSURE:
        return last
    return discourse.topic.before(discourse.place, kinds) or last


def _part(unit: Unit, part: str) -> tuple[Mention, ...]:
    return unit.bodies if part == "body" else unit.members


def _held_at(unit: Unit, role: Mention) -> tuple[tuple[str, str], ...]:
    """The body at which a role is held, as a qualifier."""
    for each, body in unit.links:
        if each == role and body is not None:
            return (("org", body.text),)
    return ()


def _head(pattern: Pattern, masked: Masked, found: re.Match[str]) -> Unit:
    """The unit that stands for a folded phrase; an office keeps its body, a person those of the office."""
    head = masked.at(found.start(pattern.fold))
    groups = {name: masked.at(found.start(name)) for name, value in found.groupdict().items() if value}
    if not pattern.kind:
        office = groups.get("office") or groups.get("body")
        return replace(head, links=head.links or _ties(office)) if head.kind == "Person" else head
    body = groups["body"].members[-1] if "body" in groups else None
    links = head.links or tuple((role, body) for role in head.members)
    return replace(head, kind=pattern.kind, links=links, note=UNIT.sub("", found[0]))


def _ties(unit: Unit | None) -> tuple[tuple[Mention, Mention | None], ...]:
    """The bodies to which a phrase ties its person."""
    if unit is None:
        return ()
    if unit.kind == TITLE:
        return tuple((role, None) for role in unit.members)
    return unit.links or tuple((body, body) for body in unit.members if body.type in EMPLOYERS)
