"""Name search: entities whose names hold what was typed, or whose pinyin does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from kgraph.records import Entity

__all__ = ["search"]

_EXACT, _BEGINS, _HOLDS, _SOUNDS = range(4)


def search(entities: Iterable[Entity], typed: str) -> Iterator[Entity]:
    """Entities found by a name, a part of it, its pinyin or the initials of that; the closest first.

    >>> firm = Entity(id="e1", type="Company", name="安踏集团", aliases=("安踏",))
    >>> [each.name for typed in ("踏", "at", "anta", "nike") for each in search([firm], typed)]
    ['安踏集团', '安踏集团', '安踏集团']
    """
    wanted = "".join(typed.split()).lower()
    if not wanted:
        return
    found = ((min(_rank(name, wanted) for name in each.names), each) for each in entities)
    hits = [(rank, each) for rank, each in found if rank <= _SOUNDS]
    yield from (each for _, each in sorted(hits, key=lambda hit: (hit[0], -hit[1].mentions, hit[1].id)))


def _rank(name: str, wanted: str) -> int:
    folded = name.lower()
    if folded == wanted:
        return _EXACT
    if folded.startswith(wanted):
        return _BEGINS
    if wanted in folded:
        return _HOLDS
    return _SOUNDS if wanted.isascii() and _sounds(name, wanted) else _SOUNDS + 1


def _sounds(name: str, wanted: str) -> bool:
    initials, full = _pinyin(name)
    return initials.startswith(wanted) or full.startswith(wanted)


@lru_cache(maxsize=200_000)
def _pinyin(name: str) -> tuple[str, str]:
    from pypinyin import lazy_pinyin  # noqa: PLC0415 - slow to import, and few searches need it

    syllables = lazy_pinyin(name)
    return "".join(each[:1] for each in syllables).lower(), "".join(syllables).lower()
