"""Variants: two ways to write one long name that differ in a character or two, as the press does by habit or slip."""

from __future__ import annotations

from kgraph.resolution.names.abbreviation import in_order

__all__ = ["is_variant"]

LONG, LESS = 6, 2


def is_variant(short: str, long: str) -> bool:
    """Whether a long name lacks hardly anything of another that begins and ends alike.

    >>> is_variant("武警衡阳支队第三医院", "武警衡阳市支队第三医院"), is_variant("中国银行", "中国工商银行")
    (True, False)
    """
    if len(short) < LONG or not 0 <= len(long) - len(short) <= LESS:
        return False
    return short[0] == long[0] and short[-2:] == long[-2:] and in_order(short, long)
