"""Where a found name stands in the text of the gold, counted without white space.

A name that the layout cut in two is the same name, so white space does not count. The gold of a text file is that
file: places agree as they are, or would if the gold had kept a byte order mark or line ends of two characters. Of
Word and PDF the gold holds the text alone, whose line ends a reader may set otherwise: there a name is looked for
near the place where it should be.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from kgraph.evaluation.gold.document import GoldDocument
from kgraph.records import Occurrence

__all__ = ["Place", "Squeezed", "places"]

Place = tuple[int, int]
_ENOUGH = 0.95  # a few names may have markup inside them
_MARK = "\ufeff"  # a byte order mark is no character of the text


class Squeezed:
    r"""A text without its white space, and the way there from places of the text itself.

    >>> squeezed = Squeezed("安\n踏 获奖")
    >>> squeezed.text, squeezed.place(0, 3)
    ('安踏获奖', (0, 2))
    """

    def __init__(self, text: str) -> None:
        self.text = "".join(text.replace(_MARK, " ").split())
        self.before = [0]
        for character in text:
            self.before.append(self.before[-1] + (not character.isspace() and character != _MARK))

    def place(self, start: int, end: int) -> Place:
        """A span of the text as a span without white space; past the end there is only the end."""
        last = len(self.before) - 1
        return self.before[min(start, last)], self.before[min(end, last)]


def places(document: GoldDocument, found: Sequence[Occurrence]) -> tuple[Place, ...]:
    """The place of each found name; one that does not stand in the gold's text gets a place of no characters."""
    readings = (Squeezed(text) for text in _as_files_have_it(document.text))
    tried = [(squeezed, tuple(squeezed.place(each.start, each.end) for each in found)) for squeezed in readings]
    squeezed, exact = max(tried, key=lambda each: _standing(each[0].text, each[1], found))
    if _standing(squeezed.text, exact, found) >= _ENOUGH * len(found):
        return exact
    return tuple(_near(squeezed.text, exact, found))


def _as_files_have_it(text: str) -> Iterator[str]:
    """The text as it is, then with and without what an editor may have added or dropped."""
    yield text
    bare = text.removeprefix(_MARK)
    for start in ("", _MARK):
        yield start + bare
        yield start + bare.replace("\n", "\r\n")


def _standing(text: str, exact: Iterable[Place], found: Iterable[Occurrence]) -> int:
    """How many names stand at these places of the text."""
    return sum(text[slice(*place)] == "".join(each.text.split()) for place, each in zip(exact, found, strict=True))


def _near(text: str, expected: Iterable[Place], found: Iterable[Occurrence]) -> Iterator[Place]:
    """The nearest place where each name stands, going by how far off the one before it was."""
    drift = 0
    for (where, _), each in zip(expected, found, strict=True):
        name = "".join(each.text.split())
        start = _nearest(text, name, where + drift)
        if start >= 0:
            drift = start - where
        yield (start, start + len(name)) if start >= 0 else (where, where)


def _nearest(text: str, name: str, place: int) -> int:
    place = max(place, 0)
    before, after = text.rfind(name, 0, place + len(name)), text.find(name, place)
    if before < 0 or after < 0:
        return max(before, after)
    return before if place - before <= after - place else after
