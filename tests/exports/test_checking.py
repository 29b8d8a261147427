"""The checker finds each thing that Gephi or Gephi Lite loses, in its line, and nothing in a sound file."""

from __future__ import annotations

from pathlib import Path

import networkx as nx
import pytest

from kgraph.errors import InputError
from kgraph.exports.gephi_lint import check

HEADER = '<?xml version="1.0" encoding="UTF-8"?>\n'
KEYS = """\
<key id="weight" for="edge" attr.name="weight" attr.type="double"/>
<key id="kind" for="edge" attr.name="kind" attr.type="string"/>
<key id="count" for="node" attr.name="count" attr.type="int"/>
<key id="good" for="node" attr.name="good" attr.type="boolean"/>
"""
NODES = '<node id="a"/><node id="b"/>\n'

GRAPHML = {
    '<node id=""/>': "node without an id",
    "<node/>": "node without an id",
    '<node id="a"/>': "node id 'a' stands twice",
    '<edge id="" source="a" target="b"/>': "edge with an empty id",
    '<edge id="e" source="a" target="c"/>': "ends at 'c', which is no node",
    '<edge id="e" source="a" target="b" directed="false"/>': "undirected edge in a graph whose edges are directed",
    '<edge source="a" target="b"><data key="weight">0</data></edge>': "does not weigh more than 0",
    '<edge source="a" target="b"><data key="weight">-1</data></edge>': "does not weigh more than 0",
    '<edge source="a" target="b"><data key="weight">NaN</data></edge>': "is no number",
    '<edge source="a" target="b"><data key="kind">INFO</data></edge>': "Gephi makes it Infinity",
    '<edge source="a" target="b"><data key="kinds">x</data></edge>': "which is no edge column",
    '<node id="c"><data key="count">many</data></node>': "'many', no int",
    '<node id="c"><data key="good">yes</data></node>': "no boolean",
    '<node id="c"><data key="weight">1</data></node>': "which is no node column",
    '<hyperedge><endpoint node="a"/></hyperedge>': "<hyperedge>",
    '<node id="c"><port name="p"/></node>': "<port>",
    '<node id="c"><graph edgedefault="directed"><node id="d"/></graph></node>': "graph inside a node",
}
KEY = {
    '<key id="x" for="all" attr.name="x" attr.type="string"/>': "for all: Gephi Lite refuses",
    '<key id="x" attr.name="x" attr.type="string"/>': "for all: Gephi Lite refuses",
    '<key id="x" for="node" attr.name="x" attr.type="liststring"/>': "type 'liststring'",
    '<key id="count" for="node" attr.name="other" attr.type="int"/>': "stands twice",
    '<key id="x" for="node" attr.name="Count" attr.type="int"/>': "takes them for one",
    '<key for="node" attr.name="x" attr.type="int"/>': "without an id",
}
GEXF = {
    '<node id="c" pid="a"/>': "drops the hierarchy",
    '<edge id="e" source="a" target="b" type="mutual"/>': "edge direction 'mutual'",
    '<edge id="e" source="a" target="b" weight="0"/>': "does not weigh more than 0",
    '<edge id="e" source="a" target="b"><attvalue for="x" value="1"/></edge>': "which is no edge column",
    '<edge id="e" source="a" target="b"><spell start="soon"/></edge>': "which is no date",
    '<edge id="e" source="a" target="b"><spell start="2025-02-01" end="2025-01-01"/></edge>': "before it starts",
    '<node id="c"><attvalue for="count" value="x"/></node>': "no integer",
    '<node id="c"><viz:color r="256" g="0" b="0"/></node>': "is not between 0 and 255",
    '<node id="c"><viz:position x="NaN" y="0"/></node>': "is no number",
    '<node id="c"><viz:size value="big"/></node>': "is no number",
}


def graphml(path: Path, body: str, keys: str = "") -> list[tuple[int, str]]:
    text = f'{HEADER}<graphml>\n{KEYS}{keys}<graph edgedefault="directed">\n{NODES}{body}\n</graph></graphml>'
    path.write_text(text, encoding="utf-8")
    return [(each.line, each.text) for each in check(path)]


def gexf(path: Path, body: str, version: str = "1.3") -> list[tuple[int, str]]:
    attributes = '<attributes class="node"><attribute id="count" title="count" type="integer"/></attributes>'
    graph = f'<graph defaultedgetype="directed">{attributes}\n{NODES}{body}\n</graph>'
    path.write_text(f'{HEADER}<gexf version="{version}" xmlns:viz="v">\n{graph}</gexf>', encoding="utf-8")
    return [(each.line, each.text) for each in check(path)]


@pytest.mark.parametrize(("body", "wanted"), GRAPHML.items())
def test_graphml(tmp_path: Path, body: str, wanted: str) -> None:
    [(line, text)] = graphml(tmp_path / "a.graphml", body)
    assert line == 9
    assert wanted in text


@pytest.mark.parametrize(("key", "wanted"), KEY.items())
def test_graphml_keys(tmp_path: Path, key: str, wanted: str) -> None:
    [(line, text)] = graphml(tmp_path / "a.graphml", "", key + "\n")
    assert line == 7
    assert wanted in text


@pytest.mark.parametrize(("body", "wanted"), GEXF.items())
def test_gexf(tmp_path: Path, body: str, wanted: str) -> None:
    [(line, text)] = gexf(tmp_path / "a.gexf", body)
    assert line == 5
    assert wanted in text


def test_a_sound_graphml_file_has_no_problem(tmp_path: Path) -> None:
    body = '<edge id="e" source="a" target="b" label="k"/><edge id="f" source="a" target="b" label="l"/>'
    assert graphml(tmp_path / "a.graphml", body) == []


def test_a_sound_gexf_file_has_no_problem(tmp_path: Path) -> None:
    assert gexf(tmp_path / "a.gexf", '<edge id="e" source="a" target="b" kind="k" weight="1"/>') == []


def test_two_edges_of_one_kind_between_the_same_ends_are_merged(tmp_path: Path) -> None:
    body = '<edge id="e" source="a" target="b" label="k"/>\n<edge id="f" source="a" target="b" label="k"/>'
    [(line, text)] = graphml(tmp_path / "a.graphml", body)
    assert (line, text) == (10, "edge 'f' runs beside that of line 9, both of kind 'k': Gephi merges them")


def test_an_edge_id_that_stands_twice_is_found_where_it_stands_again(tmp_path: Path) -> None:
    body = '<edge id="e" source="a" target="b"/>\n<edge id="e" source="b" target="a"/>'
    [(line, text)] = graphml(tmp_path / "a.graphml", body)
    assert (line, "stands twice (line 9)" in text) == (10, True)


@pytest.mark.parametrize("version", ["1.0", "2.0", ""])
def test_gexf_of_another_version(tmp_path: Path, version: str) -> None:
    [(line, text)] = gexf(tmp_path / "a.gexf", "", version)
    assert (line, "reads 1.1 to 1.3" in text) == (2, True)


def test_a_file_without_xml_header(tmp_path: Path) -> None:
    path = tmp_path / "a.graphml"
    path.write_text('<graphml><graph edgedefault="directed"/></graphml>', encoding="utf-8")
    assert [each.text[:13] for each in check(path)] == ["no XML header"]


def test_a_file_that_breaks_off(tmp_path: Path) -> None:
    path = tmp_path / "a.graphml"
    path.write_text(f'{HEADER}<graphml>\n<graph edgedefault="directed">\n<node id="a">', encoding="utf-8")
    assert [(each.line, "not well-formed" in each.text) for each in check(path)] == [(4, True)]


def test_a_file_of_another_kind(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_text(f"{HEADER}<html><p/></html>", encoding="utf-8")
    assert [each.text for each in check(path)] == ["the file begins with <html>: it is neither GraphML nor GEXF"]


def test_lines_beyond_the_reach_of_sixteen_bits(tmp_path: Path) -> None:
    [(line, _)] = graphml(tmp_path / "a.graphml", "\n" * 70_000 + "<node/>")
    assert line == 70_009


def test_what_networkx_writes(tmp_path: Path) -> None:
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.add_edge("a", "b")
    graph.add_edge("b", "a")
    nx.write_graphml(graph, tmp_path / "a.graphml")
    assert ["edge id '0' stands twice" in each.text for each in check(tmp_path / "a.graphml")] == [True]


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"a\.graphml: No such file"):
        list(check(tmp_path / "a.graphml"))


def test_a_problem_says_file_and_line(tmp_path: Path) -> None:
    path = tmp_path / "a.graphml"
    path.write_text("<graphml/>", encoding="utf-8")
    assert str(next(check(path))).startswith(f"{path}, line 1: no XML header")
