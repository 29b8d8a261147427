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


def best_tags(scores: Floats, chain: Floats, lengths: Integers) -> Integers:
    """The best sequence of tags of each text: 0 outside, then begin and inside of each type.

    `scores`: logarithms, places × texts × tags; `chain`: the logarithm of how likely each tag is to follow each. A text
    begins as if behind the tag outside, and inside follows only begin or inside of its own type.

    >>> scores = np.log(np.array([[[0.4, 0.5, 0.1]], [[0.3, 0.3, 0.4]], [[0.1, 0.0001, 0.9]]], dtype=np.float32))
    >>> chain = np.zeros((3, 3), dtype=np.float32)
    >>> best_tags(scores, chain, np.array([3]))[:, 0].tolist()
    [1, 2, 2]
    """
    length, _, tags = scores.shape
    free, inside = [0, *range(1, tags, 2)], np.arange(2, tags, 2, dtype=np.int16)
    onward = np.ascontiguousarray(chain[:, free].T)
    enters, stays = chain[inside - 1, inside], chain[inside, inside]
    back = np.zeros(scores.shape, dtype=np.int16)
    best = scores[0] + chain[0]
    best[:, 2::2] = -np.inf
    last = best.argmax(axis=1)
    for place in range(1, length):
        reached = best[:, None, :] + onward
        entered, stayed = best[:, 1::2] + enters, best[:, 2::2] + stays
        back[place][:, free] = reached.argmax(axis=2)
        back[place, :, 2::2] = np.where(stayed >= entered, inside, inside - 1)
        best[:, free] = reached.max(axis=2)
        best[:, 2::2] = np.maximum(stayed, entered)
        best += scores[place]
        last = np.where(lengths > place, best.argmax(axis=1), last)
    return _traced(back, last, lengths)


def _traced(back: npt.NDArray[np.int16], last: Integers, lengths: Integers) -> Integers:
    """Back from the last place of each text; behind it, its last tag stands again."""
    path = np.empty(back.shape[:2], dtype=np.int64)
    path[-1] = last
    columns = np.arange(back.shape[1])
    for place in range(len(back) - 1, 0, -1):
        path[place - 1] = np.where(place < lengths, back[place, columns, path[place]], last)
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
