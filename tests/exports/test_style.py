"""What a drawn graph shows beyond its tables: titles without a body, and columns that a user computed."""

from __future__ import annotations

import dataclasses
from importlib.metadata import EntryPoint
from pathlib import Path

import networkx as nx
import pytest

from kgraph.errors import KgraphError
from kgraph.exports import registry
from kgraph.exports.exporter import Style
from kgraph.graph.bare_titles import as_attributes, bare_titles
from kgraph.records import Entity, Relation, Tables
from tests.exports.sample import SMALL, passage

REPORTER = Entity(id="r2", type="Role", name="记者")
TITLED = dataclasses.replace(
    SMALL,
    entities=(*SMALL.entities, REPORTER),
    relations=(*SMALL.relations, Relation(id="e6", subject="p1", predicate="holds_role", object="r2", weight=1)),
    evidence=(*SMALL.evidence, passage("e6")),
)


def written(tables: Tables, folder: Path, form: str = "graphml", **style: object) -> nx.MultiDiGraph:
    [path] = registry.write(tables, form, to=folder, style=Style(**style))
    read = nx.read_graphml if form == "graphml" else nx.read_gexf
    return nx.MultiDiGraph(read(path))


def test_an_office_at_a_body_is_no_bare_title() -> None:
    assert bare_titles(TITLED) == {"r2"}


def test_bare_titles_take_their_passages_with_them() -> None:
    shown, titles = as_attributes(TITLED)
    assert (shown.relations, shown.evidence, titles) == (SMALL.relations, SMALL.evidence, {"p1": ("记者",)})


@pytest.mark.parametrize("form", ["graphml", "gexf"])
def test_a_bare_title_is_a_column_of_who_holds_it(tmp_path: Path, form: str) -> None:
    graph = written(TITLED, tmp_path, form)
    assert ("r2" in graph, graph.nodes["p1"]["titles"]) == (False, "记者")


@pytest.mark.parametrize("form", ["graphml", "gexf"])
def test_bare_titles_are_drawn_when_asked_for(tmp_path: Path, form: str) -> None:
    assert "r2" in written(TITLED, tmp_path, form, bare_titles=True)


@pytest.mark.parametrize("form", ["graphml", "gexf"])
def test_a_computed_column_comes_back(tmp_path: Path, form: str) -> None:
    graph = written(SMALL, tmp_path, form, columns={"rank": {"c1": 0.5, "c2": 0.25}})
    assert (graph.nodes["c1"]["rank"], "rank" in graph.nodes["p1"]) == (0.5, False)


def test_sizes_and_colours_follow_columns(tmp_path: Path) -> None:
    columns = {"rank": {"c1": 1.0, "c2": 0.0}, "group": {"c1": "甲", "c2": "#010203"}}
    graph = written(SMALL, tmp_path, columns=columns, size="rank", colour="group")
    firm, other = graph.nodes["c1"], graph.nodes["c2"]
    assert (firm["size"], other["size"], other["r"], other["b"]) == (60.0, 6.0, 1, 3)


@pytest.mark.parametrize("name", ["type", "Size", "two words", '"'])
def test_a_column_that_would_break_the_file_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(KgraphError, match="cannot be called"):
        written(SMALL, tmp_path, columns={name: {"c1": 1}})


def test_a_column_to_draw_by_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(KgraphError, match="Did you mean 'rank'"):
        written(SMALL, tmp_path, columns={"rank": {"c1": 1}}, size="rnak")


def test_a_plugin_brings_a_form_of_one_module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "names_plugin.py").write_text(
        "from kgraph.exports.exporter import single\n"
        "EXPORTER = single('.names', lambda tables, path, _: path.write_text(str(len(tables.entities))) and None)\n",
        encoding="utf-8",
    )
    monkeypatch.syspath_prepend(tmp_path)
    plugin = EntryPoint(name="names", value="names_plugin", group=registry.GROUP)
    monkeypatch.setattr(registry, "entry_points", lambda group: [plugin] if group == registry.GROUP else [])
    [path] = registry.write(SMALL, "names", to=tmp_path)
    assert (path.read_text(), "names" in registry.forms()) == ("5", True)
