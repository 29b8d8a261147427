"""Every mechanism of benchmarks/ablation.py is one that can be switched off, and then earns nothing."""

import json
from pathlib import Path

import pytest

from benchmarks.ablation import COLUMNS, MECHANISMS, earned, without
from kgraph import evaluation, pipeline
from kgraph.knowledge_io import load

MARKED = (
    "⟦COM|泉州市远航鞋业有限公司⟧⟦ROLE|董事长⟧⟦PER|林一鸣⟧表示，公司获评“⟦AWD|泉州市绿色工厂⟧”。\n"
    "⟦GOV|泉州市工业和信息化局⟧局长出席⟦EVT|首届泉州鞋业博览会⟧，该局与⟦COM|远航鞋业⟧签约。\n"
)
TEXT = "".join(piece.split("|")[-1] for piece in MARKED.replace("⟧", "⟦").split("⟦"))
SIGNED = {"s": "泉州市工业和信息化局", "st": "GOV", "p": "cooperates_with", "o": "泉州市远航鞋业有限公司", "ot": "COM"}


@pytest.fixture
def marked(tmp_path: Path) -> tuple[Path, Path]:
    """A marked text and its source, each in a folder."""
    gold, source = tmp_path / "gold", tmp_path / "source"
    gold.mkdir()
    source.mkdir()
    (gold / "a.ann.txt").write_text(MARKED, encoding="utf-8")
    (gold / "a.rel.json").write_text(json.dumps([SIGNED], ensure_ascii=False), encoding="utf-8")
    (gold / "a.alias.json").write_text('[["泉州市远航鞋业有限公司", "远航鞋业"]]', encoding="utf-8")
    (source / "a.txt").write_text(TEXT, encoding="utf-8")
    return gold, source


def test_no_mechanism_is_needed_for_a_build_to_end(marked: tuple[Path, Path]) -> None:
    for mechanism in MECHANISMS:
        with without(mechanism):
            outcome = pipeline.build([str(marked[1])], pipeline.Settings(workers=1))
        assert not outcome.failures, mechanism.name


def test_what_alone_finds_a_fact_earns_it_and_is_back_afterwards(marked: tuple[Path, Path]) -> None:
    gold = [*evaluation.read(marked[0], load())]
    resumed, tables = "discourse: definite descriptions", "discourse: tables"
    wanted = [each for each in MECHANISMS if each.name in (resumed, tables)]
    runs = {mechanism.name if mechanism else "": figures for mechanism, figures in earned(marked[1], gold, wanted)}
    assert runs[""].less(runs[resumed])[COLUMNS.index("relations")] > 0
    assert runs[""].less(runs[tables]) == (0.0,) * len(COLUMNS)
