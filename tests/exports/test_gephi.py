"""GraphML and GEXF come back whole from networkx, igraph and what Gephi Lite uses."""

from __future__ import annotations

from pathlib import Path

import networkx as nx
import pytest
from lxml import etree

from kgraph.exports import gephi_lint, gexf, graphml
from kgraph.exports.xml_text import clean
from kgraph.knowledge_io import load
from kgraph.records import Entity, Relation, Tables
from tests.exports import readers
from tests.exports.sample import GRAPHS, HOSTILE, SMALL, large, passage

KNOWLEDGE = load()
WRITERS = {"graphml": graphml.write, "gexf": gexf.write}
READERS = {
    "networkx graphml": ("graphml", readers.networkx_graphml),
    "networkx gexf": ("gexf", readers.networkx_gexf),
    "igraph graphml": ("graphml", readers.igraph_graphml),
    "gephi lite graphml": ("graphml", readers.gephi_lite_graphml),
    "gephi lite gexf": ("gexf", readers.gephi_lite_gexf),
}
GEXF = "{http://gexf.net/1.3}"
VIZ = "{http://gexf.net/1.3/viz}"
GRAPHML = "{http://graphml.graphdrawing.org/xmlns}"


@pytest.fixture(scope="module", params=["graphml", "gexf"])
def form(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], Path]:
    folder = tmp_path_factory.mktemp("gephi")
    made = {(name, form): folder / f"{name}.{form}" for name in GRAPHS for form in WRITERS}
    for (name, form), path in made.items():
        WRITERS[form](GRAPHS[name], path, KNOWLEDGE)
    return made


@pytest.mark.parametrize("graph", ["small", "large"])
@pytest.mark.parametrize("reader", READERS)
def test_what_was_written_comes_back(files: dict[tuple[str, str], Path], graph: str, reader: str) -> None:
    form, read = READERS[reader]
    wanted = readers.expected(GRAPHS[graph])
    assert read(files[graph, form]) == (wanted.without_edge_ids() if "igraph" in reader else wanted)


def test_the_large_graph_has_parallel_edges() -> None:
    assert readers.expected(large()).parallel > 100


@pytest.mark.parametrize("reader", READERS)
def test_no_node_or_edge_of_a_hostile_graph_is_lost(files: dict[tuple[str, str], Path], reader: str) -> None:
    form, read = READERS[reader]
    found = read(files["hostile", form])
    assert (len(found.nodes), len(found.edges), found.parallel) == (11, 6, 2)


@pytest.mark.parametrize("reader", READERS)
def test_the_kinds_of_a_hostile_graph_come_back(files: dict[tuple[str, str], Path], reader: str) -> None:
    form, read = READERS[reader]
    kinds = [edge[3] for edge in read(files["hostile", form]).edges]
    assert sorted(kinds) == sorted(["supports", "supports", "produces", 'odd `kind` "q"', "part_of", ""])


@pytest.mark.parametrize("reader", READERS)
def test_the_labels_of_a_hostile_graph_come_back(files: dict[tuple[str, str], Path], reader: str) -> None:
    form, read = READERS[reader]
    found = sorted(node[1] for node in read(files["hostile", form]).nodes)
    without_name = [node[1] for node in read(files["hostile", form]).nodes if node[0] == node[1]]
    assert found == sorted([*(clean(each.name) for each in HOSTILE.entities if each.name), *without_name])


@pytest.mark.parametrize("graph", GRAPHS)
def test_gexf_keeps_to_its_schema(files: dict[tuple[str, str], Path], graph: str) -> None:
    schema = etree.RelaxNG(etree.parse(Path(__file__).with_name("gexf-1.3.rng")))
    document = etree.parse(files[graph, "gexf"], etree.XMLParser(huge_tree=True))
    assert schema.validate(document), schema.error_log


@pytest.mark.parametrize(
    "broken",
    [
        '<graph><nodes/><edges><edge id="a" source="b"/></edges></graph>',
        '<graph><nodes><node label="a"/></nodes><edges/></graph>',
        '<graph timeformat="day"><nodes/><edges/></graph>',
        '<graph><attributes class="all"/><nodes/><edges/></graph>',
        "<graph><edges/><nodes/></graph>",
    ],
)
def test_the_schema_refuses(broken: str) -> None:
    schema = etree.RelaxNG(etree.parse(Path(__file__).with_name("gexf-1.3.rng")))
    assert not schema.validate(etree.fromstring(f'<gexf xmlns="http://gexf.net/1.3" version="1.3">{broken}</gexf>'))


@pytest.mark.parametrize("graph", ["small", "large"])
def test_gephi_loses_nothing(files: dict[tuple[str, str], Path], graph: str, form: str) -> None:
    assert list(gephi_lint.check(files[graph, form])) == []


def test_of_a_hostile_graph_gephi_merges_only_what_says_the_same(files: dict[tuple[str, str], Path], form: str) -> None:
    found = [problem.text for problem in gephi_lint.check(files["hostile", form])]
    assert len(found) == 1
    assert "both of kind 'supports'" in found[0]


def test_the_same_bytes_each_time(tmp_path: Path, form: str) -> None:
    paths = [tmp_path / f"{i}.{form}" for i in range(2)]
    for path in paths:
        WRITERS[form](SMALL, path, KNOWLEDGE)
    assert paths[0].read_bytes() == paths[1].read_bytes()


def test_the_attributes_of_a_node_come_back(files: dict[tuple[str, str], Path]) -> None:
    graph = nx.read_graphml(files["small", "graphml"], force_multigraph=True, edge_key_type=str)
    node = {key: value for key, value in graph.nodes["c1"].items() if key not in ("x", "y", "size")}
    assert node == {
        "label": "石湖鞋业", "type": "Company", "type_label": "企业", "aliases": "石湖", "mentions": 2, "articles": 2,
        "first_published": "2025-08-15", "last_published": "2025-09-01", "identifiers": '{"uscc": "91"}',
        "r": 0, "g": 114, "b": 178,
    }  # fmt: skip


def test_the_attributes_of_an_edge_come_back(files: dict[tuple[str, str], Path]) -> None:
    graph = nx.read_graphml(files["small", "graphml"], force_multigraph=True, edge_key_type=str)
    assert graph.edges["c1", "c2", "e2"] == {
        "label": "合作", "weight": 2.0, "predicate": "cooperates_with", "confidence": 0.8, "articles": 2,
        "evidence": "石湖鞋业与海塘纺织签约。\n石湖与海塘纺织合作。",
    }  # fmt: skip


def test_gephi_reads_the_kind_from_the_edge_element(files: dict[tuple[str, str], Path]) -> None:
    edges = etree.parse(files["small", "graphml"]).iter(f"{GRAPHML}edge")
    assert [edge.get("label") for edge in edges] == [each.predicate for each in SMALL.relations]


def test_an_edge_lives_in_the_period_that_its_passage_states(files: dict[tuple[str, str], Path]) -> None:
    spells = etree.parse(files["small", "gexf"]).find(f".//{GEXF}edge[@id='e1']/{GEXF}spells")
    assert [(each.get("start"), each.get("end")) for each in spells] == [("2025-08-01", "2025-08-31")]


def test_the_day_of_publication_is_no_time_of_a_fact(files: dict[tuple[str, str], Path]) -> None:
    assert etree.parse(files["small", "gexf"]).find(f".//{GEXF}edge[@id='e2']/{GEXF}spells") is None


def test_a_node_lives_in_the_periods_of_its_edges(files: dict[tuple[str, str], Path]) -> None:
    root = etree.parse(files["small", "gexf"])
    lived = {
        node.get("id"): [each.get("start") for each in node.iter(f"{GEXF}spell")] for node in root.iter(f"{GEXF}node")
    }
    assert (lived["c1"], lived["w1"], lived["c2"]) == (["2025-08-01"], ["2025-08-01"], [])


def test_every_node_is_coloured_by_its_type(files: dict[tuple[str, str], Path]) -> None:
    colours = {
        node.get("id"): tuple(node.find(f"{VIZ}color").attrib.values())
        for node in etree.parse(files["small", "gexf"]).iter(f"{GEXF}node")
    }
    assert colours["c1"] == colours["c2"] == ("0", "114", "178")
    assert len(set(colours.values())) == 4


def test_no_two_nodes_share_a_place(files: dict[tuple[str, str], Path]) -> None:
    graph = nx.read_graphml(files["large", "graphml"])
    assert len({(data["x"], data["y"]) for _, data in graph.nodes(data=True)}) == len(graph)


def test_positions_may_be_given(tmp_path: Path) -> None:
    path = tmp_path / "given.gexf"
    gexf.write(SMALL, path, KNOWLEDGE, positions={"c1": (1.5, -2.0)})
    places = etree.parse(path).iter(f"{VIZ}position")
    assert [(each.getparent().get("id"), each.get("x"), each.get("y")) for each in places] == [("c1", "1.5", "-2.0")]


def test_a_much_mentioned_entity_is_larger(files: dict[tuple[str, str], Path]) -> None:
    graph = nx.read_graphml(files["small", "graphml"])
    assert graph.nodes["c1"]["size"] > graph.nodes["c2"]["size"] > 0


def test_gephi_does_not_take_a_word_for_infinity(tmp_path: Path) -> None:
    path = tmp_path / "a.graphml"
    entity = Entity(id="a", type="Company", name="INFINI", aliases=("INFINI",))
    graphml.write(Tables(entities=(entity,)), path, KNOWLEDGE)
    data = {each.get("key"): each.text for each in etree.parse(path).iter(f"{GRAPHML}data")}
    assert (data["node_label"], data["node_aliases"]) == ("INFINI", "I\u2060NFINI")


def test_nothing_is_left_where_writing_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str) -> None:
    path = tmp_path / f"graph.{form}"
    path.write_text("old", encoding="utf-8")
    module = {"graphml": graphml, "gexf": gexf}[form]
    monkeypatch.setattr(module, "_edge", _raise)
    with pytest.raises(RuntimeError):
        WRITERS[form](SMALL, path, KNOWLEDGE)
    assert [each.read_text("utf-8") for each in tmp_path.iterdir()] == ["old"]


def _raise(_: object) -> str:
    raise RuntimeError


def test_an_unknown_predicate_is_its_own_label(tmp_path: Path) -> None:
    ends = (Entity(id="a", type="Thing", name="甲"), Entity(id="b", type="Thing", name="乙"))
    tables = Tables(
        entities=ends,
        relations=(Relation(id="r", subject="a", predicate="knows", object="b", weight=1),),
        evidence=(passage("r"),),
    )
    path = tmp_path / "a.gexf"
    gexf.write(tables, path, KNOWLEDGE)
    assert readers.networkx_gexf(path).edges == [("r", "a", "b", "knows", "knows")]
