"""Features of pairs of mentions: what stands before, between and behind them, how they lie, and what the patterns read.

Names are one character each, as in masked text, so that what is learned is the frame and not the name; of a name
itself only its type and a hash of its ending are seen.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from kgraph.records import Article, Fact, Mention
from kgraph.relations.passages import Passage

__all__ = ["BUCKETS", "ENDINGS", "TYPES", "WINDOWS", "Flags", "Frame", "Integers", "Numbers", "Pairs", "pairs"]

Flags = NDArray[np.bool_]
Integers = NDArray[np.int64]
Numbers = NDArray[np.float64]

TYPES = (
    *("Person", "Company", "Government", "Organization", "Place", "Award"),
    *("Role", "Project", "Event", "Document", "Product"),
)
BUCKETS, ENDINGS = 1 << 13, 1 << 11
WINDOWS = 7
PREDICATES_SEEN = 14
GAP, NAMES_BETWEEN, FARTHEST, RESUMED = 2, 24, 240, 600
SIDE, EDGE, HEAD = 8, 5, 12
_MARKS = "，。；：、（）\n"
_HAN_FIRST, _HAN_LAST = 0x4E00, 0x9FFF
_UNIT = 0xE000
_DIGIT, _LATIN = ord("0"), ord("a")
_PRIMES = (1, 1_000_003, 998_244_353)


@dataclass(frozen=True, slots=True)
class Frame:
    """An article with each mention as one character: hashes of its n-grams, and the mentions with their places."""

    mentions: tuple[Mention, ...]
    places: Integers
    grams: Integers  # 3 × characters: of one, two and three characters
    codes: Integers
    sentence: Integers  # of each mention
    line: Integers
    line_start: Integers
    starts: Integers  # of each mention, in the article


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of mentions, the first before the second, and what is seen of each."""

    frame: Frame
    first: Integers
    second: Integers
    windows: Integers  # pairs × windows × 2
    types: Integers
    endings: Integers  # pairs × 4
    dense: Numbers


def _frame(article: Article, spans: Sequence[Passage]) -> Frame:
    mentions = [(mention, number) for number, span in enumerate(spans) for mention in span.mentions]
    mentions = [each for each in mentions if each[0].type in TYPES]
    source = np.frombuffer(article.text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32).astype(np.int64)
    kept, places = np.ones(len(source), dtype=bool), []
    codes = _folded(source)
    for mention, _ in mentions:
        codes[mention.start] = _UNIT + TYPES.index(mention.type)
        kept[mention.start + 1 : mention.end] = False
    moved = np.cumsum(kept) - 1
    places = [int(moved[mention.start]) for mention, _ in mentions]
    codes = codes[kept]
    lines = np.concatenate(([0], np.cumsum(codes == ord("\n"))))
    line_starts = np.concatenate(([0], np.flatnonzero(codes == ord("\n")) + 1))
    at = np.array(places, dtype=np.int64)
    line = lines[at] if len(at) else at
    return Frame(
        tuple(mention for mention, _ in mentions),
        at,
        _grams(codes),
        codes,
        np.array([number for _, number in mentions], dtype=np.int64),
        line,
        line_starts[line] if len(at) else at,
        np.array([mention.start for mention, _ in mentions], dtype=np.int64),
    )


def _folded(codes: Integers) -> Integers:
    """All digits one digit, all Latin letters one letter, nothing of the private-use area."""
    folded = codes.copy()
    folded[(codes >= ord("0")) & (codes <= ord("9"))] = _DIGIT
    letters = ((codes >= ord("A")) & (codes <= ord("Z"))) | ((codes >= ord("a")) & (codes <= ord("z")))
    folded[letters] = _LATIN
    folded[(codes >= _UNIT) & (codes < _UNIT + 0x1900)] = ord(" ")
    for wide, narrow in zip("（），：；", "(),:;", strict=True):
        folded[codes == ord(narrow)] = ord(wide)
    return folded


def _grams(codes: Integers) -> Integers:
    padded = np.concatenate((codes, np.zeros(2, dtype=np.int64)))
    size = len(codes)
    total = np.zeros(size, dtype=np.int64)
    rows = []
    for order in range(3):
        total = (total * 31 + padded[order : order + size] * 7919 + order) % _PRIMES[2]
        mixed = (total * _PRIMES[1]) % _PRIMES[2]
        rows.append((mixed ^ (mixed >> 13)) % BUCKETS)
    return np.stack(rows) if size else np.zeros((3, 0), dtype=np.int64)


def _ending(mention: Mention, size: int) -> int:
    return crc32(f"{mention.type}{size}{mention.text[-size:]}".encode()) % ENDINGS


def _candidates(frame: Frame, allowed: Flags) -> tuple[Integers, Integers]:
    """The pairs looked at: near each other, or a name that the text is about with each that follows."""
    count = len(frame.mentions)
    kinds = np.array([TYPES.index(mention.type) for mention in frame.mentions], dtype=np.int64)
    found = [np.zeros((0, 2), dtype=np.int64)]
    for step in range(1, min(NAMES_BETWEEN + 2, count)):
        a = np.arange(count - step)
        b = a + step
        near = (frame.sentence[b] - frame.sentence[a] <= GAP) & (frame.places[b] - frame.places[a] <= FARTHEST)
        if not near.any():
            break
        found.append(np.stack((a[near], b[near]), 1))
    far = [(a, b) for b, ones in enumerate(_resumed(frame)) for a in ones]
    if far:
        found.append(np.array(far, dtype=np.int64))
    both = np.unique(np.concatenate(found), axis=0)
    both = both[allowed[kinds[both[:, 0]], kinds[both[:, 1]]]]
    return both[:, 0], both[:, 1]


def _resumed(frame: Frame) -> list[list[int]]:
    """For each mention the last mention before it of each name that the text is about, where it is not near."""
    names = Counter(mention.text for mention in frame.mentions if mention.type in TYPES[:4])
    about = {name for name, count in sorted(names.items(), key=lambda each: (-each[1], each[0]))[:2] if count > 1}
    about |= {mention.text for mention in frame.mentions[:2] if mention.type in TYPES[:4]}
    last: dict[str, int] = {}
    found: list[list[int]] = []
    for number, mention in enumerate(frame.mentions):
        found.append(sorted(a for a in last.values() if frame.starts[number] - frame.starts[a] <= RESUMED))
        if mention.text in about:
            last[mention.text] = number
    return found


def pairs(
    article: Article, spans: Sequence[Passage], facts: Sequence[Fact], allowed: Flags, numbers: Mapping[str, int]
) -> Pairs:
    """All pairs of an article that some relation may tie, with their features; `numbers`: of each predicate."""
    frame = _frame(article, spans)
    first, second = _candidates(frame, allowed)
    kinds = np.array([TYPES.index(mention.type) for mention in frame.mentions], dtype=np.int64)
    ends = np.array([[_ending(m, 1), _ending(m, 2)] for m in frame.mentions], dtype=np.int64).reshape(-1, 2)
    return Pairs(
        frame,
        first,
        second,
        _windows(frame, first, second),
        kinds[first] * len(TYPES) + kinds[second],
        np.concatenate((ends[first], ends[second]), 1),
        np.concatenate((_layout(article, frame, first, second), _read(frame, first, second, facts, numbers)), 1),
    )


def _windows(frame: Frame, first: Integers, second: Integers) -> Integers:
    a, b = frame.places[first], frame.places[second]
    size = len(frame.codes)
    head = frame.line_start[second]
    ranges = (
        (a + 1, np.minimum(b, a + FARTHEST)),
        (np.maximum(a - SIDE, 0), a),
        (np.minimum(b + 1, size), np.minimum(b + 1 + SIDE, size)),
        (a + 1, np.minimum(a + 1 + EDGE, b)),
        (np.maximum(b - EDGE, a + 1), b),
        (head, np.minimum(head + HEAD, b)),
        (frame.line_start[first], np.minimum(frame.line_start[first] + HEAD, a)),
    )
    return np.stack([np.stack((start, np.maximum(start, end)), 1) for start, end in ranges], 1)


def _buckets(values: Integers, bounds: Sequence[int]) -> list[Numbers]:
    return [(values >= bound).astype(np.float64) for bound in bounds]


def _layout(article: Article, frame: Frame, first: Integers, second: Integers) -> Numbers:
    """How two mentions lie: near or far, in one sentence or line, in one list, and how often each is named."""
    a, b = frame.places[first], frame.places[second]
    columns: list[Numbers] = []
    columns += _buckets(frame.sentence[second] - frame.sentence[first], (1, 2, 3))
    columns += _buckets(frame.line[second] - frame.line[first], (1, 2, 4))
    columns += _buckets(b - a, (2, 3, 5, 8, 13, 21, 40, 80, 160, 240))
    columns += _buckets(second - first, (2, 3, 4, 6, 9, 14, 26))
    for mark in _MARKS:
        counts = np.concatenate(([0], np.cumsum(frame.codes == ord(mark))))
        columns += _buckets(counts[b] - counts[a + 1], (1, 2, 4))
    columns += _same_type(frame, first, second)
    for side in (first, second):
        columns += _salience(article, frame, side)
    sure = np.array([mention.confidence for mention in frame.mentions])
    columns += [sure[first], sure[second], np.minimum(sure[first], sure[second])]
    joined = _joined(frame)
    columns.append((joined[first] == joined[second]).astype(np.float64))
    size = Counter(joined.tolist())
    many = np.array([size[int(each)] > 1 for each in joined], dtype=np.float64)
    columns += [many[first], many[second]]
    return np.stack(columns, 1)


def _same_type(frame: Frame, first: Integers, second: Integers) -> list[Numbers]:
    """How many names of the type of each stand between both."""
    kinds = np.array([TYPES.index(mention.type) for mention in frame.mentions], dtype=np.int64)
    counts = np.zeros((len(TYPES), len(kinds) + 1), dtype=np.int64)
    for kind in range(len(TYPES)):
        counts[kind, 1:] = np.cumsum(kinds == kind)
    found: list[Numbers] = []
    for side in (first, second):
        found += _buckets(counts[kinds[side], second] - counts[kinds[side], first + 1], (1, 2, 4))
    return found


def _salience(article: Article, frame: Frame, side: Integers) -> list[Numbers]:
    names = Counter(mention.text for mention in frame.mentions)
    often = np.array([names[mention.text] for mention in frame.mentions], dtype=np.int64)
    opening = np.array([mention.start <= len(article.title) + 1 for mention in frame.mentions], dtype=np.float64)
    earlier = np.concatenate(([-1], frame.sentence[:-1]))[: len(frame.sentence)]
    opens = (frame.sentence != earlier).astype(np.float64)
    heads = (frame.places == frame.line_start).astype(np.float64)
    top = max(names.values(), default=0)
    return [
        *_buckets(often[side], (2, 3, 5, 8)),
        (often[side] == top).astype(np.float64),
        *(x[side] for x in (opening, opens, heads)),
    ]


def _joined(frame: Frame) -> Integers:
    """The number of the enumeration in which each mention stands: 甲、乙和丙."""
    number, found = 0, []
    joints = frozenset(map(ord, "、和与及，,"))
    for a, b in pairwise([-9, *frame.places.tolist()]):
        if not (b - a == 2 and a >= 0 and int(frame.codes[a + 1]) in joints and frame.codes[a] == frame.codes[b]):
            number += 1
        found.append(number)
    return np.array(found, dtype=np.int64)


def _read(
    frame: Frame, first: Integers, second: Integers, facts: Sequence[Fact], numbers: Mapping[str, int]
) -> Numbers:
    """What the patterns read of a pair, of the same names elsewhere, and of each with another name."""
    at = {mention.key: number for number, mention in enumerate(frame.mentions)}
    wide = PREDICATES_SEEN
    here = np.zeros((len(first), 2 * wide))
    index = {(a, b): row for row, (a, b) in enumerate(zip(first.tolist(), second.tolist(), strict=True))}
    subject = np.zeros((len(frame.mentions), wide))
    object_ = np.zeros((len(frame.mentions), wide))
    for fact in facts:
        number = numbers.get(fact.predicate)
        s, o = at.get(fact.subject.key), at.get(fact.object.key)
        if number is None or s is None or o is None:
            continue
        row = index.get((min(s, o), max(s, o)))
        if row is not None:
            here[row, number + (wide if s > o else 0)] = fact.confidence
        subject[s, number] += 1
        object_[o, number] += 1
    stated = here[:, :wide] + here[:, wide:] > 0
    roles = [
        np.minimum(np.maximum(count[side] - stated, 0), 1) for side in (first, second) for count in (subject, object_)
    ]
    return np.concatenate((here, *roles), 1)
