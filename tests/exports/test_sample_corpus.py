"""The graph of the sample corpus, in every form, comes back from every reader."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import duckdb
import pandas as pd
import pytest
import rdflib
from click.testing import CliRunner
from lxml import etree
from rdflib import RDF

import kgraph
from kgraph.cli import main
from kgraph.exports import gephi_lint
from kgraph.graph.bare_titles import as_attributes
from kgraph.graph.knowledge_graph import KnowledgeGraph
from tests.exports import readers

FOLDER = Path(__file__).parents[2] / "seeds/articles/north-plain"
READERS = {
    "networkx graphml": ("graph.graphml", readers.networkx_graphml),
    "networkx gexf": ("graph.gexf", readers.networkx_gexf),
    "igraph graphml": ("graph.graphml", readers.igraph_graphml),
    "gephi lite graphml": ("graph.graphml", readers.gephi_lite_graphml),
    "gephi lite gexf": ("graph.gexf", readers.gephi_lite_gexf),
}


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("out")
    kgraph.build(FOLDER).save(folder)
    return folder


@pytest.fixture(scope="module")
def kg(out: Path) -> KnowledgeGraph:
    return kgraph.load(out)


def test_the_corpus_gives_a_graph_worth_reading_back(kg: KnowledgeGraph) -> None:
    found = readers.expected(kg.tables)
    assert (len(found.nodes) > 500, len(found.edges) > 300, found.parallel > 0) == (True, True, True)


@pytest.mark.parametrize("reader", READERS)
def test_what_was_built_comes_back(out: Path, kg: KnowledgeGraph, reader: str) -> None:
    name, read = READERS[reader]
    wanted = readers.expected(as_attributes(kg.tables)[0])
    assert read(out / name) == (wanted.without_edge_ids() if "igraph" in reader else wanted)


@pytest.mark.parametrize("name", ["graph.graphml", "graph.gexf"])
def test_gephi_loses_nothing(out: Path, name: str) -> None:
    assert list(gephi_lint.check(out / name)) == []


def test_gexf_keeps_to_its_schema(out: Path) -> None:
    schema = etree.RelaxNG(etree.parse(Path(__file__).with_name("gexf-1.3.rng")))
    assert schema.validate(etree.parse(out / "graph.gexf")), schema.error_log


def test_pandas_reads_the_spreadsheets(out: Path, kg: KnowledgeGraph) -> None:
    nodes, edges, *_ = (pd.read_csv(path, keep_default_na=False, dtype=str) for path in kg.export("csv", out))
    drawn = KnowledgeGraph(as_attributes(kg.tables)[0])
    assert (nodes["Label"].tolist(), Counter(edges["Kind"])) == (names(drawn), kinds(drawn))


def test_pandas_reads_the_lines(out: Path, kg: KnowledgeGraph) -> None:
    entities, relations = (pd.read_json(path, lines=True) for path in kg.export("jsonl", out))
    assert (entities["name"].tolist(), Counter(relations["predicate"])) == (names(kg), kinds(kg))


def test_duckdb_reads_the_tables(out: Path, kg: KnowledgeGraph) -> None:
    query = f"select predicate, count(*) from '{out}/tables/relations.parquet' group by all"
    assert Counter(dict(duckdb.sql(query).fetchall())) == kinds(kg)


@pytest.mark.parametrize("form", ["turtle", "jsonld"])
def test_rdflib_reads_the_triples(out: Path, kg: KnowledgeGraph, form: str) -> None:
    graph = rdflib.Graph().parse(kg.export(form, out)[0])
    predicates = Counter(str(term).rpartition(":")[2] for term in graph.objects(None, RDF.predicate))
    assert predicates == kinds(kg)


def test_the_command_exports_a_part(out: Path) -> None:
    ran = CliRunner().invoke(main, ["export", str(out), "--format", "graphml", "--where", "predicate=received_award"])
    assert (ran.exit_code, ran.output.strip()) == (0, str(out / "part.graphml"))
    assert {edge[3] for edge in readers.networkx_graphml(out / "part.graphml").edges} == {"received_award"}


def test_the_command_says_what_is_wrong_with_a_condition(out: Path) -> None:
    ran = CliRunner().invoke(main, ["export", str(out), "--format", "gexf", "--where", "tpye=Company"])
    assert (ran.exit_code, "Did you mean 'type'?" in ran.output) == (1, True)


def test_the_command_checks_a_file(out: Path) -> None:
    assert CliRunner().invoke(main, ["check", str(out / "graph.gexf")]).exit_code == 0


def names(kg: KnowledgeGraph) -> list[str]:
    return [each.name for each in kg.tables.entities]


def kinds(kg: KnowledgeGraph) -> Counter[str]:
    return Counter(each.predicate for each in kg.tables.relations)
