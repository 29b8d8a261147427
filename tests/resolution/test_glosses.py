"""The ways of writing that put two names equal."""

from __future__ import annotations

import pytest

from kgraph.resolution import resolve
from kgraph.resolution.names import vocabulary
from tests.resolution.marked import KNOWLEDGE, reading

GLOSSES = vocabulary.load(KNOWLEDGE).glosses


def glossed(marked):
    return any(merge.rule == "gloss" for merge in resolve([reading(marked)], KNOWLEDGE).merges)


@pytest.mark.parametrize("marked", [example for gloss in GLOSSES for example in gloss.finds])
def test_glosses_are_found(marked):
    assert glossed(marked)


@pytest.mark.parametrize("marked", [example for gloss in GLOSSES for example in gloss.ignores])
def test_other_texts_are_left(marked):
    assert not glossed(marked)


def test_every_gloss_has_examples():
    assert all(gloss.finds and gloss.ignores for gloss in GLOSSES)


def test_a_name_that_was_read_elsewhere_only_is_defined():
    text = "⟦COM|湘轨制动⟧（原株洲红旗机械厂）获奖。⟦AWD|株洲红旗机械厂⟧建于1958年。"
    made = resolve([reading(text)], KNOWLEDGE).entities
    assert [(each.type, set(each.names)) for each in made] == [("Company", {"湘轨制动", "株洲红旗机械厂"})]
