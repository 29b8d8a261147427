"""Words that keep a statement from being a fact: 未, 拟, 是否, 如果."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kgraph.errors import nearest
from kgraph.knowledge_io import Knowledge, Row
from kgraph.relations.patterns.grammar import any_of
from kgraph.relations.patterns.pattern import DENIALS

__all__ = ["Denials"]

REACH = 40


class Denials:
    """Looks around a match for what denies it.

    >>> from kgraph.knowledge_io import load
    >>> Denials(load()).of("安踏未获评", "")
    'negated'
    """

    def __init__(self, knowledge: Knowledge) -> None:
        rows = [row for row in knowledge.table("discourse/modality") if _reach(row) >= 0]
        self._before = _expressions(
            [row for row in rows if row["where"] == "before"], "(?:{words})[^，；。]{{0,{reach}}}$"
        )
        self._after = _expressions(
            [row for row in rows if row["where"] == "after"], "^[^，；。]{{0,{reach}}}(?:{words})"
        )

    def of(self, before: str, after: str) -> str:
        """How the statement is denied, or nothing; `before` and `after` are the rest of its clause."""
        for kind, expression in self._before:
            if expression.search(before):
                return kind
        for kind, expression in self._after:
            if expression.search(after[:REACH]):
                return kind
        return ""


def _reach(row: Row) -> int:
    """How far off a word denies; an error where a row says no number or an unknown kind or side."""
    for column, known in (("kind", DENIALS), ("where", ("before", "after"))):
        if row[column] not in known:
            raise row.error(f"unknown {column} {row[column]!r}", hint=nearest(row[column], known))
    if not row["reach"].isdecimal() or int(row["reach"]) > REACH:
        raise row.error(f"reach must be a number up to {REACH}, not {row['reach']!r}")
    return int(row["reach"])


def _expressions(rows: Sequence[Row], form: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    by: dict[tuple[str, int], list[str]] = {}
    for row in rows:
        by.setdefault((row["kind"], _reach(row)), []).append(row.key)
    return tuple(
        (kind, re.compile(form.format(words=any_of(words), reach=reach))) for (kind, reach), words in sorted(by.items())
    )
