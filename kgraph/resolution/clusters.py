"""Clusters that grow by joining and know which of them must stay apart."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from typing import Generic, TypeVar

__all__ = ["Clusters"]

Item = TypeVar("Item", bound=Hashable)


class Clusters(Generic[Item]):
    """Disjoint sets with vetoes and labels; the smaller set always joins the larger, so n joins cost n log n.

    Two clusters that were told apart never join; nor do two that both have labels and share none.

    >>> clusters = Clusters(["河南省教育厅", "湖南省教育厅", "省教育厅"])
    >>> clusters.cannot_link("河南省教育厅", "湖南省教育厅")
    >>> clusters.join("省教育厅", "湖南省教育厅"), clusters.join("省教育厅", "河南省教育厅")
    (True, False)
    """

    def __init__(self, items: Iterable[Item], labels: Mapping[Item, frozenset[str]] | None = None) -> None:
        self._above = {item: item for item in items}
        self._members: dict[Item, list[Item]] = {item: [item] for item in self._above}
        self._apart: dict[Item, set[Item]] = {}
        self._labels = {item: set(some) for item, some in (labels or {}).items() if some}
        self._sides: dict[Item, set[tuple[int, bool]]] = {}

    def find(self, item: Item) -> Item:
        """The item that stands for the cluster."""
        root = item
        while self._above[root] != root:
            root = self._above[root]
        while self._above[item] != root:
            self._above[item], item = root, self._above[item]
        return root

    def members(self, item: Item) -> tuple[Item, ...]:
        """All items of the cluster."""
        return tuple(self._members[self.find(item)])

    def together(self, left: Item, right: Item) -> bool:
        """Whether both are in one cluster."""
        return self.find(left) == self.find(right)

    def cannot_link(self, left: Item, right: Item) -> None:
        """Keep two clusters apart for good, unless they are one already."""
        one, other = self.find(left), self.find(right)
        if one != other:
            self._apart.setdefault(one, set()).add(other)
            self._apart.setdefault(other, set()).add(one)

    def has_label(self, item: Item) -> bool:
        """Whether anything in the cluster has a label."""
        return bool(self._labels.get(self.find(item)))

    def label(self, item: Item) -> frozenset[str]:
        """What the cluster is labelled with."""
        return frozenset(self._labels.get(self.find(item), ()))

    def cannot_link_all(self, lefts: Iterable[Item], rights: Iterable[Item], *, number: int) -> None:
        """Keep every one of some items apart from every one of others; each such division has its own number."""
        for items, side in ((lefts, False), (rights, True)):
            for item in items:
                self._sides.setdefault(self.find(item), set()).add((number, side))

    def may_join(self, left: Item, right: Item) -> bool:
        """Whether nothing known keeps the two clusters apart."""
        one, other = self.find(left), self.find(right)
        if one == other:
            return True
        if self.parted(one, other):
            return False
        labels, others = self._labels.get(one), self._labels.get(other)
        return not labels or not others or bool(labels & others)

    def parted(self, left: Item, right: Item) -> bool:
        """Whether the two clusters were told apart, whatever their labels say."""
        one, other = self.find(left), self.find(right)
        if other in self._apart.get(one, ()):
            return True
        sides = self._sides.get(other, ())
        return any((number, not side) in sides for number, side in self._sides.get(one, ()))

    def join(self, left: Item, right: Item) -> bool:
        """Make two clusters one where nothing keeps them apart; whether they are one now."""
        if not self.may_join(left, right):
            return False
        self.must_link(left, right)
        return True

    def must_link(self, left: Item, right: Item) -> None:
        """Make two clusters one whatever their labels say; a veto between them has no more meaning."""
        one, other = self.find(left), self.find(right)
        if one == other:
            return
        if len(self._members[one]) < len(self._members[other]):
            one, other = other, one
        self._above[other] = one
        self._members[one] += self._members.pop(other)
        self._sides.setdefault(one, set()).update(self._sides.pop(other, ()))
        labels, others = self._labels.pop(one, set()), self._labels.pop(other, set())
        self._labels[one] = labels & others or labels | others  # 和田 and 和田县 leave 和田县
        for third in self._apart.pop(other, set()):
            self._apart[third].discard(other)
            if third != one:
                self._apart[third].add(one)
                self._apart.setdefault(one, set()).add(third)
