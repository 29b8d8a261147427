"""Punctuation: which marks end a sentence, which a clause, and which belong together as pairs. The one place for it."""

from __future__ import annotations

__all__ = [
    "BRACKETS",
    "CLAUSE_ENDS",
    "CLOSERS",
    "COLONS",
    "COMMAS",
    "PAIRS",
    "QUOTES",
    "SEMICOLONS",
    "SENTENCE_ENDS",
    "STOPS",
]

STOPS = "\u3002\uff01\uff1f!?\u2026"  # 。！？!?…
SEMICOLONS = "\uff1b;"
SENTENCE_ENDS = STOPS + SEMICOLONS  # in Chinese, what a semicolon divides could stand alone
COMMAS = "\uff0c,\u3001"  # ，,、
COLONS = "\uff1a:"
CLAUSE_ENDS = SENTENCE_ENDS + COMMAS + COLONS

QUOTES = {"\u201c": "\u201d", "\u2018": "\u2019", "\u300c": "\u300d", "\u300e": "\u300f"}  # “” ‘’ 「」 『』
BRACKETS = {
    "\uff08": "\uff09",  # （）
    "(": ")",
    "\u300a": "\u300b",  # 《》
    "\u3010": "\u3011",  # 【】
    "[": "]",
}
PAIRS = QUOTES | BRACKETS
CLOSERS = "".join(PAIRS.values())
