"""What docs/exports.md says is so."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kgraph.exports import registry
from kgraph.graph.filters import select
from kgraph.graph.knowledge_graph import KnowledgeGraph
from kgraph.knowledge_io import load
from tests.exports.sample import SMALL

TEXT = (Path(__file__).parents[2] / "docs/exports.md").read_text(encoding="utf-8")
FORMS = TEXT.partition("| form |")[2].partition("\n\n")[0]
CONDITIONS = re.findall(r"`([^`]+)`", TEXT.partition("Conditions: ")[2].partition("\n\n")[0])
METHODS = sorted(set(re.findall(r"`kg\.(\w+)", TEXT)))


def test_the_table_has_every_form() -> None:
    named = re.findall(r"^\| ([a-z, ]+) \|", FORMS, re.MULTILINE)
    assert sorted(", ".join(named).split(", ")) == sorted(registry.forms())


@pytest.mark.parametrize("form", registry.forms())
def test_the_table_has_every_file(tmp_path: Path, form: str) -> None:
    written = {path.name for path in registry.write(SMALL, form, to=tmp_path) if form != "parquet"}
    assert written <= set(re.findall(r"[\w.-]+\.\w+", FORMS))


@pytest.mark.parametrize("condition", [each for each in CONDITIONS if not each.startswith("--")])
def test_the_conditions_can_be_read(condition: str) -> None:
    select(SMALL, [condition], load())


def test_conditions_are_named() -> None:
    assert len(CONDITIONS) > 10


@pytest.mark.parametrize("method", METHODS)
def test_a_graph_can_do_what_is_said(method: str) -> None:
    assert hasattr(KnowledgeGraph, method)
