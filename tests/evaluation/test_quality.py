"""What the shipped knowledge and model find in marked text does not fall below the floor files."""

from __future__ import annotations

from pathlib import Path

import pytest

from kgraph import pipeline
from kgraph.evaluation import Report, below, evaluate
from kgraph.exports import parquet

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(scope="module", params=["seeds", "registers"])
def measured(request, tmp_path_factory) -> tuple[Report, Path]:
    """The report of a set of texts, and its floors."""
    texts, gold, floors = {
        "seeds": ("seeds/articles", "seeds/gold", "tests/floors.toml"),
        "registers": ("tests/registers", "tests/registers", "tests/registers/floors.toml"),
    }[request.param]
    out = tmp_path_factory.mktemp("graph")
    parquet.write(pipeline.build([str(ROOT / texts)]).tables, out / "tables")
    return evaluate(ROOT / gold, out), ROOT / floors


def test_quality_has_not_fallen(measured):
    report, floors = measured
    assert list(below(report, floors)) == []


def test_every_document_of_the_gold_was_read(measured):
    report, _ = measured
    assert report.unread == ()
