"""Every ending, pattern and phrase finds what it says it finds and leaves what it says it leaves."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from kgraph.entities.candidates.endings import EndingGenerator
from kgraph.entities.candidates.phrases import PhraseGenerator
from kgraph.entities.candidates.span_patterns import PatternGenerator
from kgraph.entities.tagged_text import TaggedText
from kgraph.entities.taggers import tagger
from kgraph.errors import KnowledgeError
from kgraph.knowledge_io import Knowledge, load
from kgraph.knowledge_io.annotation import unmark

KNOWLEDGE = load()
ENDINGS = {
    "company-group", "company-legal", "company-trade", "government", "government-field", "organization",
    "organization-party", "organization-short", "organization-ward", "place-town",
}  # fmt: skip
PATTERNS = {
    "award-corner-quoted", "award-in-book-marks", "award-item", "award-listed", "award-of-cases",
    "award-quoted", "award-rank", "award-verb-quoted", "central-bank", "certificate", "certificate-code",
    "dateline", "dateline-together", "departments", "document-number", "document-title", "editor",
    "event-quoted", "field-department", "paper-quoted", "person-after-title",
    "person-byline", "person-foreign", "person-in-list", "person-initials",
    "person-latin-title", "person-photo", "project-quoted", "qualification", "qualification-listed",
    "role-of-committee",
}  # fmt: skip
PHRASES = {"award", "document", "event", "project"}
GENERATORS = {"endings": EndingGenerator, "span_patterns": PatternGenerator, "phrases": PhraseGenerator}


@pytest.fixture(scope="module")
def words() -> tagger.Tagger:
    """LAC cuts the words, as it does for the shipped model."""
    return tagger.load(KNOWLEDGE, model="lac")


@pytest.fixture(scope="module")
def generators() -> dict[str, EndingGenerator | PatternGenerator | PhraseGenerator]:
    return {name: kind(KNOWLEDGE) for name, kind in GENERATORS.items()}


def tagged(words: tagger.Tagger, text: str) -> TaggedText:
    return words.tag([text])[0]


def examples(key: str) -> Iterator[tuple[str, str, str]]:
    for file in GENERATORS:
        for rule, entry in KNOWLEDGE.structure(f"boundaries/{file}").items():
            for marked in entry.texts(key):
                yield file, rule, marked


def of_rule(rule: str, file: str) -> tuple[str, ...]:
    return {"endings": (rule, f"{rule}-placed"), "phrases": (f"phrase-{rule}",)}.get(file, (rule,))


@pytest.mark.parametrize(("file", "rule", "marked"), [*examples("finds")])
def test_finds(file: str, rule: str, marked: str, words: tagger.Tagger, generators: dict[str, EndingGenerator]) -> None:
    text, marks = unmark(marked)
    found = {each[:3] for each in generators[file].candidates(tagged(words, text)) if each.rule in of_rule(rule, file)}
    assert marks
    assert {(mark.start, mark.end, mark.type) for mark in marks} <= found


@pytest.mark.parametrize(("file", "rule", "text"), [*examples("ignores")])
def test_ignores(file: str, rule: str, text: str, words: tagger.Tagger, generators: dict[str, EndingGenerator]) -> None:
    found = [each for each in generators[file].candidates(tagged(words, text)) if each.rule in of_rule(rule, file)]
    assert [text[each.start : each.end] for each in found] == []


@pytest.mark.parametrize(("file", "wanted"), [("endings", ENDINGS), ("span_patterns", PATTERNS), ("phrases", PHRASES)])
def test_no_entry_is_lost(file: str, wanted: set[str]) -> None:
    assert set(KNOWLEDGE.structure(f"boundaries/{file}")) - {"walk"} == wanted


@pytest.mark.parametrize("file", [*GENERATORS])
def test_every_entry_has_both_kinds_of_examples(file: str) -> None:
    entries = KNOWLEDGE.structure(f"boundaries/{file}")
    bare = [rule for rule, entry in entries.items() if rule != "walk" and not (entry["finds"] and entry["ignores"])]
    assert bare == []


@pytest.mark.parametrize(
    ("file", "line", "said"),
    [
        ("span_patterns", "a: {pattern: '(?P<Person>', confidence: 0.5}", "not a regular expression"),
        ("span_patterns", "a: {pattern: '(?P<Persno>x)', confidence: 0.5}", "Did you mean 'Person'"),
        ("span_patterns", "a: {patern: x}", "Did you mean 'pattern'"),
        ("phrases", "a: {type: Event, endings: [会], conf: 1}", "unknown key 'conf'"),
    ],
)
def test_what_is_wrong_is_said(file: str, line: str, said: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("knowledge")
    (folder / "boundaries").mkdir()
    (folder / "boundaries" / f"{file}.yaml").write_text(line, encoding="utf-8")
    knowledge: Knowledge = load(folder)
    with pytest.raises(KnowledgeError, match=said):
        GENERATORS[file](knowledge)
