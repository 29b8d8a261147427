"""Each error in its sentence: what a person reads to see why figures are what they are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kgraph.evaluation import causes
from kgraph.evaluation.comparison import Comparison
from kgraph.knowledge_io.annotation import Mark, mark

__all__ = ["Slip", "mention_slips", "relation_slips"]

_SENTENCE_ENDS = "。！？!?\n"
_AROUND = 40
Key = tuple[int, int, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """An error: missed, invented, of another type, or with other edges than the gold's; `type` is what the name is.

    `cause` says of a relation by which mechanism it came about.

    >>> print(Slip(kind="type", document="a01", line=3, text="⟦Company|安踏⟧获奖", type="Company", found="Place"))
    type      a01:3  ⟦Company|安踏⟧获奖  found: Place
    """

    kind: str
    document: str
    line: int
    text: str
    type: str = ""
    found: str = ""
    cause: str = ""

    def __str__(self) -> str:
        said = f"  found: {self.found}" if self.found else f"  ({self.cause})" if self.cause else ""
        return f"{self.kind:<9} {self.document}:{self.line}  {' '.join(self.text.split())}{said}"


def mention_slips(comparison: Comparison) -> Iterator[Slip]:
    """The errors of mentions in the order of the text; one error that has two sides is told once."""
    missed = [key for key in comparison.wanted if key not in comparison.found]
    invented = [key for key in comparison.found if key not in comparison.wanted]
    told: set[Key] = set()
    slips = []
    for key in missed:
        beside = [other for other in invented if _overlap(key, other)]
        told.update(beside)
        slips.append((key, _missed(comparison, key, beside)))
    slips += [(key, _slip(comparison, "invented", key)) for key in invented if key not in told]
    yield from (slip for _, slip in sorted(slips, key=lambda each: each[0]))


def relation_slips(comparison: Comparison) -> Iterator[Slip]:
    """The relations that were not found, and those that were found wrongly."""
    name = comparison.document.name
    for relation, right in comparison.stated:
        if not right:
            line = _line_of(comparison, relation.text)
            cause = causes.missed(comparison, relation)
            yield Slip(
                kind="missed", document=name, line=line, text=str(relation), type=relation.predicate, cause=cause
            )
    for edge in comparison.edges:
        if not edge.right:
            line, predicate = _line_of(comparison, edge.evidence[0].text), edge.relation.predicate
            cause = causes.invented(comparison, edge)
            yield Slip(kind="invented", document=name, line=line, text=str(edge), type=predicate, cause=cause)


def _missed(comparison: Comparison, key: Key, beside: list[Key]) -> Slip:
    same_place = [other for other in beside if other[:2] == key[:2]]
    if same_place:
        return _slip(comparison, "type", key, found=same_place[0][2])
    if beside:
        found = " ".join(f"⟦{other[2]}|{comparison.found[other].text}⟧" for other in sorted(beside))
        return _slip(comparison, "edges", key, found=found)
    return _slip(comparison, "missed", key)


def _slip(comparison: Comparison, kind: str, key: Key, *, found: str = "") -> Slip:
    text, line = _sentence(comparison, key), comparison.line(key[0])
    return Slip(kind=kind, document=comparison.document.name, line=line, text=text, type=key[2], found=found)


def _sentence(comparison: Comparison, key: Key) -> str:
    """The sentence around a name, or as much of it as can be read at a glance, with the name marked."""
    text = comparison.document.text
    start, end = comparison.back(key[0]), comparison.back(key[1] - 1) + 1
    first = max(max(text.rfind(each, 0, start) for each in _SENTENCE_ENDS) + 1, start - _AROUND)
    ends = [place for each in _SENTENCE_ENDS if (place := text.find(each, end)) >= 0]
    last = min([*ends, end + _AROUND, len(text)])
    return " ".join(mark(text[first:last], (Mark(start - first, end - first, key[2]),)).split())


def _overlap(one: Key, other: Key) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _line_of(comparison: Comparison, passage: str) -> int:
    """The line on which a passage begins; 0 where it does not stand there in one piece."""
    place = comparison.squeezed.text.find("".join(passage.split()))
    return comparison.line(place) if place >= 0 else 0
