"""The floor file: figures below which quality must not fall."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from kgraph.errors import InputError, nearest
from kgraph.evaluation.metrics import Score
from kgraph.evaluation.report import Report

__all__ = ["below"]

_KINDS = ("mentions", "relations", "names")
_FIGURES = ("precision", "recall", "f")


def below(report: Report, floors: Path) -> Iterator[str]:
    """One line for each figure that lies below its floor.

    Each table of the file is a set of documents, all of them or those that `documents` lists, with the least that
    mentions, relations and names must reach there: `mentions.core = 0.8` speaks of F,
    `relations.all = {precision = 0.8}` of the figures it names.
    """
    for name, wanted in _load(floors).items():
        chosen = _chosen(report, name, wanted, floors)
        for kind in _KINDS:
            scores: dict[str, Score] = getattr(chosen, kind)
            for what, least in wanted.get(kind, {}).items():
                score = _known(what, scores, f"{floors}, {name}.{kind}")
                yield from _missed(f"{name}: {kind} {what}", score, _figures(least, f"{floors}, {name}.{kind}.{what}"))


def _load(floors: Path) -> Mapping[str, Any]:
    try:
        tables = tomllib.loads(floors.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise InputError(str(floors), str(error)) from error
    for name, wanted in tables.items():
        if not isinstance(wanted, dict):
            raise InputError(f"{floors}, {name}", "must be a table such as [seeds]")
        for key in wanted:
            _known(key, dict.fromkeys((*_KINDS, "documents")), f"{floors}, {name}")
    return tables


def _chosen(report: Report, name: str, wanted: Mapping[str, Any], floors: Path) -> Report:
    """The report of the documents that a table lists, all of which the gold must have."""
    if "documents" not in wanted:
        return report
    known = dict.fromkeys(each.document.name for each in report.documents)
    for document in wanted["documents"]:
        _known(document, known, f"{floors}, {name}.documents")
    return report.only(wanted["documents"])


def _figures(least: Any, where: str) -> Mapping[str, float]:
    figures = least if isinstance(least, dict) else {"f": least}
    for figure, value in figures.items():
        _known(figure, dict.fromkeys(_FIGURES), where)
        if not isinstance(value, int | float):
            raise InputError(where, f"must be a number, not {value!r}")
    return figures


def _missed(what: str, score: Score, figures: Mapping[str, float]) -> Iterator[str]:
    for figure, least in figures.items():
        value: float = getattr(score, figure)
        if value < least:
            yield f"{what} {figure} is {value:.3f}, below {least:.3f}"


def _known(name: str, known: Mapping[str, Any], where: str) -> Any:
    if name in known:
        return known[name]
    hint = nearest(name, known)
    raise InputError(where, f"unknown {name!r}" + (f". Did you mean {hint!r}?" if hint else ""))
