"""Training: marked text in, a model for `--model` out. Needs PyTorch and onnx (`pip install 'kgraph[train]'`)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from kgraph.errors import ModelError
from kgraph.knowledge import Knowledge, load

__all__ = ["train"]


def train(  # noqa: PLR0913 # each is a choice of the caller's
    paths: Iterable[Path],
    output: Path,
    *,
    epochs: int = 10,
    voters: int = 1,
    seed: int = 1,
    knowledge: Knowledge | None = None,
    report: Callable[[int, float], None] = lambda _pass, _loss: None,
) -> None:
    """Teach the tagger from marked files, or folders of *.ann.txt, and write a model.

    Several `voters` are trained from different seeds and vote; each costs as much time to train and to run as one.
    """
    try:
        from kgraph.entities.training import workshop  # noqa: PLC0415 # PyTorch takes seconds to load
    except ImportError as error:
        msg = f"training needs {error.name}, which is not here: pip install 'kgraph[train]'"
        raise ModelError(msg) from error
    plan = workshop.Plan(epochs=epochs, voters=voters, seed=seed)
    workshop.make(paths, output, plan=plan, knowledge=knowledge or load(), report=report)
