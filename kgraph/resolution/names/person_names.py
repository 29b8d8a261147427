"""How rare a person's name is: how many others of the name one has to reckon with among those whom news names."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache

from kgraph import models
from kgraph.knowledge_io import Knowledge
from kgraph.resolution.names import vocabulary
from kgraph.resolution.names.vocabulary import Words

__all__ = ["FILE", "PersonNames", "load", "split"]

FILE = "person_names.json"
# How many people news names; among how many characters and surnames what was not counted is shared out.
PEOPLE, CHARACTERS, SURNAMES = 100_000, 3000, 475
# What names of other make are worth: without a person's own name, with a nickname, foreign and short, foreign and long.
NAMELESS, NICKNAME, FOREIGN, FULL = 100.0, 30.0, 3.0, 0.02
SHORT, LONGEST = 3, 4


def split(name: str, knowledge: Knowledge) -> tuple[str, str]:
    """Family and given name; the family name is empty where the name has none that is listed.

    >>> from kgraph.knowledge_io import load
    >>> split("欧阳春", load()), split("尼古拉", load())
    (('欧阳', '春'), ('', '尼古拉'))
    """
    return _split(name, _surnames(knowledge))


def _split(name: str, surnames: frozenset[str]) -> tuple[str, str]:
    for size in (2, 1):
        if name[:size] in surnames and 1 <= len(name) - size <= 2:
            return name[:size], name[size:]
    return "", name


@cache
def _surnames(knowledge: Knowledge) -> frozenset[str]:
    return frozenset(row.key for row in knowledge.table("gazetteers/surnames"))


@dataclass(frozen=True, slots=True)
class PersonNames:
    """Counts of family names and of characters of given names, those learned and those of the texts at hand."""

    surnames: Mapping[str, int]
    given: Mapping[str, int]
    listed: frozenset[str]
    words: Words
    _known: dict[str, float] = field(default_factory=dict)

    def with_texts(self, names: Iterable[str]) -> PersonNames:
        """The same with the names of a corpus counted, each once."""
        surnames, given = Counter(self.surnames), Counter(self.given)
        for family, rest in (_split(name, self.listed) for name in sorted(set(names))):
            surnames.update([family] if family else [])
            given.update(rest if family else "")
        return PersonNames(surnames, given, self.listed, self.words)

    def namesakes(self, name: str) -> float:
        """How many others of the name there may be: many of 王伟, hardly one of 阮从璧; more of 王女士 and 小明.

        >>> from kgraph.knowledge_io import load as knowledge
        >>> names = load(knowledge())
        >>> names.namesakes("王伟") > 1 > 0.1 > names.namesakes("阮从璧")
        True
        """
        if name not in self._known:
            self._known[name] = self._namesakes(name)
        return self._known[name]

    def _namesakes(self, name: str) -> float:
        lists = self.words.lists
        if name.endswith(lists["anonymous.endings"]):
            return NAMELESS
        if name.startswith(lists["anonymous.openings"]) and len(name) <= SHORT:
            return NICKNAME
        family, given = _split(name, self.listed)
        if not family:
            return FOREIGN if len(name) <= LONGEST else FULL
        likely = self._share(self.surnames, family, SURNAMES)
        for each in given:
            likely *= self._share(self.given, each, CHARACTERS)
        return likely * PEOPLE

    def _share(self, counts: Mapping[str, int], each: str, kinds: int) -> float:
        return (counts.get(each, 0) + 0.5) / (sum(counts.values()) + 0.5 * kinds)


@cache
def load(knowledge: Knowledge) -> PersonNames:
    """What was learned of person names."""
    counts = json.loads((models.DEFAULT / FILE).read_text(encoding="utf-8"))
    return PersonNames(counts["surnames"], counts["given"], _surnames(knowledge), vocabulary.load(knowledge))
