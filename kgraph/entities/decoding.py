"""From the scores of tags to names and words, for a whole batch at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

__all__ = ["Floats", "Integers", "Name", "Seen", "Word", "best_tags", "names", "words"]

Floats = npt.NDArray[np.float32]
Integers = npt.NDArray[np.int64]
_DIGITS = 3  # what is left of a confidence, so that the last bits of a float never show


@dataclass(frozen=True, slots=True)
class Name:
    """A name, its type, and how sure the network is: the geometric mean over its characters."""

    start: int
    end: int
    type: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Word:
    """A word and its part of speech."""

    start: int
    end: int
    part: str


@dataclass(frozen=True, slots=True)
class Seen:
    """What a network saw in one text, in order.

    `probable`: for each character how probable each tag is (outside, then begin and inside of each type), where the
    network says it.
    """

    names: tuple[Name, ...] = ()
    words: tuple[Word, ...] = ()
    probable: Floats | None = None


def best_tags(scores: Floats) -> Integers:
    """The best tags of each column: 0 outside, then begin and inside of each type; inside follows only its own type.

    `scores` are logarithms: places × texts × tags.

    >>> scores = np.log(np.array([[[0.4, 0.5, 0.1]], [[0.3, 0.3, 0.4]], [[0.1, 0.0001, 0.9]]], dtype=np.float32))
    >>> best_tags(scores)[:, 0].tolist()
    [1, 2, 2]
    """
    length, _, tags = scores.shape
    inside = np.arange(2, tags, 2, dtype=np.int16)
    back = np.empty(scores.shape, dtype=np.int16)
    best = scores[0].copy()
    best[:, 2::2] = -np.inf
    for place in range(1, length):
        back[place] = best.argmax(axis=1)[:, None]
        back[place, :, 2::2] = np.where(best[:, 2::2] >= best[:, 1::2], inside, inside - 1)
        within = np.maximum(best[:, 2::2], best[:, 1::2])
        best[:] = best.max(axis=1)[:, None]
        best[:, 2::2] = within
        best += scores[place]
    return _traced(back, best.argmax(axis=1))


def _traced(back: npt.NDArray[np.int16], last: Integers) -> Integers:
    path = np.empty(back.shape[:2], dtype=np.int64)
    path[-1] = last
    columns = np.arange(back.shape[1])
    for place in range(len(back) - 1, 0, -1):
        path[place - 1] = back[place, columns, path[place]]
    return path


def names(tags: Integers, scores: Floats, types: Sequence[str]) -> Iterator[Name]:
    """The names that the tags of one text spell; `scores` are those of the chosen tags.

    >>> found = list(names(np.array([1, 2, 0]), np.zeros(3, dtype=np.float32), ["Company"]))
    >>> found
    [Name(start=0, end=2, type='Company', confidence=1.0)]
    """
    for start in np.flatnonzero(tags % 2 == 1).tolist():
        end = start + 1
        while end < len(tags) and tags[end] == tags[start] + 1:
            end += 1
        sure = float(np.exp(scores[start:end].mean(dtype=np.float64)))
        yield Name(start, end, types[int(tags[start]) // 2], round(min(sure, 1.0), _DIGITS))


def words(tags: Integers, parts: Sequence[str]) -> Iterator[Word]:
    """The words that the tags of one text spell: even ones begin a word, odd ones go on; the first one names it.

    >>> list(words(np.array([2, 3, 0]), ["v", "n"]))
    [Word(start=0, end=2, part='n'), Word(start=2, end=3, part='v')]
    """
    begins = tags % 2 == 0
    begins[:1] = True
    starts = np.flatnonzero(begins).tolist()
    for start, end in zip(starts, [*starts[1:], len(tags)], strict=True):
        yield Word(start, end, parts[int(tags[start]) // 2])
