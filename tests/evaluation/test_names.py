"""B³, pairs and merges, on examples counted by hand and for any clusters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph.evaluation import Report, b_cubed, evaluate, pairwise
from kgraph.evaluation.clusters import tied
from kgraph.evaluation.gold.document import GoldDocument, GoldMention
from kgraph.evaluation.name_equivalence import Names
from kgraph.knowledge_io import load

from . import example

CLUSTERS = st.dictionaries(st.integers(0, 30), st.integers(0, 5))


def merged(tmp_path, entities: dict[str, str]) -> Report:
    """The example with every name found, each tied to the entity given or to one of its own."""
    found = [
        (text, type_, entities.get(text, f"own-{text}"), 0.9)
        for text, type_ in (
            ("海棠纺织有限公司", "Company"),
            ("白鹭食品", "Company"),
            ("芦川市工信局", "Government"),
            ("局长", "Role"),
        )
    ]
    rows = example.graph(found=found)
    short = example.occurrence(
        "海棠纺织",
        "Company",
        entities.get("海棠纺织", "own"),
        0.9,
        source="news/p1.txt",
        start=example.TEXT.rindex("海棠"),
    )
    rows = example.Tables(**{name: getattr(rows, name) for name in ("articles", "entities", "relations", "evidence")},
                          mentions=(*rows.mentions, short))  # fmt: skip
    return evaluate(example.write_gold(tmp_path / "gold"), example.write_graph(tmp_path / "out", rows))


def test_names_of_one_thing_in_one_entity_are_right(tmp_path):
    report = merged(tmp_path, {"海棠纺织有限公司": "h", "海棠纺织": "h"})
    assert (report.names["b_cubed"].f, report.names["pairwise"].f) == (1.0, 1.0)


def test_a_name_left_apart_costs_recall(tmp_path):
    report = merged(tmp_path, {})
    assert (report.names["b_cubed"].precision, report.names["b_cubed"].recall) == (1.0, pytest.approx(3 / 4))


def test_a_name_left_apart_is_told(tmp_path):
    assert merged(tmp_path, {}).missed_merges == ("p1: 海棠纺织有限公司 | 海棠纺织",)


def test_a_false_merge_costs_precision(tmp_path):
    report = merged(tmp_path, {"海棠纺织有限公司": "h", "海棠纺织": "h", "白鹭食品": "h"})
    assert report.names["pairwise"].precision == pytest.approx(1 / 3)


def test_a_false_merge_is_told_by_name(tmp_path):
    report = merged(tmp_path, {"海棠纺织有限公司": "h", "海棠纺织": "h", "白鹭食品": "h"})
    assert report.false_merges == ("p1: 海棠纺织有限公司 = 白鹭食品",)


def test_titles_are_no_names(tmp_path):
    assert merged(tmp_path, {}).names["b_cubed"].gold == 4


@pytest.mark.parametrize(
    ("groups", "vague"),
    [((), True), ((("芦川市工信局", "市工信局"),), False)],
    ids=["it may be either", "the gold says which"],
)
def test_a_short_name_of_several_bodies_tells_nothing(groups, vague):
    text = "芦川市工信局白河市工信局市工信局"
    mentions = tuple(GoldMention(*span, "Government") for span in ((0, 6), (6, 12), (12, 16)))
    page = GoldDocument(name="a", path="a", text=text, mentions=mentions, groups=groups)
    assert Names(page, load()).is_vague("市工信局") is vague


@given(CLUSTERS)
def test_clusters_agree_with_themselves(clusters):
    score = b_cubed(clusters, clusters)
    assert score.right_gold == score.right_found == len(clusters)


@given(CLUSTERS, CLUSTERS)
def test_names_of_clusters_do_not_matter(gold, found):
    renamed = {key: f"c{cluster}" for key, cluster in found.items()}
    assert b_cubed(gold, found) == b_cubed(gold, renamed)


@given(CLUSTERS, CLUSTERS)
def test_precision_of_one_side_is_recall_of_the_other(gold, found):
    assert pairwise(gold, found).precision == pairwise(found, gold).recall


@given(CLUSTERS, CLUSTERS)
def test_pairs_are_counted_as_all_pairs_would_be(gold, found):
    both = sorted(set(gold) & set(found))
    pairs = [(a, b) for a in both for b in both if a < b]
    together = [(gold[a] == gold[b], found[a] == found[b]) for a, b in pairs]
    score = pairwise(gold, found)
    assert (score.gold, score.found, score.right_gold) == (
        sum(left for left, _ in together),
        sum(right for _, right in together),
        sum(left and right for left, right in together),
    )


@given(CLUSTERS, CLUSTERS)
def test_no_merge_is_told_where_precision_is_whole(gold, found):
    score = pairwise(gold, found)
    assert bool(list(tied(gold, found))) is (score.right_found < score.found)
