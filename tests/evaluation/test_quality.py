"""What the shipped knowledge and model find in the sample corpus does not fall below tests/floors.toml."""

from __future__ import annotations

from pathlib import Path

import pytest

from kgraph import pipeline
from kgraph.evaluation import Report, below, evaluate
from kgraph.views import tables

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(scope="module")
def report(tmp_path_factory) -> Report:
    out = tmp_path_factory.mktemp("graph")
    built = pipeline.build([str(ROOT / "seeds" / "articles")])
    tables.write(built.tables, out / "tables")
    return evaluate(ROOT / "seeds" / "gold", out)


def test_quality_has_not_fallen(report):
    assert list(below(report, ROOT / "tests" / "floors.toml")) == []


def test_every_document_of_the_gold_was_read(report):
    assert report.unread == ()
