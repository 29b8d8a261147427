"""Every other form comes back from readers that nobody here wrote: rdflib, DuckDB, pandas, Neo4j's parser."""

from __future__ import annotations

import csv
import json
from collections import Counter
from pathlib import Path

import duckdb
import pandas as pd
import pytest
import rdflib
from rdflib import RDF, Namespace

from kgraph.errors import KgraphError, OutputError
from kgraph.exports import parquet, registry
from kgraph.exports.sanitise import sound
from kgraph.records import Entity, Tables
from tests.exports import readers
from tests.exports.sample import GRAPHS, HOSTILE, SMALL

ORG = Namespace("http://www.w3.org/ns/org#")
SCHEMA = Namespace("https://schema.org/")
OA = Namespace("http://www.w3.org/ns/oa#")
PROV = Namespace("http://www.w3.org/ns/prov#")
KG = Namespace("urn:kgraph:term:")
ENTITY = Namespace("urn:kgraph:entity:")
FILES = {
    "graphml": ["graph.graphml"],
    "gexf": ["graph.gexf"],
    "turtle": ["graph.ttl"],
    "jsonld": ["graph.jsonld"],
    "cypher": ["graph.cypher"],
    "followthemoney": ["graph.ftm.json"],
    "csv": ["graph-gephi-nodes.csv", "graph-gephi-edges.csv", "graph-neo4j-nodes.csv", "graph-neo4j-relationships.csv"],
    "jsonl": ["graph-entities.jsonl", "graph-relations.jsonl"],
    "parquet": [
        f"{name}.parquet"
        for name in (
            *("articles", "entities", "evidence", "failures", "mentions", "merges", "rejected", "relations", "texts"),
        )
    ],
}


def write(tables: Tables, form: str, folder: Path) -> list[Path]:
    return list(registry.write(tables, form, to=folder))


def kinds(tables: Tables) -> Counter[str]:
    return Counter(each.predicate for each in sound(tables).relations)


@pytest.fixture(params=list(GRAPHS))
def graph(request: pytest.FixtureRequest) -> Tables:
    return GRAPHS[request.param]


@pytest.mark.parametrize(("form", "names"), FILES.items())
def test_the_files_of_a_form(tmp_path: Path, form: str, names: list[str]) -> None:
    assert [path.name for path in write(SMALL, form, tmp_path)] == names


def test_every_form_is_tested() -> None:
    assert set(FILES) == set(registry.forms())


@pytest.mark.parametrize("form", registry.forms())
def test_the_same_bytes_each_time(tmp_path: Path, form: str) -> None:
    first, second = (write(SMALL, form, tmp_path / name) for name in "ab")
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]


@pytest.mark.parametrize("form", ["graphml", "gexf", "turtle", "jsonld", "cypher"])
def test_one_file_may_be_named(tmp_path: Path, form: str) -> None:
    [path] = registry.write(SMALL, form, to=tmp_path / "named.x")
    assert path == tmp_path / "named.x"


def test_a_part_does_not_take_the_place_of_the_whole(tmp_path: Path) -> None:
    [path] = registry.write(SMALL, "graphml", to=tmp_path, where=["predicate=supports"])
    assert (path.name, len(readers.networkx_graphml(path).edges)) == ("part.graphml", 1)


def test_several_files_need_a_folder(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="csv writes several files; name a folder"):
        list(registry.write(SMALL, "csv", to=tmp_path / "a.csv"))


def test_an_unknown_form() -> None:
    with pytest.raises(KgraphError, match=r"unknown form 'gephx'\. Did you mean 'gexf'"):
        list(registry.write(SMALL, "gephx", to=Path()))


# --- spreadsheets ---------------------------------------------------------------------------------------------------


def test_pandas_reads_what_gephi_takes(tmp_path: Path, graph: Tables) -> None:
    nodes, edges, *_ = write(graph, "csv", tmp_path)
    read = [pd.read_csv(path, keep_default_na=False, dtype=str) for path in (nodes, edges)]
    assert (len(read[0]), Counter(read[1]["Kind"])) == (len(graph.entities), kinds(graph))
    assert read[1]["Id"].is_unique
    assert set(read[1]["Source"]) | set(read[1]["Target"]) <= set(read[0]["Id"])


def test_duckdb_reads_what_neo4j_takes(tmp_path: Path, graph: Tables) -> None:
    *_, nodes, edges = write(graph, "csv", tmp_path)
    options = "header=true, all_varchar=true, max_line_size=40000000, quote='\"', escape='\"'"
    found = duckdb.sql(f"select \":TYPE\", count(*) from read_csv('{edges}', {options}) group by 1").fetchall()
    assert Counter({kind or "": count for kind, count in found}) == kinds(graph)
    [(count,)] = duckdb.sql(f"select count(*) from read_csv('{nodes}', {options})").fetchall()
    assert count == len(graph.entities)


def test_the_columns_that_neo4j_knows(tmp_path: Path) -> None:
    *_, nodes, edges = write(SMALL, "csv", tmp_path)
    heads = [next(csv.reader(path.open(encoding="utf-8"))) for path in (nodes, edges)]
    assert heads == [
        ["id:ID", ":LABEL", "name", "aliases:string[]", "type_label", "mentions:int", "articles:int", "titles",
         "first_published:date", "last_published:date", "identifiers"],
        [":START_ID", ":END_ID", ":TYPE", "id", "label", "weight:double", "confidence:double", "articles:int",
         "first_date:date", "last_date:date", "evidence", "qualifiers"],
    ]  # fmt: skip


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "＝", "＋"])
def test_no_cell_is_a_formula(tmp_path: Path, start: str) -> None:
    tables = Tables(entities=(Entity(id="a", type="Company", name=f"{start}1+1"),))
    nodes, *_ = write(tables, "csv", tmp_path)
    assert pd.read_csv(nodes)["Label"].tolist() == [f"'{start}1+1"]


def test_a_word_for_infinity_stays_as_it_is_where_gephi_does_not_read(tmp_path: Path) -> None:
    tables = Tables(entities=(Entity(id="a", type="Company", name="a", aliases=("INFINI",)),))
    nodes, *_ = write(tables, "csv", tmp_path)
    assert pd.read_csv(nodes)["aliases"].tolist() == ["INFINI"]


def test_every_row_is_one_line(tmp_path: Path) -> None:
    paths = write(HOSTILE, "csv", tmp_path)
    assert [len(path.read_text("utf-8").split("\n")) - 2 for path in paths] == [11, 6, 11, 6]


# --- lines of JSON, Parquet -----------------------------------------------------------------------------------------


def test_pandas_reads_the_lines(tmp_path: Path, graph: Tables) -> None:
    entities, relations = (pd.read_json(path, lines=True) for path in write(graph, "jsonl", tmp_path))
    assert (len(entities), Counter(relations["predicate"])) == (len(graph.entities), kinds(graph))
    assert entities["id"].is_unique


def test_a_relation_carries_its_ends_and_passages(tmp_path: Path) -> None:
    _, relations = write(SMALL, "jsonl", tmp_path)
    first = json.loads(relations.read_text("utf-8").splitlines()[0])
    assert first["subject"] == {"id": "c1", "name": "石湖鞋业", "type": "Company"}
    assert [row["text"] for row in first["evidence"]] == [SMALL.evidence[0].text]


def test_duckdb_reads_the_tables(tmp_path: Path, graph: Tables) -> None:
    write(graph, "parquet", tmp_path)
    relations = tmp_path / "tables/relations.parquet"
    found = duckdb.sql(f"select predicate, count(*) from '{relations}' group by 1").fetchall()
    assert Counter(dict(found)) == kinds(graph)


def test_the_tables_come_back(tmp_path: Path) -> None:
    write(SMALL, "parquet", tmp_path)
    assert parquet.read(tmp_path / "tables") == SMALL


# --- RDF ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def small(tmp_path: Path) -> rdflib.Graph:
    return rdflib.Graph().parse(write(SMALL, "turtle", tmp_path)[0])


def test_turtle_and_jsonld_say_the_same(tmp_path: Path, graph: Tables) -> None:
    read = [set(rdflib.Graph().parse(write(graph, form, tmp_path)[0])) for form in ("turtle", "jsonld")]
    assert read[0] == read[1]


def test_rdflib_finds_every_relation(tmp_path: Path, graph: Tables) -> None:
    read = rdflib.Graph().parse(write(graph, "turtle", tmp_path)[0])
    statements = set(read.subjects(RDF.type, RDF.Statement))
    assert len(statements) == len(sound(graph).relations)
    assert len(set(read.subjects(SCHEMA.name))) == len(graph.entities)


@pytest.mark.parametrize(
    "triple",
    [
        (ENTITY.c1, RDF.type, SCHEMA.Corporation),
        (ENTITY.c1, RDF.type, ORG.FormalOrganization),
        (ENTITY.r1, RDF.type, ORG.Post),
        (ENTITY.p1, ORG.holds, ENTITY.r1),
        (ENTITY.r1, ORG.heldBy, ENTITY.p1),
        (ENTITY.r1, ORG.postIn, ENTITY.c1),
        (ENTITY.c1, KG.received_award, ENTITY.w1),
        (ENTITY.c1, SCHEMA.award, rdflib.Literal("省级绿色工厂")),
        (ENTITY.c1, SCHEMA.identifier, rdflib.Literal("uscc:91")),
        (rdflib.URIRef("urn:kgraph:relation:e1"), PROV.wasDerivedFrom, rdflib.URIRef("urn:kgraph:article:a1")),
        (rdflib.URIRef("urn:kgraph:relation:e1"), KG.qualifier_date, rdflib.Literal("2025-08")),
        (rdflib.URIRef("urn:kgraph:article:a1"), RDF.type, SCHEMA.NewsArticle),
    ],
)
def test_public_terms(small: rdflib.Graph, triple: tuple[rdflib.URIRef, rdflib.URIRef, rdflib.Node]) -> None:
    assert triple in small


def test_an_annotation_leads_from_a_relation_to_its_characters(small: rdflib.Graph) -> None:
    query = """
    SELECT ?text ?start ?end ?article WHERE {
      ?a a oa:Annotation ; oa:hasBody <urn:kgraph:relation:e3> ; oa:hasTarget ?t .
      ?t oa:hasSource ?article ; oa:hasSelector ?quote , ?position .
      ?quote oa:exact ?text . ?position oa:start ?start ; oa:end ?end }
    """
    [row] = small.query(query, initNs={"oa": OA})
    assert tuple(str(each) for each in row) == ("石湖帮扶海塘纺织。", "10", "32", "urn:kgraph:article:a2")


# --- Cypher ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["small", "hostile"])
def test_the_parser_of_neo4j_takes_the_script(tmp_path: Path, name: str) -> None:
    [path] = write(GRAPHS[name], "cypher", tmp_path)
    _, _, statements = path.read_text("utf-8").partition("\n")  # that parser is older than this form of constraint
    path.write_text(statements.rstrip().removesuffix(";"), encoding="utf-8")
    assert readers.node("cypher", path) == []


def test_the_parser_of_neo4j_refuses_what_is_wrong(tmp_path: Path) -> None:
    path = tmp_path / "a.cypher"
    path.write_text("UNWIND [{a: 1}} AS row RETURN row", encoding="utf-8")
    assert readers.node("cypher", path)


def test_the_script_names_every_entity_and_relation(tmp_path: Path) -> None:
    text = write(SMALL, "cypher", tmp_path)[0].read_text("utf-8")
    assert (text.count("{id: "), text.count("{subject: ")) == (5 + 5 + 4 + 3 * 5, 5)
