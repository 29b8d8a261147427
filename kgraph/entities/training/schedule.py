"""The course of training: passes over the marked text, each in another order and with other names."""

from __future__ import annotations

import copy
import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from random import Random

import torch
from torch import Tensor, nn

from kgraph.entities.training import onnx_import
from kgraph.entities.training.examples import Example, examples, pool, varied
from kgraph.entities.training.network import Batch, Lac, Learner, agreement_loss, chain_loss
from kgraph.entities.training.plan import Plan

__all__ = ["Course", "Rows"]

_LIMITS = (30, 60, 90, 120, 160)  # lengths of the pieces, another for each document and pass
_CHARACTERS = 3840  # in a batch
_SHELF = 640  # pieces sorted by length together
_ROUNDS = ((0.0, 0.5, 1.0), (0.5, 0.75, 0.7), (0.75, 1.0, 0.7))  # each begins, ends, and begins at so much of the rate
_WARM, _LAST = 0.06, 0.03  # share of a round until its full rate; what is left of it in the end
_SHARE = 0.25  # of the rate, for what LAC has learned already
_FORGOTTEN = 0.02  # of the characters, read as unknown ones
_EVERY, _WEIGHT = 3, 0.2  # how often words are held to LAC's, and how strongly
_MEMORY = 0.998  # of the mean of the weights, which is what is kept
_SHORT_MEMORY = 0.995  # of one that is taught further: it has fewer passes to forget where it began

Rows = Callable[[str], list[int]]


@dataclass(frozen=True, slots=True)
class Course:
    """How to train: which types there are, how characters become rows, by which plan and from which seed."""

    types: Sequence[str]
    rows: Rows
    unknown: int
    plan: Plan
    seed: int
    size: int = 160
    drop: float = 0.3

    def learn(
        self,
        lac: Lac,
        documents: Sequence[Example],
        report: Callable[[int, float], None],
        known: Sequence[Example] = (),
    ) -> Learner:
        """A network taught by the documents; `report` hears of each pass and its mean loss."""
        torch.manual_seed(self.seed)
        random = Random(self.seed)  # the order of lessons is no secret
        school = _School(self._learner(copy.deepcopy(lac)), lac.eval(), self.plan)
        names = pool([*documents, *known])
        for epoch in range(self.plan.epochs):
            again = [each for each in known if random.random() < self.plan.share]
            batches = self._batches([*documents, *again], names, random)
            losses = [
                school.step(batch, (epoch + number / len(batches)) / self.plan.epochs)
                for number, batch in enumerate(batches)
            ]
            report(epoch + 1, sum(losses) / len(losses))
        return school.graduate()

    def _learner(self, lac: Lac) -> Learner:
        if self.plan.begin:
            return onnx_import.read(self.plan.begin, lac, self.drop)
        return Learner(lac, tags=2 * len(self.types) + 1, size=self.size, drop=self.drop)

    def _batches(self, documents: Sequence[Example], names: dict[str, list[str]], random: Random) -> list[Batch]:
        lessons = [
            varied(example, names, random)
            for document in documents
            for example in examples(document, random.choice(_LIMITS))
        ]
        random.shuffle(lessons)
        shelves = (lessons[start : start + _SHELF] for start in range(0, len(lessons), _SHELF))
        ordered = [lesson for shelf in shelves for lesson in sorted(shelf, key=lambda lesson: len(lesson.text))]
        batches = [self._batch(batch, random) for batch in _filled(ordered)]
        random.shuffle(batches)
        return batches

    def _batch(self, lessons: Sequence[Example], random: Random) -> Batch:
        shape = (max(len(lesson.text) for lesson in lessons), len(lessons))
        rows, tags, mask = (
            torch.zeros(shape, dtype=torch.long),
            torch.zeros(shape, dtype=torch.long),
            torch.zeros(shape),
        )
        for number, lesson in enumerate(lessons):
            here = slice(0, len(lesson.text))
            known = [self.unknown if random.random() < _FORGOTTEN else row for row in self.rows(lesson.text)]
            rows[here, number] = torch.tensor(known)
            mask[here, number] = 1.0
            for start, end, kind in lesson.names:
                tag = 2 * self.types.index(kind) + 1
                tags[start, number] = tag
                tags[start + 1 : end, number] = tag + 1
        return Batch(rows, tags, mask)


def _filled(lessons: Sequence[Example]) -> Iterator[list[Example]]:
    batch: list[Example] = []
    longest = 0
    for lesson in lessons:
        longest = max(longest, len(lesson.text))
        if batch and (len(batch) + 1) * longest > _CHARACTERS:
            yield batch
            batch, longest = [], len(lesson.text)
        batch.append(lesson)
    if batch:
        yield batch


def _round(passed: float) -> tuple[int, float]:
    """Which round it is, and the share of the rate at this place of it: up quickly, and down along a cosine."""
    number, (begin, end, top) = next((number, each) for number, each in enumerate(_ROUNDS) if passed < each[1])
    within = (passed - begin) / (end - begin)
    falling = 0.5 * (1 + math.cos(math.pi * within)) * (1 - _LAST) + _LAST
    return number, top * min(1.0, within / _WARM) * falling


class _School:
    """A learner, its optimizer and the running mean of its weights; the last two rounds make what is kept."""

    def __init__(self, learner: Learner, lac: Lac, plan: Plan) -> None:
        self.learner, self.mean, self._lac = learner.train(), copy.deepcopy(learner), lac
        known = [weight for weight in learner.lac.parameters() if weight.requires_grad]
        fresh = [weight for name, weight in learner.named_parameters() if not name.startswith("lac.")]
        self._rates = (plan.rate, plan.rate * _SHARE)
        self._memory = _SHORT_MEMORY if plan.begin else _MEMORY
        self._weights = [*fresh, *known]
        self._optimizer = torch.optim.AdamW([{"params": fresh}, {"params": known}], weight_decay=0.01)
        self._steps = self._number = 0
        self._kept: list[Learner] = []

    def step(self, batch: Batch, passed: float) -> float:
        """Learn from one batch; `passed` is how much of the course lies behind."""
        number, factor = _round(passed)
        if number != self._number:
            self._number = number
            self._kept.append(copy.deepcopy(self.mean))
        for group, rate in zip(self._optimizer.param_groups, self._rates, strict=True):
            group["lr"] = rate * factor
        parts, scores = self.learner(batch)
        loss = chain_loss(scores, batch, self.learner.chain)
        total = loss + _WEIGHT * self._apart(parts, batch) if self._steps % _EVERY == 0 else loss
        self._optimizer.zero_grad()
        total.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(self._weights, 1.0)
        self._optimizer.step()
        self._steps += 1
        self._remember()
        return loss.item()

    def graduate(self) -> Learner:
        """The learner with the mean of what the last two rounds came to."""
        with torch.no_grad():
            for before in self._kept[-1:]:
                for weight, other in zip(self.mean.parameters(), before.parameters(), strict=True):
                    weight.lerp_(other, 0.5)
        return self.mean.eval()

    def _apart(self, parts: Tensor, batch: Batch) -> Tensor:
        with torch.no_grad():
            wanted = self._lac(batch)
        return agreement_loss(parts, wanted, batch.mask)

    def _remember(self) -> None:
        kept = min(self._memory, self._steps / (self._steps + 20))
        with torch.no_grad():
            for mean, weight in zip(self.mean.parameters(), self.learner.parameters(), strict=True):
                if weight.requires_grad:
                    mean.lerp_(weight, 1 - kept)
