"""The texts of other registers are what their gold says, and enough of each."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kgraph.evaluation import read
from kgraph.knowledge_io import load

FOLDER = Path(__file__).parent.parent / "registers"
GOLD = {document.name: document for document in read(FOLDER, load())}
SENTENCE = re.compile(r"[^。！？\n]{4,}")


@pytest.mark.parametrize("name", GOLD)
def test_without_marks_the_gold_is_the_text(name):
    assert (FOLDER / f"{name}.txt").read_bytes().decode() == GOLD[name].text


@pytest.mark.parametrize("register", ["profile", "resume", "notice", "chat"])
def test_each_register_has_fifty_sentences(register):
    texts = [document.text for name, document in GOLD.items() if name.startswith(register)]
    assert sum(len(SENTENCE.findall(text)) for text in texts) >= 50
