"""Marked text: NAME.ann.txt, with NAME.rel.json and NAME.alias.json beside it where there are any."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kgraph.errors import InputError, KnowledgeError, nearest
from kgraph.evaluation.gold.document import GoldDocument, GoldMention, GoldRelation
from kgraph.knowledge_io import Knowledge
from kgraph.knowledge_io.annotation import unmark

__all__ = ["SUFFIX", "read"]

SUFFIX = ".ann.txt"
_KEYS = ("s", "st", "p", "o", "ot", "q", "ev")


def read(path: Path, knowledge: Knowledge) -> GoldDocument:
    """The document that a file of marked text and its neighbours hold."""
    base = path.with_name(path.name.removesuffix(SUFFIX))
    text, mentions = _marks(path, knowledge)
    relations = Path(f"{base}.rel.json")
    groups = Path(f"{base}.alias.json")
    return GoldDocument(
        name=base.name,
        path=str(path),
        text=text,
        mentions=mentions,
        relations=tuple(_relations(relations, knowledge)) if relations.exists() else None,
        groups=tuple(_groups(groups)) if groups.exists() else (),
    )


def _marks(path: Path, knowledge: Knowledge) -> tuple[str, tuple[GoldMention, ...]]:
    try:
        text, marks = unmark(path.read_bytes().decode("utf-8"))
    except (OSError, UnicodeDecodeError, KnowledgeError) as error:
        raise InputError(str(path), str(error)) from error
    mentions = []
    for mark in marks:
        where = f"{path}, line {text.count(chr(10), 0, mark.start) + 1}"
        mentions.append(GoldMention(mark.start, mark.end, type_id(mark.type, knowledge, where=where)))
    return text, tuple(mentions)


def type_id(written: str, knowledge: Knowledge, *, where: str) -> str:
    """The type that gold calls by its short code or its name."""
    for kind in knowledge.types.values():
        if written in (kind.short, kind.id):
            return kind.id
    known = [name for kind in knowledge.types.values() for name in (kind.short, kind.id)]
    raise InputError(where, _unknown("type", written, known))


def predicate_id(written: str, knowledge: Knowledge, *, where: str) -> str:
    """The predicate, if the knowledge has it."""
    if written in knowledge.relations:
        return written
    raise InputError(where, _unknown("predicate", written, list(knowledge.relations)))


def _unknown(what: str, written: str, known: list[str]) -> str:
    hint = nearest(written, known)
    return f"unknown {what} {written!r}. " + (f"Did you mean {hint!r}?" if hint else f"Known are {' '.join(known)}")


def _relations(path: Path, knowledge: Knowledge) -> Iterator[GoldRelation]:
    for line, item in _items(path):
        where = f"{path}, line {line}"
        if not isinstance(item, dict) or not set(_KEYS[:5]) <= set(item) <= set(_KEYS):
            raise InputError(where, f"a relation is an object with the keys {' '.join(_KEYS)}")
        yield GoldRelation(
            subject=item["s"],
            subject_type=type_id(item["st"], knowledge, where=where),
            predicate=predicate_id(item["p"], knowledge, where=where),
            object=item["o"],
            object_type=type_id(item["ot"], knowledge, where=where),
            text=item.get("ev", ""),
            qualifiers=item.get("q", {}),
        )


def _groups(path: Path) -> Iterator[tuple[str, ...]]:
    for line, item in _items(path):
        if not isinstance(item, list) or not all(isinstance(name, str) for name in item):
            raise InputError(f"{path}, line {line}", "names of one thing are a list of texts, the fullest first")
        yield tuple(item)


def _items(path: Path) -> Iterator[tuple[int, Any]]:
    """The items of a JSON list, each with the line it begins on."""
    text = path.read_text(encoding="utf-8-sig")
    try:
        whole = json.loads(text)
    except ValueError as error:
        raise InputError(str(path), f"is not JSON: {error}") from error
    if not isinstance(whole, list):
        raise InputError(f"{path}, line 1", "must be a JSON list")
    decoder, place = json.JSONDecoder(), text.index("[") + 1
    for _ in whole:
        while text[place].isspace() or text[place] == ",":
            place += 1
        item, end = decoder.raw_decode(text, place)
        yield text.count("\n", 0, place) + 1, item
        place = end
