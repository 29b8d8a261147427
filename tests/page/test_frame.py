"""The page inside a notebook: an iframe by srcdoc, shut off from the document around it."""

from __future__ import annotations

import pytest

from kgraph import page

from .conftest import watch
from .graphs import hostile, small


@pytest.fixture
def framed(browser, knowledge, tmp_path, problems):
    def open_(tables):
        # Said, not left to the browser: the locale of a test reaches a frame that is shut off only after it has begun.
        inner = page.frame(tables, knowledge, language="zh", height=500)
        outer = f"<!doctype html><meta charset=utf-8><title>notebook</title>{inner}"
        (tmp_path / "notebook.html").write_bytes(outer.encode("utf-8", "replace"))
        opened = watch(browser.new_page(viewport={"width": 900, "height": 700}, locale="zh-CN"), problems)
        opened.goto((tmp_path / "notebook.html").as_uri())
        frame = opened.frame_locator("iframe")
        frame.locator("html[data-drawn]").wait_for()
        return opened, frame

    return open_


@pytest.mark.parametrize("tables", [small, hostile])
def test_frame_shows_the_graph(framed, tables):
    made = tables()
    _, frame = framed(made)
    assert frame.locator("#status").inner_text().startswith(f"{len(made.entities)} 个实体")


def test_search_and_back_work_inside(framed):
    _, frame = framed(small())
    frame.locator("#search").fill("at")
    frame.locator("#search").press("Enter")
    assert frame.locator("#panel h2").inner_text() == "安踏"
    frame.locator("#back").click()
    assert frame.locator("#panel").is_hidden()


def test_frame_leaves_the_history_of_the_notebook_alone(framed):
    opened, frame = framed(small())
    before = opened.evaluate("() => history.length")
    frame.locator("#search").fill("at")
    frame.locator("#search").press("Enter")
    assert opened.evaluate("() => history.length") == before


def test_graph_has_room_beside_the_panel(framed):
    _, frame = framed(small())
    frame.locator("#search").fill("at")
    frame.locator("#search").press("Enter")
    frame.locator("#panel h2").wait_for()
    assert frame.locator("#canvas").bounding_box()["width"] > 450


def test_frame_cannot_reach_the_notebook(framed):
    opened, _ = framed(small())
    assert opened.locator("iframe").get_attribute("sandbox") == "allow-scripts allow-downloads"


def test_frame_is_as_high_as_asked(knowledge):
    assert 'height="321"' in page.frame(small(), knowledge, height=321)
