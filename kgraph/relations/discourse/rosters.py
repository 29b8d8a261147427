"""Lists laid out as lines: the heading 一、绿色工厂（2家） governs the names below it."""

from __future__ import annotations

import re

from kgraph.relations.discourse.coreference import Discourse
from kgraph.relations.patterns.grammar import Grammar
from kgraph.relations.patterns.masking import UNITS, Masked

__all__ = ["Headings"]

COLON = "："


class Headings:
    """Puts the heading of a list before each line that only lists names."""

    def __init__(self, grammar: Grammar) -> None:
        self._kinds = grammar.kinds
        other = f"[^{UNITS[1:-1]}，。；：]"
        self._heading = re.compile(f"{other}{{0,6}}{grammar.kinds.set_of(['Heading'])}{other}{{0,8}}{COLON}?")
        self._line = re.compile(f"{other}{{0,6}}{grammar.kinds.set_of(['Listing'])}{other}{{0,4}}[。；]?")

    def governed(self, masked: Masked, discourse: Discourse) -> Masked:
        """The text with its heading before it, where it is a line of a list; notes a heading for the next lines."""
        if len(masked.units) == 1 and self._heading.fullmatch(masked.text):
            discourse.heading = masked.units[0]
            return masked
        heading = discourse.heading
        if heading is None or len(masked.units) != 1 or not self._line.fullmatch(masked.text):
            discourse.heading = None
            return masked
        text = f"{self._kinds.char(heading.kind)}{COLON}{masked.text[masked.places[0] :]}"
        return Masked.of(text, (heading, *masked.units))
