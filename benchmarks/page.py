"""How fast the page opens and pans, beside a bare vis-network page of 100 nodes on the same machine.

`python benchmarks/page.py` prints medians; it needs the `test` extra and a Chromium.
"""

from __future__ import annotations

import json
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from kgraph import knowledge_io, page
from kgraph.records import Tables

sys.path.insert(0, str(Path(__file__).parent.parent / "tests" / "page"))
from chromium import ARGUMENTS, find_chromium  # the browser the tests use
from graphs import synthetic

RUNS = 7
WINDOW = {"width": 1440, "height": 900}
BARE = """<!doctype html><meta charset="utf-8"><div id="canvas" style="height:900px"></div>
<script>{library}</script><script>
const nodes = Array.from({{ length: 100 }}, (_, id) => ({{ id, label: "节点" + id, x: (id % 10) * 120, y: id * 12 }}));
const edges = Array.from({{ length: 150 }}, (_, i) => ({{ from: i % 100, to: (i * 7) % 100 }}));
const data = {{ nodes: new vis.DataSet(nodes), edges: new vis.DataSet(edges) }};
const network = new vis.Network(document.getElementById("canvas"), data, {{ physics: false }});
network.once("afterDrawing", () => {{ document.documentElement.dataset.drawn = String(performance.now()); }});
</script>"""
PAN = """() => new Promise((done) => {
  const { network } = window.kgraph;
  const [start, begin] = [performance.now(), network.getViewPosition()];
  let frames = 0;
  const step = () => {
    frames += 1;
    network.moveTo({ position: { x: begin.x + frames * 10, y: begin.y } });
    const passed = performance.now() - start;
    if (passed > 2000) done(frames / passed * 1000);
    else requestAnimationFrame(step);
  };
  requestAnimationFrame(step);
})"""


def main() -> None:
    """Print the figures of the issue: opening times, frames a second, time and size of writing."""
    known = knowledge_io.load()
    with tempfile.TemporaryDirectory() as folder, _browser() as browser:
        bare = Path(folder) / "bare.html"
        bare.write_text(BARE.format(library=page.VIS_NETWORK.read_text(encoding="utf-8")), encoding="utf-8")
        for nodes, edges in ((300, 600), (5_000, 15_000), (50_000, 150_000)):
            path = Path(folder) / f"{nodes}.html"
            written = _write(synthetic(known, nodes=nodes, edges=edges), path, known)
            figures = {"nodes": nodes, "edges": edges, "written_s": written, "size_mb": path.stat().st_size / 1e6}
            figures |= _compare(browser, bare, path) | {"pan_fps": _frames(browser, path)}
            print(json.dumps({key: round(value, 2) for key, value in figures.items()}))


@contextmanager
def _browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=ARGUMENTS)
        yield browser
        browser.close()


def _write(tables: Tables, path: Path, known: knowledge_io.Knowledge) -> float:
    start = time.perf_counter()
    page.write(tables, path, known)
    return time.perf_counter() - start


def _compare(browser: Browser, bare: Path, path: Path) -> dict[str, float]:
    """Medians of both pages, opened in turn, so that a busy moment of the machine touches both."""
    times: dict[str, list[float]] = {"bare_ms": [], "drawn_ms": []}
    for _ in range(RUNS):
        times["bare_ms"].append(_opened(browser, bare))
        times["drawn_ms"].append(_opened(browser, path))
    medians = {key: statistics.median(values) for key, values in times.items()}
    return medians | {"times_bare": medians["drawn_ms"] / medians["bare_ms"]}


def _opened(browser: Browser, path: Path) -> float:
    """Milliseconds from the start of the page to its first drawing."""
    opened = browser.new_page(viewport=WINDOW)
    opened.goto(path.as_uri())
    opened.wait_for_selector("html[data-drawn]")
    drawn = float(opened.get_attribute("html", "data-drawn") or "nan")
    opened.close()
    return drawn


def _frames(browser: Browser, path: Path) -> float:
    opened = browser.new_page(viewport=WINDOW)
    opened.goto(path.as_uri())
    opened.wait_for_selector("html[data-drawn]")
    frames = float(opened.evaluate(PAN))
    opened.close()
    return frames


if __name__ == "__main__":
    main()
