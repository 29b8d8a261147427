"""Dates of publication as a source writes them."""

from __future__ import annotations

from datetime import date

from kgraph.corpus.press_patterns import PressPatterns

__all__ = ["iso_date"]


def iso_date(text: str, patterns: PressPatterns) -> str:
    """The first full date in a text, as ISO writes it, or nothing.

    >>> from kgraph.corpus.press_patterns import press_patterns
    >>> from kgraph.knowledge_io import load
    >>> [iso_date(each, press_patterns(load())) for each in ("发布时间：2011年6月27日", "2011-02-30")]
    ['2011-06-27', '']
    """
    for found in patterns.date.finditer(text):
        year, month, day = (int(part) for part in found.groups() if part)
        try:
            return date(year, month, day).isoformat()
        except ValueError:
            continue
    return ""
