"""Any folder of real texts: `python -m benchmarks.wild DIR [--workers N]`.

Prints files, characters, failures by kind, rows that do not lead back to their source, and the slowest files.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from pathlib import Path

from kgraph import corpus, pipeline
from kgraph.graph.provenance import astray
from kgraph.knowledge_io import load

SLOWEST = 5


def main() -> int:
    """Exit code 1 where a file failed or a row is astray."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--workers", type=int, default=1)
    options = parser.parse_args()
    sources = {source.name: source for source in corpus.find([str(options.folder)])}
    began = time.perf_counter()
    outcome = pipeline.build([str(options.folder)], pipeline.Settings(workers=options.workers))
    took = time.perf_counter() - began
    tables = outcome.tables
    lost = [*astray(tables, lambda name: corpus.characters(sources[name], load()))]
    characters = sum(row.characters for row in tables.articles)
    print(f"{len(sources)} files, {len(tables.articles)} articles, {characters:,} characters, {took:.1f} s")
    print(f"{len(tables.failures)} failures", *_kinds(outcome), sep="\n  ")
    print(f"{len(lost)} rows astray", *lost[:20], sep="\n  ")
    print("slowest files:", *_slowest(sources, options.folder), sep="\n  ")
    return int(bool(outcome.tables.failures or lost))


def _kinds(outcome: pipeline.Outcome) -> list[str]:
    counted = Counter(f"{each.stage}: {each.reason}" for each in outcome.tables.failures)
    return [f"{count} × {kind}" for kind, count in counted.most_common()]


def _slowest(sources: dict[str, corpus.Source], folder: Path) -> list[str]:
    """The largest files, each read alone."""
    times: list[tuple[float, str]] = []
    for name in sorted(sources, key=lambda name: -sources[name].path.stat().st_size)[: SLOWEST * 4]:
        began = time.perf_counter()
        pipeline.build([str(sources[name].path)])
        times.append((time.perf_counter() - began, name))
    return [f"{took:.2f} s {Path(name).relative_to(folder)}" for took, name in sorted(times, reverse=True)[:SLOWEST]]


if __name__ == "__main__":
    raise SystemExit(main())
