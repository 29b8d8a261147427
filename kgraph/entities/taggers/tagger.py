"""The tagger: texts in, tagged texts out; a network reads their windows in batches."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kgraph import models
from kgraph.entities.candidates.candidate import Candidate
from kgraph.entities.tagged_text import TaggedText
from kgraph.entities.taggers.decoding import Seen, Word
from kgraph.entities.taggers.lac import LacNetwork
from kgraph.entities.taggers.onnx import FineNetwork, Network
from kgraph.entities.taggers.segmenter import Segmenter
from kgraph.entities.taggers.windows import pieces
from kgraph.knowledge_io import Knowledge

__all__ = ["SHIPPED", "TAGGER", "Tagger", "load"]

SHIPPED = models.DEFAULT / "tagger.onnx"
TAGGER = "tagger"

Windows = Sequence[tuple[int, Seen]]  # where each begins, and what was seen in it


class Tagger:
    """Says of each text its words, its names and how probable each tag is at each character."""

    def __init__(self, network: Network, *, types: Iterable[str], segmenter: Segmenter | None = None) -> None:
        self._network = network
        self._types = frozenset(types)
        self._segmenter = segmenter
        kinds: tuple[str, ...] = getattr(network, "types", ())
        labels = ("O", *(f"{edge}-{kind}" for kind in kinds for edge in "BI")) if kinds else ()
        self._columns = {label: number for number, label in enumerate(labels)}

    def tag(self, texts: Sequence[str]) -> list[TaggedText]:
        """The tagged texts, in order; the windows of all of them go through the network together."""
        places = [(number, *span) for number, text in enumerate(texts) for span in pieces(text)]
        seen = self._network([texts[number][start:end] for number, start, end in places])
        found: list[list[tuple[int, Seen]]] = [[] for _ in texts]
        for (number, start, _), one in zip(places, seen, strict=True):
            found[number].append((start, one))
        return [self._tagged(text, windows) for text, windows in zip(texts, found, strict=True)]

    def _tagged(self, text: str, windows: Windows) -> TaggedText:
        words = [_moved(word, start) for start, seen in windows for word in seen.words]
        if self._segmenter:
            words = self._segmenter(text, words)
        names = tuple(self._names(windows))
        return TaggedText(text, tuple(words), names, self._probable(text, windows), self._columns)

    def _names(self, windows: Windows) -> Iterator[Candidate]:
        for start, seen in windows:
            for name in seen.names:
                if name.type in self._types:
                    yield Candidate(start + name.start, start + name.end, name.type, TAGGER, name.confidence)

    def _probable(self, text: str, windows: Windows) -> NDArray[np.float32] | None:
        """How probable each tag is at each character; where nothing was read, none is."""
        if not self._columns:
            return None
        probable = np.zeros((len(text), len(self._columns)), dtype=np.float32)
        probable[:, 0] = 1.0
        for start, seen in windows:
            if seen.probable is not None:
                probable[start : start + len(seen.probable)] = seen.probable
        return probable


def _moved(word: Word, by: int) -> tuple[int, int, str]:
    return word.start + by, word.end + by, word.part


def load(knowledge: Knowledge, *, model: str = "kgraph", segmenter: str = "", threads: int = 1) -> Tagger:
    """A tagger with its network.

    `model`: "kgraph" (shipped), "lac", a file that `kgraph train` wrote, or a spaCy model with a `ner`, by its name or
    folder. `segmenter`: a spacy-pkuseg model, by its name or folder, whose words take the place of the network's.
    """
    kinds = {label: kind.id for kind in knowledge.types.values() for label in (kind.id, *kind.tagger)}
    words = Segmenter(segmenter) if segmenter else None
    return Tagger(_network(model or "kgraph", kinds, threads), types=knowledge.types, segmenter=words)


def _network(model: str, kinds: Mapping[str, str], threads: int) -> Network:
    if model == "kgraph":
        return FineNetwork(SHIPPED, threads=threads)
    if model == "lac":
        return LacNetwork(kinds, threads=threads)
    if model.endswith(".onnx"):
        return FineNetwork(Path(model), threads=threads)
    from kgraph.entities.taggers.spacy_tagger import SpacyNetwork  # noqa: PLC0415 # only who chooses spaCy imports it

    return SpacyNetwork(model, kinds)
