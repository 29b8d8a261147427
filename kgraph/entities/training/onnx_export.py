"""The network as an ONNX graph of whole numbers: hidden states and weights in 8 bits, sums in 32."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import onnx
from onnx import TensorProto, helper, numpy_helper

from kgraph.entities.taggers.onnx import FORMAT
from kgraph.io import replacing

__all__ = ["About", "Array", "Layer", "Member", "write"]

Array = npt.NDArray[Any]
_HALF = 127  # a hidden state lies between -1 and 1: so many steps each way
_ZERO = 128
_BACKWARD = 1
_LEAST = 1e-6  # no probability is nothing
_LANES = 16  # rows of a length that fills vector registers are added in one order wherever they stand
_WEIGHT = 63  # 7 bits: pairs of products then fit into 16, which processors without VNNI add up in
_DOMAIN = "com.microsoft"


@dataclass(frozen=True, slots=True)
class Layer:
    """A recurrent layer, its two directions along the first axis; gates in the order r, z, n."""

    inputs: Array  # 2 × in × 3h
    inputs_bias: Array  # 2 × 1 × 3h
    hidden: Array  # 2 × h × 3h
    hidden_bias: Array  # 2 × 1 × h: inside of the reset of n


@dataclass(frozen=True, slots=True)
class Member:
    """A trained network; several vote by the mean of their probabilities."""

    lac: tuple[Layer, Layer]
    parts: tuple[Array, Array]  # weight and bias of the parts of speech
    top: Layer
    names: tuple[Array, Array]  # weight and bias of the fine types
    chain: Array  # the logarithm of how likely each tag is to follow each; a text begins as if behind "outside"


@dataclass(frozen=True, slots=True)
class About:
    """What a model says of itself."""

    characters: str
    folds: Mapping[str, str]
    types: Sequence[str]
    parts: Sequence[str]


@dataclass(slots=True)
class _Builder:
    nodes: list[Any] = field(default_factory=list)
    constants: dict[str, Any] = field(default_factory=dict)

    def constant(self, name: str, value: Any) -> str:
        self.constants[name] = numpy_helper.from_array(np.asarray(value), name)
        return name

    def node(self, kind: str, inputs: Sequence[str], output: str, **options: Any) -> str:
        self.nodes.append(helper.make_node(kind, list(inputs), [output], **options))
        return output

    def product(self, nodes: list[Any], given: str, name: str, weight: Array, bias: str = "") -> str:
        """States of 8 bits times a weight, as floats."""
        scale = np.maximum(np.abs(weight).max(axis=0), 1e-8).astype(np.float32) / _WEIGHT
        self.constant(f"{name}.w", np.round(weight / scale).astype(np.int8))
        self.constant(f"{name}.s", scale)
        inputs = [given, f"{name}.w", "step", f"{name}.s", "zero", ""]
        nodes.append(helper.make_node("MatMulIntegerToFloat", [*inputs, bias], [name], domain=_DOMAIN))
        return name


def write(path: Path, embedding: Array, members: Sequence[Member], about: About) -> None:
    """Write a model; `embedding` has a row for each character behind the row of the unknown one."""
    made = _Builder()
    made.constant("step", np.float32(1 / _HALF))
    made.constant("zero", np.uint8(_ZERO))
    made.constant("embedding.half", embedding.astype(np.float16))
    made.node("Cast", ["embedding.half"], "embedding", to=TensorProto.FLOAT)
    made.node("Shape", ["characters"], "shape")
    made.node("Slice", ["shape", made.constant("one", np.array([1])), made.constant("two", np.array([2]))], "texts")
    for number, member in enumerate(members):
        _member(made, f"m{number}", member)
    voters = [f"m{number}" for number in range(len(members))]
    made.node("Mean", [f"{voter}.names.log" for voter in voters], "names.wide")
    made.node("Mean", [f"{voter}.names.p" for voter in voters], "probable.exact")
    made.node("Mean", [f"{voter}.parts.p" for voter in voters], "parts.scores")
    tags = len(members[0].chain)
    _cut(made, "names.wide", "names", tags)
    _cut(made, _bounded(made, "probable.exact"), "probable", tags)
    _cut(made, "parts.scores", "parts.used", 2 * len(about.parts))  # LAC has tags that it never uses
    made.node("ArgMax", ["parts.used"], "parts", axis=2, keepdims=0)
    _save(path, made, about, np.mean([member.chain for member in members], axis=0))


def _member(made: _Builder, name: str, member: Member) -> None:
    first, second = member.lac
    projected = {}
    for way, direction in enumerate("fb"):
        for gate, part in _gates(first):
            table = f"{name}.l1{direction}{gate}.table"
            weight = made.constant(f"{table}.half", first.inputs[way][:, part].astype(np.float16))
            made.node("Cast", [weight], f"{table}.w", to=TensorProto.FLOAT)
            made.node("MatMul", ["embedding", f"{table}.w"], f"{table}.x")
            bias = made.constant(f"{table}.b", first.inputs_bias[way][0, part])
            made.node("Add", [f"{table}.x", bias], table)
            projected[direction + gate] = made.node("Gather", [table, "characters"], f"{name}.l1{direction}{gate}")
    one = _scan(made, f"{name}.l1", first, projected)
    two = _layer(made, f"{name}.l2", second, one)
    parts = _scores(made, f"{name}.parts", two, member.parts)
    made.node("QuantizeLinear", [parts, "step", "zero"], f"{name}.parts.q")
    made.node("Concat", [two, f"{name}.parts.q"], f"{name}.both", axis=2)
    top = _layer(made, f"{name}.l3", member.top, f"{name}.both")
    tags = _scores(made, f"{name}.tags", top, member.names)
    spare = -len(member.chain) % _LANES
    made.node("Pad", [tags, made.constant(f"{name}.spare", np.array([0, 0, 0, 0, 0, spare]))], f"{name}.wide")
    made.node("Log", [_bounded(made, f"{name}.wide")], f"{name}.names.log")
    _marginals(made, f"{name}.names", f"{name}.wide", np.pad(np.exp(member.chain), (0, spare)))


def _gates(layer: Layer) -> tuple[tuple[str, slice], tuple[str, slice]]:
    size = layer.hidden.shape[1]
    return ("rz", slice(0, 2 * size)), ("n", slice(2 * size, 3 * size))


def _layer(made: _Builder, name: str, layer: Layer, given: str) -> str:
    projected = {}
    for way, direction in enumerate("fb"):
        for gate, part in _gates(layer):
            key = f"{name}{direction}{gate}"
            bias = made.constant(f"{key}.b", layer.inputs_bias[way][0, part])
            projected[direction + gate] = made.product(made.nodes, given, key, layer.inputs[way][:, part], bias)
    return _scan(made, name, layer, projected)


def _scan(made: _Builder, name: str, layer: Layer, projected: Mapping[str, str]) -> str:
    size = layer.hidden.shape[1]
    body: list[Any] = []
    for way, direction in enumerate("fb"):
        _step(made, body, f"{name}.{direction}", layer, way)
    wide, narrow = ["texts", 2 * size], ["texts", size]
    keys = [f"{name}.{direction}" for direction in "fb"]
    inputs = [(f"{key}.h", narrow) for key in keys]
    inputs += [(f"{key}.{gate}", shape) for key in keys for gate, shape in (("rz", wide), ("n", narrow))]
    given = [helper.make_tensor_value_info(key, TensorProto.FLOAT, shape) for key, shape in inputs]
    given.append(helper.make_tensor_value_info(f"{name}.mask", TensorProto.FLOAT, ["texts", 1]))
    states = [helper.make_tensor_value_info(f"{key}.next", TensorProto.FLOAT, narrow) for key in keys]
    results = [helper.make_tensor_value_info(f"{key}.out", TensorProto.UINT8, narrow) for key in keys]
    graph = helper.make_graph(body, f"{name}.body", given, [*states, *results])
    made.node("Concat", ["texts", made.constant(f"{name}.size", np.array([size]))], f"{name}.shape", axis=0)
    made.node("ConstantOfShape", [f"{name}.shape"], f"{name}.start")
    sequences = [projected[direction + gate] for direction in "fb" for gate in ("rz", "n")]
    made.nodes.append(
        helper.make_node(
            "Scan",
            [f"{name}.start", f"{name}.start", *sequences, "mask"],
            [f"{name}.fend", f"{name}.bend", f"{name}.fall", f"{name}.ball"],
            body=graph,
            num_scan_inputs=5,
            scan_input_directions=[0, 0, 1, 1, 1],
            scan_output_directions=[0, 1],
        )
    )
    return made.node("Concat", [f"{name}.fall", f"{name}.ball"], f"{name}.all", axis=2)


def _step(made: _Builder, body: list[Any], key: str, layer: Layer, way: int) -> None:
    """One step of one direction: h' = n + z * (h - n), with n = tanh(x + r * (h·W + b))."""

    def add(kind: str, inputs: Sequence[str], *outputs: str, **options: Any) -> None:
        given = [name if name.startswith("=") else f"{key}.{name}" for name in inputs]
        given = [name.removeprefix("=") for name in given]
        body.append(helper.make_node(kind, given, [f"{key}.{name}" for name in outputs], **options))

    (_, both), (_, new) = _gates(layer)
    add("QuantizeLinear", ["h", "=step", "=zero"], "q")
    made.product(body, f"{key}.q", f"{key}.hrz", layer.hidden[way][:, both])
    bias = made.constant(f"{key}.hb", layer.hidden_bias[way][0])
    made.product(body, f"{key}.q", f"{key}.hn", layer.hidden[way][:, new], bias)
    add("Add", ["rz", "hrz"], "sum")
    add("Sigmoid", ["sum"], "gates")
    add("Split", ["gates"], "r", "z", axis=1, num_outputs=2)
    add("Mul", ["r", "hn"], "kept")
    add("Add", ["kept", "n"], "raw")
    add("Tanh", ["raw"], "new")
    add("Sub", ["h", "new"], "difference")
    add("Mul", ["z", "difference"], "part")
    if way == _BACKWARD:  # it meets the padding first, and must come out of it as it began
        add("Add", ["new", "part"], "free")
        add("Mul", ["free", f"={key.removesuffix('.b')}.mask"], "next")
    else:
        add("Add", ["new", "part"], "next")
    add("QuantizeLinear", ["next", "=step", "=zero"], "out")


def _scores(made: _Builder, name: str, given: str, weights: tuple[Array, Array]) -> str:
    bias = made.constant(f"{name}.b", weights[1])
    made.product(made.nodes, given, name, weights[0], bias)
    return made.node("Softmax", [name], f"{name}.p", axis=2)


def _marginals(made: _Builder, name: str, given: str, follows: Array) -> None:
    """What each tag gets at each place over all sequences of tags: forward and backward sums, multiplied."""
    tags = len(follows)
    made.constant(f"{name}.onward", follows.astype(np.float32))
    made.constant(f"{name}.back", np.ascontiguousarray(follows.T).astype(np.float32))
    first = made.constant(f"{name}.outside", np.eye(1, tags, dtype=np.float32))
    body = _sums(made, name)
    made.node("Concat", ["texts", made.constant(f"{name}.count", np.array([tags]))], f"{name}.shape", axis=0)
    made.node("Expand", [first, f"{name}.shape"], f"{name}.first")
    one = numpy_helper.from_array(np.ones(1, dtype=np.float32))
    made.node("ConstantOfShape", [f"{name}.shape"], f"{name}.last", value=one)
    states, results = ["first", "last"], ["fend", "bend", "fall", "ball"]
    made.nodes.append(
        helper.make_node(
            "Scan",
            [*(f"{name}.{state}" for state in states), given, given, "mask"],
            [f"{name}.{result}" for result in results],
            body=body,
            num_scan_inputs=3,
            scan_input_directions=[0, 1, 1],
            scan_output_directions=[0, 1],
        )
    )
    made.node("Mul", [f"{name}.fall", f"{name}.ball"], f"{name}.product")
    made.node("ReduceSum", [f"{name}.product", made.constant(f"{name}.axis", np.array([2]))], f"{name}.total")
    made.node("Div", [f"{name}.product", f"{name}.total"], f"{name}.p")


def _sums(made: _Builder, name: str) -> Any:
    """One step onward and one step back; a step back through padding leaves ones."""
    body: list[Any] = []
    axis, one = made.constant(f"{name}.last_axis", np.array([1])), made.constant(f"{name}.one", np.float32(1))

    def add(kind: str, inputs: Sequence[str], output: str) -> str:
        body.append(helper.make_node(kind, list(inputs), [f"{name}.{output}"]))
        return f"{name}.{output}"

    def normed(given: str, output: str) -> str:
        return add("Div", [given, add("ReduceSum", [given, axis], f"{output}.sum")], output)

    came = add("MatMul", [f"{name}.f", f"{name}.onward"], "came")
    add("Identity", [normed(add("Mul", [came, f"{name}.x"], "met"), "f.next")], "f.out")
    add("Identity", [f"{name}.b"], "b.out")
    here = add("Mul", [f"{name}.b", f"{name}.y"], "here")
    left = normed(add("MatMul", [here, f"{name}.back"], "left"), "left.normed")
    kept = add("Mul", [left, f"{name}.within"], "kept")
    add("Add", [kept, add("Sub", [one, f"{name}.within"], "without")], "b.next")

    def info(key: str) -> Any:
        wide = 1 if key == "within" else None
        return helper.make_tensor_value_info(f"{name}.{key}", TensorProto.FLOAT, ["texts", wide])

    inputs, outputs = ("f", "b", "x", "y", "within"), ("f.next", "b.next", "f.out", "b.out")
    return helper.make_graph(body, f"{name}.sums", [info(key) for key in inputs], [info(key) for key in outputs])


def _cut(made: _Builder, given: str, name: str, count: int) -> None:
    bounds = (("from", 0), ("to", count), ("axis", 2))
    limits = [made.constant(f"{name}.{bound}", np.array([value])) for bound, value in bounds]
    made.node("Slice", [given, *limits], name)


def _bounded(made: _Builder, given: str) -> str:
    least = made.constant(f"{given}.least", np.float32(_LEAST))
    return made.node("Max", [given, least], f"{given}.bounded")


def _save(path: Path, made: _Builder, about: About, chain: Array) -> None:
    info = helper.make_tensor_value_info
    inputs = [
        info("characters", TensorProto.INT64, ["places", "texts"]),
        info("mask", TensorProto.FLOAT, ["places", "texts", 1]),
    ]
    outputs = [
        info("names", TensorProto.FLOAT, ["places", "texts", None]),
        info("probable", TensorProto.FLOAT, ["places", "texts", None]),
        info("parts", TensorProto.INT64, ["places", "texts"]),
    ]
    graph = helper.make_graph(made.nodes, "kgraph", inputs, outputs, list(made.constants.values()))
    opsets = [helper.make_opsetid("", 18), helper.make_opsetid(_DOMAIN, 1)]
    model = helper.make_model(graph, opset_imports=opsets, ir_version=9, producer_name="kgraph")
    helper.set_model_props(
        model,
        {
            "kgraph": FORMAT,
            "characters": about.characters,
            "folds": json.dumps(dict(about.folds), ensure_ascii=False),
            "types": json.dumps(list(about.types)),
            "parts": json.dumps(list(about.parts)),
            "chain": json.dumps(np.round(chain, 4).tolist()),
        },
    )
    with replacing(path) as beside:
        onnx.save(model, str(beside))
