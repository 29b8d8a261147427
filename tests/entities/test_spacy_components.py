"""kgraph as a spaCy pipe: found by its entry point, drawn by displaCy, kept by DocBin."""

from __future__ import annotations

from importlib.metadata import EntryPoint

import pytest
import spacy
from spacy import displacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin

from kgraph.spacy_components import GROUP, component

TEXT = "海丝市工信局局长林星禾表示，\n星禾集团获评“省级绿色工厂”。"


@pytest.fixture(scope="module")
def nlp() -> Language:
    made = spacy.blank("zh")
    made.add_pipe("kgraph")
    return made


def spans(doc: Doc) -> list[tuple[str, str]]:
    return [(span.text, span.label_) for span in doc.spans[GROUP]]


def test_the_entry_point_names_the_factory() -> None:
    import tomllib
    from pathlib import Path

    declared = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text(encoding="utf-8"))
    value = declared["project"]["entry-points"]["spacy_factories"]["kgraph"]
    assert EntryPoint("kgraph", value, "spacy_factories").load() is component


def test_mentions_are_spans_of_the_document(nlp: Language) -> None:
    found = set(spans(nlp(TEXT)))
    assert {("林星禾", "Person"), ("星禾集团", "Company"), ("省级绿色工厂", "Award")} <= found


def test_facts_lead_back_to_the_documents_characters(nlp: Language) -> None:
    doc = nlp(TEXT)
    fact = next(fact for fact in doc._.kgraph_facts if fact["predicate"] == "received_award")
    assert fact["subject"] == "星禾集团"
    assert "星禾集团获评“省级绿色工厂”" in doc.text[fact["start"] : fact["end"]]


def test_a_stream_gives_what_single_documents_give(nlp: Language) -> None:
    texts = [TEXT, "", "安踏", TEXT[:13]]
    assert [spans(doc) for doc in nlp.pipe(texts)] == [spans(nlp(text)) for text in texts]


def test_a_pipeline_whose_tokens_are_words_gets_the_tokens_around_a_name() -> None:
    whole = spacy.blank("xx")  # cuts at white space: the text is one token
    whole.add_pipe("kgraph")
    assert {text for text, _ in spans(whole(TEXT[:13]))} == {TEXT[:13]}


def test_displacy_draws_the_mentions(nlp: Language) -> None:
    drawn = displacy.render(nlp(TEXT), style="span", options={"spans_key": GROUP}, page=True, jupyter=False)
    assert "Government" in drawn


def test_docbin_keeps_spans_and_facts(nlp: Language) -> None:
    doc = nlp(TEXT)
    packed = DocBin(store_user_data=True, docs=[doc]).to_bytes()
    back = next(iter(DocBin(store_user_data=True).from_bytes(packed).get_docs(nlp.vocab)))
    assert spans(back) == spans(doc)
    assert back._.kgraph_facts == doc._.kgraph_facts


def test_a_default_build_does_not_import_spacy() -> None:
    import subprocess
    import sys

    code = "import sys, kgraph.reading, kgraph.pipeline; print('spacy' in sys.modules)"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "False"
