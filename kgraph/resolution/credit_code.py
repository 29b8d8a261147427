"""Unified social credit codes (统一社会信用代码, GB 32100): the last of eighteen characters checks the others."""

from __future__ import annotations

__all__ = ["is_valid"]

_DIGITS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_LENGTH = 18
_BASE = 31


def is_valid(code: str) -> bool:
    """Whether the check character of a code is right: each place weighs a power of 3, all of it modulo 31.

    >>> is_valid("91350100M000100Y43"), is_valid("91350100M000100Y44"), is_valid("91350100")
    (True, False, False)
    """
    if len(code) != _LENGTH or any(character not in _DIGITS for character in code):
        return False
    total = sum(_DIGITS.index(character) * pow(3, place, _BASE) for place, character in enumerate(code[:-1]))
    return _DIGITS[-total % _BASE] == code[-1]
