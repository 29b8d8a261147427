"""Provenance: whether each row of the tables leads back to the characters of its source."""

from __future__ import annotations

import html
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator

from kgraph.records import Evidence, Occurrence, Refusal, Tables

__all__ = ["astray", "is_written"]

_MARKUP = re.compile(r"<[^>]*>|\*\*|\\[nrt]")
_JSON = re.compile(r"\\u([0-9a-fA-F]{4})|\\(.)", re.DOTALL)


def astray(tables: Tables, characters: Callable[[str], str]) -> Iterator[str]:
    """One line for each row that its source does not bear out; `characters` gives a source as decoded.

    A mention must stand at its place, white space and markup aside. A passage must be made of its stretch:
    where a column ended in mid-sentence this holds foreign text as well, and columns may stand in another order.
    """
    written = _Sources(characters)
    for row in tables.mentions:
        if not is_written(row.text, written.stretch(row)):
            yield _line(row)
    passages: tuple[Evidence | Refusal, ...] = (*tables.evidence, *tables.rejected)
    for passage in passages:
        if not _is_within(passage.text, written.stretch(passage)):
            yield _line(passage)
    yield from _names_astray(tables)


def is_written(text: str, raw: str) -> bool:
    r"""Whether a stretch of a source is this text, written in whatever way the format writes it.

    >>> is_written("晋江&安踏", "晋江&amp;<b>安\n踏</b>"), is_written("晋江安踏", "晋江、安踏")
    (True, False)
    """
    return _bare(text) in {_bare(form) for form in _forms(raw)}


class _Sources:
    """The characters of each source, decoded once."""

    def __init__(self, characters: Callable[[str], str]) -> None:
        self._characters = characters
        self._known: dict[str, str] = {}

    def stretch(self, row: Occurrence | Evidence | Refusal) -> str:
        if row.source not in self._known:
            self._known = {row.source: self._characters(row.source)}
        raw = self._known[row.source]
        return raw[row.start : row.end] if 0 <= row.start < row.end <= len(raw) else ""


def _names_astray(tables: Tables) -> Iterator[str]:
    """Passages in which the two names do not stand where the row says."""
    names = {each.id: {_bare(name) for name in each.names} for each in tables.entities}
    ends = {each.id: (each.subject, each.object) for each in tables.relations}
    for row in tables.evidence:
        subject, object_ = ends[row.relation]
        first = _bare(row.text[row.subject_start : row.subject_end])
        second = _bare(row.text[row.object_start : row.object_end])
        if first not in names[subject] or second not in names[object_]:
            yield _line(row)


def _forms(raw: str) -> Iterator[str]:
    yield raw
    yield html.unescape(_MARKUP.sub("", raw))
    yield _JSON.sub(lambda found: chr(int(found[1], 16)) if found[1] else found[2], _MARKUP.sub("", raw))


def _is_within(text: str, raw: str) -> bool:
    wanted = Counter(_bare(text))
    return any(not wanted - Counter(_bare(form)) for form in _forms(raw))


def _bare(text: str) -> str:
    """Without white space, invisible marks and signs of no script; radicals as the characters they stand for."""
    whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    folded = unicodedata.normalize("NFKC", whole)
    return "".join(each for each in folded if not each.isspace() and not _is_unseen(each))


def _is_unseen(character: str) -> bool:
    """Control and format characters, private-use bullets, and the place of an object or of a broken character."""
    return unicodedata.category(character) in {"Cc", "Cf", "Co"} or character in "\ufffc\ufffd"


def _line(row: Occurrence | Evidence | Refusal) -> str:
    return f"{row.source}: {row.start}–{row.end} is not {row.text!r} [{row.rule}]"
