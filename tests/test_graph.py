"""What a person in Jupyter asks of a graph, and what it answers."""

from __future__ import annotations

import dataclasses
import subprocess
import sys
from pathlib import Path
from typing import Any

import networkx as nx
import pandas as pd
import pytest
from lxml import html

import kgraph
from kgraph.errors import InputError, KgraphError, NameNotFoundError
from kgraph.exports import parquet, picture
from kgraph.exports.sanitise import sound
from kgraph.graph.knowledge_graph import KnowledgeGraph
from kgraph.records import Entity, Relation, Tables
from tests.exports.sample import HOSTILE, SMALL, large
from tests.fonts import need_chinese_font

TEXT = "泉州市远航鞋业有限公司董事长林一鸣表示，公司将扩大生产。"


@pytest.fixture
def kg() -> KnowledgeGraph:
    return KnowledgeGraph(SMALL)


def two_called_the_same() -> KnowledgeGraph:
    alias = Entity(id="a", type="Company", name="海塘集团", aliases=("海塘",), mentions=9)
    own = Entity(id="b", type="Place", name="海塘", mentions=1)
    return KnowledgeGraph(Tables(entities=(alias, own)))


# --- tables ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        ({}, ["石湖鞋业", "林一鸣", "海塘纺织", "省级绿色工厂", "石湖鞋业董事长"]),
        ({"type": "Company"}, ["石湖鞋业", "海塘纺织"]),
        ({"type": "企业"}, ["石湖鞋业", "海塘纺织"]),
        ({"name": "石湖"}, ["石湖鞋业"]),
        ({"name": "石湖", "type": "Person"}, []),
    ],
)
def test_entities(kg: KnowledgeGraph, asked: dict[str, str], wanted: list[str]) -> None:
    assert kg.entities(**asked)["name"].tolist() == wanted


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        ({}, ["e2", "e4", "e1", "e3", "e5"]),
        ({"predicate": "supports"}, ["e3"]),
        ({"predicate": "合作"}, ["e2"]),
        ({"subject": "石湖"}, ["e2", "e1", "e3"]),
        ({"object": "石湖鞋业"}, ["e5"]),
        ({"subject": "林一鸣", "predicate": "supports"}, []),
    ],
)
def test_relations(kg: KnowledgeGraph, asked: dict[str, str], wanted: list[str]) -> None:
    assert kg.relations(**asked)["id"].tolist() == wanted


def test_relations_are_told_by_names(kg: KnowledgeGraph) -> None:
    row = kg.relations(predicate="received_award").iloc[0].to_dict()
    assert row == {
        "subject": "石湖鞋业", "subject_type": "Company", "predicate": "received_award", "label": "获得荣誉",
        "object": "省级绿色工厂", "object_type": "Award", "weight": 1, "confidence": 0.9, "date": "2025-08",
        "date_from": pd.Timestamp("2025-08-01"), "date_to": pd.Timestamp("2025-08-31"), "status": "", "level": "",
        "rank": "", "org": "", "id": "e1",
    }  # fmt: skip


def test_mentions_of_an_entity(kg: KnowledgeGraph) -> None:
    assert kg.mentions("石湖")[["text", "entity"]].to_numpy().tolist() == [
        ["石湖鞋业", "石湖鞋业"],
        ["石湖", "石湖鞋业"],
    ]


def test_all_mentions(kg: KnowledgeGraph) -> None:
    assert len(kg.mentions()) == len(SMALL.mentions)


def test_evidence_stands_beside_its_relation(kg: KnowledgeGraph) -> None:
    row = kg.evidence(subject="石湖", predicate="supports").iloc[0]
    assert (row["object"], row["text"], row["start"], row["end"]) == ("海塘纺织", "石湖帮扶海塘纺织。", 10, 32)


@pytest.mark.parametrize("ask", ["entities", "relations", "mentions", "evidence"])
def test_the_tables_of_an_empty_graph_have_their_columns(ask: str) -> None:
    frame = getattr(KnowledgeGraph(Tables()), ask)()
    assert isinstance(frame, pd.DataFrame)
    assert (len(frame), len(frame.columns) >= 6) == (0, True)


@pytest.mark.parametrize(
    ("ask", "wanted"),
    [
        (lambda kg: kg["石湖鞋厂"], "no entity is called '石湖鞋厂'. Did you mean '石湖鞋业'?"),
        (lambda kg: kg.neighbours("海塘纺"), "Did you mean '海塘纺织'?"),
        (lambda kg: kg.path("林一鸣", "绿色工厂"), "Did you mean '省级绿色工厂'?"),
        (lambda kg: kg.relations(subject="林一"), "Did you mean '林一鸣'?"),
        (lambda kg: kg.entities(type="Compny"), "no type is called 'Compny'. Did you mean 'Company'?"),
        (lambda kg: kg.relations(predicate="合做"), "no predicate is called '合做'. Did you mean '合作'?"),
        (lambda kg: kg.remove("news/3.txt"), "no article is called 'news/3.txt'. Did you mean 'news/2.txt'?"),
        (lambda kg: kg.sql("select * from nothing"), "SQL: Catalog Error"),
        (lambda kg: kg.sql("select * from read_text('README.md')"), "SQL: Permission Error"),
        (lambda kg: kg.entities(type="公司"), "Did you mean '企业'?"),
        (lambda kg: kg.relations(predicate="获奖"), "Did you mean '获得荣誉'?"),
        (lambda kg: kg.rank("pagernak"), "no measure is called 'pagernak'. Did you mean 'pagerank'?"),
        (lambda kg: kg.cypher("FIND x"), "Cypher: Parser exception"),
        (lambda kg: kg.cypher("MATCH (c:Compny) RETURN c"), "Did you mean 'Company'?"),
        (lambda kg: kg.cypher("MATCH (c)-[:获得荣耀]->(a) RETURN c"), "Did you mean '获得荣誉'?"),
        (lambda kg: kg.cypher("MATCH (c) RETURN c.nmae"), "Cypher: Binder exception: Cannot find property nmae"),
        (lambda kg: kg.cypher("LOAD FROM 'README.md' RETURN *"), "LOAD is not allowed here"),
        (lambda kg: kg.cypher("MATCH (c) SET c.name = ''"), "SET is not allowed here"),
    ],
)
def test_what_is_not_there_is_said_in_one_line(kg: KnowledgeGraph, ask: Any, wanted: str) -> None:
    with pytest.raises(KgraphError) as caught:
        ask(kg)
    assert wanted in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_name_that_is_not_there_is_a_key_error(kg: KnowledgeGraph) -> None:
    with pytest.raises(KeyError):
        kg["谁"]


def test_a_missing_name_is_the_errors_own_kind(kg: KnowledgeGraph) -> None:
    with pytest.raises(NameNotFoundError):
        kg["谁"]


# --- one entity -----------------------------------------------------------------------------------------------------


def test_an_entity_by_its_alias(kg: KnowledgeGraph) -> None:
    found = kg["石湖"]
    assert (found.name, found.type, found.aliases, found.id) == ("石湖鞋业", "Company", ("石湖",), "c1")
    assert (len(found.relations), len(found.evidence)) == (4, 5)


def test_a_name_comes_before_an_alias() -> None:
    found = two_called_the_same()["海塘"]
    assert (found.type, [each.name for each in found.namesakes]) == ("Place", ["海塘集团"])


def test_an_entity_says_its_facts(kg: KnowledgeGraph) -> None:
    assert repr(kg["林一鸣"]).splitlines()[1] == (
        "  林一鸣 —holds_role→ 石湖鞋业董事长  石湖鞋业获评省级绿色工厂，董事长林一鸣出席。"
    )


@pytest.mark.parametrize(("name", "wanted"), [("石湖", True), ("石湖鞋业", True), ("石", False), (3, False)])
def test_whether_a_name_is_there(kg: KnowledgeGraph, name: object, wanted: bool) -> None:
    assert (name in kg) is wanted


def test_a_graph_goes_through_its_names(kg: KnowledgeGraph) -> None:
    assert (list(kg), len(kg)) == (sorted(each.name for each in SMALL.entities), 5)


# --- surroundings ---------------------------------------------------------------------------------------------------


def test_neighbours_say_through_what_they_are_reached(kg: KnowledgeGraph) -> None:
    rows = kg.neighbours("林一鸣", steps=3)[["name", "steps", "through", "predicates"]].to_numpy().tolist()
    assert rows == [
        ["石湖鞋业董事长", 1, "林一鸣", "holds_role"],
        ["石湖鞋业", 2, "石湖鞋业董事长", "role_at"],
        ["海塘纺织", 3, "石湖鞋业", "cooperates_with, supports"],
        ["省级绿色工厂", 3, "石湖鞋业", "received_award"],
    ]


def test_neighbours_run_out(kg: KnowledgeGraph) -> None:
    assert len(kg.neighbours("林一鸣", steps=99)) == 4


def test_a_path_takes_of_parallel_edges_that_with_most_evidence(kg: KnowledgeGraph) -> None:
    way = kg.path("林一鸣", "海塘纺织")[["subject", "predicate", "object"]].to_numpy().tolist()
    assert way == [
        ["林一鸣", "holds_role", "石湖鞋业董事长"],
        ["石湖鞋业董事长", "role_at", "石湖鞋业"],
        ["石湖鞋业", "cooperates_with", "海塘纺织"],
    ]


def test_a_path_shows_its_evidence(kg: KnowledgeGraph) -> None:
    assert kg.path("石湖", "海塘纺织")["text"].tolist() == ["石湖鞋业与海塘纺织签约。"]


def test_no_path() -> None:
    assert kg_of_islands().path("甲", "乙").empty


def test_a_path_to_itself_is_empty(kg: KnowledgeGraph) -> None:
    assert kg.path("石湖", "石湖").empty


def kg_of_islands() -> KnowledgeGraph:
    ends = (Entity(id="a", type="Company", name="甲"), Entity(id="b", type="Company", name="乙"))
    return KnowledgeGraph(Tables(entities=ends))


@pytest.mark.parametrize("pair", [("e0", "e5"), ("e1", "e30"), ("e7", "e42")])
def test_a_path_is_as_short_as_networkx_finds(pair: tuple[str, str]) -> None:
    kg = KnowledgeGraph(large())
    names = {each.id: each.name for each in kg.tables.entities}
    shortest = nx.shortest_path_length(kg.graph.to_undirected(as_view=True), *pair)
    assert len(kg.path(names[pair[0]], names[pair[1]])) == shortest


def test_a_subgraph_around_a_name(kg: KnowledgeGraph) -> None:
    part = kg.subgraph("林一鸣", steps=2)
    assert (list(part), len(part.relations())) == (sorted(["林一鸣", "石湖鞋业董事长", "石湖鞋业"]), 2)


def test_a_subgraph_by_condition(kg: KnowledgeGraph) -> None:
    assert kg.subgraph(where=["type=Company", "weight>1"]).relations()["id"].tolist() == ["e2"]


def test_networkx_has_the_relations_as_keys(kg: KnowledgeGraph) -> None:
    assert sorted(kg.graph.edges(keys=True)) == sorted((r.subject, r.object, r.id) for r in SMALL.relations)


# --- queries --------------------------------------------------------------------------------------------------------


def test_sql_sees_the_tables(kg: KnowledgeGraph) -> None:
    assert kg.sql("select count(*) as n from evidence")["n"].tolist() == [len(SMALL.evidence)]


def test_sql_sees_the_facts(kg: KnowledgeGraph) -> None:
    query = "select subject, object from facts where object_type = 'Award'"
    assert kg.sql(query).to_numpy().tolist() == [["石湖鞋业", "省级绿色工厂"]]


def test_sql_changes_nothing(kg: KnowledgeGraph) -> None:
    with pytest.raises(KgraphError):
        kg.sql("delete from entities")
    assert kg.sql("select count(*) as n from entities")["n"].tolist() == [5]


def test_cypher(kg: KnowledgeGraph) -> None:
    found = kg.cypher("MATCH (c:Company)-[r:cooperates_with]->(d:Company) RETURN c.name, r.weight, d.name")
    assert found.to_numpy().tolist() == [["石湖鞋业", 2, "海塘纺织"]]


def test_cypher_gives_whole_nodes(kg: KnowledgeGraph) -> None:
    [row] = kg.cypher("MATCH (p:Person) RETURN p")["p"]
    assert (row["name"], row["id"], "__labels__" in row) == ("林一鸣", "p1", False)


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("MATCH (a {name: '海塘纺织'})-[r:supports]-(b) RETURN b.name", [["石湖鞋业"]]),  # whichever way it runs
        ("MATCH (c:企业) RETURN count(c)", [[2]]),
        (
            "MATCH (c:Company)-[r:获得荣誉]->(a) WHERE r.date >= '2025' RETURN a.name, r.date",
            [["省级绿色工厂", "2025-08"]],
        ),
        ("MATCH (:Person)-[*1..2]->(c:Company) RETURN c.name", [["石湖鞋业"]]),
        ("MATCH (c) WHERE c.name = 'SET :Company' RETURN c.name", []),  # a text is no code
    ],
)
def test_cypher_does_not_lie(kg: KnowledgeGraph, query: str, wanted: list[list[object]]) -> None:
    assert kg.cypher(query).to_numpy().tolist() == wanted


@pytest.mark.parametrize("graph", [HOSTILE, large()], ids=["hostile", "large"])
def test_any_graph_can_be_asked_in_cypher(graph: Tables) -> None:
    answer = KnowledgeGraph(graph).cypher("MATCH (n) RETURN count(n)")
    assert answer.iloc[0, 0] == len({each.id for each in sound(graph).entities if each.type.isidentifier()})


@pytest.mark.parametrize("write", [nx.write_graphml, nx.write_gexf, nx.write_gml])
def test_networkx_itself_can_write_the_graph(kg: KnowledgeGraph, tmp_path: Path, write: Any) -> None:
    write(kg.graph, tmp_path / "graph")
    assert (tmp_path / "graph").stat().st_size > 1000


def test_a_computed_rank_goes_back_into_an_export(kg: KnowledgeGraph, tmp_path: Path) -> None:
    [path] = kg.export("graphml", tmp_path, extra=kg.rank("degree"), size="value")
    nodes = nx.read_graphml(path, force_multigraph=True).nodes
    assert (nodes["c1"]["value"], nodes["c1"]["size"]) == (4.0, 60.0)


def test_a_function_ranks_as_well(kg: KnowledgeGraph) -> None:
    assert kg.rank(lambda graph: dict(graph.in_degree()))["name"][0] == "海塘纺织"


def test_no_rank_or_way_runs_through_a_bare_title() -> None:
    kg = KnowledgeGraph(
        Tables(
            entities=tuple(
                Entity(id=key, type=kind, name=key)
                for key, kind in (("甲", "Person"), ("乙", "Person"), ("记者", "Role"))
            ),
            relations=tuple(
                Relation(id=f"r{key}", subject=key, predicate="holds_role", object="记者", weight=1) for key in "甲乙"
            ),
        )
    )
    assert (kg.path("甲", "乙").empty, kg.rank()["name"].tolist()) == (True, ["乙", "甲"])
    assert kg.neighbours("甲", steps=2)["name"].tolist() == ["记者"]


def test_a_way_can_avoid_what_is_named(kg: KnowledgeGraph) -> None:
    assert len(kg.path("林一鸣", "石湖鞋业")) == 2
    assert kg.path("林一鸣", "石湖鞋业", without="石湖鞋业董事长").empty


@pytest.mark.parametrize(
    ("typed", "first"), [("石湖", "石湖鞋业"), ("纺", "海塘纺织"), ("htfz", "海塘纺织"), ("linyi", "林一鸣")]
)
def test_search_takes_parts_and_pinyin(kg: KnowledgeGraph, typed: str, first: str) -> None:
    assert kg.search(typed)["name"][0] == first


def test_search_for_nothing_finds_nothing(kg: KnowledgeGraph) -> None:
    assert (kg.search(" ").empty, kg.search("查无此人").empty) == (True, True)


def test_awards_of_a_place_are_those_of_what_lies_in_it() -> None:
    place = Entity(id="l1", type="Place", name="石湖镇")
    lies = Relation(id="e9", subject="c1", predicate="located_in", object="l1", weight=1)
    kg = KnowledgeGraph(
        dataclasses.replace(SMALL, entities=(*SMALL.entities, place), relations=(*SMALL.relations, lies))
    )
    assert kg.awards(place="石湖镇")[["recipient", "award", "place"]].to_numpy().tolist() == [
        ["石湖鞋业", "省级绿色工厂", "石湖镇"]
    ]
    assert (kg.awards(place="石湖镇", year=2024).empty, len(kg.awards(year=2025))) == (True, 1)


@pytest.mark.parametrize(
    ("condition", "relations"),
    [("date>=2025", ["e1"]), ("date<2025", []), ("date=2025-08", ["e1"]), ("type!=Role", ["e1", "e2", "e3"])],
)
def test_a_part_by_date_or_without_a_type(kg: KnowledgeGraph, condition: str, relations: list[str]) -> None:
    assert sorted(kg.subgraph(where=condition).relations()["id"]) == relations


@pytest.mark.parametrize(
    ("missing", "ask", "wanted"),
    [
        ("ladybug", lambda kg: kg.cypher("MATCH (n) RETURN n"), "pip install 'kgraph[cypher]'"),
        ("matplotlib.figure", lambda kg: kg.plot(), "pip install 'kgraph[plot]'"),
    ],
)
def test_a_missing_extra_is_named(
    kg: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch, missing: str, ask: Any, wanted: str
) -> None:
    monkeypatch.setitem(sys.modules, missing, None)
    with pytest.raises(KgraphError) as caught:
        ask(kg)
    assert wanted in str(caught.value)


# --- other graphs ---------------------------------------------------------------------------------------------------


def test_removing_an_article_takes_what_it_alone_states(kg: KnowledgeGraph) -> None:
    left = kg.remove("news/2.txt")
    assert left.relations()[["id", "weight"]].to_numpy().tolist() == [
        ["e4", 1], ["e2", 1], ["e1", 1], ["e5", 1],
    ]  # fmt: skip


def test_removing_an_article_takes_its_names(kg: KnowledgeGraph) -> None:
    entity = kg.remove("a2")["石湖鞋业"].entity
    assert (entity.aliases, entity.mentions, entity.articles) == ((), 1, 1)


def test_removing_an_article_takes_its_dates(kg: KnowledgeGraph) -> None:
    assert kg.relations(predicate="received_award").iloc[0]["date"] == "2025-08"
    assert kg.remove("a1").relations()["id"].tolist() == ["e2", "e3"]


def test_the_graph_itself_never_changes(kg: KnowledgeGraph) -> None:
    kg.remove("a1")
    assert kg.tables == SMALL


def test_the_difference_of_two_graphs(kg: KnowledgeGraph) -> None:
    rows = kg.diff(kg.remove("a1")).to_numpy().tolist()
    assert ["removed", "relation", "石湖鞋业", "received_award", "省级绿色工厂"] in rows
    assert {row[0] for row in rows} == {"removed"}


def test_the_difference_runs_both_ways(kg: KnowledgeGraph) -> None:
    smaller = kg.remove("a1")
    assert set(smaller.diff(kg)["change"]) == {"added"}


def test_adding_reads_the_old_files_again(tmp_path: Path) -> None:
    paths = [tmp_path / f"{i}.txt" for i in range(2)]
    for path, name in zip(paths, ("林一鸣", "陈小海"), strict=True):
        path.write_text(TEXT.replace("林一鸣", name), encoding="utf-8")
    added = KnowledgeGraph.build(paths[0]).add(paths[1])
    assert added.tables == KnowledgeGraph.build(paths).tables


def test_adding_to_a_graph_whose_files_are_gone(kg: KnowledgeGraph, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"news/1\.txt: was moved"):
        kg.add(tmp_path)


def test_a_file_that_cannot_be_read_is_warned_of(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "b.pdf").write_bytes(b"%PDF-1.4 broken")
    with pytest.warns(UserWarning, match=r"b\.pdf"):
        kg = KnowledgeGraph.build(tmp_path)
    assert len(kg.tables.articles) == 1


def test_a_graph_from_disk_is_the_graph_that_was_written(tmp_path: Path) -> None:
    parquet.write(SMALL, tmp_path / "tables")
    assert kgraph.load(tmp_path).tables == kgraph.load(tmp_path / "tables").tables == SMALL


def test_what_is_saved_is_loaded(kg: KnowledgeGraph, tmp_path: Path) -> None:
    kg.save(tmp_path / "out")
    assert kgraph.load(tmp_path / "out").tables == SMALL
    assert {path.name for path in (tmp_path / "out").iterdir()} == {
        "graph.html",
        "graph.graphml",
        "graph.gexf",
        "tables",
        ".kgraph",
    }


def test_a_folder_without_a_graph(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such table"):
        kgraph.load(tmp_path)


def test_a_graph_from_disk_needs_no_models() -> None:
    code = "import sys, kgraph.graph; sys.exit('spacy' in sys.modules or 'onnxruntime' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


# --- pictures -------------------------------------------------------------------------------------------------------


def hostile() -> KnowledgeGraph:
    bad = '<script>alert("x")</script>'
    ends = (Entity(id="a", type=bad, name=bad, aliases=(bad,)), Entity(id="b", type="Person", name="乙$x$"))
    edge = Relation(id="r", subject="a", predicate=bad, object="b", weight=1)
    return KnowledgeGraph(Tables(entities=ends, relations=(edge,)))


@pytest.mark.parametrize("shown", [hostile(), hostile()["乙$x$"]], ids=["graph", "entity"])
def test_what_jupyter_shows_runs_no_script(shown: Any) -> None:
    assert html.fromstring(f"<div>{shown._repr_html_()}</div>").findall(".//script") == []


def test_a_graph_shows_itself_as_a_small_table(kg: KnowledgeGraph) -> None:
    rows = html.fromstring(f"<div>{kg._repr_html_()}</div>").findall(".//tr")
    assert [cell.text for cell in rows[1]] == ["Company", "企业", "2", "石湖鞋业, 海塘纺织"]


def test_the_page_stands_in_a_frame(kg: KnowledgeGraph) -> None:
    frame = html.fromstring(kg.show(height=321)._repr_html_())
    assert (frame.tag, frame.get("height"), "石湖鞋业" in frame.get("srcdoc", "")) == ("iframe", "321", True)


@pytest.fixture
def font() -> None:
    need_chinese_font()


@pytest.mark.usefixtures("font")
def test_a_picture_is_a_png_with_chinese_glyphs(kg: KnowledgeGraph, recwarn: pytest.WarningsRecorder) -> None:
    assert kg.plot()._repr_png_().startswith(b"\x89PNG")
    assert [str(each.message) for each in recwarn if "Glyph" in str(each.message)] == []


@pytest.mark.usefixtures("font")
def test_a_picture_takes_names_as_they_are(tmp_path: Path) -> None:
    hostile().plot().save(tmp_path / "a.svg")
    assert (tmp_path / "a.svg").stat().st_size > 1000


@pytest.mark.usefixtures("font")
def test_a_picture_of_nothing() -> None:
    assert KnowledgeGraph(Tables()).plot()._repr_png_().startswith(b"\x89PNG")


@pytest.mark.usefixtures("font")
def test_a_picture_shows_the_densest_part() -> None:
    texts = {text.get_text() for text in KnowledgeGraph(large()).plot(top=10).figure.axes[0].texts}
    assert len([text for text in texts if text.startswith("名称")]) == 10


def test_a_machine_without_chinese_fonts(kg: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("matplotlib.font_manager.fontManager.ttflist", [])
    with pytest.raises(KgraphError, match="no font with Chinese characters is installed"):
        picture.plot(kg.tables, kg.knowledge)


def test_a_part_is_written(kg: KnowledgeGraph, tmp_path: Path) -> None:
    assert [path.name for path in kg.export("gexf", tmp_path, where="predicate=supports")] == ["part.gexf"]


def test_the_whole_is_written(kg: KnowledgeGraph, tmp_path: Path) -> None:
    assert kg.export("turtle", tmp_path / "a.ttl") == [tmp_path / "a.ttl"]


def test_words_may_change_between_two_builds(tmp_path: Path) -> None:
    article, names = tmp_path / "a.txt", tmp_path / "names.tsv"
    article.write_text("狮头鹅盲盒上市。", encoding="utf-8")
    names.write_text("name\ttype\taliases\n狮头鹅\tProduct\n", encoding="utf-8")
    first = KnowledgeGraph.build(article, lexicons=names)
    names.write_text("name\ttype\taliases\n狮头鹅盲盒\tProduct\n", encoding="utf-8")
    assert [list(first), list(KnowledgeGraph.build(article, lexicons=names))] == [["狮头鹅"], ["狮头鹅盲盒"]]


def test_knowledge_may_change_between_two_builds(tmp_path: Path) -> None:
    article, words = tmp_path / "a.txt", tmp_path / "words"
    article.write_text(TEXT, encoding="utf-8")
    (words / "ontology").mkdir(parents=True)
    relation = "sponsors: {label: 赞助, subject: [Company], object: [Event]}"
    (words / "ontology" / "relations.yaml").write_text(relation, encoding="utf-8")
    assert KnowledgeGraph.build(article, knowledge=words).relations(predicate="赞助").empty
    (words / "ontology" / "relations.yaml").write_text(relation.replace("Event", "Evnt"), encoding="utf-8")
    with pytest.raises(kgraph.KnowledgeError, match="Did you mean 'Event'"):
        KnowledgeGraph.build(article, knowledge=words)


def test_a_relation_of_the_users_own_is_known_without_their_knowledge() -> None:
    ends = (Entity(id="a", type="Club", name="甲"), Entity(id="b", type="Club", name="乙"))
    edge = Relation(id="r", subject="a", predicate="sponsors", object="b", weight=1)
    kg = KnowledgeGraph(Tables(entities=ends, relations=(edge,)))
    assert (len(kg.relations(predicate="sponsors")), len(kg.entities(type="Club"))) == (1, 2)
    assert len(kg.subgraph(where=["predicate=sponsors", "type=Club"]).relations()) == 1


@pytest.mark.parametrize("name", kgraph.__all__)
def test_every_public_name_has_an_example(name: str) -> None:
    assert ">>>" in (getattr(kgraph, name).__doc__ or "")


@pytest.mark.parametrize("name", [each for each in vars(KnowledgeGraph) if not each.startswith("_")])
def test_every_public_name_of_a_graph_has_an_example(name: str) -> None:
    assert ">>>" in (getattr(KnowledgeGraph, name).__doc__ or "")
