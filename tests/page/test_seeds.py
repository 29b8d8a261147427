"""The page of a graph that kgraph itself read from its seeds."""

from __future__ import annotations

import pytest

from .actions import counted, names, open_node, search


@pytest.fixture
def opened(visit):
    return visit("seeds")


def test_nothing_is_missing(opened):
    assert min(counted(opened)) > 20


def test_every_mark_in_every_sentence_is_a_name_of_its_entity(opened):
    wrong = opened.evaluate(
        """() => { const passages = JSON.parse(document.getElementById('passages').textContent);
        const empty = (text, start, end) => start >= end || end > [...text].length;
        return passages.names.filter(([a, b, c, d], i) => {
          const text = passages.texts[passages.text[i]];
          return empty(text, a, b) || empty(text, c, d);
        }).length; }"""
    )
    assert wrong == 0


def test_search_by_initials_finds_a_name(opened):
    first = opened.evaluate(
        "() => JSON.parse(graph.textContent).nodes.name.find((name) => /^[\\u4e00-\\u9fff]{4,}$/.test(name))"
    )
    initials = opened.evaluate(
        """(name) => { const { pinyin } = JSON.parse(graph.textContent);
        return [...name].map((char) => pinyin[char][0]).join(''); }""",
        first,
    )
    assert first in search(opened, initials)


def test_a_person_is_opened_with_offices_and_sentences(opened):
    person = opened.evaluate(
        """() => { const graph = JSON.parse(document.getElementById('graph').textContent);
        const { edges } = JSON.parse(document.getElementById('drawing').textContent);
        const role = graph.predicates.indexOf('holds_role');
        return graph.nodes.name[edges[graph.edges.predicate.indexOf(role)].from]; }"""
    )
    open_node(opened, person)
    opened.locator("#panel section", has_text="担任").locator("button.why").first.click()
    sentence, marked = opened.locator("blockquote").first, opened.locator("mark.subject").first
    assert marked.inner_text() in sentence.inner_text()
    assert person[0] in marked.inner_text()


def test_path_state_and_back(opened):
    pair = opened.evaluate(
        "() => { const [edge] = kgraph.shown.edges; const { from, to } = kgraph.network.body.data.edges.get(edge);"
        " return [from, to].map((node) => JSON.parse(graph.textContent).nodes.id[node]); }"
    )
    opened.evaluate("([a, b]) => { location.hash = `path=${a}&path=${b}`; }", pair)
    opened.locator("#panel .path").wait_for()
    assert counted(opened)[0] == 2
    opened.go_back()
    opened.wait_for_function("() => kgraph.shown.nodes.length > 2")
    assert len(names(opened)) > 2


@pytest.mark.parametrize("width", [1440, 390])
def test_axe_finds_no_serious_violation(visit, width):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    opened = visit("seeds", viewport={"width": width, "height": 844}, bypass_csp=True)
    found = axe.run(opened).response["violations"]
    assert [each["id"] for each in found if each["impact"] in ("serious", "critical")] == []
