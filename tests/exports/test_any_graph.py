"""Whatever the names: what was written is what networkx reads."""

from __future__ import annotations

import dataclasses
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgraph.exports import gephi_lint, gexf, graphml
from kgraph.exports.sanitise import sound
from kgraph.exports.xml_text import clean
from kgraph.knowledge_io import load
from kgraph.records import Entity, Relation, Tables
from tests.exports import readers

TEXT = st.text(st.characters(), min_size=1, max_size=12)
KIND = TEXT.filter(lambda text: "INF" not in clean(text))  # Gephi would make it Infinity, so it is not written as it is
NAMES = st.lists(TEXT, min_size=2, max_size=6, unique=True)
FORMS = [(graphml.write, readers.networkx_graphml), (gexf.write, readers.networkx_gexf)]
Write = Callable[..., None]
Read = Callable[[Path], readers.Found]


@st.composite
def graphs(draw: st.DrawFn) -> Tables:
    ids = draw(NAMES)
    entities = tuple(Entity(id=each, type=draw(KIND), name=draw(TEXT), aliases=(draw(TEXT),)) for each in ids)
    end = st.sampled_from(ids)
    edges = draw(st.lists(st.tuples(end, KIND, end), max_size=6, unique=True))
    relations = tuple(
        Relation(id=f"r{i}", subject=s, predicate=p, object=o, weight=draw(st.integers(1, 9)))
        for i, (s, p, o) in enumerate(edges)
    )
    return Tables(entities=entities, relations=relations)


def named(tables: Tables) -> Tables:
    """The sound tables, in which what has no name left is called by its id."""
    rows = sound(tables)
    entities = tuple(dataclasses.replace(each, name=each.name or each.id) for each in rows.entities)
    return dataclasses.replace(rows, entities=entities)


@pytest.mark.parametrize(("write", "read"), FORMS)
@settings(max_examples=60, deadline=None)
@given(tables=graphs())
def test_any_graph_comes_back(write: Write, read: Read, tables: Tables) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "graph")
        write(tables, path, load(), positions={})
        assert read(path) == readers.expected(named(tables))


@pytest.mark.parametrize("write", [graphml.write, gexf.write])
@settings(max_examples=60, deadline=None)
@given(tables=graphs())
def test_gephi_merges_of_any_graph_only_what_cleaning_made_the_same(write: Write, tables: Tables) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "graph")
        write(tables, path, load(), positions={})
        same = len(tables.relations) - len({(e.subject, e.predicate, e.object) for e in sound(tables).relations})
        assert len(list(gephi_lint.check(path))) == same
