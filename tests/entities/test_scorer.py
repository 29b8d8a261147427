"""The scorer weighs what its weights know; what they never met is as sure as its rule; its file is read or refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from kgraph import models
from kgraph.entities.candidates.candidate import Candidate
from kgraph.entities.candidates.document import DocumentFeatures
from kgraph.entities.scoring import weights
from kgraph.entities.scoring.scorer import Scorer
from kgraph.entities.tagged_text import TaggedText
from kgraph.errors import ModelError
from kgraph.knowledge_io import load

SHIPPED = weights.read(models.DEFAULT / "scorer.json")


def confidence(candidate: Candidate) -> float:
    page = TaggedText("远洋号驶入泉州港。", names=(candidate,))
    return Scorer(load(), SHIPPED.then).scored(page, [candidate], DocumentFeatures())[0].confidence


@pytest.mark.parametrize(
    ("kind", "rule"), [("Ship", "tagger"), ("Place", "harbours")], ids=["a type never met", "a rule never met"]
)
def test_what_the_weights_never_met_is_as_sure_as_its_rule(kind, rule):
    assert confidence(Candidate(0, 3, kind, rule, 0.83)) == 0.83


def test_what_the_weights_met_is_weighed():
    assert confidence(Candidate(0, 3, "Place", "tagger", 0.83)) != 0.83


def test_weights_come_back_as_they_were_written(tmp_path: Path):
    weights.write(SHIPPED, tmp_path / "scorer.json")
    assert weights.read(tmp_path / "scorer.json") == SHIPPED


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"first": {}}'])
def test_a_file_without_weights_is_refused(tmp_path: Path, text: str):
    (tmp_path / "scorer.json").write_text(text, encoding="utf-8")
    with pytest.raises(ModelError, match="holds no weights"):
        weights.read(tmp_path / "scorer.json")
