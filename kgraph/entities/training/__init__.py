"""Training: marked text in, a model for `--model` out. Needs PyTorch and onnx (`pip install 'kgraph[train]'`)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from kgraph.entities.training.plan import Plan
from kgraph.errors import ModelError
from kgraph.knowledge_io import Knowledge, load

__all__ = ["Plan", "train"]

_USUAL = Plan()


def train(
    paths: Iterable[Path],
    output: Path,
    *,
    plan: Plan = _USUAL,
    knowledge: Knowledge | None = None,
    report: Callable[[int, float], None] = lambda _pass, _loss: None,
) -> None:
    """Teach the tagger from marked files, or folders of *.ann.txt, and write a model.

    `report` hears of each pass of each voter, with its loss.
    """
    try:
        from kgraph.entities.training import trainer  # noqa: PLC0415 # PyTorch takes seconds to load
    except ImportError as error:
        msg = f"training needs {error.name}, which is not here: pip install 'kgraph[train]'"
        raise ModelError(msg) from error
    trainer.make(paths, output, plan=plan, knowledge=knowledge or load(), report=report)
