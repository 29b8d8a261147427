"""No span leaves its text: texts made of what the knowledge lists, and of beginnings of it, cut at every place."""

from __future__ import annotations

from array import array

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgraph import entities
from kgraph.entities import recognizer as stage
from kgraph.entities.candidates.candidate import Candidate, Overrides
from kgraph.entities.candidates.endings import EndingGenerator
from kgraph.entities.candidates.gazetteer import Gazetteer, Suffixes
from kgraph.entities.tagged_text import TaggedText
from kgraph.knowledge_io import load
from kgraph.records import Article

KNOWLEDGE = load()
LISTS = (
    "gazetteers/abroad", "gazetteers/bodies", "gazetteers/fields", "gazetteers/honours", "gazetteers/legal_forms",
    "gazetteers/regions", "gazetteers/surnames", "gazetteers/titles", "gazetteers/trades", "gazetteers/transliteration",
    "boundaries/boundary_stops", "boundaries/left_boundary", "boundaries/overreach", "boundaries/triggers",
)  # fmt: skip
PLACES = tuple(row["name"] for row in KNOWLEDGE.table("gazetteers/divisions"))
ENDINGS = tuple(
    ending
    for file in ("endings", "phrases")
    for entry in KNOWLEDGE.structure(f"boundaries/{file}").values()
    for ending in entry.texts("endings")
)
MARKS = ("，", "。", "、", "\n", "（", "）", "“", "”", "《", "》", "·", " ", "：", "A", "2024年")
WORDS = st.one_of(
    *(st.sampled_from(KNOWLEDGE.words(name)) for name in LISTS),
    *map(st.sampled_from, (PLACES, ENDINGS, MARKS)),
)
BEGUN = st.builds(lambda word, cut: word[: cut % len(word) + 1], WORDS, st.integers(0, 30))
TEXTS = st.lists(st.one_of(WORDS, BEGUN), min_size=1, max_size=8).map("".join)


@pytest.fixture(scope="module")
def recognizer() -> entities.Recognizer:
    return entities.load(KNOWLEDGE)


def article(text: str) -> Article:
    return Article(id="a", source="a.txt", text=text, origin=array("q", range(len(text))))


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_every_mention_says_what_stands_at_its_place(recognizer: entities.Recognizer, text: str) -> None:
    assert all(text[each.start : each.end] == each.text for each in recognizer([article(text)])[0])


@settings(max_examples=30, deadline=None)
@given(TEXTS)
def test_a_text_cut_anywhere_is_read(recognizer: entities.Recognizer, text: str) -> None:
    cut = [(article(text[:end]),) for end in range(1, len(text) + 1)]
    assert [len(each) for each in recognizer.pipe(cut)] == [1] * len(cut)


@given(st.lists(WORDS, min_size=1, max_size=6), TEXTS)
def test_a_gazetteer_finds_only_what_it_lists(words: list[str], text: str) -> None:
    listed = Gazetteer(dict.fromkeys(words, True))
    found = [*listed.find(text + words[0][:-1]), *listed.everywhere(text + words[0][:-1])]
    assert {(text + words[0][:-1])[start:end] for start, end, _ in found} <= set(words)
    assert all(end <= len(text) + len(words[0]) - 1 for _, end, _ in found)


@given(st.lists(WORDS, min_size=1, max_size=6), TEXTS)
def test_suffixes_never_begin_before_the_text(words: list[str], text: str) -> None:
    for rest in (words[0][1:], words[0][-1:] + text):
        assert all(0 < length <= end for end, length, _ in Suffixes(dict.fromkeys(words, True)).find(rest))


@pytest.mark.parametrize("ending", ["校党委", "外科", "有限公司"])
def test_a_text_that_is_an_ending_has_no_longer_one_before_it(ending: str) -> None:
    found = EndingGenerator(KNOWLEDGE).candidates(TaggedText(ending, ((0, len(ending), "n"),)))
    assert all(each.start == 0 for each in found)


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (2, 2), (3, 2)])
def test_a_candidate_refuses_a_span_that_is_none(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="must lie before"):
        Candidate(start, end, "Company", "rule", 0.5)
    with pytest.raises(ValueError, match="must lie before"):
        Candidate(0, 5, "Company", "rule", 0.5)._replace(start=start, end=end)


def test_a_generator_that_leaves_the_text_is_refused(recognizer: entities.Recognizer) -> None:
    class Beyond:
        def candidates(self, tagged: TaggedText) -> list[Candidate]:
            return [Candidate(0, len(tagged.text) + 1, "Company", "beyond", 0.9, Overrides.RULE)]

    broken = stage.Recognizer(recognizer._tagger, [Beyond()], KNOWLEDGE)
    with pytest.raises(ValueError, match="lies behind a text of 2 characters"):
        broken([article("安踏")])
