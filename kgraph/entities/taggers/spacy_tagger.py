"""A spaCy model with a `ner` in the place of the network."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from kgraph.entities.taggers.decoding import Name, Seen, Word
from kgraph.errors import ModelError

__all__ = ["SpacyNetwork"]

_SURE = 0.8  # spaCy's `ner` does not say how sure it is


class SpacyNetwork:
    """Reads texts with a spaCy model; labels that no type lists are left out."""

    def __init__(self, model: str, kinds: Mapping[str, str]) -> None:
        self._kinds = dict(kinds)
        self._nlp = _loaded(model)
        if "ner" not in self._nlp.pipe_names:
            raise ModelError(f"model {model!r} has no `ner`; choose a spaCy model that finds names")

    def __call__(self, texts: Sequence[str]) -> list[Seen]:
        """The names and the words of each text."""
        return [Seen(tuple(self._names(doc)), tuple(_words(doc))) for doc in self._nlp.pipe(texts)]

    def _names(self, doc: Doc) -> Iterator[Name]:
        for ent in doc.ents:
            if kind := self._kinds.get(ent.label_):
                yield Name(ent.start_char, ent.end_char, kind, _SURE)


def _words(doc: Doc) -> Iterator[Word]:
    for token in doc:
        if not token.is_space:
            yield Word(token.idx, token.idx + len(token), token.tag_)


def _loaded(model: str) -> Language:
    try:
        return spacy.load(model)
    except OSError as error:
        msg = (
            f"no model is called {model!r}; get one with `python -m spacy download zh_core_web_trf`, or give its folder"
        )
        raise ModelError(msg) from error
    except ImportError as error:
        raise ModelError(f"model {model!r} needs a package that is not here: {error}".split("\n", 1)[0]) from error
