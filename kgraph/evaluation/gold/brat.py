"""Standoff of the annotation tool brat: NAME.ann with NAME.txt beside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from kgraph.errors import InputError
from kgraph.evaluation.gold.document import GoldDocument, GoldMention, GoldRelation
from kgraph.evaluation.gold.inline import predicate_id, type_id
from kgraph.knowledge_io import Knowledge

__all__ = ["SUFFIX", "read"]

SUFFIX = ".ann"
_IGNORED = ("#", "A", "M", "N", "E")  # notes, attributes, normalisations and events carry nothing that is compared


@dataclass(slots=True)
class _Lines:
    """What the lines read so far said; `at` names the line being read."""

    path: Path
    text: str
    knowledge: Knowledge
    at: str = ""
    spans: dict[str, GoldMention] = field(default_factory=dict)
    relations: list[GoldRelation] = field(default_factory=list)
    groups: list[tuple[str, ...]] = field(default_factory=list)

    def surface(self, key: str) -> str:
        """The name that the text-bound annotation with this id covers."""
        if key not in self.spans:
            raise InputError(self.at, f"no line above defines {key!r}")
        span = self.spans[key]
        return "".join(self.text[span.start : span.end].split())


def read(path: Path, knowledge: Knowledge) -> GoldDocument:
    """The document that a standoff file and its text hold."""
    beside = path.with_suffix(".txt")
    if not beside.is_file():
        raise InputError(str(path), f"its text must lie beside it as {beside.name}")
    lines = _Lines(path, beside.read_bytes().decode("utf-8"), knowledge)
    for number, line in _ordered(path):
        lines.at = f"{path}, line {number}"
        _read_line(line, lines)
    return GoldDocument(
        name=path.stem,
        path=str(path),
        text=lines.text,
        mentions=tuple(sorted(lines.spans.values())),
        relations=tuple(lines.relations) or None,
        groups=tuple(lines.groups),
    )


def _ordered(path: Path) -> Iterator[tuple[int, str]]:
    """The numbered lines, those that define spans first: others may stand before what they refer to."""
    numbered = list(enumerate(path.read_text(encoding="utf-8-sig").splitlines(), start=1))
    yield from sorted(numbered, key=lambda each: not each[1].startswith("T"))


def _read_line(line: str, lines: _Lines) -> None:
    if line.startswith("T"):
        _read_span(line, lines)
    elif line.startswith("R"):
        _read_relation(line, lines)
    elif line.startswith("*"):
        lines.groups.append(tuple(lines.surface(key) for key in line.split()[2:]))
    elif line.strip() and not line.startswith(_IGNORED):
        raise InputError(lines.at, f"begins like no annotation of brat (T R * {' '.join(_IGNORED)}): {line[:40]!r}")


def _read_span(line: str, lines: _Lines) -> None:
    try:
        key, what, quoted = line.split("\t")
        kind, places = what.split(" ", 1)
        numbers = [int(each) for part in places.split(";") for each in part.split()]
        start, end = numbers[0], numbers[-1]
    except (ValueError, IndexError) as error:
        raise InputError(lines.at, "must read T1<tab>Person 0 3<tab>name") from error
    standing = lines.text[start:end]
    if "".join(quoted.split()) != "".join(standing.split()) and ";" not in places:
        raise InputError(lines.at, f"says {quoted!r}, but at {start}–{end} stands {standing!r}")
    lines.spans[key] = GoldMention(start, end, type_id(kind, lines.knowledge, where=lines.at))


def _read_relation(line: str, lines: _Lines) -> None:
    try:
        _, what = line.split("\t", 1)
        predicate, first, second = what.split()[:3]
        subject, object_ = first.split(":")[1], second.split(":")[1]
    except (ValueError, IndexError) as error:
        raise InputError(lines.at, "must read R1<tab>holds_role Arg1:T1 Arg2:T2") from error
    names = [lines.surface(key) for key in (subject, object_)]
    lines.relations.append(
        GoldRelation(
            subject=names[0],
            subject_type=lines.spans[subject].type,
            predicate=predicate_id(predicate, lines.knowledge, where=lines.at),
            object=names[1],
            object_type=lines.spans[object_].type,
            text=_passage(lines, subject, object_),
        )
    )


def _passage(lines: _Lines, subject: str, object_: str) -> str:
    """From the beginning of one name to the end of the other: brat marks no passage."""
    spans = lines.spans[subject], lines.spans[object_]
    return lines.text[min(each.start for each in spans) : max(each.end for each in spans)]
