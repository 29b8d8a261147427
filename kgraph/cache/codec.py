"""Readings as JSON and back: what workers hand over and what the cache keeps.

A record is the list of its fields' values in the order of its class (`LAYOUT` names them). Places of an article that
follow one another are runs: [first, count, first, count, …]. The ends of a fact are numbers of the reading's mentions,
or whole mentions where the reading does not list them. What the article says itself (its id and source, and the text
between start and end) is null in the records within it. Nothing here is ever executed: what does not fit is refused.
"""

from __future__ import annotations

import dataclasses
import typing
from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise
from types import UnionType
from typing import Any

from kgraph.reading import FileReading
from kgraph.records import Article, Block, Fact, Failure, Mention, Reading, Refusal
from kgraph.text.aligned_text import PLACES

__all__ = ["LAYOUT", "decoded", "encoded"]

Plain = Any  # what JSON can say
_Code = Callable[[Any], Any]


def encoded(file: FileReading) -> Plain:
    """What one file came to, as JSON can say it.

    >>> encoded(FileReading(failures=(Failure(source="a.txt", stage="corpus", reason="is empty"),)))
    [[], [['a.txt', '', 'corpus', 'is empty']], []]
    """
    failures = [_codes(Failure).encode(each) for each in file.failures]
    return [[_encoded(each) for each in file.readings], failures, list(file.traces)]


def decoded(plain: Plain) -> FileReading:
    """The reading of a file that `encoded` gave.

    >>> decoded([[], [["a.txt", "", "corpus", "is empty"]], []]).failures[0].reason
    'is empty'
    """
    readings, failures, traces = plain
    return FileReading(
        readings=tuple(map(_decoded, readings)),
        failures=tuple(map(_codes(Failure).decode, failures)),
        traces=tuple(map(str, traces)),
    )


def _encoded(reading: Reading) -> Plain:
    article = reading.article
    number = {mention: place for place, mention in reversed(list(enumerate(reading.mentions)))}
    mention, fact, refusal = (_codes(kind).within(article) for kind in (Mention, Fact, Refusal))
    facts = [
        [*(number[end] if end in number else mention.encode(end) for end in (each.subject, each.object)), *said]
        for each, said in zip(reading.facts, map(fact.encode, reading.facts), strict=True)
    ]
    return [
        _codes(Article).encode(article),
        [mention.encode(each) for each in reading.mentions],
        facts,
        [refusal.encode(each) for each in reading.refusals],
    ]


def _decoded(plain: Plain) -> Reading:
    own, mentions, facts, refusals = plain
    article = _codes(Article).decode(own)
    mention, fact, refusal = (_codes(kind).within(article) for kind in (Mention, Fact, Refusal))
    known = tuple(map(mention.decode, mentions))
    return Reading(
        article=article,
        mentions=known,
        facts=tuple(
            fact.decode(
                rest,
                subject=known[subject] if isinstance(subject, int) else mention.decode(subject),
                object=known[object_] if isinstance(object_, int) else mention.decode(object_),
            )
            for subject, object_, *rest in facts
        ),
        refusals=tuple(map(refusal.decode, refusals)),
    )


_ENDS = ("subject", "object")
_SAID = ("article", "source", "text")


@dataclasses.dataclass(frozen=True, slots=True)
class _Record:
    """How the records of one class are said: their fields, and for those that JSON does not know how."""

    kind: type[Any]
    names: tuple[str, ...]
    ways: tuple[tuple[str, int, _Code, _Code], ...]

    def within(self, article: Article) -> _Within:
        """The same for records that stand in an article."""
        known = tuple((place, name) for place, name in enumerate(self.names) if name in _SAID)
        return _Within(self, article, self.names.index("start"), self.names.index("end"), known)

    def encode(self, record: Any) -> list[Plain]:
        values = [getattr(record, name) for name in self.names]
        for _, place, encode, _ in self.ways:
            values[place] = encode(values[place])
        return values

    def decode(self, values: Sequence[Plain], **more: Any) -> Any:
        fields = dict(zip(self.names, values, strict=True))
        for name, _, _, decode in self.ways:
            fields[name] = decode(fields[name])
        return self.kind(**fields, **more)


@dataclasses.dataclass(frozen=True, slots=True)
class _Within:
    """How the records of a class are said that stand in an article: without what it says itself."""

    record: _Record
    article: Article
    start: int
    end: int
    known: tuple[tuple[int, str], ...]

    def encode(self, each: Any) -> list[Plain]:
        values = self.record.encode(each)
        for place, name in self.known:
            if values[place] == self._own(name, each.start, each.end):
                values[place] = None
        return values

    def decode(self, values: Sequence[Plain], **more: Any) -> Any:
        values = list(values)
        for place, name in self.known:
            if values[place] is None:
                values[place] = self._own(name, values[self.start], values[self.end])
        return self.record.decode(values, **more)

    def _own(self, name: str, start: int, end: int) -> str:
        if name == "text":
            return self.article.text[start:end]
        return self.article.id if name == "article" else self.article.source


@cache
def _codes(kind: type[Any]) -> _Record:
    hints = typing.get_type_hints(kind, localns={"array": list})  # an array of Python 3.11 takes no subscript
    names = tuple(field.name for field in dataclasses.fields(kind) if not (kind is Fact and field.name in _ENDS))
    found = ((name, place, _ways(hints[name])) for place, name in enumerate(names))
    return _Record(kind, names, tuple((name, place, *ways) for name, place, ways in found if ways))


def _ways(hint: Any) -> tuple[_Code, _Code] | None:
    """How values of a type are said and read back; None where JSON has them as they are."""
    origin, parts = typing.get_origin(hint), typing.get_args(hint)
    if origin is list:
        return _runs, _places
    if origin is tuple:
        return _tuple_ways(parts)
    if isinstance(origin, type) and issubclass(origin, Mapping):
        key = parts[0]
        return dict, (dict if key is str else lambda plain: {key(name): value for name, value in plain.items()})
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        return _codes(hint).encode, _codes(hint).decode
    if origin in (UnionType, typing.Union):
        return _optional_ways(next(part for part in parts if part is not type(None)))
    return None


def _tuple_ways(parts: Sequence[Any]) -> tuple[_Code, _Code]:
    inner = _ways(parts[0]) if parts else None
    if not inner:
        return list, tuple
    encode, decode = inner
    return lambda items: [encode(each) for each in items], lambda items: tuple(map(decode, items))


def _optional_ways(part: Any) -> tuple[_Code, _Code] | None:
    inner = _ways(part)
    if not inner:
        return None
    encode, decode = inner
    return (
        lambda value: None if value is None else encode(value),
        lambda plain: None if plain is None else decode(plain),
    )


def _runs(places: array[int]) -> list[int]:
    """Places as runs of neighbours.

    >>> _runs(array("q", [3, 4, 5, 9, 9]))
    [3, 3, 9, 1, 9, 1]
    """
    breaks = [0, *(at for at, (left, right) in enumerate(pairwise(places), 1) if right != left + 1), len(places)]
    return [number for start, end in pairwise(breaks) if end > start for number in (places[start], end - start)]


def _places(runs: Sequence[int]) -> array[int]:
    """The places that runs stand for.

    >>> _places([3, 3, 9, 1, 9, 1]).tolist()
    [3, 4, 5, 9, 9]
    """
    places = array(PLACES)
    for first, count in zip(runs[::2], runs[1::2], strict=True):
        places.extend(range(first, first + count))
    return places


def _layout() -> Iterator[tuple[str, list[str]]]:
    for kind in (Article, Block, Mention, Fact, Refusal, Failure):
        yield kind.__name__, [*(_ENDS if kind is Fact else ()), *_codes(kind).names]


LAYOUT = dict(_layout())
