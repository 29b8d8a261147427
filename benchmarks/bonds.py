"""Count which character follows which: `python -m benchmarks.bonds FOLDER... > kgraph/knowledge/bonds.tsv`.

The folders hold marked texts (`*.ann.txt`). Each row gives, behind a character, those that follow it with the rounded
binary logarithm of how often; rows that begin with `^` give those that open a sentence. Pairs met once are left out.
"""

from __future__ import annotations

import math
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path

from kgraph.corpus.layout.bigrams import START, is_bonding, likeness
from kgraph.knowledge_io.annotation import unmark

_BEGINNING = re.compile("(?:^|(?<=[\u3002\uff01\uff1f]))([^\u201d\u2019\uff09])(.)")
_COMMENT = (
    "# which character follows which in Chinese news (log2 of the count, 0-9); ^ begins a sentence;\n"
    "# counted by benchmarks/bonds.py over the seeds and real business news; Apache-2.0\n"
)


def pairs(text: str) -> Iterator[str]:
    """The pairs of neighbours in a text, and the beginnings of its lines."""
    for line in text.split("\n"):
        bare = "".join(likeness(each) for each in line.strip().lstrip("#*- "))
        for first, second in _BEGINNING.findall(bare):
            yield START + first
            yield START + first + second
        for left, right in pairwise(bare):
            if is_bonding(left, right):
                yield left + right


def rows(texts: Iterable[str]) -> Iterator[str]:
    """The table, line by line."""
    counts = Counter(pair for text in texts for pair in pairs(text))
    followers: dict[str, dict[str, int]] = defaultdict(dict)
    for pair, count in counts.items():
        if count > 1:
            followers[pair[:-1]][pair[-1]] = min(9, round(math.log2(count)))
    for left in sorted(followers):
        yield left + "\t" + "".join(f"{right}{weight}" for right, weight in sorted(followers[left].items()))


if __name__ == "__main__":
    paths = sorted(path for folder in sys.argv[1:] for path in Path(folder).rglob("*.ann.txt"))
    sys.stdout.write(_COMMENT + "left\tright\n")
    for row in rows(unmark(path.read_text(encoding="utf-8"))[0] for path in paths):
        sys.stdout.write(row + "\n")
