"""FollowTheMoney: the graph as entities of OpenAleph and OpenSanctions, a JSON object a line.

People, companies, public bodies, positions and the edges between them have schemata of their own; what has none there,
as an award, becomes a note on whom it belongs to. The mapping is data: ontology/followthemoney.yaml.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import Any

from kgraph.exports.exporter import single
from kgraph.exports.sanitise import sound
from kgraph.graph.periods import dated
from kgraph.io import replacing
from kgraph.knowledge_io import Block, Knowledge
from kgraph.records import Entity, Evidence, Relation, Tables

__all__ = ["EXPORTER"]

_KNOWLEDGE = "ontology/followthemoney"
_CODE = "uscc"
_ID = re.compile(r"[0-9a-zA-Z]+(?:[.-][0-9a-zA-Z]+)*\Z")
_LONGEST = 384  # characters: its library refuses longer names
Proxy = dict[str, Any]


def _write(tables: Tables, path: Path, knowledge: Knowledge) -> None:
    told = _Told(sound(tables), knowledge)
    with replacing(path) as beside, beside.open("w", encoding="utf-8", newline="\n") as out:
        out.writelines(json.dumps(each, ensure_ascii=False, sort_keys=True) + "\n" for each in told.proxies())


EXPORTER = single(".ftm.json", _write)


@dataclass(slots=True)
class _Told:
    """The tables in the terms of FollowTheMoney."""

    tables: Tables
    knowledge: Knowledge
    _types: Mapping[str, Block] = field(init=False)
    _relations: Mapping[str, Block] = field(init=False)
    _entities: dict[str, Entity] = field(init=False)
    _passages: dict[str, list[Evidence]] = field(init=False)
    _properties: dict[str, dict[str, set[str]]] = field(init=False)

    def __post_init__(self) -> None:
        mapping = self.knowledge.structure(_KNOWLEDGE)
        self._types, self._relations = mapping["types"], mapping["relations"]
        self._entities = {each.id: each for each in self.tables.entities}
        self._passages, self._properties = defaultdict(list), defaultdict(lambda: defaultdict(set))
        for row in self.tables.evidence:
            self._passages[row.relation].append(row)

    def proxies(self) -> Iterator[Proxy]:
        """Edges and notes are made first: some of what they say belongs to the entities."""
        links = [proxy for each in self.tables.relations for proxy in self._link(each)]
        yield from (self._thing(each) for each in self.tables.entities if each.type in self._types)
        yield from links

    def _thing(self, entity: Entity) -> Proxy:
        kind = self._types[entity.type]
        properties = {kind.get("name", "name"): [entity.name.strip() or entity.id], "alias": list(entity.aliases)}
        if entity.identifiers.get(_CODE):
            properties["uscCode"] = [entity.identifiers[_CODE]]
        properties |= {name: sorted(values) for name, values in self._properties[entity.id].items()}
        return _proxy(_key(entity.id), kind.text("schema"), properties)

    def _link(self, relation: Relation) -> Iterator[Proxy]:
        told = self._relations.get(relation.predicate)
        subject, object_ = self._entities.get(relation.subject), self._entities.get(relation.object)
        if told is None or not subject or not object_ or subject.type not in self._types:
            return
        if told.get("note"):
            yield self._note(relation, subject, object_)
        elif object_.type in self._types:
            yield from self._tied(relation, told, (subject, object_))

    def _tied(self, relation: Relation, told: Block, ends: tuple[Entity, Entity]) -> Iterator[Proxy]:
        subject, object_ = ends
        if "schema" in told:
            own = {
                told.text("subject"): [_key(subject.id)],
                told.text("object"): [_key(object_.id)],
                "role": [told.get("role", "")],
            }
            if told["schema"] == "Occupancy":
                del own["role"]
            yield _proxy(_key(relation.id), told.text("schema"), {**own, **self._said(relation)})
        elif told.get("to", object_.type) == object_.type and _fits(told, subject):
            owner, value = (subject, object_) if told.text("of") == "subject" else (object_, subject)
            self._properties[owner.id][told.text("property")].add(_key(value.id))

    def _note(self, relation: Relation, subject: Entity, object_: Entity) -> Proxy:
        label = self.knowledge.relations[relation.predicate].label
        about = "，".join(filter(None, (relation.qualifiers.get("date", ""), f"{label}：{object_.name}")))
        passages = [row.text for row in self._passages[relation.id]]
        return _proxy(
            _key(relation.id), "Note", {"entity": [_key(subject.id)], "name": [about], "description": passages}
        )

    def _said(self, relation: Relation) -> dict[str, list[str]]:
        """When it held, its status, and the sentences that state it."""
        said = relation.qualifiers.get("date", "")
        period = dated(said)
        ends = [each for each in (period.first, period.last) if each]
        dates = {"startDate": [ends[0].isoformat()], "endDate": [ends[-1].isoformat()]} if ends else {}
        if period.precision != "period" and ends:
            dates = {"date": [said.partition(";")[0]]}
        return {
            **dates,
            "status": [relation.qualifiers.get("status", "")],
            "summary": [row.text for row in self._passages[relation.id]],
        }


def _fits(told: Block, subject: Entity) -> bool:
    """A place lies in a place, but an address has no address."""
    return not (told.text("property") == "addressEntity" and subject.type == "Place")


def _key(key: str) -> str:
    """An id as the library takes it: ours are; what else stands there is told by its hash."""
    return key if _ID.match(key) else blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def _proxy(key: str, schema: str, properties: Mapping[str, list[str]]) -> Proxy:
    kept = {
        name: list(dict.fromkeys(each[:_LONGEST] for each in values if each)) for name, values in properties.items()
    }
    return {"id": key, "schema": schema, "properties": {name: values for name, values in kept.items() if values}}
