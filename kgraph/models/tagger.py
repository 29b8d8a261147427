"""Teach the shipped tagger further on real marked text, read as the corpus stage cleans it; needs PyTorch and onnx.

    python -m kgraph.models.tagger REAL… --other OTHER… --begin MODEL.onnx [MODEL.onnx] --write tagger.onnx

REAL and OTHER are *.ann.txt files or folders of them. Each pass goes through all of REAL and a share of OTHER, which
the first model learned from already; of several models the mean of the weights is where learning begins.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from kgraph import knowledge_io
from kgraph.entities.scoring.fit import Marked
from kgraph.entities.training import Plan, trainer
from kgraph.entities.training.examples import Example, read
from kgraph.knowledge_io import Knowledge
from kgraph.models.scorer import marked
from kgraph.text.quotes import paired

__all__ = ["cleaned", "main"]

BETWEEN = "\n"


def cleaned(sources: Iterable[Marked]) -> Iterator[Example]:
    """Marked documents as the recognizer will read them: the articles of a file, and its marks in their text."""
    for articles, marks in sources:
        at: dict[int, int] = {}
        start = 0
        for article in articles:
            at |= {place: start + i for i, place in enumerate(article.origin) if not article.text[i].isspace()}
            start += len(article.text) + 1
        text = BETWEEN.join(paired(article.text) for article in articles)
        spans = sorted((at.get(start, -1), at.get(end - 1, -1) + 1, kind) for start, end, kind in marks)
        yield Example(text, tuple(_apart(spans)))


def _apart(spans: Iterable[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
    last = 0
    for start, end, kind in spans:
        if last <= start < end:
            yield start, end, kind
            last = end


def documents(
    real: Sequence[Path], other: Sequence[Path], knowledge: Knowledge
) -> tuple[tuple[Example, ...], tuple[Example, ...]]:
    """What is read in each pass, and what a share of is."""
    return tuple(cleaned(marked(real, knowledge))), read(other, knowledge) if other else ()


def main() -> None:
    """Teach and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("real", nargs="+", type=Path)
    parser.add_argument("--other", nargs="+", type=Path, default=[])
    parser.add_argument("--begin", nargs="+", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--rate", type=float, default=1.5e-3)
    parser.add_argument("--share", type=float, default=0.4)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--write", type=Path, required=True)
    given = parser.parse_args()
    real, other = documents(given.real, given.other, knowledge_io.load())
    plan = Plan(epochs=given.epochs, seed=given.seed, begin=tuple(given.begin), rate=given.rate, share=given.share)

    def report(number: int, loss: float) -> None:
        sys.stdout.write(f"{number} {loss:.4f}\n")

    trainer.further(real, other, given.write, plan=plan, report=report)


if __name__ == "__main__":
    main()
