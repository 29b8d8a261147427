"""The words of the press, as patterns: what opens a story, what names its writers, what is furniture."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from kgraph.knowledge_io import Block, Knowledge

__all__ = ["PressPatterns", "press_patterns"]

_KINDS: tuple[str, ...] = (
    "dateline",
    "byline",
    "caption",
    "item",
    "subtitle",
    "furniture",
    "folio",
    "credit",
    "enumerator",
    "date",
)
_KINDS += ("column_head", "lead", "numbered", "announced_date", "timed_date", "site")


@dataclass(frozen=True, slots=True)
class PressPatterns:
    """Patterns by what they find, and the words and characters that tell what a line is."""

    dateline: re.Pattern[str]
    byline: re.Pattern[str]
    caption: re.Pattern[str]
    item: re.Pattern[str]
    subtitle: re.Pattern[str]
    furniture: re.Pattern[str]
    folio: re.Pattern[str]
    credit: re.Pattern[str]
    enumerator: re.Pattern[str]
    date: re.Pattern[str]  # its groups are year, month and day
    announced_date: re.Pattern[str]
    timed_date: re.Pattern[str]
    site: re.Pattern[str]
    column_head: re.Pattern[str]
    lead: re.Pattern[str]
    numbered: re.Pattern[str]  # which of its groups matches tells how deep a heading lies
    noise_classes: frozenset[str]
    date_metas: tuple[str, ...]
    dangling: frozenset[str]
    frequent: frozenset[str]
    fields: Mapping[str, tuple[str, ...]]


@cache
def press_patterns(knowledge: Knowledge) -> PressPatterns:
    """The rules of corpus.yaml."""
    entries = knowledge.structure("layout/press")
    web = entries["web"]
    web.allow("noise", "date")
    fields = {name: entries["fields"].texts(name) for name in ("text", "title", "published", "of")}
    patterns = {kind: _pattern(entries[kind]) for kind in _KINDS}
    return PressPatterns(
        **patterns,
        noise_classes=frozenset(web.texts("noise")),
        date_metas=web.texts("date"),
        fields=fields,
        dangling=frozenset(entries["dangling"].text("characters")),
        frequent=frozenset(entries["frequent"].text("characters")),
    )


def _pattern(entry: Block) -> re.Pattern[str]:
    entry.allow("where", "patterns")
    end = {"start": "", "anywhere": "", "whole": r"\s*\Z"}.get(entry.text("where"))
    if end is None:
        raise entry.error("where", "'where' must be start, whole or anywhere")
    parts = [_checked(entry, each) for each in entry.texts("patterns")]
    return re.compile(f"(?:{'|'.join(parts)}){end}")


def _checked(entry: Block, pattern: str) -> str:
    try:
        re.compile(pattern)
    except re.error as error:
        raise entry.error("patterns", f"{pattern!r} is not a regular expression: {error}") from error
    return f"(?:{pattern})"
