"""What one article says of itself: its names by surface, and the regions it is about."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from kgraph.records import Mention, Reading
from kgraph.resolution.article_namesakes import parts as _people
from kgraph.resolution.names.normalise import Name, Names, squeezed
from kgraph.resolution.names.regions import COUNTY

__all__ = ["ArticleContext", "Key", "SurfaceForm", "Votes"]

Key = tuple[str, str, str, int]
TELLING = frozenset({"Person", "Company", "Product", "Project"})
LEAST = 3
PERSON = "Person"
LEAD = 120
CLEAR = 2


@dataclass(frozen=True, slots=True)
class SurfaceForm:
    """All mentions of one surface and type in one article, taken for one thing; of namesakes in it each is a `part`."""

    article: str
    type: str
    text: str
    name: Name
    mentions: tuple[Mention, ...]
    part: int = 0

    @property
    def key(self) -> Key:
        """What tells surfaces apart."""
        return self.article, self.type, self.text, self.part

    @property
    def first(self) -> int:
        """Where the article names it first."""
        return self.mentions[0].start


class Votes:
    """Which of several divisions of one name the articles mean that show it: for those that do not."""

    def __init__(self) -> None:
        self._counts: dict[str, Counter[str]] = defaultdict(Counter)

    def add(self, name: str, code: str) -> None:
        """One article means this division by the name."""
        self._counts[name][code] += 1

    def winner(self, name: str) -> str:
        """The division that nearly all articles mean by the name; empty where none is."""
        return _clear_winner(self._counts.get(name, {}))


class ArticleContext:
    """An article as resolution sees it."""

    def __init__(self, reading: Reading, names: Names, votes: Votes | None = None) -> None:
        self.reading = reading
        self.names = names
        self.votes = votes or Votes()
        self._stated: dict[str, Mapping[tuple[str, int, int, str], Mention]] = {}
        self.surfaces = _surfaces(reading, names)
        self._sentences = sorted(reading.article.sentences)
        self._starts = [start for start, _ in self._sentences]
        self.key_of = {mention.key: each.key for each in self.surfaces.values() for mention in each.mentions}

    def sentence(self, at: int) -> str:
        """The sentence in which a character stands."""
        article = self.reading.article
        start, end = self.span(at)
        return " ".join(article.text[start:end].split())

    def stated(self, predicate: str) -> Mapping[tuple[str, int, int, str], Mention]:
        """The object of each subject of facts of one kind: of several the surest, then the nearest."""
        if predicate not in self._stated:
            self._stated[predicate] = self._surest(predicate)
        return self._stated[predicate]

    def _surest(self, predicate: str) -> Mapping[tuple[str, int, int, str], Mention]:
        facts = [fact for fact in self.reading.facts if fact.predicate == predicate]
        facts.sort(key=lambda each: (-each.confidence, abs(each.subject.start - each.object.start), each.object.key))
        return {fact.subject.key: fact.object for fact in reversed(facts)}

    def first_in_prose(self, surface: SurfaceForm) -> int:
        """Where the name stands first outside headings; lines without a full stop are such."""
        text = self.reading.article.text
        stop = self.names.words.stop
        for mention in surface.mentions:
            start, end = text.rfind("\n", 0, mention.start) + 1, text.find("\n", mention.end)
            if stop in text[start : end if end >= 0 else len(text)]:
                return mention.start
        return len(text)

    def span(self, at: int) -> tuple[int, int]:
        """Where the sentence around a character begins and ends."""
        number = bisect_right(self._starts, at) - 1
        if number >= 0:
            start, end = self._sentences[number]
            if at < end:
                return start, end
        text = self.reading.article.text
        end = text.find("\n", at)
        return text.rfind("\n", 0, at) + 1, end if end >= 0 else len(text)

    @cached_property
    def weights(self) -> Counter[str]:
        """How much the article speaks of each division that its names open with or are."""
        sure: Counter[str] = Counter()
        open_: list[tuple[frozenset[str], int]] = []
        for found, weight in self._regions():
            codes = self.names.regions.likeliest(found)
            if len(codes) == 1:
                sure[min(codes)] += weight
            else:
                open_.append((codes, weight))
        known = self._with_those_above(sure)
        for codes, weight in open_:
            code = _clear_winner(
                {code: max(map(known.__getitem__, self.names.regions.above(code)[1:]), default=0) for code in codes}
            )
            if code:
                sure[code] += weight
        return sure

    def meant(self, codes: frozenset[str]) -> str:
        """Which of the divisions of one name the article means; empty where it does not show."""
        codes = self.names.regions.likeliest(codes)
        if len(codes) < 2:
            return min(codes, default="")
        around, shared = self._around, self._shared(codes)
        above = {code: [each for each in self.names.regions.above(code) if each not in shared] for code in codes}
        return _clear_winner({code: max(around[each] for each in above[code]) for code in codes})

    def _shared(self, codes: frozenset[str]) -> frozenset[str]:
        """The divisions in which more than one of these lies: 江苏 tells nothing of two 鼓楼区."""
        counts = Counter(each for code in codes for each in self.names.regions.above(code)[1:])
        return frozenset(each for each, count in counts.items() if count > 1)

    def speaks_near(self, folded: str) -> bool:
        """Whether the article speaks of a region in which a division of this name lies."""
        codes = self.names.regions.codes(folded)
        return any(self._weight_above(code, self._around) > self.weights.get(code, 0) for code in codes)

    def home(self, marker: str) -> str:
        """The one division that the article can mean by 市, 省, 县 alone; empty where it is not clear."""
        return _clear_winner(self._fitting(marker))

    def may_mean(self, codes: frozenset[str], marker: str) -> bool:
        """Whether none of the regions that a marker can stand for outweighs these clearly."""
        fitting = self._fitting(marker)
        here = max((fitting[code] for code in codes), default=0)
        return max(fitting.values(), default=0) < CLEAR * max(here, 1)

    def is_about(self, codes: frozenset[str]) -> bool:
        """Whether no division of the same or a lesser level outweighs these clearly."""
        level = self.names.regions.depth
        here = max((self.weights[code] for code in codes), default=0)
        deep = min((level(code) for code in codes), default=0)
        others = (weight for code, weight in self.weights.items() if level(code) >= deep and code not in codes)
        return max(others, default=0) < CLEAR * max(here, 1)

    def _fitting(self, marker: str) -> Counter[str]:
        regions = self.names.regions
        fitting: Counter[str] = Counter()
        for code, weight in self.weights.items():
            found = next((each for each in regions.above(code) if regions.goes_by(each, marker)), "")
            if found:
                fitting[found] += weight
        return fitting

    @cached_property
    def city(self) -> str:
        """The prefecture that the article is about; empty where it is not clear."""
        regions = self.names.regions
        fitting: Counter[str] = Counter()
        for code, weight in self.weights.items():
            city = regions.at_level(code, "city")
            if city:
                fitting[city] += weight
        return _clear_winner(fitting)

    @cached_property
    def province(self) -> str:
        """The province that the article is about; empty where it is not clear."""
        fitting: Counter[str] = Counter()
        for code, weight in self.weights.items():
            fitting[self.names.regions.above(code)[-1]] += weight
        return _clear_winner(fitting)

    @cached_property
    def provinces(self) -> frozenset[str]:
        """Every province that the article speaks of."""
        return frozenset(self.names.regions.above(code)[-1] for code in self.weights)

    def region_of(self, name: Name) -> str:
        """The division that a name opens with: as the article means it, else as the other articles do."""
        return self.meant(name.region) or self.usual(name.folded, name.region)

    def usual(self, folded: str, codes: frozenset[str]) -> str:
        """Which of the divisions of one name it is where the article does not show: 西安 is hardly 西安区."""
        voted = self.votes.winner(folded)
        cities = [code for code in codes if self.names.regions.divisions[code].level != COUNTY]
        return voted or (cities[0] if len(cities) == 1 else "")

    def vote(self) -> None:
        """Tell the other articles which divisions this one means."""
        for each in self.surfaces.values():
            codes = self.names.regions.codes(each.name.folded) if each.type == "Place" else each.name.region
            code = self.meant(codes) if len(codes) > 1 else ""
            if code:
                self.votes.add(each.name.folded, code)

    @cached_property
    def told(self) -> frozenset[tuple[str, str]]:
        """The people, firms and works it names, by which articles on one story know each other."""
        return frozenset(
            (each.type, each.name.folded)
            for each in self.surfaces.values()
            if each.type in TELLING and len(each.text) >= LEAST and each.text not in self.names.words.known
        )

    @cached_property
    def _around(self) -> Mapping[str, int]:
        return self._with_those_above(self.weights)

    def _weight_above(self, code: str, known: Mapping[str, int]) -> int:
        return max((known.get(each, 0) for each in self.names.regions.above(code)[1:]), default=0)

    def _regions(self) -> Iterable[tuple[frozenset[str], int]]:
        for each in self.surfaces.values():
            weight = len(each.mentions) + (each.first < LEAD)
            if each.type == "Place":
                codes = self.names.regions.codes(each.name.folded)
                if codes:
                    yield codes, weight
            elif each.type != "Person":
                for codes in each.name.regions:
                    yield codes, weight

    def _with_those_above(self, weights: Mapping[str, int]) -> Mapping[str, int]:
        known: dict[str, int] = defaultdict(int)
        for code, weight in weights.items():
            for each in self.names.regions.above(code):
                known[each] += weight
        return known


def _clear_winner(weights: Mapping[str, int]) -> str:
    """The division that weighs at least twice as much as any other."""
    ranked = sorted(((weight, code) for code, weight in weights.items() if weight), reverse=True)
    if not ranked or (len(ranked) > 1 and ranked[0][0] < CLEAR * ranked[1][0]):
        return ""
    return ranked[0][1]


def _surfaces(reading: Reading, names: Names) -> Mapping[Key, SurfaceForm]:
    found: dict[tuple[str, str], list[Mention]] = defaultdict(list)
    for mention in sorted(reading.mentions, key=lambda each: each.key):
        found[mention.type, squeezed(mention.text)].append(mention)
    made = (
        SurfaceForm(reading.article.id, kind, text, names(text), tuple(group), part)
        for (kind, text), mentions in sorted(found.items())
        for part, group in enumerate(_people(mentions, reading, names) if kind == PERSON else [mentions])
    )
    return {each.key: each for each in made}
