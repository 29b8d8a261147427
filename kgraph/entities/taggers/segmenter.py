"""spacy-pkuseg's words in the place of the network's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from kgraph.errors import ModelError

__all__ = ["Segmenter"]

_RELEASES = "https://github.com/explosion/spacy-pkuseg/releases"

Placed = tuple[int, int, str]


class Segmenter:
    """Cuts text into words with a model of spacy-pkuseg, given by its folder or its name."""

    def __init__(self, model: str) -> None:
        self._cut = _loaded(model)

    def __call__(self, text: str, words: Sequence[Placed]) -> list[Placed]:
        """The words of a text, each with the part of speech of the given word that holds its last character."""
        parts = {place: part for start, end, part in words for place in range(start, end)}
        return [(start, end, parts.get(end - 1, "")) for start, end in self.words(text)]

    def words(self, text: str) -> Iterator[tuple[int, int]]:
        """The spans of the words; white space belongs to none."""
        place = 0
        for word in self._cut(text):
            start = text.index(word, place)
            place = start + len(word)
            yield start, place


def _loaded(model: str) -> Any:
    import spacy_pkuseg  # noqa: PLC0415 # only who chooses it pays for it
    from spacy_pkuseg.config import config  # noqa: PLC0415

    folder = Path(model)
    if not folder.is_dir():
        folder = Path(config.pkuseg_home) / model
    if not folder.is_dir():
        msg = f"no pkuseg model is called {model!r}; unpack one from {_RELEASES} and give its folder as --segmenter"
        raise ModelError(msg)
    try:
        return spacy_pkuseg.pkuseg(str(folder)).cut
    except (OSError, ValueError, KeyError) as error:
        raise ModelError(f"{folder}: is no model of spacy-pkuseg: {error}") from error
