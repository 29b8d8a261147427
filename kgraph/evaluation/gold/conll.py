"""Columns: a token and its tag a line (BIO, BIOES, BMES), a blank line between sentences."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from kgraph.errors import InputError
from kgraph.evaluation.gold.document import GoldDocument, GoldMention
from kgraph.evaluation.gold.inline import type_id
from kgraph.knowledge_io import Knowledge

__all__ = ["SUFFIXES", "read"]

SUFFIXES = (".conll", ".bio", ".bioes", ".bmes")
_TAG = re.compile(r"O|([BIMESLU])-(\w+)")
_OPENS = "BSU"


def read(path: Path, knowledge: Knowledge) -> GoldDocument:
    """The document that a file of columns holds: the first column is the token, the last its tag."""
    text, tags = "", []
    for token, prefix, kind in _rows(path, knowledge):
        tags.append((len(text), len(text) + len(token), prefix, kind))
        text += token
    return GoldDocument(name=path.stem, path=str(path), text=text, mentions=tuple(_mentions(tags)))


def _rows(path: Path, knowledge: Knowledge) -> Iterator[tuple[str, str, str]]:
    """Each token with the letter of its tag and its type; a line end, with neither, between sentences."""
    for number, line in enumerate(path.read_text(encoding="utf-8-sig").splitlines(), start=1):
        columns = line.split()
        if not columns:
            yield "\n", "", ""
            continue
        if columns[0] == "-DOCSTART-":
            continue
        found = _TAG.fullmatch(columns[-1])
        where = f"{path}, line {number}"
        if found and len(columns) > 1:
            yield columns[0], found[1] or "", type_id(found[2], knowledge, where=where) if found[2] else ""
        elif not line.startswith("#"):
            raise InputError(where, f"must end in O or a tag such as B-PER or I-Person, not {columns[-1]!r}")


def _mentions(tags: Iterable[tuple[int, int, str, str]]) -> Iterator[GoldMention]:
    """A tag that opens, or one of another type than the tag before, begins a name."""
    current: GoldMention | None = None
    for start, end, prefix, kind in tags:
        goes_on = current is not None and kind == current.type and prefix not in _OPENS
        if current is not None and not goes_on:
            yield current
            current = None
        if current is not None:
            current = GoldMention(current.start, end, kind)
        elif kind:
            current = GoldMention(start, end, kind)
    if current is not None:
        yield current
