"""One JSON object a line: entities, and relations with the passages that state them."""

from __future__ import annotations

import dataclasses
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from kgraph.exports.exporter import Exporter, Style
from kgraph.exports.sanitise import sound
from kgraph.io import replacing
from kgraph.knowledge_io import Knowledge
from kgraph.records import Entity, Evidence, Relation, Tables

__all__ = ["EXPORTER"]


def _export(tables: Tables, path: Path, knowledge: Knowledge, _: Style) -> Iterator[Path]:
    """Write STEM-entities.jsonl and STEM-relations.jsonl."""
    tables = sound(tables)
    yield _written(path.with_name(f"{path.name}-entities.jsonl"), map(_row, tables.entities))
    yield _written(path.with_name(f"{path.name}-relations.jsonl"), _relations(tables, knowledge))


EXPORTER = Exporter(write=_export)


def _relations(tables: Tables, knowledge: Knowledge) -> Iterator[dict[str, Any]]:
    known = {each.id: _end(each) for each in tables.entities}
    passages: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in tables.evidence:
        passages[row.relation].append({key: value for key, value in _row(row).items() if key != "relation"})
    for each in tables.relations:
        kind = knowledge.relations.get(each.predicate)
        ends = {"subject": known[each.subject], "object": known[each.object]}
        label = kind.label if kind else each.predicate
        yield {**_row(each), **ends, "label": label, "evidence": passages[each.id]}


def _end(entity: Entity) -> dict[str, str]:
    return {"id": entity.id, "name": entity.name, "type": entity.type}


def _row(row: Entity | Relation | Evidence) -> dict[str, Any]:
    return dataclasses.asdict(row)


def _written(path: Path, rows: Iterable[dict[str, Any]]) -> Path:
    with replacing(path) as beside, beside.open("w", encoding="utf-8", newline="\n") as out:
        out.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    return path
