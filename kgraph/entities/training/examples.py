"""Marked text as examples: short runs of whole sentences with their names, varied anew for each pass."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from kgraph.entities.taggers.windows import pieces
from kgraph.errors import InputError, KnowledgeError, ModelError
from kgraph.knowledge_io import Knowledge
from kgraph.knowledge_io.annotation import unmark

__all__ = ["Example", "examples", "only", "pool", "read", "varied"]

_BROKEN = re.compile(
    "(?<=[^\\n\\u3002\\uff01\\uff1f!?\\uff1b;\\uff1a:\\u201d\\u2019\\uff09)\\u300b#]{18})\\n+(?=[\\u4e00-\\u9fff])"
)
_OTHER_WIDTH = str.maketrans("()（）,，:：", "（）()，,：:")
_STOPS = "\u3002\uff01\uff1f\uff1b"
_SWAPPED, _RARE = 0.5, 0.1  # how often names are exchanged, and how often a detail is changed

Span = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Example:
    """A text and its names, each with its type."""

    text: str
    names: tuple[Span, ...] = ()


def read(paths: Iterable[Path], knowledge: Knowledge) -> tuple[Example, ...]:
    """The marked documents of files, and of the *.ann.txt in folders, each document whole."""
    found = [file for path in sorted(paths) for file in _files(path)]
    if not found:
        raise ModelError("no marked text to learn from; give files, or folders of *.ann.txt")
    return tuple(_document(file, knowledge) for file in found)


def _files(path: Path) -> Iterator[Path]:
    if path.is_dir():
        yield from sorted(path.rglob("*.ann.txt"))
    else:
        yield path


def _document(path: Path, knowledge: Knowledge) -> Example:
    try:
        text, marks = unmark(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, KnowledgeError) as error:
        raise InputError(str(path), str(error)) from error
    names = tuple((mark.start, mark.end, knowledge.type_of(mark.type).id) for mark in marks)
    return _mended(Example(text, names))


def _mended(document: Example) -> Example:
    """Without the line ends that stand inside a name or in the middle of a sentence, as columns leave them."""
    text = document.text
    dropped = {place for found in _BROKEN.finditer(text) for place in range(*found.span())}
    dropped |= {place for start, end, _ in document.names for place in range(start, end) if text[place] == "\n"}
    kept = [place for place in range(len(text)) if place not in dropped]
    moved = {place: number for number, place in enumerate(kept)}
    names = tuple((moved[start], moved[end - 1] + 1, kind) for start, end, kind in document.names)
    return Example("".join(text[place] for place in kept), names)


def only(document: Example, types: Sequence[str]) -> Example:
    """A document without the names of other types."""
    return Example(document.text, tuple(name for name in document.names if name[2] in types))


def examples(document: Example, most: int) -> Iterator[Example]:
    """A document in pieces of whole sentences, `most` characters at most; no name is cut."""
    start = 0
    for first, last in _whole(document, most):
        names = [name for name in document.names[start:] if name[1] <= last]
        start += len(names)
        yield Example(document.text[first:last], tuple((a - first, b - first, kind) for a, b, kind in names))


def _whole(document: Example, most: int) -> Iterator[tuple[int, int]]:
    inside = {place for start, end, _ in document.names for place in range(start + 1, end)}
    first = -1
    for start, end in pieces(document.text, most):
        first = start if first < 0 else first
        if end not in inside:
            yield first, end
            first = -1


def pool(documents: Iterable[Example]) -> dict[str, list[str]]:
    """The different names of each type, sorted."""
    found: dict[str, set[str]] = {}
    for document in documents:
        for start, end, kind in document.names:
            found.setdefault(kind, set()).add(document.text[start:end])
    return {kind: sorted(names) for kind, names in found.items()}


def varied(example: Example, names: Mapping[str, Sequence[str]], random: Random) -> Example:
    """The same with some names exchanged for others of their type, and small things of layout changed."""
    if random.random() < _SWAPPED:
        example = _swapped(example, names, random)
    text = example.text
    if random.random() < _RARE:
        text = text.translate(_OTHER_WIDTH)
    is_free = not example.names or example.names[-1][1] < len(text)
    if random.random() < _RARE and text[-1] in _STOPS and is_free and len(text) > 1:
        text = text[:-1]
    return Example(text, example.names)


def _swapped(example: Example, names: Mapping[str, Sequence[str]], random: Random) -> Example:
    """A name that stands twice stays one name."""
    chosen: dict[str, str] = {}
    text, last, length, spans = [], 0, 0, []
    for start, end, kind in example.names:
        name = example.text[start:end]
        if name not in chosen:
            chosen[name] = random.choice(names[kind]) if random.random() < _SWAPPED else name
        length += start - last
        text += [example.text[last:start], chosen[name]]
        spans.append((length, length + len(chosen[name]), kind))
        length += len(chosen[name])
        last = end
    return Example("".join([*text, example.text[last:]]), tuple(spans))
