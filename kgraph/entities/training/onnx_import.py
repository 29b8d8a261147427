"""A written model turned back into a network that can be taught further: its whole numbers times their scales."""

from __future__ import annotations

import copy
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import nn

from kgraph.entities.training.network import BiGRU, Lac, Learner
from kgraph.entities.training.onnx_export import Array
from kgraph.errors import ModelError

__all__ = ["read", "types_of"]

_VOTER = "m0"  # of several voters the first is taught further
_NEVER = -29.0  # a tag that cannot follow: the network knows that by itself
_GATES = ("rz", "n")

Weights = Mapping[str, Array]


def types_of(path: Path) -> list[str]:
    """The types that a written model knows, in the order of its tags."""
    return list(json.loads(_about(_loaded(path))["types"]))


def read(paths: Sequence[Path], lac: Lac, drop: float) -> Learner:
    """The network of a model file; `lac` gives its shape and its embedding, which is never taught.

    Of several files, taught further from one, it has the mean of the weights.
    """
    learner = _read(paths[0], lac, drop)
    for number, path in enumerate(paths[1:], start=2):
        other = _read(path, copy.deepcopy(lac), drop)
        with torch.no_grad():
            for weight, its in zip(learner.parameters(), other.parameters(), strict=True):
                weight.lerp_(its, 1 / number)
    return learner


def _read(path: Path, lac: Lac, drop: float) -> Learner:
    model = _loaded(path)
    weights = {each.name: numpy_helper.to_array(each) for each in model.graph.initializer}
    chain = np.array(json.loads(_about(model)["chain"]), dtype=np.float32)
    size = weights[f"{_VOTER}.l3.f.hb"].shape[0]
    learner = Learner(lac, tags=len(chain), size=size, drop=drop)
    with torch.no_grad():
        for layer, name in ((lac.layers[0], "l1"), (lac.layers[1], "l2"), (learner.top, "l3")):
            _fill(layer, weights, f"{_VOTER}.{name}")
        _fill_linear(lac.parts, weights, f"{_VOTER}.parts")
        _fill_linear(learner.names, weights, f"{_VOTER}.tags")
        learner.follows.copy_(torch.from_numpy(np.where(chain > _NEVER, chain, 0.0)))
    return learner


def _loaded(path: Path) -> onnx.ModelProto:
    try:
        return onnx.load(str(path))
    except Exception as error:
        raise ModelError(f"{path}: is no model that can be taught further: {error}") from error


def _about(model: onnx.ModelProto) -> dict[str, str]:
    return {each.key: each.value for each in model.metadata_props}


def _fill(layer: nn.Module, weights: Weights, name: str) -> None:
    if not isinstance(layer, BiGRU):
        raise TypeError(layer)
    for way, direction in enumerate("fb"):
        outer = [_inputs(weights, f"{name}{direction}{gate}") for gate in _GATES]
        layer.inputs[way].copy_(torch.from_numpy(np.concatenate([each for each, _ in outer], axis=1)))
        layer.inputs_bias[way, 0].copy_(torch.from_numpy(np.concatenate([bias for _, bias in outer])))
        inner = [_scaled(weights, f"{name}.{direction}.h{gate}") for gate in _GATES]
        layer.hidden[way].copy_(torch.from_numpy(np.concatenate(inner, axis=1)))
        layer.hidden_bias[way, 0].copy_(torch.from_numpy(weights[f"{name}.{direction}.hb"].copy()))


def _inputs(weights: Weights, name: str) -> tuple[Array, Array]:
    """What a gate makes of the layer below; the lowest layer's is kept as halves, beside the characters."""
    if f"{name}.table.half" in weights:
        return weights[f"{name}.table.half"].astype(np.float32), weights[f"{name}.table.b"]
    return _scaled(weights, name), weights[f"{name}.b"]


def _fill_linear(layer: nn.Linear, weights: Weights, name: str) -> None:
    layer.weight.copy_(torch.from_numpy(_scaled(weights, name).T.copy()))
    layer.bias.copy_(torch.from_numpy(weights[f"{name}.b"].copy()))


def _scaled(weights: Weights, name: str) -> Array:
    return weights[f"{name}.w"].astype(np.float32) * weights[f"{name}.s"]
