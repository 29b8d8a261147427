"""How the time for hostile texts grows with their size: `python -m benchmarks.hostile`.

Prints, for each text of tests/corpus/test_hostile.py, by how much longer four times the text takes: 4 is linear,
16 is quadratic.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from kgraph import corpus, knowledge_io
from kgraph.corpus.formats.registry import open_text
from kgraph.corpus.press_patterns import press_patterns
from kgraph.corpus.read import articles_of
from tests.corpus.test_hostile import HOSTILE


def seconds(text: str, suffix: str) -> float:
    """How long a text takes to be read."""
    knowledge = knowledge_io.load()
    start = time.perf_counter()
    document = open_text(text, f"a{suffix}", suffix, press_patterns(knowledge))
    articles_of(corpus.Source(f"a{suffix}", Path("a")), document, knowledge)
    return time.perf_counter() - start


def main() -> None:
    """Measure each text."""
    seconds("\u6587", ".txt")  # what is loaded once
    for name, text in HOSTILE.items():
        for suffix in (".txt", ".html"):
            quarter = min(seconds(text[: len(text) // 4], suffix) for _ in range(3))
            sys.stdout.write(f"{seconds(text, suffix) / quarter:6.1f}  {name} {suffix}\n")


if __name__ == "__main__":
    main()
