"""Marked text: `⟦Company|安踏⟧获评⟦Award|国家级绿色工厂⟧`, as gold files and the examples of patterns write it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kgraph.errors import KnowledgeError

__all__ = ["Mark", "mark", "unmark"]

_MARK = re.compile(r"⟦([A-Za-z]+)\|([^⟦⟧]*)⟧")


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """A marked name: its place in the text without marks, and its type as written."""

    start: int
    end: int
    type: str


def unmark(marked: str) -> tuple[str, tuple[Mark, ...]]:
    """The text without its marks, and the marks.

    >>> unmark("⟦Company|安踏⟧获奖")
    ('安踏获奖', (Mark(start=0, end=2, type='Company'),))
    """
    text, marks, last, length = [], [], 0, 0
    for found in _MARK.finditer(marked):
        before, name = marked[last : found.start()], found[2]
        start = length + len(before)
        length = start + len(name)
        text += [before, name]
        marks.append(Mark(start, length, found[1]))
        last = found.end()
    text.append(marked[last:])
    _refuse_broken_marks("".join(text))
    return "".join(text), tuple(marks)


def mark(text: str, marks: tuple[Mark, ...]) -> str:
    """The text with its names marked; the marks must not overlap.

    >>> mark("安踏获奖", (Mark(0, 2, "Company"),))
    '⟦Company|安踏⟧获奖'
    """
    parts, last = [], 0
    for each in sorted(marks):
        parts += [text[last : each.start], f"⟦{each.type}|{text[each.start : each.end]}⟧"]
        last = each.end
    return "".join([*parts, text[last:]])


def _refuse_broken_marks(text: str) -> None:
    for number, line in enumerate(text.split("\n"), start=1):
        if "⟦" in line or "⟧" in line:
            raise KnowledgeError("marked text", number, f"a mark is not closed or its type is missing: {line[:60]!r}")
