"""Modality: words that keep a statement from being a fact (未, 拟, 是否, 如果, 网传, 搁置)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kgraph.errors import nearest
from kgraph.knowledge_io import Knowledge, Row
from kgraph.relations.patterns.grammar import any_of
from kgraph.relations.patterns.pattern import DENIALS

__all__ = ["Denials"]

REACH = 40
SHORTEST = 3  # what reaches less far denies only what it touches
SIDES = ("before", "after", "sentence", "name")
_Expressions = tuple[tuple[str, re.Pattern[str]], ...]


class Denials:
    """Looks around a match for what denies it.

    >>> from kgraph.knowledge_io import load
    >>> Denials(load()).of("安踏未获评", "")
    'negated'
    """

    def __init__(self, knowledge: Knowledge) -> None:
        rows = [row for row in knowledge.table("discourse/modality") if _reach(row) >= 0]
        sides = {side: [row for row in rows if row["where"] == side] for side in SIDES}
        self._before = _expressions(sides["before"], "(?:{words})[^，；。]{{0,{reach}}}$")
        self._within = _expressions([row for row in sides["before"] if _reach(row) >= SHORTEST], "{words}")
        self._after = _expressions(sides["after"], "^[^，；。]{{0,{reach}}}(?:{words})")
        self._anywhere = _expressions(sides["sentence"], "{words}")
        self._name = _expressions(sides["name"], "(?:{words})$")

    def of(self, before: str, after: str, within: str = "") -> str:
        """How a statement is denied, or nothing: by the rest of its clause, or between the names that it ties.

        >>> from kgraph.knowledge_io import load
        >>> denials = Denials(load())
        >>> denials.of("踏岚", "的消息", "拒绝与"), denials.of("", "一事已搁置")
        ('negated', 'ended')
        """
        for expressions, text in ((self._before, before), (self._within, within), (self._after, after[:REACH])):
            found = _first(expressions, text)
            if found:
                return found
        return ""

    def of_sentence(self, text: str) -> str:
        """How a whole sentence takes back what it says (系谣言), or nothing."""
        return _first(self._anywhere, text)

    def of_name(self, name: str) -> str:
        """How the name of what is received says that it is not received yet (劳动模范候选人), or nothing."""
        return _first(self._name, name)


def _first(expressions: _Expressions, text: str) -> str:
    return next((kind for kind, expression in expressions if expression.search(text)), "")


def _reach(row: Row) -> int:
    """How far off a word denies; an error where a row says no number or an unknown kind or side."""
    for column, known in (("kind", DENIALS), ("where", SIDES)):
        if row[column] not in known:
            raise row.error(f"unknown {column} {row[column]!r}", hint=nearest(row[column], known))
    if not row["reach"].isdecimal() or int(row["reach"]) > REACH:
        raise row.error(f"reach must be a number up to {REACH}, not {row['reach']!r}")
    return int(row["reach"])


def _expressions(rows: Sequence[Row], form: str) -> _Expressions:
    by: dict[tuple[str, int], list[str]] = {}
    for row in rows:
        by.setdefault((row["kind"], _reach(row)), []).append(row.key)
    return tuple(
        (kind, re.compile(form.format(words=any_of(words), reach=reach))) for (kind, reach), words in sorted(by.items())
    )
