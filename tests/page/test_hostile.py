"""Names and sentences that try to be more than text stay text."""

from __future__ import annotations

import pytest

from .actions import open_node, search
from .graphs import HOSTILE


@pytest.fixture
def opened(visit):
    opened = visit("hostile")
    yield opened
    assert is_unharmed(opened)


def is_unharmed(opened):
    marks = "#panel img, #panel script, #panel svg[onload], #filters img, #found img"
    return opened.evaluate("() => window.hacked") is None and opened.locator(marks).count() == 0


@pytest.mark.parametrize("node", range(len(HOSTILE)))
def test_panel_of_a_hostile_node(visit, node):
    opened = visit("hostile", f"#open=node:e{node:02d}")
    assert 0 < len(opened.locator("#panel h2").inner_text()) <= 310
    assert is_unharmed(opened)


@pytest.mark.parametrize("node", range(len(HOSTILE)))
def test_panel_of_a_hostile_edge(visit, node):
    opened = visit("hostile", f"#open=edge:e{node:02d}-cooperates_with-e{(node + 1) % len(HOSTILE):02d}")
    assert opened.locator("blockquote").count() == 1
    assert is_unharmed(opened)


@pytest.mark.parametrize(
    "words", ["</script>", "{{7*7}}", "${7*7}", "javascript:", "__proto__", "constructor", "@@library@@"]
)
def test_hostile_names_are_found_as_they_stand(opened, words):
    assert any(words in found for found in search(opened, words))


def test_links_have_no_scheme_and_no_host(opened):
    hrefs = opened.evaluate(
        "() => JSON.parse(graph.textContent).articles.map(([, source]) => kgraph.sourceLink(source))"
    )
    assert [href for href in hrefs if href is not None and not href.startswith("../")] == []


@pytest.mark.parametrize("source", ["/etc/passwd", "//evil.example/x", "C:\\x.txt", "c:/x.txt", "a\\b"])
def test_a_source_outside_gets_no_link(visit, source):
    assert visit("small").evaluate("(source) => kgraph.sourceLink(source)", source) is None


def test_template_syntax_is_shown_as_it_stands(opened):
    open_node(opened, "{{7*7}}")
    assert opened.locator("#panel h2").inner_text().startswith("{{7*7}} ${7*7}")


def test_a_name_that_turns_the_direction_is_shut_off(opened):
    open_node(opened, "abc")
    assert opened.locator("#panel h2 bdi").evaluate("(each) => getComputedStyle(each).unicodeBidi") == "isolate"


def test_long_name_does_not_widen_the_page(opened):
    open_node(opened, "长长")
    assert opened.evaluate("() => document.documentElement.scrollWidth <= innerWidth")


def test_marks_stand_right_behind_characters_of_two_units(visit):
    opened = visit("hostile", "#open=edge:e11-cooperates_with-e00")
    assert opened.locator("mark.subject").inner_text() == "😀安踏😀"
