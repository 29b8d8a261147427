"""The engine under the patterns: masks, lists, limits, and what it refuses to load."""

import random
import sys
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgraph import knowledge_io, relations
from kgraph.errors import KnowledgeError
from kgraph.relations.passages import LONGEST, passages
from kgraph.relations.patterns.grammar import unbounded
from kgraph.relations.patterns.masking import FIRST, Kinds, mask

from .marked import article, triple

KNOWLEDGE = knowledge_io.load()
EXTRACTOR = relations.load(KNOWLEDGE)
KINDS = Kinds(KNOWLEDGE.types, {})


def masked(marked):
    made, mentions = article(marked)
    return mask(made.text, 0, mentions, KINDS).text.translate({ord(KINDS.char(name)): name[0] for name in KINDS.names})


@pytest.mark.parametrize(
    ("marked", "wanted"),
    [
        ("⟦Company|踏岚⟧获评⟦Award|绿色工厂⟧", "C获评A"),
        ("⟦Company|踏岚⟧获“⟦Award|绿色工厂⟧”称号", "C获A称号"),
        ("获“⟦Award|甲⟧”“⟦Award|乙⟧”称号", "获A、A称号"),
        ("授予⟦Company|踏岚⟧“⟦Award|甲⟧”", "授予CA"),
        ("⟦Person|苏晓⟧(右二)说,好", "P说，好"),
        ("⟦Company|踏岚⟧(⟦Place|泉水⟧)", "C（P）"),
    ],
)
def test_a_mask_keeps_words_and_types(marked, wanted):
    assert masked(marked) == wanted


def test_no_character_of_the_source_passes_for_a_name():
    made, mentions = article(f"{chr(FIRST)}获评⟦Award|绿色工厂⟧")
    assert len(mask(made.text, 0, mentions, KINDS).places) == 1


@pytest.mark.parametrize(
    ("expression", "problem"),
    [
        ("获.*奖", "a repetition without a bound of at most 60"),
        ("获.{0,99}奖", "a repetition without a bound of at most 60"),
        ("(?:获.{0,9}){0,5}奖", "a repetition within another"),
        (".{0,50}" * 5, "too many ways to match"),
        ("获.{0,9}奖", ""),
    ],
)
def test_what_may_take_more_than_linear_time_is_refused(expression, problem):
    assert unbounded(expression) == problem


ENTRIES = {
    "kind": ("lost: {text: '{object:Awrad}'}", "unknown kind 'Awrad'. Did you mean 'Award'?"),
    "words": ("lost: {text: '<recieved>{object:Award}'}", "unknown words <recieved>. Did you mean 'received'?"),
    "regular expression": ("lost: {text: '({object:Award}'}", "no regular expression"),
    "name": ("lost: {text: '{object:Award}', ahead: Actor, facts: [sbject received_award object]}", "no unit is named"),
    "relation": (
        "lost: {text: '{object:Award}', ahead: Actor, facts: [ahead recieved_award object]}",
        "unknown relation 'recieved_award'. Did you mean 'received_award'?",
    ),
    "denial": ("lost: {text: '{object:Award}', ahead: Actor, allows: [planed]}", "Did you mean 'planned'?"),
    "reach": ("lost: {text: '{object:Award}', ahead: Actor, reach: sentance}", "Did you mean 'sentence'?"),
    "counts": (
        "lost: {text: '{object:Award}', ahead: Actor, measured: {correct: 3, of: 2}}",
        "3 correct of 2 cannot be",
    ),
    "bound": ("lost: {text: '获.*{object:Award}', ahead: Actor}", "a repetition without a bound"),
    "fold": ("lost: {text: '{object:Award}', ahead: Actor, fold: objct}", "no unit is named 'objct'"),
    "key": ("lost: {txt: '{object:Award}'}", "unknown key 'txt'. Did you mean 'text'?"),
    "two files": ("lies-in: {text: '{object:Award}', ahead: Actor}", "pattern 'lies-in' stands in two files"),
}


@pytest.mark.parametrize(("entry", "problem"), ENTRIES.values(), ids=ENTRIES)
def test_a_wrong_pattern_names_its_file_line_and_cure(tmp_path, entry, problem):
    (tmp_path / "patterns").mkdir()
    (tmp_path / "patterns" / "received_award.yaml").write_text(entry, encoding="utf-8")
    with pytest.raises(KnowledgeError, match=r"^received_award\.yaml, line 1: ") as raised:
        relations.load(knowledge_io.load(tmp_path))
    assert problem in str(raised.value)


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("没戏\tnegatd\tbefore\t3", "unknown kind 'negatd'. Did you mean 'negated'?"),
        ("没戏\tnegated\tbehind\t3", "unknown where 'behind'"),
        ("没戏\tnegated\tbefore\tfar", "reach must be a number up to 40, not 'far'"),
    ],
)
def test_a_wrong_denial_names_its_line(tmp_path, row, problem):
    (tmp_path / "discourse").mkdir()
    (tmp_path / "discourse" / "modality.tsv").write_text(f"word\tkind\twhere\treach\n{row}\n", encoding="utf-8")
    with pytest.raises(KnowledgeError, match=r"^modality\.tsv, line 2: ") as raised:
        relations.load(knowledge_io.load(tmp_path))
    assert problem in str(raised.value)


def test_a_user_adds_a_denial_without_code(tmp_path):
    (tmp_path / "discourse").mkdir()
    row = "word\tkind\twhere\treach\n没戏\tnegated\tafter\t3\n"
    (tmp_path / "discourse" / "modality.tsv").write_text(row, encoding="utf-8")
    extractor = relations.load(knowledge_io.load(tmp_path))
    facts, _ = extractor(*article("⟦Company|踏岚⟧获评⟦Award|绿色工厂⟧没戏。"))
    assert facts == ()


def test_a_user_adds_a_pattern_without_code(tmp_path):
    (tmp_path / "patterns").mkdir()
    entry = "crowned: {text: '喜提{object:Award}', ahead: Actor}"
    (tmp_path / "patterns" / "received_award.yaml").write_text(entry, encoding="utf-8")
    facts, _ = relations.load(knowledge_io.load(tmp_path))(*article("⟦Company|踏岚⟧喜提⟦Award|绿色工厂⟧。"))
    assert {triple(fact) for fact in facts} == {"踏岚 received_award 绿色工厂"}


def test_a_long_sentence_is_read_in_pieces():
    made, mentions = article("⟦Company|踏岚⟧获评⟦Award|绿色工厂⟧，" + "产销两旺，" * 300)
    assert max(passage.end - passage.start for passage in passages(made, mentions)) <= LONGEST


def test_no_piece_cuts_a_name():
    made, mentions = article("长" * (LONGEST - 3) + "⟦Award|国家级绿色工厂⟧" + "长" * 900)
    assert sum(len(passage.mentions) for passage in passages(made, mentions)) == 1


def test_of_overlapping_names_the_longer_is_read():
    made, mentions = article("⟦Company|踏岚体育⟧获评⟦Award|绿色工厂⟧。")
    inner = replace(mentions[0], end=2, text="踏岚")
    facts, _ = EXTRACTOR(made, (inner, *mentions))
    assert {triple(fact) for fact in facts} == {"踏岚体育 received_award 绿色工厂"}


def test_an_article_without_sentences_is_read_by_lines():
    made, mentions = article("⟦Company|踏岚⟧获评⟦Award|绿色工厂⟧")
    facts, _ = EXTRACTOR(replace(made, sentences=()), mentions)
    assert {triple(fact) for fact in facts} == {"踏岚 received_award 绿色工厂"}


def test_an_article_without_names_states_nothing():
    assert EXTRACTOR(*article("天气晴好。")) == ((), ())


PIECES = (
    "⟦Company|踏岚⟧",
    "⟦Award|绿色工厂⟧",
    "⟦Person|许明⟧",
    "⟦Role|局长⟧",
    "⟦Government|市工信局⟧",
    "⟦Place|石桥县⟧",
    "⟦Event|大赛⟧",
    "获评",
    "联合",
    "、",
    "，",
    "。",
    "与",
    "的",
    "（",
    "）",
    "\n",
    "举办",
    "被",
    "该公司",
    "，，",
)
WRITTEN = st.lists(st.sampled_from(PIECES), min_size=1, max_size=40).map("".join)


@settings(max_examples=200, deadline=None)
@given(WRITTEN, st.randoms())
def test_the_order_of_the_names_does_not_matter(marked, order):
    made, mentions = article(marked)
    shuffled = order.sample(mentions, len(mentions))
    assert EXTRACTOR(made, shuffled) == EXTRACTOR(made, mentions)


@settings(max_examples=200, deadline=None)
@given(WRITTEN)
def test_every_fact_fits_its_relation_and_its_evidence(marked):
    made, mentions = article(marked)
    facts, _ = EXTRACTOR(made, mentions)
    assert all(
        KNOWLEDGE.relations[fact.predicate].accepts(fact.subject.type, fact.object.type)
        and {fact.subject, fact.object} <= set(mentions)
        and made.text[fact.start : fact.end] == fact.text
        for fact in facts
    )


def calls(made, mentions):
    """How many calls the extractor makes for an article."""
    counted = 0

    def count(frame, event, argument):
        nonlocal counted
        counted += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        EXTRACTOR(made, mentions)
    finally:
        sys.setprofile(None)
    return counted


HOSTILE = {
    "one sentence without punctuation": "⟦Company|踏岚⟧获评⟦Award|绿色工厂⟧又",
    "names only": "⟦Company|踏岚⟧",
    "one list": "⟦Company|踏岚⟧、",
    "two lists": "⟦Company|踏岚⟧、⟦Award|绿色工厂⟧",
    "openings without ends": "由⟦Government|市工信局⟧（",
    "verbs without objects": "⟦Company|踏岚⟧获评获评获评获评",
    "words only": "获评举办联合投资建设的",
    "commas": "，⟦Place|石桥县⟧，",
}


@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE)
def test_work_grows_with_the_text(piece):
    once, twice = (calls(*article(piece * (count // len(piece)))) for count in (4_000, 8_000))
    assert twice <= 2.3 * once


def test_fifty_thousand_characters_without_punctuation():
    order = random.Random(7)
    marked = "".join(order.choices([piece for piece in PIECES if piece not in "。\n"], k=12_000))
    facts, _ = EXTRACTOR(*article(marked))
    assert len(facts) < len(marked)
