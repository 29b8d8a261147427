"""The classifier of pairs: hashed n-grams of windows, types and layout in, the probability of each relation out.

The tables of n-grams are whole numbers, whose running sums have no rounding: what a window weighs does not depend on
what stands before it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from kgraph.errors import ModelError
from kgraph.io import replacing
from kgraph.relations.pair_reader.features import WINDOWS, Integers, Numbers, Pairs

__all__ = ["PairModel", "read", "whole_numbers", "write"]

_FORMAT = 1
_CEILING = 30.0
_LARGEST = 127


@dataclass(frozen=True, slots=True)
class PairModel:
    """Weights by name, the predicates in the order of its columns, and the least probability that each is read at.

    `rates`: how much of what a predicate gives from there on was right, on sources that were not learned from.
    """

    predicates: tuple[str, ...]
    thresholds: Mapping[str, float]
    weights: Mapping[str, NDArray[Any]]
    rates: Mapping[str, float] = field(default_factory=dict)

    def probabilities(self, pairs: Pairs) -> Numbers:
        """For each pair the probability of each relation from the first to the second, then of each back."""
        types = self.weights["types"][pairs.types].astype(np.float64)
        rest = np.concatenate((types, pairs.dense), 1)
        seen = np.concatenate((*self._windows(pairs), *self._endings(pairs.endings), rest), 1)
        hidden = np.maximum(seen @ self._of("hidden") + self._of("hidden.bias"), 0.0)
        odds = hidden @ self._of("out") + self._of("out.bias") + rest @ self._of("direct") + self._of("direct.bias")
        return np.asarray(1 / (1 + np.exp(-np.clip(odds, -_CEILING, _CEILING))))

    def _windows(self, pairs: Pairs) -> list[Numbers]:
        found = []
        for number in range(WINDOWS):
            table = self.weights["grams"][number]
            sums = np.zeros((pairs.frame.grams.shape[1] + 1, table.shape[1]), dtype=np.int64)
            for grams in pairs.frame.grams:
                sums[1:] += table[grams]
            np.cumsum(sums, axis=0, out=sums)
            start, end = pairs.windows[:, number, 0], pairs.windows[:, number, 1]
            length = np.sqrt(np.maximum(end - start, 1))[:, None]
            found.append((sums[end] - sums[start]) * float(self.weights["grams.scale"][number]) / length)
        return found

    def _endings(self, endings: Integers) -> list[Numbers]:
        tables, scales = self.weights["endings"].astype(np.int64), self.weights["endings.scale"]
        return [
            (tables[side][endings[:, 2 * side]] + tables[side][endings[:, 2 * side + 1]]) * float(scales[side])
            for side in (0, 1)
        ]

    def _of(self, name: str) -> Numbers:
        return np.asarray(self.weights[name], dtype=np.float64)


def read(path: Path) -> PairModel:
    """The model that `write` left in a file."""
    try:
        with np.load(path, allow_pickle=False) as arrays:
            weights = {name: arrays[name] for name in arrays.files}
        about = json.loads(weights.pop("about").tobytes())
        if about["format"] != _FORMAT:
            raise ValueError(about["format"])
        return PairModel(tuple(about["predicates"]), about["thresholds"], weights, about.get("rates", {}))
    except (OSError, EOFError, ValueError, KeyError, TypeError, BadZipFile) as error:
        raise ModelError(f"{path}: holds no pair reader of this kgraph: {error!r}") from error


def write(model: PairModel, path: Path) -> None:
    """Write a model as arrays under their names."""
    chosen = {"thresholds": dict(model.thresholds), "rates": dict(model.rates)}
    about = {"format": _FORMAT, "predicates": model.predicates, **chosen}
    arrays = {"about": np.frombuffer(json.dumps(about, sort_keys=True).encode(), dtype=np.uint8), **model.weights}
    with replacing(path) as beside, beside.open("wb") as file:
        np.savez(file, allow_pickle=False, **dict(sorted(arrays.items())))


def whole_numbers(tables: Sequence[Numbers]) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """Tables in 8 bits, and what one step of each is worth."""
    scales = np.array([max(float(np.abs(table).max()), 1e-8) / _LARGEST for table in tables], dtype=np.float32)
    rounded = [np.round(table / scale).astype(np.int8) for table, scale in zip(tables, scales, strict=True)]
    return np.stack(rounded), scales
