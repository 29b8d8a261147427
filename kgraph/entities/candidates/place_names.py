"""Places of the lexicons: divisions of China, countries, cities abroad, regions."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from kgraph.entities.candidates.candidate import Candidate
from kgraph.entities.candidates.gazetteer import Gazetteer
from kgraph.entities.tagged_text import TaggedText
from kgraph.knowledge_io import Knowledge, Row

__all__ = ["PlaceGenerator", "places"]

_TYPE = "Place"
FULL, SHORT, COUNTY = "place-full", "place-short", "place-county"
_SURELY_WHOLE = 4  # so long a name is no piece of a word, wherever words are cut
_PLACE_TAGS = frozenset({"LOC", "ns"})


class PlaceGenerator:
    """Marks listed places; short names (晋江 for 晋江市) only where words begin and end."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._words = Gazetteer(places(knowledge))
        self._confidence = {FULL: 0.8, SHORT: 0.7, COUNTY: 0.3}

    def candidates(self, tagged: TaggedText) -> Iterator[Candidate]:
        """Every listed place."""
        for start, end, rule in self._words.find(tagged.text):
            if rule == FULL or end - start >= _SURELY_WHOLE or (tagged.is_cut(start) and tagged.is_cut(end)):
                taken = SHORT if rule == COUNTY and tagged.tag(start, end) in _PLACE_TAGS else rule
                yield Candidate(start, end, _TYPE, taken, self._confidence[taken])


@cache
def places(knowledge: Knowledge) -> dict[str, str]:
    """Names of places with the rule that takes them: in full, or short, or the short name of a county or district.

    >>> from kgraph.knowledge_io import load
    >>> places(load())["晋江市"], places(load())["晋江"], places(load())["泉州"]
    ('place-full', 'place-county', 'place-short')
    """
    found: dict[str, str] = {}
    for row in knowledge.table("gazetteers/divisions"):
        if row["short"]:
            found[row["short"]] = COUNTY if found.get(row["short"], COUNTY) == COUNTY and _is_county(row) else SHORT
    for listed in ("gazetteers/abroad", "gazetteers/regions"):
        for row in knowledge.table(listed):
            found.update(dict.fromkeys((row["name"], *filter(None, row["aliases"].split("|"))), SHORT))
    found.update((row["name"], FULL) for row in knowledge.table("gazetteers/divisions"))
    return found


def _is_county(row: Row) -> bool:
    return row["level"] == "county"
