"""The floor file fails when quality falls, and says what it cannot read."""

from __future__ import annotations

from pathlib import Path

import pytest

from kgraph.errors import InputError
from kgraph.evaluation import Report, below, evaluate

from . import example


@pytest.fixture(scope="module")
def report(tmp_path_factory) -> Report:
    folder = tmp_path_factory.mktemp("floors")
    return evaluate(example.write_gold(folder / "gold"), example.write_graph(folder / "out"))


def missed(report: Report, tmp_path: Path, floors: str) -> list[str]:
    path = tmp_path / "floors.toml"
    path.write_text(floors, encoding="utf-8")
    return list(below(report, path))


@pytest.mark.parametrize(
    ("floors", "said"),
    [
        ("[all]\nmentions.core = 0.46", []),
        ("[all]\nmentions.core = 0.47", ["all: mentions core f is 0.462, below 0.470"]),
        ("[all]\nrelations.all = {precision = 0.75, recall = 0.75}", []),
        ("[all]\nrelations.all = {precision = 0.8}", ["all: relations all precision is 0.750, below 0.800"]),
        ("[all]\nnames.b_cubed = 1.0", []),
        ('[some]\ndocuments = ["p1"]\nmentions.Award = 0.1', ["some: mentions Award f is 0.000, below 0.100"]),
        ("[some]\ndocuments = []\nmentions.core = 0.1", ["some: mentions core f is 0.000, below 0.100"]),
    ],
)
def test_a_figure_below_its_floor_is_told(report, tmp_path, floors, said):
    assert missed(report, tmp_path, floors) == said


@pytest.mark.parametrize(
    ("floors", "said"),
    [
        ("mentions = 1", "must be a table such as"),
        ("[all]\nmention.core = 1", "all: unknown 'mention'. Did you mean 'mentions'?"),
        ("[all]\nmentions.Awrad = 1", "all.mentions: unknown 'Awrad'. Did you mean 'Award'?"),
        ("[all]\nmentions.core = {precison = 1}", "all.mentions.core: unknown 'precison'. Did you mean 'precision'?"),
        ("[all]\nmentions.core = 'high'", "all.mentions.core: must be a number, not 'high'"),
        ('[all]\ndocuments = ["p2"]', "all.documents: unknown 'p2'. Did you mean 'p1'?"),
        ("[all", "floors.toml: "),
    ],
)
def test_a_floor_that_says_nothing_is_refused(report, tmp_path, floors, said):
    with pytest.raises(InputError) as caught:
        missed(report, tmp_path, floors)
    assert said in str(caught.value)
