"""Every row of the tables leads back to its characters, in every document of the sample corpus, whatever its form."""

from pathlib import Path

from kgraph import corpus, pipeline
from kgraph.graph.provenance import astray
from kgraph.knowledge_io import load

SEEDS = Path(__file__).parent.parent / "seeds"


def test_every_row_leads_back_to_its_place() -> None:
    sources = {source.name: source for source in corpus.find([str(SEEDS)])}
    tables = pipeline.build([str(SEEDS)]).tables
    assert len({row.source for row in tables.mentions}) > 100
    assert [*astray(tables, lambda name: corpus.characters(sources[name], load()))] == []
