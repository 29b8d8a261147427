"""Any bytes go through the whole way to the tables: no exception, each row leads back to its place."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings

from kgraph import corpus, pipeline
from kgraph.graph.provenance import astray
from kgraph.knowledge_io import load
from tests.fuzzing.documents import documents, words


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("fuzz")


def faults(folder: Path, document: tuple[str, bytes]) -> list[str]:
    """The tracebacks that a document leaves, and the rows that do not lead back to it."""
    suffix, data = document
    path = folder / f"a{suffix}"
    path.write_bytes(data)
    outcome = pipeline.build([str(path)])
    lost = astray(outcome.tables, lambda _: corpus.characters(next(corpus.find([str(path)])), load()))
    return [*outcome.traces, *lost]


@settings(max_examples=500, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(document=documents())
@example(document=(".txt", "人民网".encode()))
@example(document=(".txt", "公司".encode()))
def test_any_bytes_are_read(folder: Path, document: tuple[str, bytes]) -> None:
    assert faults(folder, document) == []


@pytest.mark.parametrize("start", range(0, len(words()), 2000))
def test_a_text_may_end_inside_any_word(folder: Path, start: int) -> None:
    """Each listed word, cut before its last character, ends a text of its own; a row each keeps it quick."""
    cut = [word[:-1] for word in words()[start : start + 2000] if len(word) > 1]
    rows = (f'"本报讯 {word.replace(chr(34), "")}"' for word in cut)
    assert faults(folder, (".csv", "\n".join(("text", *rows)).encode())) == []
