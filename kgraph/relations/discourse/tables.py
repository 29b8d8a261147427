"""Tables: a row belongs together, and the head of each column says what its cells are: recipient, award, giver."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kgraph.knowledge_io import Knowledge
from kgraph.records import Article, Block, Cell, Mention

__all__ = ["Stated", "Tables"]

ROW = "row"
ANNOUNCED = "award"  # what a line above the table may say of all its rows
LEAST = 2  # columns that are known, so that a row is read by them


@dataclass(frozen=True, slots=True)
class Stated:
    """What a row states of two of its names; `org` is the body at which an office is held."""

    subject: Mention
    predicate: str
    object: Mention
    org: str = ""


class Tables:
    """Reads the rows of tables whose column heads are known."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._columns = {row.key: frozenset(row["roles"].split()) for row in knowledge.table("discourse/columns")}
        self._relations = knowledge.relations
        self._facts = tuple(
            (row["subject"], row["predicate"], row["object"]) for row in knowledge.table("discourse/column_facts")
        )

    def reads(self, block: Block) -> bool:
        """Whether a row is read by its columns, or is the row of their heads, which states nothing."""
        if block.kind != ROW or not block.table:
            return False
        return not block.row or sum(bool(self._roles(cell)) for cell in block.cells) >= LEAST

    def __call__(self, article: Article, index: int, mentions: Sequence[Mention]) -> Iterator[Stated]:
        """What the row of this number among the blocks of an article states."""
        block = article.blocks[index]
        if not block.row:
            return
        named = self._named(block, mentions)
        if ANNOUNCED not in named:
            named[ANNOUNCED] = _announced(article.ancestors(index), mentions)
        org = next((mention.text for mention in named.get("body", ())), "")
        for subject, predicate, object_ in self._facts:
            for left in named.get(subject, ()):
                for right in named.get(object_, ()):
                    if left != right and self._relations[predicate].accepts(left.type, right.type):
                        yield Stated(left, predicate, right, org if predicate == "holds_role" else "")

    def _named(self, block: Block, mentions: Sequence[Mention]) -> dict[str, tuple[Mention, ...]]:
        """The names of a row by the part that their column gives them; where persons receive, no body does."""
        named: dict[str, tuple[Mention, ...]] = {}
        for cell in block.cells:
            inside = tuple(each for each in _within(mentions, cell.start, cell.end) if each.end <= cell.end)
            for role in sorted(self._roles(cell)):
                named[role] = (*named.get(role, ()), *inside)
        persons = tuple(each for each in named.get("recipient", ()) if each.type == "Person")
        return {**named, "recipient": persons} if persons else named

    def _roles(self, cell: Cell) -> frozenset[str]:
        """What the cells of a column are, by the longest known word that its head contains."""
        return _longest(cell.head, self._columns)


def _within(mentions: Sequence[Mention], start: int, end: int) -> Sequence[Mention]:
    """Of mentions in their order, those that start in a span."""
    first, last = (bisect_left(mentions, place, key=lambda mention: mention.start) for place in (start, end))
    return mentions[first:last]


def _longest(head: str, columns: Mapping[str, frozenset[str]]) -> frozenset[str]:
    words = [word for word in columns if word in head]
    return columns[max(words, key=lambda word: (len(word), word))] if words else frozenset()


def _announced(governing: Iterable[Block], mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """The one award that the nearest line above the table names, where it names any."""
    for block in governing:
        awards = [each for each in _within(mentions, block.start, block.end) if each.type == "Award"]
        if awards:
            return tuple(awards) if len(awards) == 1 else ()
    return ()
