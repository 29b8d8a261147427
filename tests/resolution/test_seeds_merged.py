"""Resolution of the sample corpus against its groups of names, over gold mentions."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kgraph.evaluation.clusters import b_cubed, tied
from kgraph.resolution import resolve
from kgraph.resolution.names.normalise import squeezed
from tests.resolution.marked import KNOWLEDGE, reading

GOLD = Path(__file__).parents[2] / "seeds" / "gold"
# Names that the gold does not list as one although they are (天长, 天长市), and one that is hard to tell.
KNOWN_SLIPS = 4


@pytest.fixture(scope="module")
def groups():
    """The gold group and the entity of each mention, articles resolved all together."""
    paths = sorted(GOLD.rglob("*.ann.txt"))
    readings = [reading(path.read_text(encoding="utf-8"), str(path)[: -len(".ann.txt")]) for path in paths]
    entity_of = resolve(readings, KNOWLEDGE).entity_of
    gold, found = {}, {}
    for each in readings:
        alike = json.loads(Path(f"{each.article.id}.alias.json").read_text(encoding="utf-8"))
        first = {squeezed(name): names[0] for names in alike for name in names}
        for mention in each.mentions:
            if mention.type != "Role":
                name = squeezed(mention.text)
                gold[mention.key] = (each.article.id, first.get(name, name))
                found[mention.key] = (each.article.id, entity_of[mention.key])
    return gold, found


def test_names_of_one_thing_are_one_entity(groups):
    assert b_cubed(*groups).f >= 0.99


def test_different_things_stay_apart(groups):
    assert len(list(tied(*groups))) <= KNOWN_SLIPS
