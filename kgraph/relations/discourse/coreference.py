"""Who is spoken of: the subject that a clause leaves out, and what a definite description (该局, 公司, 他) names."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from kgraph.knowledge_io import Knowledge, Row
from kgraph.records import Mention
from kgraph.relations.discourse.salience import TOPIC, Section, Topic
from kgraph.relations.facts.dates import Timeline
from kgraph.relations.patterns.grammar import Grammar, any_of
from kgraph.relations.patterns.masking import HAN, UNITS, Kinds, Masked, Unit

__all__ = ["PREPOSITION", "Description", "Discourse", "Reader", "clause_end", "clause_start"]

FARTHEST = 8
NONE: frozenset[str] = frozenset()
NEAR = 8
LONGEST_SECTION = 2500
INITIAL = 8
GIVERS = frozenset({"Government", "Organization"})
VERB, PREPOSITION, OWNER = "verb", "preposition", "owner"
BREAKS = "，；。：！？"
_BREAK = re.compile(f"[{BREAKS}]")
_NAMES = re.compile(UNITS)


@dataclass(slots=True)
class Discourse:
    """What an article has spoken of so far: for each kind the last subject and the last name, with its sentence."""

    timeline: Timeline = field(default_factory=Timeline)
    number: int = 0
    subjects: dict[str, tuple[int, Unit]] = field(default_factory=dict)
    names: dict[str, tuple[int, Unit]] = field(default_factory=dict)
    history: list[tuple[int, Unit]] = field(default_factory=list)
    heading: Unit | None = None
    homes: Mapping[str, tuple[Mention, ...]] = field(default_factory=dict)
    places: Mapping[str, Mention] = field(default_factory=dict)
    place: int = 0
    topic: Topic = field(default_factory=Topic)
    occasion: Unit | None = None
    mentions: tuple[Mention, ...] = ()
    sections: tuple[Section, ...] = ()

    def about(self, kinds: frozenset[str]) -> Unit | None:
        """Whom the section is about, or else the article, where that is of one of these kinds."""
        number = bisect_right(self.sections, self.place, key=lambda section: section.start) - 1
        while number >= 0 and self.place - self.sections[number].start < LONGEST_SECTION:
            subject = self.sections[number].about(self.place, self.mentions)
            if subject.type in kinds:
                return Unit(subject.type, (subject,), via=TOPIC)
            number -= 1
        return self.topic.before(self.place, kinds)

    @property
    def reported(self) -> Unit | None:
        """The event that the article reports, once it has been named."""
        named = self.occasion is not None and self.occasion.members[0].start < self.place
        return self.occasion if named else None

    def described(self, described: Description) -> Unit | None:
        """Whom the section or the article is about, where a description may mean it."""
        about = self.about(described.kinds)
        return about if about is not None and described.fits(about) else None

    def subject(self, kinds: Iterable[str], within: int) -> Unit | None:
        """The subject spoken of last, of any of these kinds, no more than so many sentences back."""
        return _latest([self.subjects[kind] for kind in sorted(kinds) if kind in self.subjects], self.number - within)

    def resumed(self, kinds: frozenset[str]) -> Unit | None:
        """The topic of the article, if it is the subject spoken of last."""
        last = self.subject(kinds, FARTHEST)
        return replace(last, via=TOPIC) if last is not None and self.topic.names(last) else None

    def name(self, kinds: Iterable[str], ends: tuple[str, ...], within: int) -> Unit | None:
        """The name of these kinds, with one of these endings, that was read last."""
        wanted = frozenset(kinds)
        for number, unit in reversed(self.history):
            if number < self.number - within:
                return None
            if unit.kind in wanted and (not ends or unit.members[0].text.endswith(ends)):
                return unit
        return None


def _latest(found: list[tuple[int, Unit]], first: int) -> Unit | None:
    near = [entry for entry in found if entry[0] >= first]
    return max(near, key=lambda entry: (entry[0], entry[1].members[0].start))[1] if near else None


@dataclass(frozen=True, slots=True)
class Description:
    """Which names something may stand for: their kinds, and how they end where that matters."""

    kinds: frozenset[str]
    ends: tuple[str, ...]
    reach: int = 0

    @classmethod
    def of(cls, row: Row, *, reach: int = 0) -> Description:
        """The description that a row of a word list gives; it may mean a name so many sentences back."""
        return cls(frozenset(row["kinds"].split()), tuple(row["ends"].split()), reach)

    def fits(self, unit: Unit) -> bool:
        """Whether a unit is such a name."""
        return unit.kind in self.kinds and (not self.ends or unit.members[0].text.endswith(self.ends))


class Reader:
    """Finds in masked text the subjects of clauses and the names that descriptions stand for."""

    def __init__(self, knowledge: Knowledge, grammar: Grammar) -> None:
        self._kinds = grammar.kinds
        rows = knowledge.table("discourse/definite_descriptions")
        self._described = {row.key: Description.of(row) for row in rows}
        self._agents = frozenset(grammar.kinds.members("Agent"))
        self._opening = frozenset(row.key for row in rows if row["where"] == "clause")
        self._homes = frozenset(knowledge.words("discourse/deictic_places"))
        words, homes = any_of(self._described), any_of(self._homes)
        before = re.escape("".join(sorted(knowledge.words("discourse/openings"))))
        self._description = re.compile(f"(?<![{HAN}{UNITS[1:-1]}]){words}|(?<=[{before}]){words}|{homes}")
        self._government = tuple(
            (
                kind,
                re.compile(
                    any_of(row.key for row in knowledge.table("discourse/governors") if row["kind"] == kind) + "$"
                ),
            )
            for kind in (VERB, PREPOSITION)
        )
        verbs = any_of(row.key for row in knowledge.table("discourse/governors") if row["kind"] == VERB)
        self._verb_first = re.compile(f"{grammar.words['adverbial']}{verbs}")
        nouns = any_of(knowledge.words("discourse/subjects"))
        self._subjects = re.compile(f"(?:^|[{BREAKS}])[^{BREAKS}]{{0,6}}?(?P<noun>{nouns})")
        of = grammar.words["of"]
        self._of = re.compile(of)
        self._described_by_place = re.compile(grammar.words["described"])
        self._described_by_body = re.compile(f"{grammar.words['member']}|{grammar.kinds.set_of(['Award'])}")
        self._of_noun = re.compile(f"[^{BREAKS}{UNITS[1:-1]}]{{0,12}}?{of}[^{BREAKS}]{{0,10}}?{UNITS}")
        self._relative = re.compile(f"[^{BREAKS}]{{1,20}}?{of}(?:(?!{of})[^{BREAKS}]){{0,8}}?{UNITS}")

    def describe(self, masked: Masked, discourse: Discourse) -> Masked:
        """The text with each definite description as a unit, where what it names is known."""
        found = [
            (match, unit)
            for match in self._description.finditer(masked.text)
            if (unit := self._named(match, masked, discourse)) is not None
        ]
        return _insert(masked, found, self._kinds) if found else masked

    def _named(self, match: re.Match[str], masked: Masked, discourse: Discourse) -> Unit | None:
        if match[0] in self._homes:
            return _home(match[0], discourse)
        if match[0] in self._opening and clause_start(masked.text, match.start()) != match.start():
            return None
        described = self._described[match[0]]
        here = self._here(masked, match.start(), described)
        unit = (
            here
            or discourse.described(described)
            or discourse.subject(described.kinds, 0 if described.ends else FARTHEST)
        )
        unit = unit or discourse.name(described.kinds, described.ends, FARTHEST)
        if unit is None or len(unit.members) > 1:
            return None
        return replace(unit, via=match[0], links=(), joints=())

    def _here(self, masked: Masked, place: int, described: Description) -> Unit | None:
        """A name to the left in the same sentence that the description may mean."""
        fitting = [masked.units[i] for i in masked.between(0, place) if described.fits(masked.units[i])]
        return fitting[-1] if fitting else None

    def spoken_of(
        self, masked: Masked, place: int, described: Description, discourse: Discourse
    ) -> tuple[Mention, ...]:
        """The one name that what stands at a place may belong to: in its sentence, as last subject, as last name."""
        unit = self._here(masked, place, described) if described.reach else None
        unit = unit or discourse.described(described) or self._here(masked, place, described)
        if unit is None and described.reach:
            unit = discourse.name(described.kinds, described.ends, described.reach)
        return unit.members[:1] if unit is not None else ()

    def ahead(
        self, masked: Masked, place: int, kinds: frozenset[str], *, officers: frozenset[str] = NONE
    ) -> int | None:
        """The number of the unit that is the subject of what stands at a place, where its sentence has one.

        The subject of its clause; where the clause has none, that of the clause before, and so on. A person tied to a
        body of one of the kinds in `officers` is a subject too.
        """
        end = place
        while end >= 0:
            start = clause_start(masked.text, end)
            number = self._subject(masked, start, end, kinds, officers=officers)
            if number is not None:
                return number
            end = start - 1
        return None

    def acting(self, unit: Unit, kinds: frozenset[str]) -> Unit | None:
        """The unit itself, or the body for which a person acts: 市工信局局长林永红走访安踏."""
        if unit.kind in kinds:
            return unit
        bodies = [body for body in unit.bodies if body.type in kinds]
        return Unit(bodies[0].type, (bodies[0],)) if bodies else None

    def relative(self, text: str, found: re.Match[str]) -> bool:
        """Whether what was found describes a noun (安踏举办的大赛), so that its subject stands right before it.

        What names another one first (获省政府颁发的质量奖) describes nothing with its own verb.
        """
        return self._of_noun.match(text, found.start(), found.end()) is not None

    def just_before(self, masked: Masked, place: int, kinds: frozenset[str]) -> int | None:
        """The number of the last unit of these kinds in the clause before a place."""
        for i in reversed(masked.between(clause_start(masked.text, place), place)):
            if masked.units[i].kind in kinds and not self._located(masked, i):
                return i
        return None

    def _located(self, masked: Masked, number: int) -> bool:
        """Whether a unit only says where something is."""
        return masked.units[number].kind == "Place" and self.governor(masked, number) == PREPOSITION

    def goes_on(self, masked: Masked, place: int, kinds: frozenset[str]) -> bool:
        """Whether what stands at a place may be said of the sentence before: no other subject precedes it.

        The event or project of the sentence before goes on past the people who act in this one.
        """
        nouns = (found.start("noun") for found in self._subjects.finditer(masked.text, 0, place))
        if not all(self._governed(masked.text, noun) for noun in nouns):
            return False
        return kinds.isdisjoint(self._agents) or self.ahead(masked, place, self._agents) is None

    def _subject(
        self, masked: Masked, start: int, end: int, kinds: frozenset[str], *, officers: frozenset[str] = NONE
    ) -> int | None:
        """The first name of a clause that nothing governs; none where the clause begins with its verb."""
        owner = None
        opened = self._verb_first.match(masked.text, start, end)
        for i in masked.between(start, end):
            if opened is not None and not self._of.match(masked.text, masked.places[i] - 1):
                break
            governor = self.governor(masked, i)
            if governor == VERB:
                break
            kind = masked.units[i].kind
            if (kind not in kinds and not self._acts(masked.units[i], officers)) or (
                governor == PREPOSITION and kind != "Event"
            ):
                continue
            if kind == "Place" and masked.places[i] - start > INITIAL:
                continue
            if governor != OWNER:
                return self._head(masked, i, end, kinds)
            owner = i if owner is None else owner
        return owner

    def _head(self, masked: Masked, number: int, end: int, kinds: frozenset[str]) -> int:
        """The name that a clause beginning with another one describes: 安踏投建的产业园, not 安踏."""
        noun = self._relative.match(masked.text, masked.places[number] + 1, end)
        if noun is None:
            return number
        place = noun.end() - 1
        head = next(i for i in masked.between(place, end) if masked.places[i] == place)
        return head if masked.units[head].kind in kinds else number

    @staticmethod
    def _acts(unit: Unit, kinds: frozenset[str]) -> bool:
        """Whether a person acts for a body of these kinds."""
        return unit.kind == "Person" and len(unit.members) == 1 and any(body.type in kinds for body in unit.bodies)

    def governor(self, masked: Masked, number: int) -> str:
        """What governs a unit: a verb, a preposition or the noun it only describes; nothing for a subject."""
        place = masked.places[number]
        if masked.units[number].kind == "Place" and self._described_by_place.match(masked.text, place + 1):
            return PREPOSITION
        if masked.units[number].kind in GIVERS and self._described_by_body.match(masked.text, place + 1):
            return PREPOSITION
        return self._governed(masked.text, place) or (OWNER if self._of.match(masked.text, place + 1) else "")

    def _governed(self, text: str, place: int) -> str:
        """The kind of word that governs what stands at a place (针对企业), if one does."""
        return next((kind for kind, ending in self._government if ending.search(text, max(0, place - 5), place)), "")

    def remember(self, masked: Masked, discourse: Discourse) -> None:
        """Take note of what this sentence spoke of: every name, and for each kind its first subject."""
        seen: set[str] = set()
        for i, unit in enumerate(masked.units):
            for named in (*(Unit(body.type, (body,)) for body in unit.bodies), replace(unit, via="", joints=())):
                entry = (discourse.number, named)
                discourse.history.append(entry)
                if named.kind not in seen and self._spoken_of(masked, i):
                    seen.add(named.kind)
                    discourse.subjects[named.kind] = entry
        del discourse.history[:-60]

    def _spoken_of(self, masked: Masked, number: int) -> bool:
        """Whether a unit is the subject of its clause; an event may stand after 在."""
        kind = masked.units[number].kind
        if kind == "Event" and self.governor(masked, number) == PREPOSITION:
            return True
        place = masked.places[number]
        return self._subject(masked, clause_start(masked.text, place), place + 1, frozenset({kind})) == number


def _home(word: str, discourse: Discourse) -> Unit | None:
    """The place a paper is written for, by its nearest mention."""
    mentions = discourse.homes.get(word, ())
    if not mentions:
        return None
    nearest = min(mentions, key=lambda mention: (abs(mention.start - discourse.place), mention.start))
    return Unit(nearest.type, (nearest,), via=word)


def clause_start(text: str, end: int) -> int:
    """Where the clause that ends at a place begins."""
    return max(text.rfind(mark, 0, max(end, 0)) for mark in BREAKS) + 1


def _insert(masked: Masked, found: list[tuple[re.Match[str], Unit]], kinds: Kinds) -> Masked:
    parts, last = [], 0
    units: list[tuple[int, Unit]] = list(zip(masked.places, masked.units, strict=True))
    for match, unit in found:
        parts += [masked.text[last : match.start()], kinds.char(unit.kind)]
        units.append((match.start(), unit))
        last = match.end()
    parts.append(masked.text[last:])
    return Masked.of("".join(parts), [unit for _, unit in sorted(units, key=lambda entry: entry[0])])


def clause_end(text: str, start: int) -> int:
    """Where the clause that goes on from a place ends."""
    found = _BREAK.search(text, start)
    return found.start() if found else len(text)
