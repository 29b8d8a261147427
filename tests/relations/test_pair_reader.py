"""The pair reader: what it sees of a pair, what it never states, and how its model is written and taught."""

from __future__ import annotations

from array import array
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from kgraph import relations
from kgraph.errors import ModelError
from kgraph.knowledge_io import load
from kgraph.knowledge_io.annotation import unmark
from kgraph.records import Article, Fact, Mention, Refusal
from kgraph.relations.extractor import Extractor
from kgraph.relations.facts.rates import Rates
from kgraph.relations.pair_reader import model as files
from kgraph.relations.pair_reader.features import TYPES, Pairs, pairs
from kgraph.relations.pair_reader.fit import Example, taught
from kgraph.relations.pair_reader.model import PairModel
from kgraph.relations.pair_reader.reader import PATH, PairReader, admissible
from kgraph.relations.passages import passages

KNOWLEDGE = load()
PREDICATES = ("received_award", "holds_role")
NUMBERS = {name: number for number, name in enumerate(PREDICATES)}
ACCEPTED = admissible(KNOWLEDGE, PREDICATES)
PRIZE = "⟦Company|星禾鞋业⟧在会上捧回⟦Award|匠心金奖⟧。"


def document(marked: str) -> tuple[Article, list[Mention]]:
    text, marks = unmark(marked)
    article = Article(id="a", source="a.txt", text=text, origin=array("q", range(len(text))))
    found = [
        Mention(article="a", start=each.start, end=each.end, type=each.type, text=text[each.start : each.end], rule="x")
        for each in marks
    ]
    return article, found


def seen(marked: str) -> Pairs:
    article, mentions = document(marked)
    either = (ACCEPTED | ACCEPTED.transpose(0, 2, 1)).any(axis=0)
    return pairs(article, passages(article, mentions), (), np.asarray(either), NUMBERS)


def sure_of_all(pairs: Pairs) -> PairModel:
    """A model that finds everything true."""
    made = taught(
        [Example(pairs, np.zeros((len(pairs.types), 4), bool), np.ones((len(pairs.types), 4)))], PREDICATES, epochs=1
    )
    zeros = {name: np.zeros_like(weight) for name, weight in made.weights.items()}
    zeros["out.bias"] = np.full(4, 9.0, dtype=np.float32)
    return replace(made, weights=zeros, thresholds=dict.fromkeys(PREDICATES, 0.9))


def stated(marked: str, facts: tuple[Fact, ...] = (), refusals: tuple[Refusal, ...] = ()) -> list[Fact]:
    article, mentions = document(marked)
    reader = PairReader(KNOWLEDGE, sure_of_all(seen(PRIZE)))
    return list(reader(article, passages(article, mentions), facts, refusals))


def test_a_pair_is_seen_by_its_frame_and_not_by_its_names():
    one, other = seen(PRIZE), seen("⟦Company|海川重型机械鞋业⟧在会上捧回⟦Award|省质量匠心金奖⟧。")
    for name in ("windows", "types", "endings", "dense"):
        assert np.array_equal(getattr(one, name), getattr(other, name)), name
    assert np.array_equal(one.frame.grams, other.frame.grams)


def test_what_stands_between_is_seen():
    assert not np.array_equal(seen(PRIZE).frame.grams, seen(PRIZE.replace("捧回", "缺席")).frame.grams)


def test_what_it_states_names_its_rule_and_covers_both_names():
    (fact,) = stated(PRIZE)
    assert (fact.subject.text, fact.rule, fact.object.text) == ("星禾鞋业", "pair-received_award", "匠心金奖")
    assert fact.confidence == 1.0
    assert fact.text == unmark(PRIZE)[0]


def test_what_the_patterns_read_is_not_stated_again():
    (fact,) = stated(PRIZE)
    assert stated(PRIZE, facts=(replace(fact, rule="award-active"),)) == []


@pytest.mark.parametrize(("reason", "count"), [("negated", 0), ("confidence", 1)])
def test_what_was_refused_stays_refused_unless_it_was_only_unsure(reason, count):
    refusal = Refusal(
        subject="星禾鞋业", predicate="received_award", object="匠心金奖", article="a", source="a.txt", start=0, end=4,
        text="星禾鞋业", rule="award-active", reason=reason,
    )  # fmt: skip
    assert len(stated(PRIZE, refusals=(refusal,))) == count


@pytest.mark.parametrize("before", ["未能", "力争"])
def test_what_its_clause_denies_is_not_stated(before):
    assert stated(f"⟦Company|星禾鞋业⟧{before}捧回⟦Award|匠心金奖⟧。") == []


def test_an_office_is_held_at_the_body_before_its_title():
    facts = stated("⟦Organization|海川商会⟧⟦Role|会长⟧⟦Person|林星禾⟧到场。")
    assert [(fact.subject.text, dict(fact.qualifiers)) for fact in facts] == [("林星禾", {"org": "海川商会"})]


def test_a_text_without_names_or_of_another_type_gives_nothing():
    assert stated("⟦Person|林星禾⟧与⟦Place|海川⟧。") == []


def test_the_shipped_reader_is_part_of_the_extractor_and_counts_beyond_the_patterns():
    shipped = files.read(PATH)
    assert set(shipped.predicates) < set(KNOWLEDGE.relations)
    assert PATH.stat().st_size < 3_000_000
    assert all(0.4 <= each <= 1 for each in shipped.thresholds.values())
    assert relations.load(KNOWLEDGE)._pairs is not None
    assert Extractor(KNOWLEDGE, Rates())._pairs is None


def test_the_same_lessons_give_the_same_bytes(tmp_path: Path):
    lesson = seen(PRIZE)
    example = Example(lesson, np.ones((len(lesson.types), 4), bool), np.ones((len(lesson.types), 4)))
    for name in ("one.npz", "other.npz"):
        files.write(taught([example], PREDICATES, epochs=2), tmp_path / name)
    assert (tmp_path / "one.npz").read_bytes() == (tmp_path / "other.npz").read_bytes()


def test_what_is_taught_is_told_apart():
    right, wrong = seen(PRIZE), seen(PRIZE.replace("在会上捧回", "的对手拿走了"))
    examples = [
        Example(each, np.full((len(each.types), 4), true), np.ones((len(each.types), 4)))
        for each, true in ((right, True), (wrong, False))
    ]
    model = taught(examples, PREDICATES, epochs=120)
    assert model.probabilities(right)[0, 0] > 0.7 > 0.3 > model.probabilities(wrong)[0, 0]


def test_a_window_weighs_the_same_wherever_it_stands():
    example = seen(PRIZE)
    model = taught(
        [Example(example, np.ones((len(example.types), 4), bool), np.ones((len(example.types), 4)))],
        PREDICATES,
        epochs=2,
    )
    far = seen("甲" * 300 + "\n" + PRIZE)
    assert np.array_equal(model._windows(example)[0], model._windows(far)[0])


@pytest.mark.parametrize("written", [b"", b"PK", b'{"format": 1}'])
def test_a_file_without_a_model_is_refused(tmp_path: Path, written: bytes):
    (tmp_path / "pairs.npz").write_bytes(written)
    with pytest.raises(ModelError, match="holds no pair reader"):
        files.read(tmp_path / "pairs.npz")


def test_types_are_those_of_the_ontology():
    assert set(TYPES) == set(KNOWLEDGE.types)
