"""Every row of the tables leads back to its characters, in every document of the sample corpus, whatever its form."""

import html
import re
from collections import Counter
from pathlib import Path

import pytest

from kgraph import corpus, pipeline
from kgraph.knowledge_io import load
from kgraph.records import Evidence, Tables

ROOT = Path(__file__).parent.parent
SOURCES = {source.name: source for source in corpus.find([str(ROOT / "seeds")])}
MARKUP = re.compile(r"<[^>]*>|\*\*|\\n")


@pytest.fixture(scope="module")
def built() -> Tables:
    return pipeline.build([str(ROOT / "seeds")]).tables


def bare(text: str) -> str:
    return "".join(text.split())


def stands(raw: str, text: str) -> bool:
    """Whether the source, without white space and the markup between, is the text."""
    return bare(text) in (bare(raw), bare(html.unescape(MARKUP.sub("", raw))))


@pytest.mark.parametrize("name", sorted(SOURCES))
def test_every_mention_is_what_stands_at_its_place(built: Tables, name: str) -> None:
    raw = corpus.characters(SOURCES[name], load())
    rows = [row for row in built.mentions if row.source == name]
    assert [row.text for row in rows if not stands(raw[row.start : row.end], row.text)] == []


@pytest.mark.parametrize("name", sorted(SOURCES))
def test_every_passage_lies_in_its_stretch(built: Tables, name: str) -> None:
    """Where a column ended in mid-sentence, the stretch holds what stands between as well."""
    raw = corpus.characters(SOURCES[name], load())
    rows = [row for row in built.evidence if row.source == name]
    assert [row.text for row in rows if not holds(raw[row.start : row.end], row)] == []


def holds(raw: str, row: Evidence) -> bool:
    wanted = Counter(bare(row.text))
    return stands(raw, row.text) or not wanted - Counter(bare(html.unescape(raw)))


def test_names_stand_in_their_passage(built: Tables) -> None:
    names = {each.id: {bare(name) for name in each.names} for each in built.entities}
    ends = {each.id: (each.subject, each.object) for each in built.relations}
    wrong = [
        row.text
        for row in built.evidence
        if bare(row.text[row.subject_start : row.subject_end]) not in names[ends[row.relation][0]]
        or bare(row.text[row.object_start : row.object_end]) not in names[ends[row.relation][1]]
    ]
    assert wrong == []
