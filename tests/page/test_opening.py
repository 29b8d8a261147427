"""The page opens from the disk without asking for anything, and says the same each time it is written."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from kgraph import page
from kgraph.errors import KnowledgeError
from kgraph.records import Entity, Relation

from .actions import counted
from .graphs import small, synthetic

HERE = Path(__file__).parent


@pytest.mark.parametrize(("graph", "nodes", "edges"), [("small", 11, 9), ("hostile", 12, 12), ("empty", 0, 0)])
def test_page_shows_the_whole_of_a_small_graph(visit, graph, nodes, edges):
    assert counted(visit(graph)) == (nodes, edges)


def test_canvas_is_painted(visit):
    opened = visit("small")
    painted = opened.evaluate(
        """() => Math.max(...Array.from(document.querySelectorAll('canvas')).map((canvas) => {
        const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width || 1, canvas.height || 1);
        return new Set(Array.from(data).filter((_, i) => i % 4 < 3)).size; }))"""
    )
    assert painted > 20


def test_policy_refuses_a_request(visit, problems):
    opened = visit("small")
    refused = opened.evaluate("() => fetch('https://example.org/').then(() => 'sent', (error) => error.name)")
    assert refused == "TypeError"
    assert "Content Security Policy" in problems[0]
    problems.clear()


def test_policy_refuses_a_script_that_was_not_written_by_kgraph(visit, problems):
    opened = visit("small")
    opened.evaluate(
        """() => { const script = document.createElement('script');
        script.textContent = 'window.hacked = 1'; document.body.append(script); }"""
    )
    assert opened.evaluate("() => window.hacked") is None
    problems.clear()


def test_policy_refuses_eval(visit, problems):
    opened = visit("small")
    assert (
        opened.evaluate(
            "() => { const s = document.createElement('p'); s.setAttribute('onclick', 'window.hacked = 1');"
            " s.click(); return window.hacked; }"
        )
        is None
    )
    problems.clear()


def test_page_names_no_address(written):
    text = written("small").read_text(encoding="utf-8")
    assert not re.findall(r"""(?:src|href|action)\s*=\s*["']?(?!data:,)[a-z]*:?//?""", text.split("<body>")[0])


def test_page_has_no_line_end_that_the_parser_would_change(written):
    assert b"\r" not in written("hostile").read_bytes()


def test_same_tables_same_bytes(knowledge, tmp_path):
    made = synthetic(knowledge, nodes=300, edges=700)
    for name in ("one.html", "two.html"):
        page.write(made, tmp_path / name, knowledge)
    assert (tmp_path / "one.html").read_bytes() == (tmp_path / "two.html").read_bytes()


def test_same_bytes_under_any_hash_seed(tmp_path):
    script = (
        "import sys; from pathlib import Path; from page.graphs import synthetic; from kgraph.knowledge_io import load;"
        "from kgraph import page;"
        "page.write(synthetic(load(), nodes=200, edges=400), Path(sys.argv[1]), load())"
    )
    made = []
    for seed in ("1", "2"):
        path = tmp_path / f"{seed}.html"
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(HERE.parent)}
        subprocess.run([sys.executable, "-c", script, str(path)], env=environment, check=True)
        made.append(path.read_bytes())
    assert made[0] == made[1]


def test_order_of_the_rows_changes_nothing_but_articles(knowledge, tmp_path):
    rows = small()
    turned = replace(rows, entities=rows.entities[::-1], relations=rows.relations[::-1], evidence=rows.evidence[::-1])
    page.write(rows, tmp_path / "one.html", knowledge)
    page.write(turned, tmp_path / "two.html", knowledge)
    assert (tmp_path / "one.html").read_bytes() == (tmp_path / "two.html").read_bytes()


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"entities": (Entity(id="x", type="Compny", name="x"),)}, "types.yaml: unknown 'Compny' in the graph"),
        ({"relations": (Relation(id="x", subject="c1", predicate="owns", object="c2", weight=1),)}, "relations.yaml"),
    ],
)
def test_a_type_that_the_knowledge_lacks_is_named(knowledge, tmp_path, changed, said):
    with pytest.raises(KnowledgeError, match=said):
        page.write(replace(small(), evidence=(), **changed), tmp_path / "x.html", knowledge)


def test_english_from_the_start(knowledge, tmp_path, browser):
    page.write(small(), tmp_path / "en.html", knowledge, language="en")
    opened = browser.new_page()
    opened.goto((tmp_path / "en.html").as_uri())
    assert opened.locator("#status").inner_text() == "11 entities · 9 relations"
    opened.close()


@pytest.mark.parametrize(
    ("home", "root"), [("out", "../"), ("out/deep", "../../"), (".", "./"), ("..", None), ("/", None)]
)
def test_links_lead_from_the_page_to_where_the_build_ran(home, root):
    assert page._way_up(Path(home)) == root
