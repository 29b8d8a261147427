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
