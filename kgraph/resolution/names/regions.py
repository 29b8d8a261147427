"""Where names lie: the administrative divisions that they open with, and which of several an article means."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from kgraph.knowledge_io import Knowledge
from kgraph.resolution.names import vocabulary
from kgraph.resolution.names.vocabulary import Words

__all__ = ["COUNTY", "Division", "Regions", "load"]

SHORTEST = 2
COUNTY = "county"


@dataclass(frozen=True, slots=True)
class Division:
    """An administrative division; `parent` is the code of the one above it, or empty."""

    code: str
    name: str
    short: str
    level: str
    parent: str


@dataclass(frozen=True, slots=True, eq=False)
class Regions:
    """The divisions by code and by every name they go under."""

    words: Words
    divisions: Mapping[str, Division]
    named: Mapping[str, frozenset[str]]
    longest: int
    heads: frozenset[str]
    elsewhere: frozenset[str] = frozenset()

    def codes(self, folded: str) -> frozenset[str]:
        """The divisions that go under this name, in full or short."""
        return self.named.get(folded, frozenset())

    def likeliest(self, codes: frozenset[str]) -> frozenset[str]:
        """Of the divisions of one name a province, and a city before a county in it: 长沙 is not 长沙县."""
        provinces = {code for code in codes if not self.divisions[code].parent}
        return frozenset(provinces or {code for code in codes if self.divisions[code].parent not in codes})

    def is_sure(self, folded: str, code: str) -> bool:
        """Whether a name opens with a city or province, or a county in full: 长安 of 长安汽车 is a brand."""
        return self.divisions[code].level != COUNTY or self.divisions[code].name in folded

    def begins_with_place(self, folded: str) -> bool:
        """Whether a name opens with a division, a part of the country, or a place abroad."""
        heads = (folded[:size] for size in range(SHORTEST, len(folded) + 1))
        return self._one(folded, 0) > 0 or any(head in self.elsewhere for head in heads)

    def begins_abroad(self, folded: str) -> bool:
        """Whether a name opens with a country, a city abroad or a part of the country, and goes on: 美国政府."""
        return any(folded[:size] in self.elsewhere for size in range(SHORTEST, len(folded)))

    def opening(self, folded: str, at: int = 0) -> tuple[tuple[frozenset[str], ...], int]:
        """The chain of divisions with which a name opens, and where it ends.

        >>> from kgraph import knowledge_io as knowledge
        >>> chain, end = load(knowledge.load()).opening("福建省晋江市工信局")
        >>> [sorted(codes) for codes in chain], end
        ([['350000'], ['350582']], 6)
        """
        chain: list[frozenset[str]] = []
        while end := self._one(folded, at):
            codes = self.likeliest(self._below(self.named[folded[at:end]], chain))
            if not codes:
                break
            chain.append(codes)
            at = end
        return tuple(chain), at

    def stops(self, folded: str, at: int = 0) -> Iterable[int]:
        """Each place where a division of the chain ends."""
        while at := self._one(folded, at):
            yield at

    def above(self, code: str) -> tuple[str, ...]:
        """The code and those above it, the nearest first."""
        chain = []
        while code in self.divisions:
            chain.append(code)
            code = self.divisions[code].parent
        return tuple(chain)

    def at_level(self, code: str, level: str) -> str:
        """The division of this level that the code is or lies in, or nothing."""
        return next((each for each in self.above(code) if self.divisions[each].level == level), "")

    def depth(self, code: str) -> int:
        """How many divisions it lies in."""
        return len(self.above(code)) - 1

    def goes_by(self, code: str, marker: str) -> bool:
        """Whether a marker can stand for this division: 市 for 晋江市, 州 for 湘西州."""
        return self.divisions[code].name.endswith(self.words.stands_for.get(marker, (marker,)))

    def _one(self, folded: str, at: int) -> int:
        """Where the longest division that begins here ends; 0 where none does."""
        if folded[at : at + SHORTEST] not in self.heads:
            return 0
        for size in range(min(self.longest, len(folded) - at), 1, -1):
            name = folded[at : at + size]
            if name in self.named and not self._goes_on(folded, at + size, name):
                return at + size
        return 0

    def _goes_on(self, folded: str, end: int, name: str) -> bool:
        """A short form that a lesser place carries on: 大同 in 大同镇党委."""
        if any(self.divisions[code].name == name for code in self.named[name]):
            return False
        return folded.startswith(self.words.lists["markers.words"], end)

    def _below(self, codes: frozenset[str], chain: list[frozenset[str]]) -> frozenset[str]:
        """Of divisions of one name, those that lie in the one named before them."""
        if not chain:
            return codes
        return frozenset(code for code in codes if chain[-1] & set(self.above(code)[1:]))


@cache
def load(knowledge: Knowledge) -> Regions:
    """The divisions of these layers of knowledge."""
    these = vocabulary.load(knowledge)
    divisions = {
        row["code"]: Division(row["code"], row["name"], row["short"], row["level"], row["parent"])
        for row in knowledge.table("gazetteers/divisions")
    }
    named: dict[str, set[str]] = defaultdict(set)
    for each in divisions.values():
        for name in _names(each, these):
            named[name].add(each.code)
    frozen = {name: frozenset(codes) for name, codes in named.items()}
    elsewhere = frozenset((*knowledge.words("gazetteers/abroad"), *knowledge.words("gazetteers/regions")))
    heads = frozenset(name[:SHORTEST] for name in frozen)
    return Regions(these, divisions, frozen, max(map(len, frozen)), heads, elsewhere)


def _names(each: Division, these: Words) -> Iterable[str]:
    """A division's names: 景宁畲族自治县, 景宁县, 景宁."""
    yield each.name
    if len(each.short) < SHORTEST or each.short.startswith(these.lists["markers.words"]):
        return  # 市中 is a district, but in 市中心医院 it is not
    yield each.short
    ending = these.ends(each.name, "endings.place")
    if ending and not each.name.startswith(each.short + ending):
        yield each.short + ending[-1]
