"""What a reader does with the page, as short verbs."""

from __future__ import annotations

import re
from typing import Any


def search(opened: Any, words: str) -> list[str]:
    """Type into the search box; the names offered, best first."""
    opened.get_by_role("combobox", name=re.compile("搜索|Search")).fill(words)
    return opened.locator("#found li > bdi").all_inner_texts()


def open_node(opened: Any, words: str) -> None:
    """Find a node and take the best hit."""
    search(opened, words)
    opened.keyboard.press("Enter")
    opened.locator("#panel h2").wait_for()


def open_edge(opened: Any, title: str) -> None:
    """From a node's panel, ask for the evidence of an edge."""
    opened.get_by_role("button", name=title).first.click()
    opened.locator("#panel .passages").wait_for()


def names(opened: Any) -> set[str]:
    """The names of the nodes on show."""
    return set(opened.evaluate("() => kgraph.shown.nodes.map((n) => JSON.parse(graph.textContent).nodes.name[n])"))


def counted(opened: Any) -> tuple[int, int]:
    """How many nodes and edges are on show."""
    return tuple(opened.evaluate("() => [kgraph.shown.nodes.length, kgraph.shown.edges.length]"))


def legend(opened: Any, words: str) -> str:
    """The count that stands in a row of the legend."""
    row = opened.locator("#filters li", has=opened.get_by_text(words, exact=True))
    return row.locator(".count").inner_text()


def toggle(opened: Any, words: str) -> None:
    """Turn a row of the legend off or on."""
    opened.locator("#filters").get_by_role("checkbox", name=words).click()


def set_slider(opened: Any, label: str, value: int) -> None:
    slider = opened.locator("#filters").get_by_role("slider", name=label)
    slider.evaluate("(box, value) => { box.value = value; box.dispatchEvent(new Event('change')); }", value)


def saved(opened: Any, item: str) -> bytes:
    """What a row of the export menu puts on the disk."""
    opened.locator("#take").click()
    with opened.expect_download() as got:
        opened.locator(f'[data-take="{item}"]').click()
    return got.value.path().read_bytes()
