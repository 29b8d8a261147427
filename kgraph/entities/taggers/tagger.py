"""The tagger: a spaCy component that writes words, parts of speech and typed names into a document's span groups.

`doc.spans["words"]` has one span for each word, labelled with its part of speech; `doc.spans["tagger"]` one for each
name, labelled with its type, and in `attrs["confidence"]` how sure the tagger is of each.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup
from spacy.vocab import Vocab

from kgraph import models
from kgraph.entities.taggers.decoding import Seen, Word
from kgraph.entities.taggers.lac import LacNetwork
from kgraph.entities.taggers.onnx import FineNetwork, Network
from kgraph.entities.taggers.segmenter import Segmenter
from kgraph.entities.taggers.spacy_tagger import SpacyNetwork
from kgraph.entities.taggers.windows import pieces
from kgraph.knowledge_io import Knowledge
from kgraph.knowledge_io import load as load_knowledge

__all__ = ["SHIPPED", "Characters", "Tagger", "characters", "load", "made"]

SHIPPED = models.DEFAULT / "tagger.onnx"


class Characters:
    """A tokenizer that makes every character a token, white space too: a token's number is its place."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """The document of a text."""
        return characters(self.vocab, text)


def characters(vocab: Vocab, text: str) -> Doc:
    """A document with one token for each character.

    >>> [token.text for token in characters(Vocab(), "安踏 获奖")]
    ['安', '踏', ' ', '获', '奖']
    """
    return Doc(vocab, words=list(text), spaces=[False] * len(text))


class Tagger:
    """Writes what a network sees; documents may have any tokens, and a span that cuts a token is left out."""

    def __init__(self, network: Network, *, types: Iterable[str], segmenter: Segmenter | None = None) -> None:
        self._network = network
        self._types = frozenset(types)
        self._segmenter = segmenter

    def __call__(self, doc: Doc) -> Doc:
        """Tag one document."""
        self._tag([doc])
        return doc

    def pipe(self, stream: Iterable[Doc], batch_size: int = 64) -> Iterator[Doc]:
        """Tag documents; the pieces of a whole batch of them go through the network together."""
        documents = iter(stream)
        while batch := list(islice(documents, batch_size)):
            self._tag(batch)
            yield from batch

    def _tag(self, documents: Sequence[Doc]) -> None:
        texts = [doc.text for doc in documents]
        places = [(number, *span) for number, text in enumerate(texts) for span in pieces(text)]
        seen = self._network([texts[number][start:end] for number, start, end in places])
        found: list[list[tuple[int, Seen]]] = [[] for _ in documents]
        for (number, start, _), one in zip(places, seen, strict=True):
            found[number].append((start, one))
        for doc, text, parts in zip(documents, texts, found, strict=True):
            self._write(doc, text, parts)

    def _write(self, doc: Doc, text: str, found: Sequence[tuple[int, Seen]]) -> None:
        words = [_moved(word, start) for start, seen in found for word in seen.words]
        if self._segmenter:
            words = self._segmenter(text, words)
        names = [
            (start + name.start, start + name.end, name.type, name.confidence)
            for start, seen in found
            for name in seen.names
            if name.type in self._types
        ]
        span = _spans(doc, text)
        doc.spans["words"] = SpanGroup(doc, name="words", spans=[s for w in words if (s := span(*w)) is not None])
        pairs = [(s, name[3]) for name in names if (s := span(*name[:3])) is not None]
        group = SpanGroup(doc, name="tagger", spans=[s for s, _ in pairs])
        group.attrs["confidence"] = [sure for _, sure in pairs]
        doc.spans["tagger"] = group
        self._write_probable(doc, text, found)

    def _write_probable(self, doc: Doc, text: str, found: Sequence[tuple[int, Seen]]) -> None:
        """How probable each tag is at each character; where nothing was read, none is."""
        types: tuple[str, ...] = getattr(self._network, "types", ())
        if len(doc) != len(text) or not types:
            return
        probable = np.zeros((len(text), 1 + 2 * len(types)), dtype=np.float32)
        probable[:, 0] = 1.0
        for start, seen in found:
            if seen.probable is not None:
                probable[start : start + len(seen.probable)] = seen.probable
        doc.user_data["tagger.scores"] = probable
        doc.user_data["tagger.labels"] = ("O", *(f"{edge}-{kind}" for kind in types for edge in "BI"))


def _moved(word: Word, by: int) -> tuple[int, int, str]:
    return word.start + by, word.end + by, word.part


def _spans(doc: Doc, text: str) -> Callable[[int, int, str], Span | None]:
    """How to make a span of characters; quick where every token is one character."""
    numbers = doc.vocab.strings
    if len(doc) == len(text):
        return lambda start, end, label: Span(doc, start, end, label=numbers.add(label))
    return lambda start, end, label: doc.char_span(start, end, label=label)


@Language.factory("kgraph_tagger", default_config={"model": "kgraph", "segmenter": "", "threads": 1, "knowledge": []})
def tagger(nlp: Language, name: str, model: str, segmenter: str, threads: int, knowledge: list[str]) -> Tagger:  # noqa: ARG001 # spaCy's call
    """The component as spaCy makes it; `knowledge` are folders laid over the shipped one."""
    return made(load_knowledge(*map(Path, knowledge)), model=model, segmenter=segmenter, threads=threads)


def made(knowledge: Knowledge, *, model: str = "kgraph", segmenter: str = "", threads: int = 1) -> Tagger:
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
    return SpacyNetwork(model, kinds)


def load(knowledge: Knowledge, *, model: str = "kgraph", segmenter: str = "", threads: int = 1) -> Language:
    """A pipeline that cuts text into characters and tags it."""
    nlp = Language()
    nlp.tokenizer = Characters(nlp.vocab)
    config = {
        "model": model,
        "segmenter": segmenter,
        "threads": threads,
        "knowledge": [*map(str, knowledge.folders[1:])],
    }
    nlp.add_pipe("kgraph_tagger", config=config)
    return nlp
