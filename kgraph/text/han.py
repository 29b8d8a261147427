"""Han characters: their ranges, for character classes of regular expressions. The one place for them."""

from __future__ import annotations

import re

__all__ = ["COMMON_HAN", "HAN", "is_han"]

COMMON_HAN = r"\u4e00-\u9fff"  # the block that all but rare names are written in
HAN = rf"\u3400-\u4dbf{COMMON_HAN}\uf900-\ufaff\U00020000-\U0003134f"  # with the extensions: 䶮, 𬭚

_HAN = re.compile(f"[{HAN}]")


def is_han(character: str) -> bool:
    """Whether a character is Han, the rare ones among them.

    >>> is_han("晋"), is_han("䶮"), is_han("，"), is_han("A")
    (True, True, False, False)
    """
    return _HAN.match(character) is not None
