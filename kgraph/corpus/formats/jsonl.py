"""JSON Lines: a document a record; characters keep the places they have in the file."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from json import JSONDecodeError
from typing import Any

from kgraph.corpus.escapes import unescape_json
from kgraph.corpus.formats.format import Document, text_format
from kgraph.corpus.formats.records import plain_name, record_draft
from kgraph.corpus.layout.lines import Draft
from kgraph.corpus.press_patterns import PressPatterns
from kgraph.errors import InputError
from kgraph.text.aligned_text import AlignedText

__all__ = ["FORMAT", "read_jsonl"]

_DECODER = json.JSONDecoder()
_SPACE = re.compile(r"[ \t\r\n]*")
_LINE = re.compile(r"[^\n]*\n?")
_RECORD = re.compile(rb'(?:\xef\xbb\xbf)?\s*\{\s*"[^"\n]{1,60}"\s*:')
_DEEPEST = 8  # objects within objects


def read_jsonl(characters: str, name: str, patterns: PressPatterns) -> Document:
    """One document a line; a line that is none is left out and named."""
    whole = AlignedText.of(characters)
    drafts: list[Draft] = []
    omitted: list[str] = []
    for number, found in enumerate(_LINE.finditer(characters), start=1):
        if not found[0].strip("\ufeff \t\r\n\0"):
            continue
        draft = _draft(whole[found.start() : found.end()], patterns)
        if isinstance(draft, Draft):
            drafts.append(draft)
        else:
            omitted.append(f"line {number} {draft}")
    if omitted and not drafts:
        raise InputError(name, omitted[0])
    return Document(characters, tuple(drafts), tuple(omitted))


def _draft(line: AlignedText, patterns: PressPatterns) -> Draft | str:
    """The document of a line, or what is wrong with it."""
    try:
        start = line.text.index("{") if line.text.lstrip("\ufeff \t").startswith("{") else len(line)
        found: dict[str, AlignedText | str] = {}
        for key, value in _members(line, start, 0)[0]:
            found.setdefault(plain_name(key), value)
    except (JSONDecodeError, RecursionError) as error:
        said = error.msg if isinstance(error, JSONDecodeError) else "too deep"
        return f"is not a JSON object: {said}"
    return record_draft(found, patterns)


Member = tuple[str, AlignedText | str]


def _members(line: AlignedText, here: int, depth: int) -> tuple[list[Member], int]:
    """The members of an object and where it ends; those of objects within stand behind its own."""
    text, own, inner = line.text, list[Member](), list[Member]()
    here = _skip(text, here, "{")
    while text[here : here + 1] != "}":
        key, here = _DECODER.raw_decode(text, here)
        here = _skip(text, here, ":")
        after = _DECODER.raw_decode(text, here)[1]
        if text[here] == "{" and depth < _DEEPEST:
            inner += _members(line, here, depth + 1)[0]
        elif value := _value(line, here, after):
            own.append((str(key), value))
        here = _SPACE.match(text, after).end()  # type: ignore[union-attr] # matches the empty string
        if text[here : here + 1] != "}":
            here = _skip(text, here, ",")
    return own + inner, here + 1


def _value(line: AlignedText, start: int, end: int) -> AlignedText | str | None:
    """A text, or the texts of a list a line each, at their places; a number as written; nothing of anything else."""
    written = line.text[start:end]
    if written.startswith('"'):
        return unescape_json(line[start + 1 : end - 1])
    if written.startswith("["):
        return _lines(line, start)
    return written if written[0] in "-0123456789" else None


def _lines(line: AlignedText, start: int) -> AlignedText | None:
    joined: list[AlignedText] = []
    for first, last in _strings(line.text, start):
        if part := unescape_json(line[first + 1 : last - 1]):
            joined += [AlignedText("\n\n", joined[-1].origin[-1:] * 2), part] if joined else [part]
    return AlignedText.join(joined) if joined else None


def _strings(text: str, start: int) -> Iterator[tuple[int, int]]:
    """The spans of the texts of a list."""
    here = _SPACE.match(text, start + 1).end()  # type: ignore[union-attr]
    while text[here : here + 1] != "]":
        value: Any
        value, after = _DECODER.raw_decode(text, here)
        if isinstance(value, str):
            yield here, after
        here = _SPACE.match(text, after).end()  # type: ignore[union-attr]
        if text[here : here + 1] == ",":
            here = _SPACE.match(text, here + 1).end()  # type: ignore[union-attr]


def _skip(text: str, here: int, mark: str) -> int:
    """Past a mark and the white space around it."""
    here = _SPACE.match(text, here).end()  # type: ignore[union-attr]
    if text[here : here + 1] != mark:
        raise JSONDecodeError(f"expected {mark!r}", text, here)
    return _SPACE.match(text, here + 1).end()  # type: ignore[union-attr]


def _sniff(data: bytes) -> bool:
    return _RECORD.match(data[:200]) is not None


FORMAT = text_format((".jsonl", ".ndjson"), read_jsonl, sniff=_sniff, records=True)
