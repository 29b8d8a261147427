"""Abbreviations by their letters: what may be left out of a name, and what may not."""

from __future__ import annotations

from kgraph.resolution.names.normalise import Name, Names
from kgraph.resolution.names.vocabulary import Words

__all__ = ["SHORTEST", "abbreviates", "exact", "in_order", "may_drop"]

SHORTEST = 2


def in_order(short: str, long: str) -> bool:
    """Whether the letters of one name stand in the other in the same order.

    >>> in_order("长春光机所", "长春光学精密机械与物理研究所")
    True
    """
    letters = iter(long)
    return all(letter in letters for letter in short)


def abbreviates(short: Name, long: Name, names: Names) -> bool:
    """Whether a body's name is another one's letters in order, its ending kept: 长春光机所."""
    if len(short.short) <= SHORTEST or short.short[-1] != long.short[-1] or exact(short.core, long.core, names.words):
        return False
    if not any(long.core.startswith(short.short[0], start) for start in long.starts):
        return False
    return in_order(short.short, long.short) and may_drop(short.short, long.short, names.words)


def exact(short: str, long: str, words: Words) -> bool:
    """Whether both end in a word before which nothing may be left out: 吉林大学 is not 吉林农业大学."""
    one, other = words.ends(short, "exact.endings"), words.ends(long, "exact.endings")
    return bool(one and other) and (one.endswith(other) or other.endswith(one))


def may_drop(short: str, long: str, words: Words) -> bool:
    """Whether in front of 协会 and the like only words such as 行业 are left out."""
    if not words.ends(long, "guarded.endings"):
        return True
    left = long
    for word in words.lists["guarded.droppable"]:
        if word not in short:
            left = left.replace(word, "", 1)
        if left.endswith(short):
            return True
    return False
