"""Words that keep a statement from being a fact: 未, 拟, 是否, 如果."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kgraph.knowledge import Knowledge, Row

__all__ = ["Denials"]

REACH = 40


class Denials:
    """Looks around a match for what denies it.

    >>> from kgraph.knowledge import load
    >>> Denials(load()).of("安踏未获评", "")
    'negated'
    """

    def __init__(self, knowledge: Knowledge) -> None:
        rows = knowledge.table("denials")
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


def _expressions(rows: Sequence[Row], form: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    by: dict[tuple[str, int], list[str]] = {}
    for row in rows:
        by.setdefault((row["kind"], int(row["reach"])), []).append(re.escape(row.key))
    return tuple(
        (kind, re.compile(form.format(words="|".join(sorted(words, key=lambda w: (-len(w), w))), reach=reach)))
        for (kind, reach), words in sorted(by.items())
    )
