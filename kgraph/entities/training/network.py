"""The network in PyTorch: LAC's layers, one more recurrent layer on top, and a chain of tags over all."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor, nn
from torch.nn import functional

__all__ = ["Batch", "BiGRU", "Lac", "Learner", "agreement_loss", "chain_loss"]

_BIAS = "linear_0.b_0"
_NEVER = -30.0  # the logarithm of what cannot be


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows of characters, tags and mask: places × texts."""

    rows: Tensor
    tags: Tensor
    mask: Tensor


class _Steps(torch.autograd.Function):
    """All steps of both directions; written out because PyTorch's own takes five times as long on a CPU."""

    @staticmethod
    def forward(ctx: Any, given: Tensor, mask: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
        """`given`: places × 2 × texts × 3h, gates r, z, n; `mask`: places × 2 × texts × 1."""
        length, _, count, wide = given.shape
        size = wide // 3
        states = given.new_zeros(length + 1, 2, count, size)
        gates = given.new_empty(length, 2, count, 2 * size)
        new, hidden = given.new_empty(length, 2, count, size), given.new_empty(length, 2, count, size)
        for place in range(length):
            state, both, after = states[place], gates[place], states[place + 1]
            product = torch.bmm(state, weight)
            torch.add(given[place, :, :, : 2 * size], product[:, :, : 2 * size], out=both).sigmoid_()
            torch.add(product[:, :, 2 * size :], bias, out=hidden[place])
            torch.addcmul(given[place, :, :, 2 * size :], both[:, :, :size], hidden[place], out=new[place]).tanh_()
            torch.lerp(new[place], state, both[:, :, size:], out=after).mul_(mask[place])
        ctx.save_for_backward(mask, weight, states, gates, new, hidden)
        return states[1:]

    @staticmethod
    def backward(ctx: Any, *grads: Tensor) -> tuple[Tensor, None, Tensor, Tensor]:
        """The products that need no state of the place behind are taken for all places at once."""
        mask, weight, states, gates, new, hidden = ctx.saved_tensors
        length, _, count, size = new.shape
        reset, keep = gates[..., :size], gates[..., size:]
        slope = (1 - keep) * (1 - new * new)
        factors = torch.stack(
            (slope * hidden * reset * (1 - reset), (states[:-1] - new) * keep * (1 - keep), slope * reset), dim=3
        )
        turned = weight.transpose(1, 2).contiguous()
        inner, outer = torch.empty_like(factors), torch.empty_like(new)
        carried = torch.zeros_like(new[0])
        for place in range(length - 1, -1, -1):
            here = torch.add(grads[0][place], carried, out=outer[place]).mul_(mask[place])
            torch.mul(factors[place], here.unsqueeze(2), out=inner[place])
            carried = torch.bmm(inner[place].view(2, count, 3 * size), turned).addcmul_(here, keep[place])
        flat = inner.view(length, 2, count, 3 * size)
        ways = [states[:-1, way].reshape(-1, size).t() @ flat[:, way].reshape(-1, 3 * size) for way in (0, 1)]
        bias = inner[..., 2, :].sum((0, 2)).unsqueeze(1)
        given = flat.clone()
        given[..., 2 * size :] = outer * slope
        return given, None, torch.stack(ways), bias


class BiGRU(nn.Module):
    """A bidirectional recurrent layer whose backward direction begins at each text's own end."""

    def __init__(self, inputs: int, size: int) -> None:
        super().__init__()
        reach = size**-0.5
        self.inputs = nn.Parameter(torch.empty(2, inputs, 3 * size).uniform_(-reach, reach))
        self.inputs_bias = nn.Parameter(torch.zeros(2, 1, 3 * size))
        self.hidden = nn.Parameter(torch.empty(2, size, 3 * size).uniform_(-reach, reach))
        self.hidden_bias = nn.Parameter(torch.zeros(2, 1, size))

    def forward(self, given: Tensor, mask: Tensor) -> Tensor:
        """Places × texts × 2h."""
        length, count, wide = given.shape
        flat = given.reshape(length * count, wide)
        onward, back = ((flat @ self.inputs[way] + self.inputs_bias[way]).view(length, count, -1) for way in (0, 1))
        masks = torch.stack((mask, mask.flip(0)), 1).unsqueeze(-1)
        both = torch.stack((onward, back.flip(0)), 1)
        states: Tensor = _Steps.apply(both, masks, self.hidden, self.hidden_bias)  # type: ignore[no-untyped-call]
        return torch.cat((states[:, 0], states[:, 1].flip(0)), -1)

    def take(self, weights: tuple[npt.NDArray[np.float32], ...]) -> None:
        """ONNX's weights of the inputs, of the states, and both biases; there the gates stand as z, r, n."""
        size = self.hidden.shape[1]
        order = np.r_[size : 2 * size, :size, 2 * size : 3 * size]
        inputs, hidden, biases = weights
        outer, inner = biases[:, : 3 * size][:, order], biases[:, 3 * size :][:, order]
        outer[:, : 2 * size] += inner[:, : 2 * size]
        with torch.no_grad():
            self.inputs.copy_(torch.from_numpy(inputs[:, order].transpose(0, 2, 1).copy()))
            self.hidden.copy_(torch.from_numpy(hidden[:, order].transpose(0, 2, 1).copy()))
            self.inputs_bias.copy_(torch.from_numpy(outer[:, None].copy()))
            self.hidden_bias.copy_(torch.from_numpy(inner[:, None, 2 * size :].copy()))


class Lac(nn.Module):
    """Baidu's LAC: characters, two recurrent layers, tags of words."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        graph = onnx.load(str(path)).graph
        weights = {each.name: numpy_helper.to_array(each).copy() for each in graph.initializer}
        recurrent = [node.input for node in graph.node if node.op_type == "GRU"]
        matrix = next(weights[node.input[1]] for node in graph.node if node.op_type == "MatMul")
        embedding = next(weights[node.input[0]] for node in graph.node if node.op_type == "Gather")
        self.embedding = nn.Embedding(*embedding.shape)
        self.embedding.weight = nn.Parameter(torch.from_numpy(embedding), requires_grad=False)
        self.layers = nn.ModuleList()
        for names in recurrent:
            layer = BiGRU(weights[names[1]].shape[2], weights[names[2]].shape[2])
            layer.take(tuple(weights[name] for name in names[1:4]))
            self.layers.append(layer)
        self.parts = nn.Linear(*matrix.shape)
        with torch.no_grad():
            self.parts.weight.copy_(torch.from_numpy(matrix.T.copy()))
            self.parts.bias.copy_(torch.from_numpy(weights[_BIAS]))

    def states(self, batch: Batch, drop: float) -> Tensor:
        """The hidden states of the last layer."""
        given: Tensor = self.embedding(batch.rows)
        for layer in self.layers:
            given = layer(_dropped(given, drop, self), batch.mask)
        return given

    def forward(self, batch: Batch) -> Tensor:
        """The scores of words' tags."""
        scores: Tensor = self.parts(self.states(batch, 0.0))
        return scores


class Learner(nn.Module):
    """LAC with a layer on top that reads its states and its tags, and spells names."""

    def __init__(self, lac: Lac, *, tags: int, size: int, drop: float) -> None:
        super().__init__()
        self.lac, self.drop = lac, drop
        self.top = BiGRU(lac.parts.in_features + lac.parts.out_features, size)
        self.names = nn.Linear(2 * size, tags)
        self.follows = nn.Parameter(torch.zeros(tags, tags))
        self.register_buffer("rules", _rules(tags))

    rules: Tensor

    def forward(self, batch: Batch) -> tuple[Tensor, Tensor]:
        """The scores of words' tags and of names' tags."""
        states = self.lac.states(batch, self.drop / 3)
        parts = self.lac.parts(states)
        given = torch.cat((_dropped(states, self.drop, self), parts.softmax(-1)), -1)
        return parts, self.names(_dropped(self.top(given, batch.mask), self.drop, self))

    @property
    def chain(self) -> Tensor:
        """The logarithm of how likely each tag is to follow each."""
        return (self.follows + self.rules).clamp(min=_NEVER)


def _dropped(given: Tensor, share: float, module: nn.Module) -> Tensor:
    """Without some features, the same ones at every place of a text."""
    if not module.training or not share:
        return given
    kept = (torch.rand(1, *given.shape[1:]) >= share).float()
    return given * kept.div_(1 - share)


def _rules(tags: int) -> Tensor:
    """Inside follows begin or inside of its own type; even numbers are inside."""
    rules = torch.zeros(tags, tags)
    rules[:, 2::2] = _NEVER
    for inside in range(2, tags, 2):
        rules[inside - 1 : inside + 1, inside] = 0.0
    return rules


def chain_loss(scores: Tensor, batch: Batch, chain: Tensor) -> Tensor:
    """How surprising the right tags are, by character; a text begins as if behind the tag outside."""
    onward, within = chain.exp(), batch.mask.bool()
    total = scores[0] + chain[0]
    for place in range(1, len(scores)):
        top = total.max(1, keepdim=True)[0].detach()
        stepped = ((total - top).exp() @ onward).clamp(min=1e-30).log() + top + scores[place]
        total = torch.where(within[place].unsqueeze(1), stepped, total)
    chosen = (scores.gather(2, batch.tags.unsqueeze(2)).squeeze(2) * batch.mask).sum()
    steps = (chain[batch.tags[:-1], batch.tags[1:]] * batch.mask[1:]).sum() + chain[0][batch.tags[0]].sum()
    return (total.logsumexp(1).sum() - chosen - steps) / batch.mask.sum()


def agreement_loss(scores: Tensor, wanted: Tensor, mask: Tensor) -> Tensor:
    """How far the tags of words have moved from what LAC gave."""
    apart = functional.kl_div(scores.log_softmax(-1), wanted.softmax(-1), reduction="none").sum(-1)
    return (apart * mask).sum() / mask.sum()
