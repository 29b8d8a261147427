"""When two writings are one name: what a comparison of relations goes by."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterable
from functools import cache, lru_cache

from kgraph.evaluation.gold.document import GoldDocument
from kgraph.knowledge_io import Knowledge

__all__ = ["Names"]


class Names:
    """The names of one gold document, each tied to the others of its group."""

    def __init__(self, document: GoldDocument, knowledge: Knowledge) -> None:
        rules = knowledge.structure("evaluation")["names"]
        self._ignored = re.compile(rules.text("ignore"))
        self._similar = float(rules.text("similar"))
        self._loose: Collection[str] = rules.texts("loose")
        self._groups = document.groups
        self.bare = cache(self._bare)
        self._surfaces = {self.bare(document.surface(mention)) for mention in document.mentions}
        self._group = {self.bare(name): number for number, group in enumerate(document.groups) for name in group}

    def same(self, wanted: str, type_: str, names: Iterable[str]) -> bool:
        """Whether one of these names is the wanted one, or another name of it, or a long name much like it."""
        bare = self.bare(wanted)
        group = self._group.get(bare)
        return any(self._agree(bare, group, self.bare(name), loosely=type_ in self._loose) for name in names)

    def group(self, name: str) -> str:
        """What stands for all names of one thing: the fullest of them."""
        number = self._group.get(self.bare(name))
        return self.bare(name) if number is None else self._groups[number][0]

    def is_vague(self, name: str) -> bool:
        """Whether a short name in no group could be short for several full names of its document.

        On a page of several cities 市工信局 is another body in each article, which groups of names cannot say.
        """
        bare = self.bare(name)
        return bare not in self._group and sum(full.endswith(bare) and full != bare for full in self._surfaces) > 1

    def _agree(self, wanted: str, group: int | None, name: str, *, loosely: bool) -> bool:
        if name == wanted or (group is not None and self._group.get(name) == group):
            return True
        return loosely and bool(name) and _likeness(name, wanted) >= self._similar

    def _bare(self, name: str) -> str:
        return self._ignored.sub("", name).lower()


@lru_cache(maxsize=100_000)
def _likeness(name: str, wanted: str) -> float:
    return difflib.SequenceMatcher(None, name, wanted).ratio()
