"""The networks that read characters, run by ONNX Runtime in batches.

What a text gives never depends on what else is in its batch: a text that ends early is masked in the graph, and the
graph adds up whole numbers, whose sum has no order.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from kgraph.entities.taggers.decoding import Integers, Seen, best_tags, names, words
from kgraph.errors import ModelError

__all__ = ["FORMAT", "FineNetwork", "Network", "alphabet", "codes", "in_batches", "session"]

FORMAT = "1"
_ROWS, _CELLS = 96, 8192  # a batch: at most so many texts, and so many characters with padding
_SPREAD = 64  # more padding than this costs more than another batch
_CODE_POINTS = 0x110000
_DIGITS = 3  # of a probability


class Network(Protocol):
    """What a tagger needs of a network."""

    def __call__(self, texts: Sequence[str]) -> list[Seen]:
        """The names and the words of each text."""


class FineNetwork:
    """A network that kgraph trained; one file holds the graph, its characters, its types and its parts of speech."""

    def __init__(self, path: Path, *, threads: int = 1) -> None:
        self._session = session(path)
        self._threads = threads
        about = self._session.get_modelmeta().custom_metadata_map
        if about.get("kgraph") != FORMAT:
            raise ModelError(f"{path}: is no model of this kgraph; `kgraph train` makes one")
        self.types: tuple[str, ...] = tuple(json.loads(about["types"]))
        self.parts: tuple[str, ...] = tuple(json.loads(about["parts"]))
        self._chain = np.array(json.loads(about["chain"]), dtype=np.float32)
        rows = {character: row for row, character in enumerate(about["characters"], start=1)}
        self._rows = alphabet(rows, json.loads(about["folds"]))

    def __call__(self, texts: Sequence[str]) -> list[Seen]:
        """The names and the words of each text."""
        return in_batches(texts, self._read, spread=_SPREAD, threads=self._threads)

    def _read(self, texts: Sequence[str]) -> Iterator[Seen]:
        lengths = np.array([len(text) for text in texts])
        rows = np.zeros((int(lengths.max()), len(texts)), dtype=np.int64)
        for number, text in enumerate(texts):
            rows[: len(text), number] = self._rows[codes(text)]
        within = np.arange(len(rows))[:, None] < lengths
        given = {"characters": rows, "mask": within.astype(np.float32)[:, :, None]}
        scores, probable, parts = self._session.run(["names", "probable", "parts"], given)
        tags = best_tags(scores, self._chain, lengths)
        sure = np.log(np.take_along_axis(probable, tags[:, :, None], axis=2)[:, :, 0])
        for number, length in enumerate(lengths.tolist()):
            here = slice(0, length), number
            found = tuple(names(tags[here], sure[here], self.types))
            yield Seen(found, tuple(words(parts[here], self.parts)), np.round(probable[here], _DIGITS))


def session(path: Path) -> Any:
    """A session that runs a graph on one thread: the steps of a recurrent network follow each other."""
    import onnxruntime  # noqa: PLC0415 # 100 ms that commands without a tagger need not pay
    from onnxruntime.capi import onnxruntime_pybind11_state as problems  # noqa: PLC0415

    if not path.is_file():
        raise ModelError(f"{path}: no such model; `kgraph train MARKED -o {path.name}` makes one")
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 4
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    try:
        return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    except (problems.Fail, problems.InvalidProtobuf, problems.InvalidGraph, problems.NotImplemented) as error:
        raise ModelError(f"{path}: is no model that ONNX Runtime can read") from error


def in_batches(
    texts: Sequence[str], read: Callable[[Sequence[str]], Iterator[Seen]], *, spread: int, threads: int
) -> list[Seen]:
    """What `read` sees in each text, given batches whose lengths differ by so many characters at most.

    Batches run side by side on so many threads; which is done first changes nothing.
    """
    seen = [Seen()] * len(texts)
    batches = list(_batches([len(text) for text in texts], spread))
    with ThreadPoolExecutor(threads) as pool:
        found = pool.map(lambda numbers: list(read([texts[number] for number in numbers])), batches)
        for numbers, ones in zip(batches, found, strict=True):
            for number, one in zip(numbers, ones, strict=True):
                seen[number] = one
    return seen


def _batches(lengths: Sequence[int], spread: int) -> Iterator[list[int]]:
    batch: list[int] = []
    for number in sorted(range(len(lengths)), key=lambda number: (lengths[number], number)):
        length = lengths[number]
        is_full = len(batch) == _ROWS or (len(batch) + 1) * length > _CELLS
        if batch and (is_full or length - lengths[batch[0]] > spread):
            yield batch
            batch = []
        if length:
            batch.append(number)
    if batch:
        yield batch


def codes(text: str) -> npt.NDArray[np.uint32]:
    """The code points of a text."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)


def alphabet(rows: Mapping[str, int], folds: Mapping[str, str], *, unknown: int = 0) -> Integers:
    """The row of every code point; what is written for another character has that one's row."""
    table = np.full(_CODE_POINTS, unknown, dtype=np.int64)
    for character, row in rows.items():
        table[ord(character)] = row
    for character, plain in folds.items():
        table[ord(character)] = rows[plain]
    return table
