"""Names by their ending: where a known ending stands, the name is walked back to its beginning, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kgraph.entities.candidates.candidate import Candidate
from kgraph.entities.candidates.gazetteer import Gazetteer
from kgraph.entities.candidates.place_names import COUNTY, places
from kgraph.entities.tagged_text import TaggedText
from kgraph.knowledge_io import Block, Knowledge

__all__ = ["EndingGenerator"]

_FILE = "boundaries/endings"
_KEYS = ("type", "endings", "unless", "needs", "longest", "confidence", "placed", "finds", "ignores")
_NEEDS = ("proper", "name", "nothing")
_OPEN, _CLOSE = "（(“", "）)”"
_INNER = "·•-—&＆"
_MARKS = re.compile(r"[^\w.+]")


@dataclass(frozen=True, slots=True)
class _Ending:
    """One kind of name by its ending: `needs` says what must stand before it."""

    rule: str
    type: str
    unless: re.Pattern[str]
    proper: bool
    alone: bool
    longest: int
    sure: float
    placed: float


class EndingGenerator:
    """Marks names whose ending tells their type: 有限公司, 局, 协会, 街道.

    What stops the walk to the beginning is data: the words of boundaries/boundary_stops.tsv (verbs and particles no
    name holds), parts of speech in boundaries/endings.yaml; fields such as 工业和信息化 are passed as one word.
    """

    def __init__(self, knowledge: Knowledge) -> None:
        entries = knowledge.structure(_FILE)
        walk = entries["walk"]
        self._stop_tags = frozenset(walk.texts("stop_tags"))
        self._proper_tags = frozenset(walk.texts("proper_tags"))
        self._stops = frozenset(knowledge.words("boundaries/boundary_stops"))
        self._passes = frozenset(knowledge.words("boundaries/allowed_inner"))
        self._common = frozenset(knowledge.words("boundaries/common"))
        self._levels = frozenset(walk.texts("levels"))
        self._fields = Gazetteer(dict.fromkeys(knowledge.words("gazetteers/fields"), True))
        self._places = Gazetteer(
            {name: True for name, rule in places(knowledge).items() if rule != COUNTY or len(name) > 2}
        )
        self._endings = _endings(entries)
        self._last = re.compile("[" + re.escape("".join(sorted({word[-1] for word in self._endings}))) + "]")
        self._lengths = tuple(sorted({len(word) for word in self._endings}, reverse=True))

    def candidates(self, tagged: TaggedText) -> Iterator[Candidate]:
        """Every name that ends as listed, each ending read on its own."""
        jumps = {end: start for start, end, _ in self._fields.find(tagged.text)}
        places_ = {end: start for start, end, _ in self._places.find(tagged.text)}
        for found in self._last.finditer(tagged.text):
            yield from self._ending_at(tagged, found.end(), (jumps, places_))

    def _ending_at(
        self, tagged: TaggedText, end: int, known: tuple[dict[int, int], dict[int, int]]
    ) -> Iterator[Candidate]:
        for length in self._lengths:
            # A slice that starts before the text is cut off, and would pass for a longer ending that ends so.
            ending = self._endings.get(tagged.text[end - length : end]) if length <= end else None
            if ending is None or ending.unless.match(tagged.text, end):
                continue
            start, placed = self._start(tagged, end - length, ending=ending, known=known)
            if start < end - length or ending.alone:
                rule, confidence = (f"{ending.rule}-placed", ending.placed) if placed else (ending.rule, ending.sure)
                yield Candidate(start, end, ending.type, rule, confidence)
            return

    def _start(
        self, tagged: TaggedText, core: int, *, ending: _Ending, known: tuple[dict[int, int], dict[int, int]]
    ) -> tuple[int, bool]:
        """Where the name that ends at core begins, core itself where none does; and whether a place opens it."""
        start, proper, placed = core, False, False
        floor = max(0, core - ending.longest)
        jumps, places_ = known
        while start > floor:
            before, placed_now = self._place(tagged, start, places_)
            is_proper = placed_now
            if not placed_now:
                before, is_proper = self._part(tagged, start, jumps=jumps)
            if before < floor or before == start:
                break
            start, proper, placed = before, proper or is_proper, placed_now
        start = self._trimmed(tagged, start, core)
        return (core if ending.proper and not proper else start), placed

    def _place(self, tagged: TaggedText, end: int, places_: dict[int, int]) -> tuple[int, bool]:
        """Where the place or the word of a level (市 in 市工信局) that ends here begins, if one does."""
        if end in places_:
            return places_[end], True
        for length in (3, 2, 1):
            if length <= end and tagged.text[end - length : end] in self._levels:
                return end - length, True
        return end, False

    def _part(self, tagged: TaggedText, end: int, *, jumps: dict[int, int]) -> tuple[int, bool]:
        """Where the word before `end` begins, if a name may hold it, and whether it is a proper one."""
        last = tagged.text[end - 1]
        if end in jumps:
            return jumps[end], False
        if last in _CLOSE:
            return _opening(tagged.text, end), False
        if last in _INNER:
            return end - 1, False
        return self._word(tagged, end)

    def _word(self, tagged: TaggedText, end: int) -> tuple[int, bool]:
        number = tagged.word_at(end)
        if number == len(tagged.words):
            return end, False
        start, _, tag = tagged.words[number]
        marks = _MARKS.search(tagged.text[start:end][::-1])
        if marks:  # ")新材料科技有限公司": words are not always cut at brackets
            start, tag = end - marks.start(), ""
        if tagged.text[start : start + 2] in self._stops:  # 会同市 read as a place
            start += 2
        word = tagged.text[start:end]
        if start >= end or word in self._stops or (tag in self._stop_tags and word not in self._passes):
            return end, False
        return start, tag in self._proper_tags or word not in self._common

    def _trimmed(self, tagged: TaggedText, start: int, core: int) -> int:
        """Without marks at the front that have lost their partner."""
        while start < core and tagged.text[start] in _INNER + _CLOSE:
            start += 1
        return start


def _opening(text: str, end: int) -> int:
    """Where the bracket that closes before `end` opens, if near and nothing but a name is inside."""
    opener = _OPEN[_CLOSE.index(text[end - 1])]
    start = text.rfind(opener, max(0, end - 16), end)
    inside = text[start + 1 : end - 1]
    return start if start >= 0 and not re.search(r"[\s，。；：、,]", inside) else end


def _endings(entries: Mapping[str, Block]) -> dict[str, _Ending]:
    found: dict[str, _Ending] = {}
    for rule, entry in sorted(entries.items()):
        if rule == "walk":
            continue
        made = _ending(rule, entry)
        found.update(dict.fromkeys(entry.texts("endings"), made))
    return found


def _ending(rule: str, entry: Block) -> _Ending:
    entry.allow(*_KEYS)
    needs = entry.text("needs", "proper")
    return _Ending(
        rule=rule,
        type=entry.text("type"),
        unless=re.compile(entry.text("unless", "(?!)")),
        proper=needs == "proper",
        alone=needs == "nothing",
        longest=int(entry.get("longest", 30)),
        sure=float(entry["confidence"]),
        placed=float(entry["placed"]),
    )
