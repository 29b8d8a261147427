"""Where the reading stage runs: in this process or in several. The same readings come out of each."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from kgraph import corpus
from kgraph.engine.processes import Processes
from kgraph.reading import FileReading, Stages, read

__all__ = ["Batch", "Engine", "InProcess", "Processes", "batches", "cores", "made"]

Batch = Sequence[corpus.Source]
# A batch of files: enough for the tagger to fill its rows, and not more than memory takes lightly.
MOST_FILES, MOST_BYTES = 24, 200_000
# Below this the models would be loaded for longer than a second process saves.
WORTH_A_PROCESS = 400_000


class Engine(Protocol):
    """What maps batches of files to what they came to, in the order of the batches."""

    def map(self, batches: Iterable[Batch]) -> Iterator[list[FileReading]]:
        """The readings of each file of each batch."""


class InProcess:
    """Reads in this process."""

    def __init__(self, stages: Stages) -> None:
        self._stages = stages

    def map(self, batches: Iterable[Batch]) -> Iterator[list[FileReading]]:
        """The readings of each file of each batch."""
        return (read(batch, self._stages) for batch in batches)


def made(stages: Stages, batches: Sequence[Batch], *, workers: int) -> Engine:
    """The engine for these batches; with 0 workers as many as there are cores, where that is worth it."""
    size = sum(source.size for batch in batches for source in batch)
    wanted = workers or (cores() if size > WORTH_A_PROCESS else 1)
    count = min(wanted, len(batches))
    return Processes(stages, count) if count > 1 else InProcess(stages)


def batches(sources: Sequence[corpus.Source], *, workers: int) -> Iterator[Batch]:
    """Neighbouring files in batches that keep the tagger busy, the memory small and each worker at work."""
    most = min(-(-len(sources) // (workers or cores())), MOST_FILES)
    batch: list[corpus.Source] = []
    size = 0
    for source in sources:
        if batch and (len(batch) >= most or size > MOST_BYTES):
            yield batch
            batch, size = [], 0
        batch.append(source)
        size += source.size
    if batch:
        yield batch


def cores() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
