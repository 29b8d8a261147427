"""Names of persons: parts of foreign names, and the family name by which an interview goes on."""

from __future__ import annotations

import re

from kgraph.resolution.names.abbreviation import SHORTEST
from kgraph.resolution.names.normalise import Name, Names

__all__ = ["match"]

_DOT = re.compile(r"[\s·•・‧∙.]+")
LONG = 4


def match(short: Name, long: Name, names: Names) -> str:
    """莫 of 莫生贵 where he answers, 捷列先科 of 尼古拉·捷列先科, 卓玛 of 达瓦卓玛."""
    if short.folded == long.folded:
        return "same-form"
    if len(short.folded) == 1:
        return "opening" if long.folded.startswith(short.folded) else ""
    parts = [names.folded(part) for part in _DOT.split(long.text) if part]
    if len(parts) > 1:
        return "letters" if short.folded in parts else ""
    whole = len(long.folded) >= LONG and len(short.folded) == SHORTEST
    return "ending" if whole and long.folded.endswith(short.folded) else ""
