"""Pictures and files that one takes away."""

from __future__ import annotations

import csv
import io

import networkx as nx
import pytest
from lxml import etree

from .actions import saved

SVG = "{http://www.w3.org/2000/svg}"


def test_png(visit):
    picture = saved(visit("small"), "png")
    assert picture.startswith(b"\x89PNG")
    assert len(picture) > 10_000


@pytest.mark.parametrize("graph", ["small", "hostile"])
def test_svg_has_a_mark_for_every_node(visit, graph):
    opened = visit(graph)
    drawn = etree.fromstring(saved(opened, "svg"))
    assert len(drawn.findall(f"{SVG}g")) == opened.evaluate("() => kgraph.shown.nodes.length")


def test_svg_runs_nothing(visit):
    drawn = etree.fromstring(saved(visit("hostile"), "svg"))
    assert {etree.QName(each).localname for each in drawn.iter()} <= {
        "svg",
        "rect",
        "path",
        "title",
        "g",
        "polygon",
        "circle",
        "text",
    }


def test_graphml_is_the_shown_part(visit):
    made = nx.parse_graphml(saved(visit("small", "#node=c1"), "graphml").decode(), force_multigraph=True)
    assert {data["type"] for _, data in made.nodes(data=True)} == {"Company", "Award", "Place", "Project"}
    assert made.number_of_edges() == 5


def test_graphml_of_hostile_names_is_read_back(visit):
    made = nx.parse_graphml(saved(visit("hostile"), "graphml").decode(), force_multigraph=True)
    labels = {data["label"] for _, data in made.nodes(data=True)}
    assert "</script><img src=x onerror=window.hacked=1>" in labels


def rows(data):
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))


def test_csv_of_nodes(visit):
    first = rows(saved(visit("small", "#node=c1"), "csv-nodes"))[0]
    assert (first["name"], first["type"], first["aliases"]) == ("安踏", "Company", "安踏集团; 安踏体育")


def test_csv_of_edges(visit):
    made = rows(saved(visit("small", "#path=c2&path=p2"), "csv-edges"))
    assert [(row["subject"], row["predicate"], row["object"], row["evidence"]) for row in made] == [
        ("许清流", "affiliated_with", "恒安", "恒安许清流说。")
    ]


@pytest.mark.parametrize("kind", ["csv-nodes", "csv-edges"])
def test_no_cell_of_csv_is_a_formula(visit, kind):
    cells = [cell for row in rows(saved(visit("hostile"), kind)) for cell in row.values()]
    assert "'=HYPERLINK(1)" in cells
    assert not [cell for cell in cells if cell.strip().startswith(("=", "+", "-", "@"))]
