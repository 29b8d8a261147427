"""What a browser does not show: `hidden`, `display: none`, text moved off the screen, annotations of ruby."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from kgraph.corpus.html.tokenizer import Tag

__all__ = ["Visibility", "hiding_names"]

_STYLE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|font-size\s*:\s*0(?:px|em|pt|%)?\s*(?:;|!|$)"
    r"|opacity\s*:\s*0(?:\.0+)?\s*(?:;|!|$)|(?:left|top|right|text-indent|margin-left)\s*:\s*-\d{3,6}(?:px|em|pt)",
    re.I,
)
_SHEET = re.compile(r"<style\b[^>]*>(.{0,200000}?)</style", re.I | re.S)
_COMMENT = re.compile(r"/\*.{0,5000}?\*/", re.S)
_MEDIA = re.compile(r"@[^{};]{0,200}\{(?:[^{}]{0,2000}\{[^{}]{0,5000}\})*[^{}]{0,2000}\}")
_RULE = re.compile(r"([^{}]{1,400})\{([^{}]{1,2000})\}")
_SELECTOR = re.compile(r"\s*[a-zA-Z]{0,12}([.#][\w-]{1,80})\s*\Z")
_ANNOTATIONS = frozenset({"rt", "rp"})


def hiding_names(text: str) -> frozenset[str]:
    """The classes (.x) and ids (#x) that the style sheets of a page hide.

    >>> sorted(hiding_names("<style>.tip, #old { display: none } @media print { .menu { display: none } }</style>"))
    ['#old', '.tip']
    """
    names: set[str] = set()
    for sheet in _SHEET.finditer(text):
        for selectors, style in _RULE.findall(_MEDIA.sub("", _COMMENT.sub("", sheet[1]))):
            if _STYLE.search(style):
                names.update(found[1] for each in selectors.split(",") if (found := _SELECTOR.match(each)))
    return frozenset(names)


@dataclass
class Visibility:
    """Which elements are hidden, and whether the text that is read now lies in a hidden one that breaks no line."""

    names: frozenset[str] = frozenset()
    _veils: list[tuple[str, int]] = field(default_factory=list)  # hidden ones that are open: tag, nested of it

    @property
    def is_veiled(self) -> bool:
        """Whether text that comes now is not shown."""
        return bool(self._veils)

    def hides(self, tag: Tag) -> bool:
        """Whether the page hides what a tag opens."""
        marks = tag.attributes
        if "hidden" in marks or _STYLE.search(marks.get("style", "")):
            return True
        named = [f".{each}" for each in marks.get("class", "").split()] + [f"#{marks.get('id', '')}"]
        return not self.names.isdisjoint(named)

    def take_inline(self, tag: Tag) -> None:
        """A tag that breaks no line: it may begin or end what is not shown."""
        if self._veils and tag.name == self._veils[-1][0]:
            name, depth = self._veils.pop()
            depth += -1 if tag.closes else 0 if name in _ANNOTATIONS else 1
            if depth > 0:
                self._veils.append((name, depth))
        elif tag.closes and tag.name == "ruby":
            self._veils = [each for each in self._veils if each[0] not in _ANNOTATIONS]
        elif not tag.closes and (tag.name in _ANNOTATIONS or self.hides(tag)):
            self._veils.append((tag.name, 1))

    def lift(self) -> None:
        """A block ends: what it held of hidden elements ends with it, closed or not."""
        self._veils.clear()
