"""Whether one thing is one node as articles grow: `python -m benchmarks.one_node DIR --sizes 500 1500 --replay 5000`.

For each sample of the articles: the share of mentions (no persons, no offices) whose node is not the largest of
their type and surface, with those of names that say of themselves whose they are apart from general ones (人民法院).
`--replay N` resolves N articles made by repeating the folder's and prints time and memory, to see how both grow.
"""

from __future__ import annotations

import argparse
import random
import resource
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import chain, islice
from pathlib import Path

from kgraph import corpus, engine, pipeline
from kgraph.knowledge_io import load
from kgraph.records import Mention, Reading
from kgraph.resolution import Resolution, resolve
from kgraph.resolution.article_context import ArticleContext
from kgraph.resolution.blocking.identity import identity
from kgraph.resolution.names import normalise
from kgraph.resolution.names.normalise import squeezed

APART = frozenset({"Person", "Role"})
SEED = 7


def main() -> None:
    """Print a line for each sample, and for each replay."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--sizes", type=int, nargs="+", default=[500, 1500])
    parser.add_argument("--replay", type=int, nargs="*", default=[])
    options = parser.parse_args()
    readings = _readings(options.folder)
    random.Random(SEED).shuffle(readings)
    for size in options.sizes:
        sample = readings[:size]
        every, own = shares(sample, resolve(sample, load()))
        print(
            f"{len(sample):>6} articles: {every:.4f} of the mentions outside the largest node, {own:.4f} of sure names"
        )
    for size in options.replay:
        _replay(readings, size)


def _readings(folder: Path) -> list[Reading]:
    stages = pipeline.Settings().stages
    batches = list(engine.batches(list(corpus.find([str(folder)])), workers=1))
    read = chain.from_iterable(engine.made(stages, batches, workers=1).map(batches))
    return [reading for file in read for reading in file.readings]


def shares(readings: Sequence[Reading], found: Resolution) -> tuple[float, float]:
    """The share over all mentions, and over those whose name is an identity."""
    sure = _sure(readings)
    every: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for mention in (mention for reading in readings for mention in reading.mentions if mention.type not in APART):
        every[mention.type, squeezed(mention.text)][found.entity_of[mention.key]] += 1
    return _share(every.values()), _share(nodes for name, nodes in every.items() if name in sure)


def _share(nodes: Iterable[Counter[str]]) -> float:
    counts = [(sum(each.values()), max(each.values())) for each in nodes]
    total = sum(all_ for all_, _ in counts)
    return sum(all_ - most for all_, most in counts) / total if total else 0.0


def _sure(readings: Iterable[Reading]) -> frozenset[tuple[str, str]]:
    """The names that say of themselves what they are, in some article at least."""
    names = normalise.load(load())
    contexts = (ArticleContext(reading, names) for reading in readings)
    return frozenset(
        (surface.type, surface.text)
        for context in contexts
        for surface in context.surfaces.values()
        if surface.type not in APART and identity(surface, context, labels=frozenset())
    )


def _replay(readings: Sequence[Reading], size: int) -> None:
    rounds = -(-size // len(readings))
    copies = (_copy(reading, number) for number in range(rounds) for reading in readings)
    made = list(islice(copies, size))
    began = time.process_time()
    found = resolve(made, load())
    seconds = time.process_time() - began
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{size:>6} articles replayed: {seconds:.1f} s, {seconds / size * 1000:.2f} ms an article, "
        f"{len(found.entities)} entities, {memory:.0f} MB at most"
    )


def _copy(reading: Reading, number: int) -> Reading:
    """The same article under another id."""
    name = f"{reading.article.id}#{number:04}"

    def moved(mention: Mention) -> Mention:
        return replace(mention, article=name)

    return Reading(
        article=replace(reading.article, id=name),
        mentions=tuple(map(moved, reading.mentions)),
        facts=tuple(replace(each, subject=moved(each.subject), object=moved(each.object)) for each in reading.facts),
    )


if __name__ == "__main__":
    main()
