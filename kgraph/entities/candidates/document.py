"""What a page knows of its names: one found surely once is found everywhere, also in its short forms."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from kgraph.entities.candidates.abbreviations import Abbreviations
from kgraph.entities.candidates.candidate import REFUTED, Candidate, Overrides
from kgraph.entities.candidates.gazetteer import Gazetteer
from kgraph.entities.tagged_text import TaggedText
from kgraph.knowledge_io import Knowledge

__all__ = ["DocumentFeatures", "DocumentMemory"]

AGAIN, SPLIT, UNITED, FIRM_PROJECT = "memory", "memory-split", "memory-united", "firm-project"
_BODIES = frozenset({"Place", "Company", "Government", "Organization"})
_PEOPLE = frozenset({"Person", "Role", "Place"})
_FIRM = frozenset({"Company", "Person"})
_ITEM = re.compile(r"[^、]+")
_ENOUGH, _LONG = 2, 8
Votes = Mapping[str, Mapping[str, float]]


@dataclass(frozen=True)
class DocumentFeatures:
    """What is known of the names of a tagged.

    `votes`: name → type → how much its places weigh together; `places`: what won where; `short` and `gloss`: short
    form → type → how sure the full form is; `counts`: how often a name stands in the text.
    """

    votes: Votes = field(default_factory=dict)
    places: Mapping[tuple[int, int], Candidate] = field(default_factory=dict)
    short: Votes = field(default_factory=dict)
    gloss: Votes = field(default_factory=dict)
    counts: Mapping[str, int] = field(default_factory=dict)
    joins: str = "、"

    @cached_property
    def order(self) -> list[Candidate]:
        """What won, from left to right; no two overlap."""
        return [self.places[key] for key in sorted(self.places)]

    @cached_property
    def closes(self) -> list[int]:
        """The ends of what won, in order."""
        return [each.end for each in self.order]

    @cached_property
    def starts(self) -> dict[int, Candidate]:
        """What won by its start."""
        return {each.start: each for each in self.order}

    @cached_property
    def ends(self) -> dict[int, Candidate]:
        """What won by its end."""
        return {each.end: each for each in self.order}

    def says(self, text: str, span: tuple[int, int, str]) -> dict[str, float]:
        """What the other places of a name, and the names around it, say for a candidate and against it.

        >>> first = Candidate(0, 2, "Company", "tagger", 0.9)
        >>> known = DocumentFeatures({"安踏": {"Company": 0.9}}, {(0, 2): first})
        >>> known.says("安踏宣布，安踏获奖", (5, 7, "Company"))["same"]
        0.9
        """
        if not self.places:
            return {}
        return {"remembered": 1.0, **self._repeated(text, span), **self._around(text, span)}

    def _around(self, text: str, span: tuple[int, int, str]) -> dict[str, float]:
        start, end, kind = span
        said: dict[str, float] = {}
        for each in self._touching(start, end):
            key = _position(each, start, end)
            if key != "exact":
                said[key] = max(said.get(key, 0.0), each.confidence)
            elif each.type != kind:
                said["rival"] = each.confidence
        for near, side in ((self.ends.get(start), "left"), (self.starts.get(end), "right")):
            if near:
                said[f"{side}-touch-{near.type}"] = near.confidence
        for each in self._beside(text, start, end):
            key = "beside" if each.type == kind else "beside-other"
            said[key] = said.get(key, 0.0) + each.confidence
        return said

    def _beside(self, text: str, start: int, end: int) -> Iterator[Candidate]:
        """The names on the other side of a mark or word that joins names."""
        left = self.ends.get(start - 1) if start and text[start - 1] in self.joins else None
        right = self.starts.get(end + 1) if end < len(text) and text[end] in self.joins else None
        yield from (each for each in (left, right) if each)

    def _touching(self, start: int, end: int) -> Iterator[Candidate]:
        number = bisect_right(self.closes, start)
        while number < len(self.order) and self.order[number].start < end:
            yield self.order[number]
            number += 1

    def _repeated(self, text: str, span: tuple[int, int, str]) -> dict[str, float]:
        start, end, kind = span
        name = text[start:end]
        own = self.places.get((start, end))
        said = {"same": 0.0, "other": 0.0}
        for voted, weight in self.votes.get(name, {}).items():
            rest = weight - (own.confidence if own and own.type == voted else 0.0)
            said["same" if voted == kind else "other"] += rest
        said = {key: min(value, 2.0) for key, value in said.items()}
        for key, forms in (("short", self.short), ("gloss", self.gloss)):
            for voted, weight in forms.get(name, {}).items():
                said[key if voted == kind else f"{key}-other"] = weight
        others = self.counts.get(name, 1) - 1
        if others > 0:
            said["untaken"] = max(0.0, 1 - (said["same"] + said["other"]) / min(others, 2))
        return said


class _People(NamedTuple):
    """Family names, and words of firms' names that begin like one: 公司."""

    surnames: frozenset[str]
    words: frozenset[str]


class DocumentMemory:
    """Proposes, wherever it stands, each name that won elsewhere on the page, and says what the page knows of it."""

    def __init__(self, knowledge: Knowledge) -> None:
        entries = knowledge.structure("boundaries/document")
        self._gloss = re.compile(entries["gloss"].text("pattern"))
        self._joins = entries["lists"].text("joins")
        self._chain = re.compile(entries["lists"].text("chain"))
        united = entries["united"]
        self._united = {(left, right) for left in united if left != "unless" for right in united.texts(left)}
        self._apart = re.compile(united.text("unless"))
        self._works = re.compile(entries["firm_project"].text("pattern"))
        self._works_confidence = float(entries["firm_project"]["confidence"])
        self._openers = frozenset(knowledge.words("boundaries/left_boundary")) | frozenset(
            knowledge.words("boundaries/overreach")
        )
        self._forms = Abbreviations(knowledge)
        lists = ("gazetteers/trades", "gazetteers/legal_forms", "boundaries/common")
        words = frozenset(word for name in lists for word in knowledge.words(name))
        self._people = _People(frozenset(knowledge.words("gazetteers/surnames")), words)

    def recall(self, tagged: TaggedText, won: Iterable[Candidate]) -> tuple[list[Candidate], DocumentFeatures]:
        """Every place of the names that won, and what is known of them."""
        places = {(each.start, each.end): each for each in won}
        votes = _votes(tagged, places.values())
        short, gloss = self._short(votes), self._glossed(tagged, places.values())
        order = sorted(places.values())
        found = [
            *_found(tagged, (votes, short, gloss)),
            *_joined(order),
            *_coordinated(tagged.text, order, self._chain),
        ]
        found += _taken_over(_split(tagged, places.values(), votes, self._people), places)
        found += [*self._unite(tagged, order), *self._firm_projects(tagged, order)]
        counts = Counter(tagged.text[start:end] for start, end in {c[:2] for c in found if c.rule != REFUTED})
        return found, DocumentFeatures(votes, places, short, gloss, counts, self._joins)

    def _unite(self, tagged: TaggedText, order: Sequence[Candidate]) -> Iterator[Candidate]:
        """A place or firm that touches the name behind it is part of it, and takes the tagger's word along."""
        for left, right in pairwise(order):
            if left.end != right.start or (left.type, right.type) not in self._united:
                continue
            opens = next(iter(tagged.words_of(right.start, right.end)), "")
            if opens not in self._openers and not self._apart.search(tagged.text[max(0, left.start - 4) : left.start]):
                yield from (_refuted(left), _refuted(right))
                yield Candidate(left.start, right.end, right.type, UNITED, right.confidence, Overrides.DOCUMENT)

    def _firm_projects(self, tagged: TaggedText, order: Sequence[Candidate]) -> Iterator[Candidate]:
        """A firm and the project named right behind it are one project: 星禾公司智能仓储项目."""
        taken = {each.start for each in order if each.type not in ("Project", "Place")}
        for firm in order:
            found = self._works.match(tagged.text, firm.end) if firm.type == "Company" else None
            if not found or any(place in taken for place in range(firm.end, found.end())):
                continue
            if not any(word in self._openers for word in tagged.words_of(firm.end, found.end())):
                sure = self._works_confidence
                yield _refuted(firm, left=1 - sure)
                yield Candidate(firm.start, found.end(), "Project", FIRM_PROJECT, sure, Overrides.DOCUMENT)

    def _short(self, votes: Votes) -> Votes:
        short: defaultdict[str, dict[str, float]] = defaultdict(dict)
        for name, types in votes.items():
            for kind, weight in types.items():
                for form in self._forms.of(name, kind):
                    short[form][kind] = max(min(weight, 1.0), short[form].get(kind, 0.0))
        return short

    def _glossed(self, tagged: TaggedText, won: Iterable[Candidate]) -> Votes:
        """What a bracket behind a name says it is called for short."""
        gloss: defaultdict[str, dict[str, float]] = defaultdict(dict)
        for each in won:
            found = self._gloss.match(tagged.text, each.end)
            if found:
                gloss[found["name"]][each.type] = each.confidence
        return gloss


def _refuted(each: Candidate, *, left: float = 0.0) -> Candidate:
    """What says that a name which won is none: so much of its probability is left."""
    return each._replace(rule=REFUTED, confidence=left, overrides=Overrides.DOCUMENT)


def _taken_over(halves: Iterable[Candidate], places: Mapping[tuple[int, int], Candidate]) -> Iterator[Candidate]:
    """The halves, which take the tagger's word over from the whole."""
    for half in halves:
        yield half._replace(overrides=Overrides.DOCUMENT)
        for (start, end), whole in places.items():
            if start <= half.start and half.end <= end and (start, end) != half[:2]:
                yield _refuted(whole)


def _position(each: Candidate, start: int, end: int) -> str:
    """How a name that won lies to a span that it touches."""
    if (each.start, each.end) == (start, end):
        return "exact"
    if each.start <= start and end <= each.end:
        return "within"
    if start <= each.start and each.end <= end:
        return "around"
    return "across"


def _votes(tagged: TaggedText, won: Iterable[Candidate]) -> Votes:
    votes: defaultdict[str, defaultdict[str, float]] = defaultdict(lambda: defaultdict(float))
    for each in won:
        votes[tagged.text[each.start : each.end]][each.type] += each.confidence
    return votes


def _joined(order: Sequence[Candidate]) -> Iterator[Candidate]:
    """Two names without a character between them may be one: 星禾公司|技改项目."""
    for left, right in pairwise(order):
        if left.end == right.start and left.type in _BODIES and right.type not in _PEOPLE:
            rule = f"joined-{left.type}-{right.type}"
            yield Candidate(left.start, right.end, right.type, rule, min(left.confidence, right.confidence))


def _coordinated(text: str, won: Sequence[Candidate], chain: re.Pattern[str]) -> Iterator[Candidate]:
    """In 鼓楼、台江、仓山等 what stands between two marks is of the kind of the rest."""
    starts = {each.start: each for each in won}
    for found in chain.finditer(text):
        items = [(item.start(), item.end()) for item in _ITEM.finditer(text, found.start(), found.end())]
        types = Counter(starts[start].type for start, end in items if start in starts and starts[start].end == end)
        kind, count = max(types.items(), key=lambda pair: (pair[1], pair[0]), default=("", 0))
        if count < _ENOUGH or count * 2 < len(items) - 1:
            continue
        for start, end in items[1:]:
            if 1 < end - start < _LONG:
                yield Candidate(start, end, kind, "coordination", min(0.9, 0.4 + 0.1 * count))


def _split(tagged: TaggedText, won: Iterable[Candidate], votes: Votes, people: _People) -> Iterator[Candidate]:
    """A known company with a person's name behind it, or a known person with a word: two things read as one."""
    for each in won:
        for cut in range(each.start + 2, each.end):
            head = votes.get(tagged.text[each.start : cut], {})
            if each.type in _FIRM and max(head, key=lambda kind: head[kind], default="") == "Company":
                rest = tagged.text[cut : each.end]
                if len(rest) in (2, 3) and rest[0] in people.surnames and rest not in people.words:
                    yield Candidate(each.start, cut, "Company", SPLIT, each.confidence)
                    yield Candidate(cut, each.end, "Person", SPLIT, each.confidence)
            elif each.type == "Person" and head.get("Person", 0.0) > 1 and each.end - cut in (1, 2):
                yield Candidate(each.start, cut, "Person", SPLIT, each.confidence)


def _found(tagged: TaggedText, known: tuple[Votes, ...]) -> Iterator[Candidate]:
    """A candidate for each place of a known name and each type it is known under."""
    types: defaultdict[str, dict[str, float]] = defaultdict(dict)
    for votes in known:
        for name, weights in votes.items():
            for kind, weight in weights.items():
                types[name][kind] = max(types[name].get(kind, 0.0), min(weight, 1.0))
    for start, end, weights in Gazetteer(types).everywhere(tagged.text):
        if not tagged.splits_word(start, end):
            yield from (Candidate(start, end, kind, AGAIN, weight) for kind, weight in weights.items())
