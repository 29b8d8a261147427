"""Products: phrases behind words of making, within a few sentences of a company's name."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from kgraph.entities.candidates.candidate import Candidate
from kgraph.knowledge_io import Block, Knowledge

__all__ = ["ProductGenerator"]

PRODUCT, MAKER = "Product", "Company"
_FILE = "boundaries/products"
# “某集团是…。是…龙头。公司是…。还生产…”: so many sentences a profile goes on about one firm.
_REACH = 4
_CUT, _QUOTES, _MOST = "CUT", "“”", 12
_ENDS = re.compile(r"[。！？；!?;\n]")
# Products are marked in no text: how sure their rules are is not measured.
_CONFIDENCE = 0.5


@dataclass(frozen=True, slots=True)
class _Rule:
    """What stands before a list of products, and what must follow its last."""

    name: str
    behind: re.Pattern[str]
    needs: re.Pattern[str]


class ProductGenerator:
    """Finds what companies make, where nothing else was found."""

    def __init__(self, knowledge: Knowledge) -> None:
        entries = dict(knowledge.structure(_FILE))
        shared = entries.pop("rules")
        shared.allow("phrase", "cuts", "joined", "never_begins", "never_ends")
        self._phrase = _compiled(shared, "phrase", shared.text("phrase").replace(_CUT, f"(?:{shared.text('cuts')})"))
        self._joined = _compiled(shared, "joined", shared.text("joined"))
        self._never = _compiled(
            shared, "never_begins", rf"(?:{shared.text('never_begins')})|.*(?:{shared.text('never_ends')})\Z"
        )
        self._rules = tuple(_rule(name, entry) for name, entry in sorted(entries.items()))

    def find(self, text: str, taken: Sequence[Candidate]) -> list[Candidate]:
        """The products of a text, none of which touches what is taken."""
        ends = [0, *(found.end() for found in _ENDS.finditer(text))]
        makers = {bisect_right(ends, each.start) for each in taken if each.type == MAKER}
        names = sorted(each[:2] for each in taken)
        found: dict[tuple[int, int], Candidate] = {}
        for rule in self._rules:
            for behind in rule.behind.finditer(text):
                sentence = bisect_right(ends, behind.start())
                if makers.isdisjoint(range(sentence - _REACH, sentence + 1)):
                    continue
                for start, end in self._listed(text, behind.end(), rule.needs):
                    if not _touches(names, start, end):
                        found.setdefault((start, end), Candidate(start, end, PRODUCT, rule.name, _CONFIDENCE))
        return _apart(sorted(found.values()))

    def _listed(self, text: str, start: int, needs: re.Pattern[str]) -> list[tuple[int, int]]:
        """The phrases of a list that begins here (老陈醋、保健醋和香醋); none where what must follow is not there."""
        found: list[tuple[int, int]] = []
        while len(found) < _MOST:
            phrase = self._phrase.match(text, start)
            if phrase is None or self._never.match(phrase[0].strip(_QUOTES)):
                break
            found.append(_unquoted(phrase))
            joint = self._joined.match(text, phrase.end())
            if joint is None:
                break
            start = joint.end() - joint[0].endswith(_QUOTES[0])
        return found if found and needs.match(text, found[-1][1]) else []


def _rule(name: str, entry: Block) -> _Rule:
    entry.allow("behind", "needs", "finds", "ignores")
    behind = _compiled(entry, "behind", entry.text("behind"))
    return _Rule(name, behind, _compiled(entry, "needs", entry.text("needs", "")))


def _compiled(entry: Block, key: str, pattern: str) -> re.Pattern[str]:
    try:
        return re.compile(pattern)
    except re.error as error:
        raise entry.error(key, f"not a regular expression: {error}") from error


def _unquoted(phrase: re.Match[str]) -> tuple[int, int]:
    """The name without the marks around all of it: “数转贷” but “蒜e管”系统."""
    start, end = phrase.span()
    whole = phrase[0].startswith(_QUOTES[0]) and phrase[0].endswith(_QUOTES[1])
    return (start + 1, end - 1) if whole else (start, end)


def _touches(names: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    """Whether a name that was found, none of which overlap, shares a character with this span."""
    last = bisect_right(names, (end - 1, end + len(names))) - 1
    return last >= 0 and names[last][1] > start and names[last][0] < end


def _apart(found: Sequence[Candidate]) -> list[Candidate]:
    """The spans in order, without those that overlap an earlier one."""
    kept: list[Candidate] = []
    for each in found:
        if not kept or kept[-1].end <= each.start:
            kept.append(each)
    return kept
