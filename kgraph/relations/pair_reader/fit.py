"""Teaching the classifier: the network in PyTorch, and the examples that marked documents give; needs PyTorch."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from kgraph.relations.pair_reader.features import BUCKETS, ENDINGS, TYPES, WINDOWS, Flags, Numbers, Pairs
from kgraph.relations.pair_reader.model import PairModel, whole_numbers

__all__ = ["Example", "Net", "taught"]

_GRAMS, _TYPES, _ENDINGS, _HIDDEN = 16, 16, 12, 64
_DROP, _RATE, _DECAY, _START = 0.45, 3e-3, 3e-3, 0.05
_DOCUMENTS, _MOST, _SCALE, _WARM = 4, 12_000, 300, 50


@dataclass(frozen=True, slots=True)
class Example:
    """The pairs of an article, which relations hold of each, and how much each answer counts."""

    pairs: Pairs
    truth: Flags
    weight: Numbers


class Net(nn.Module):
    """A sum of embedded n-grams for each window, embedded types and endings, layout; one hidden layer."""

    def __init__(self, dense: int, outputs: int) -> None:
        super().__init__()
        self.grams = nn.Parameter(torch.randn(WINDOWS, BUCKETS, _GRAMS) * _START)
        self.types = nn.Embedding(len(TYPES) ** 2, _TYPES)
        self.endings = nn.Parameter(torch.randn(2, ENDINGS, _ENDINGS) * _START)
        self.hidden = nn.Linear(WINDOWS * _GRAMS + 2 * _ENDINGS + _TYPES + dense, _HIDDEN)
        self.out = nn.Linear(_HIDDEN, outputs)
        self.direct = nn.Linear(_TYPES + dense, outputs)

    def forward(self, grams: Tensor, windows: Tensor, types: Tensor, endings: Tensor, dense: Tensor) -> Tensor:
        """The log odds of each relation of each pair, there and back."""
        seen = torch.cat((*self._windows(grams, windows), *self._endings(endings)), 1)
        rest = torch.cat((self.types(types), dense), 1)
        hidden = self.hidden(torch.cat((functional.dropout(seen, _DROP, self.training), rest), 1)).relu()
        odds: Tensor = self.out(functional.dropout(hidden, _DROP, self.training)) + self.direct(rest)
        return odds

    def _windows(self, grams: Tensor, windows: Tensor) -> list[Tensor]:
        found = []
        for number in range(WINDOWS):
            sums = self.grams[number][grams].sum(0).cumsum(0)
            sums = torch.cat((sums.new_zeros(1, sums.shape[1]), sums))
            start, end = windows[:, number, 0], windows[:, number, 1]
            found.append((sums[end] - sums[start]) / (end - start).clamp(min=1).float().sqrt().unsqueeze(1))
        return found

    def _endings(self, endings: Tensor) -> list[Tensor]:
        return [self.endings[s][endings[:, 2 * s]] + self.endings[s][endings[:, 2 * s + 1]] for s in (0, 1)]


Lesson = tuple[tuple[Tensor, ...], Tensor, Tensor]


def _joined(examples: Sequence[Example], random: Random) -> Lesson:
    """Several documents as one; of very many pairs some."""
    shift = 0
    rows: list[tuple[Tensor, ...]] = []
    for each in examples:
        pairs = each.pairs
        columns = (pairs.windows + shift, pairs.types, pairs.endings, pairs.dense, each.truth, each.weight)
        rows.append(tuple(torch.from_numpy(np.ascontiguousarray(column)) for column in columns))
        shift += pairs.frame.grams.shape[1]
    grams = torch.from_numpy(np.concatenate([each.pairs.frame.grams for each in examples], 1))
    windows, types, endings, dense, truth, weight = (torch.cat(column) for column in zip(*rows, strict=True))
    kept = torch.arange(len(types))
    if len(types) > _MOST:
        kept = torch.tensor(sorted(random.sample(range(len(types)), _MOST)))
    given = (grams, windows[kept], types[kept], endings[kept], dense[kept].float())
    return given, truth[kept].float(), weight[kept].float()


def taught(examples: Iterable[Example], predicates: Sequence[str], *, epochs: int = 5, seed: int = 0) -> PairModel:
    """A model taught by the examples; its thresholds are still to be set."""
    torch.manual_seed(seed)
    torch.set_num_threads(1)
    random = Random(seed)  # the order of lessons is no secret
    lessons = [each for each in examples if len(each.pairs.types)]
    net = Net(lessons[0].pairs.dense.shape[1], 2 * len(predicates)).train()
    optimizer = torch.optim.AdamW(net.parameters(), lr=_RATE, weight_decay=_DECAY)
    steps = epochs * math.ceil(len(lessons) / _DOCUMENTS)
    for step in range(steps):
        begin = step * _DOCUMENTS % (math.ceil(len(lessons) / _DOCUMENTS) * _DOCUMENTS)
        if not begin:
            random.shuffle(lessons)
        rate = _RATE * 0.5 * (1 + math.cos(math.pi * step / steps)) * min(1.0, (step + 1) / _WARM)
        _step(net, optimizer, _joined(lessons[begin : begin + _DOCUMENTS], random), rate)
    return _model(net.eval(), predicates)


def _step(net: Net, optimizer: torch.optim.Optimizer, lesson: Lesson, rate: float) -> None:
    given, truth, weight = lesson
    loss = functional.binary_cross_entropy_with_logits(net(*given), truth, weight, reduction="sum") / _SCALE
    for group in optimizer.param_groups:
        group["lr"] = rate
    optimizer.zero_grad()
    loss.backward()  # type: ignore[no-untyped-call]
    nn.utils.clip_grad_norm_(net.parameters(), 5.0)
    optimizer.step()


def _model(net: Net, predicates: Sequence[str]) -> PairModel:
    grams, grams_scale = whole_numbers(list(net.grams.detach().numpy().astype(np.float64)))
    endings, endings_scale = whole_numbers(list(net.endings.detach().numpy().astype(np.float64)))
    weights: dict[str, NDArray[Any]] = {
        "grams": grams,
        "grams.scale": grams_scale,
        "endings": endings,
        "endings.scale": endings_scale,
        "types": net.types.weight.detach().numpy().astype(np.float16),
    }
    for name in ("hidden", "out", "direct"):
        layer = getattr(net, name)
        weights[name] = layer.weight.detach().numpy().T.astype(np.float16)
        weights[f"{name}.bias"] = layer.bias.detach().numpy().astype(np.float32)
    return PairModel(tuple(predicates), {}, weights)
