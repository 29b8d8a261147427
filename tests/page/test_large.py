"""Large graphs: the most connected part first, and a line that says so."""

from __future__ import annotations

import pytest

from .actions import counted


def test_status_says_what_part_is_shown(visit):
    opened = visit("large")
    nodes, edges = counted(opened)
    said = opened.locator("#status").inner_text()
    assert said.startswith(f"画出 {nodes:,} 个，其余为点：共 ")
    assert f" · {edges:,} / " in said


def test_the_first_part_hangs_together(visit):
    opened = visit("large")
    pairs = opened.evaluate(
        """() => kgraph.shown.edges.map((edge) => {
        const { from, to } = kgraph.network.body.data.edges.get(edge); return [from, to]; })"""
    )
    reached, ends = {0}, [tuple(pair) for pair in pairs]
    while any((a in reached) != (b in reached) for a, b in ends):
        reached |= {end for a, b in ends if a in reached or b in reached for end in (a, b)}
    assert len(reached) > 0.9 * counted(opened)[0]


def test_more_shows_more(visit):
    opened = visit("large")
    before = counted(opened)[0]
    opened.locator("#more button").click()
    assert counted(opened)[0] == before + 400


def test_all_can_be_shown(visit):
    opened = visit("large", "#show=6000")
    assert counted(opened) == tuple(
        opened.evaluate("() => ['nodes', 'edges'].map((key) => kgraph.passing()[key].reduce((a, b) => a + b, 0))")
    )
    assert opened.locator("#more button").count() == 0


@pytest.mark.parametrize(("fragment", "left_out"), [("", False), ("#show=6000", True)])
def test_thousands_of_edges_are_left_out_while_the_view_moves(visit, fragment, left_out):
    opened = visit("large", fragment)
    assert opened.evaluate("() => kgraph.network.renderer.options.hideEdgesOnDrag") is left_out
