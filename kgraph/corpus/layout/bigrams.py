"""How well two characters stand side by side: what tells a broken sentence from the beginning of another."""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass
from functools import cache

from kgraph import models
from kgraph.knowledge_io.files import read_table
from kgraph.text.han import HAN

__all__ = ["START", "BigramModel", "bigram_model", "is_bonding", "likeness"]

COUNTS = "line_bigrams.tsv"
START = "^"
_ALIKE = {",": "\uff0c", "(": "\uff08", '"': "\u201c"}
_LEFT = re.compile(rf"[{HAN}\uff0c\u30010A]")
_RIGHT = re.compile(rf"[{HAN}\uff0c\u30010A\u201c\u300a\uff08]")
_UNSEEN = 0.1
_SECOND = 0.7  # the second character says part of what the first has said
_CAUTION = 1.0  # beginnings seen are too few to say what never begins a line


def likeness(character: str) -> str:
    """The character that stands for all of its kind: digits, letters, widths of a comma.

    >>> [likeness(each) for each in "7b,安"]
    ['0', 'A', '，', '安']
    """
    if character.isdigit():
        return "0"
    if character.isascii() and character.isalpha():
        return "A"
    return _ALIKE.get(character, character)


def is_bonding(left: str, right: str) -> bool:
    """Whether a sentence may run from the one to the other."""
    return _LEFT.match(left) is not None and _RIGHT.match(right) is not None


@dataclass(frozen=True, slots=True, eq=False)
class BigramModel:
    """Counts of neighbours."""

    pairs: dict[str, float]
    lefts: Counter[str]
    rights: Counter[str]
    total: float

    def score(self, left: str, right: str) -> float:
        """How much likelier right goes on behind left than begins a line of its own; above 0: it goes on.

        >>> bigram_model().score("组织", "部门") > 2 > -2 > bigram_model().score("预计", "近日")
        True
        """
        a, b = likeness(left[-1]), likeness(right[0])
        if not is_bonding(a, b):
            return 0.0
        return self._association(a, b) - self._beginning(b) - self._second(b, likeness(right[1:2]))

    def _association(self, a: str, b: str) -> float:
        expected = (self.lefts[a] + 0.5) * (self.rights[b] + 0.5) / self.total
        return math.log((self.pairs.get(a + b, 0.0) + _UNSEEN) / (expected + _UNSEEN))

    def _beginning(self, b: str) -> float:
        expected = self.lefts[START] * self.rights[b] / self.total
        return math.log((self.pairs.get(START + b, 0.0) + _CAUTION) / (expected + _CAUTION))

    def _second(self, b: str, c: str) -> float:
        """What the second character adds to the evidence for a beginning."""
        expected = self.pairs.get(b + c, 0.0) / (self.lefts[b] + 1.0) * self.lefts[START + b]
        seen = self.pairs.get(START + b + c, 0.0)
        return _SECOND * math.log((seen + _CAUTION) / (expected + _CAUTION))


@cache
def bigram_model() -> BigramModel:
    """The counts of line_bigrams.tsv."""
    pairs, lefts, rights = {}, Counter[str](), Counter[str]()
    for row in read_table(models.DEFAULT / COUNTS):
        left, followers = row.key, row["right"]
        for right, weight in zip(followers[::2], followers[1::2], strict=True):
            count = 2.0 ** int(weight)
            pairs[left + right] = count
            lefts[left] += count  # type: ignore[assignment]
            if not left.startswith(START):
                rights[right] += count  # type: ignore[assignment]
    total = sum(rights.values())
    return BigramModel(pairs, lefts, rights, float(total))
