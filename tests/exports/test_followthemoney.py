"""What is told in FollowTheMoney is what its own library takes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kgraph.exports import registry
from kgraph.knowledge_io import load
from kgraph.records import Tables
from tests.exports.sample import HOSTILE, SMALL, large

# Its library needs ICU's headers to install: the extra `test` leaves it out, CI brings both and runs this file again.
model = pytest.importorskip("followthemoney", reason="needs `pip install followthemoney`").model
InvalidData = pytest.importorskip("followthemoney.exc").InvalidData


def proxies(tables: Tables, folder: Path) -> dict[str, dict]:
    [path] = registry.write(tables, "followthemoney", to=folder)
    return {each["id"]: each for each in map(json.loads, path.read_text(encoding="utf-8").splitlines())}


@pytest.mark.parametrize("graph", [SMALL, HOSTILE, large()], ids=["small", "hostile", "large"])
def test_its_own_library_takes_every_entity(graph: Tables, tmp_path: Path) -> None:
    told = proxies(graph, tmp_path)
    assert told
    for each in told.values():
        read = model.get_proxy(each)
        assert set(each["properties"]) <= set(read.schema.properties)
        read.schema.validate(each)


def test_a_wrong_property_would_be_seen() -> None:
    with pytest.raises(InvalidData):
        model.get_proxy({"id": "a", "schema": "Persn", "properties": {}})


def test_an_office_is_an_occupancy_of_a_position_at_its_body(tmp_path: Path) -> None:
    told = proxies(SMALL, tmp_path)
    assert (told["e4"]["schema"], told["e4"]["properties"]["holder"], told["e4"]["properties"]["post"]) == (
        "Occupancy",
        ["p1"],
        ["r1"],
    )
    assert told["r1"]["properties"]["organization"] == ["c1"]


def test_an_award_is_a_note_with_its_sentence(tmp_path: Path) -> None:
    note = proxies(SMALL, tmp_path)["e1"]
    assert (note["schema"], note["properties"]["entity"]) == ("Note", ["c1"])
    assert note["properties"]["name"] == ["2025-08，获得荣誉：省级绿色工厂"]
    assert note["properties"]["description"] == [SMALL.evidence[0].text]


def test_every_type_and_relation_of_ours_is_mapped_or_left_out_on_purpose() -> None:
    knowledge = load()
    mapping = knowledge.structure("ontology/followthemoney")
    assert set(knowledge.types) - set(mapping["types"]) == {"Award", "Product"}
    assert set(knowledge.relations) - set(mapping["relations"]) == {"granted_by"}
