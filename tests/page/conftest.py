"""Pages in a real Chromium without a network; whatever the page complains of fails the test."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from kgraph import page, pipeline
from kgraph.knowledge_io import Knowledge, load
from kgraph.records import Entity, Tables

from .chromium import ARGUMENTS, find_chromium
from .graphs import dated, hostile, small, synthetic

Open = Callable[..., Any]
SEEDS = Path(__file__).parents[2] / "seeds" / "articles"


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    return load()


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    sync_api = pytest.importorskip("playwright.sync_api", reason="needs the extra kgraph[test]")
    found = find_chromium()
    if not found:
        missing = pytest.fail if os.environ.get("CI") else pytest.skip
        missing("no Chromium on the PATH: the page is not tested")
    with sync_api.sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=found, args=ARGUMENTS)
        yield started
        started.close()


@pytest.fixture(scope="session")
def written(knowledge: Knowledge, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """The file of a graph, written when first asked for."""
    folder = tmp_path_factory.mktemp("pages")
    made: dict[str, Callable[[], Tables]] = {
        "small": small,
        "dated": dated,
        "hostile": hostile,
        "large": lambda: synthetic(knowledge, nodes=2_000, edges=5_000),
        "empty": Tables,
        "sounds": lambda: Tables(
            entities=tuple(Entity(id=str(i), type="Person", name=name) for i, name in enumerate(("贾雪莲", "郭鑫")))
        ),
        "seeds": lambda: pipeline.build([str(SEEDS / "southeast-coast")]).tables,
    }

    def write(name: str) -> Path:
        path = folder / name / "graph.html"
        if not path.exists():
            path.parent.mkdir(exist_ok=True)
            page.write(made[name](), path, knowledge, home=Path.cwd() / "out")
        return path

    return write


@pytest.fixture
def problems() -> Iterator[list[str]]:
    """What went wrong in the pages of a test: empty at its end."""
    found: list[str] = []
    yield found
    assert not found


@pytest.fixture
def visit(browser: Any, written: Callable[[str], Path], problems: list[str]) -> Iterator[Open]:
    """Opens a graph's page; options are those of a Playwright context."""
    contexts = []

    def open_(name: str = "small", fragment: str = "#view=map", **options: Any) -> Any:
        wanted = {
            "viewport": {"width": 1280, "height": 800},
            "reduced_motion": "reduce",
            "offline": True,
            "locale": "zh-CN",
            **options,
        }
        context = browser.new_context(**wanted)
        contexts.append(context)
        opened = watch(context.new_page(), problems)
        opened.goto(written(name).as_uri() + fragment)
        opened.wait_for_selector("html[data-drawn]")
        return opened

    yield open_
    for context in contexts:
        context.close()


def watch(opened: Any, problems: list[str]) -> Any:
    """Note every error, every warning, every dialog, and every request but for the page itself."""
    opened.on("console", lambda said: problems.append(f"{said.type}: {said.text}") if said.type != "log" else None)
    opened.on("pageerror", lambda error: problems.append(f"error: {error}"))
    opened.on("requestfailed", lambda request: problems.append(f"failed: {request.url[:80]}"))
    opened.on("dialog", lambda dialog: (problems.append(f"dialog: {dialog.message}"), dialog.dismiss()))
    opened.route("**/*", lambda route: refuse(route, problems))
    return opened


def refuse(route: Any, problems: list[str]) -> None:
    url = route.request.url
    if url.startswith(("file:", "data:", "blob:")):
        route.continue_()
        return
    problems.append(f"request: {url[:80]}")
    route.abort()
