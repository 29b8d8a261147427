"""The figures are those that the definitions give, counted here by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kgraph.errors import InputError
from kgraph.evaluation import Report, errors, evaluate, lines
from kgraph.records import Refusal, Tables

from . import example


@pytest.fixture(scope="module")
def report(tmp_path_factory) -> Report:
    folder = tmp_path_factory.mktemp("figures")
    return evaluate(example.write_gold(folder / "gold"), example.write_graph(folder / "out"))


# Gold: 1 Place, 3 Company, 1 Award, 1 Government, 1 Role, 1 Person. Found as the example says.
@pytest.mark.parametrize(
    ("what", "gold", "found", "right"),
    [
        ("core", 8, 5, 3),
        ("all", 8, 6, 3),
        ("Place", 1, 1, 1),
        ("Company", 3, 1, 1),
        ("Award", 1, 1, 0),
        ("Government", 1, 0, 0),
        ("Organization", 0, 1, 0),
        ("Role", 1, 0, 0),
        ("Person", 1, 1, 1),
        ("Event", 0, 1, 0),
    ],
)
def test_mentions_count_by_span_and_type(report, what, gold, found, right):
    score = report.mentions[what]
    assert (score.gold, score.found, score.right_gold, score.right_found) == (gold, found, right, right)


@pytest.mark.parametrize(
    ("what", "gold", "found", "right"),
    [
        ("all", 4, 4, 3),
        ("award+role", 2, 2, 2),
        ("received_award", 1, 1, 1),
        ("holds_role", 1, 1, 1),
        ("affiliated_with", 1, 0, 0),
        ("cooperates_with", 1, 1, 1),
        ("supports", 0, 1, 0),
    ],
)
def test_relations_count_up_to_the_names_of_their_ends(report, what, gold, found, right):
    score = report.relations[what]
    assert (score.gold, score.found, score.right_gold, score.right_found) == (gold, found, right, right)


def test_what_gold_says_by_a_qualifier_is_not_counted(report):
    assert "role_at" not in report.relations


def test_precision_recall_and_f_follow_from_the_counts(report):
    score = report.mentions["core"]
    assert (score.precision, score.recall, score.f) == (3 / 5, 3 / 8, pytest.approx(6 / 13))


def test_a_document_that_was_not_read_is_missed_whole(tmp_path):
    gold = example.write_gold(tmp_path / "gold", "other")
    report = evaluate(gold, example.write_graph(tmp_path / "out"))
    assert (report.unread, report.mentions["core"].gold, report.mentions["core"].found) == (("other",), 8, 0)


def test_where_no_relations_were_marked_none_are_compared(tmp_path):
    gold = example.write_gold(tmp_path / "gold")
    (gold / "p1.rel.json").unlink()
    assert evaluate(gold, example.write_graph(tmp_path / "out")).relations["all"].found == 0


def test_where_no_relation_is_stated_all_found_are_wrong(tmp_path):
    gold = example.write_gold(tmp_path / "gold")
    (gold / "p1.rel.json").write_text("[]", encoding="utf-8")
    assert evaluate(gold, example.write_graph(tmp_path / "out")).relations["all"].found == 4


def test_the_source_is_found_by_the_beginning_of_its_name(tmp_path):
    rows = example.graph("far/away/p1_2729aa.txt")
    report = evaluate(example.write_gold(tmp_path / "gold"), example.write_graph(tmp_path / "out", rows))
    assert report.mentions["core"].right_found == 3


def test_two_sources_of_one_name_are_refused(tmp_path):
    rows = example.graph("p1_old.txt")
    twice = replace(rows, articles=(*rows.articles, replace(rows.articles[0], source="p1_new.txt")))
    with pytest.raises(InputError, match="p1_new.txt, p1_old.txt".replace(".", r"\.")):
        evaluate(example.write_gold(tmp_path / "gold"), example.write_graph(tmp_path / "out", twice))


def test_tables_may_lie_in_the_folder_itself(tmp_path):
    out = example.write_graph(tmp_path / "out") / "tables"
    assert evaluate(example.write_gold(tmp_path / "gold"), out).mentions["core"].right_found == 3


def test_one_file_may_be_the_gold(tmp_path):
    gold = example.write_gold(tmp_path / "gold") / "p1.ann.txt"
    assert evaluate(gold, example.write_graph(tmp_path / "out")).relations["all"].right_gold == 3


def test_the_report_of_some_documents_counts_them_alone(report):
    assert report.only([]).mentions["core"].gold == 0


@pytest.mark.parametrize(
    "slip",
    [
        "type      p1:2  ⟦Government|芦川市工信局⟧局长秦  found: Organization",
        "edges     p1:1  芦川市海棠纺织有限公司获评⟦Award|绿色工厂⟧  found: ⟦Award|工厂⟧",
        "missed    p1:2  芦川市工信局⟦Role|局长⟧秦",
        "missed    p1:3  晓到⟦Company|海棠纺织⟧、白鹭食品调研",
        "missed    p1:3  晓到海棠纺织、⟦Company|白鹭食品⟧调研",
        "invented  p1:3  晓到海棠纺织、白鹭食品⟦Event|调研⟧",
    ],
)
def test_each_error_of_mentions_is_told_in_its_sentence(report, slip):
    assert slip in [str(each) for each in report.mention_slips()]


def test_an_error_with_two_sides_is_told_once(report):
    assert len(list(report.mention_slips())) == 6


def test_confusions_count_types_taken_for_others(report):
    assert report.confusions == {("Government", "Organization"): 1}


@pytest.mark.parametrize(
    "slip",
    [
        "missed    p1:2  秦晓 —affiliated_with→ 芦川市工信局 局长秦 晓  (over sentences, unread)",
        "invented  p1:1  芦川市工信局 —supports→ 海棠纺织有限公司 [rule-r4] 海棠纺织  (a name that is none)",
    ],
)
def test_each_error_of_relations_is_told_with_its_passage(report, slip):
    assert slip in [str(each) for each in report.relation_slips()]


def with_office(name: str, **qualifiers: str) -> Tables:
    """The graph of the example, its office under this name, its holding so qualified."""
    rows = example.graph()
    offices = {"e7": replace(next(each for each in rows.entities if each.id == "e7"), name=name)}
    held = [replace(each, qualifiers=qualifiers) if each.relation == "r2" else each for each in rows.evidence]
    return replace(rows, entities=tuple(offices.get(each.id, each) for each in rows.entities), evidence=tuple(held))


@pytest.mark.parametrize(
    ("name", "qualifiers", "key", "counts"),
    [
        ("芦川市工信局局长", {}, "office", (1, 1, 1)),
        ("芦川市局长", {}, "office", (1, 1, 0)),
        ("局长", {}, "office", (1, 1, 0)),
        ("局长", {}, "org", (1, 0, 0)),
        ("局长", {"org": "芦川市工信局"}, "org", (1, 1, 1)),
        ("局长", {"org": "白鹭食品"}, "org", (1, 1, 0)),
        ("局长", {"date": "2021"}, "date", (0, 1, 0)),
        ("局长", {"status": "former"}, "status", (0, 1, 0)),
    ],
)
def test_qualifiers_and_names_of_offices_have_their_own_figures(tmp_path, name, qualifiers, key, counts):
    report = evaluate(
        example.write_gold(tmp_path), example.write_graph(tmp_path / "out", with_office(name, **qualifiers))
    )
    score = report.qualifiers[key]
    assert (score.gold, score.found, score.right_gold) == counts


def test_what_was_read_and_refused_is_told_apart_from_what_was_not_read(tmp_path):
    missed = Refusal(
        subject="秦晓",
        predicate="affiliated_with",
        object="芦川市工信局",
        article="a",
        source="news/p1.txt",
        start=0,
        end=4,
        text="海棠纺织",
        rule="rule",
        reason="planned",
    )
    out = example.write_graph(tmp_path / "out", replace(example.graph(), rejected=(missed,)))
    assert "      1  missed: refused: planned" in list(lines(evaluate(example.write_gold(tmp_path), out)))


def test_confidence_is_held_against_the_gold(report):
    printed = list(lines(report))
    assert "Confidence of relations, calibration error 0.050 (1)" in printed
    assert f"  {'0.90–0.95':<40} {3:>6}  stated 0.90  measured 1.00" in printed


def test_rules_are_held_against_the_gold(report):
    printed = list(lines(report))
    assert f"  {'rule-r4':<40} {1:>6}  stated 0.80  measured 0.00" in printed


def test_the_table_is_one_line_a_figure(report):
    assert f"{'mentions core (8)':<34} P 0.600 R 0.375 F 0.462" in list(lines(report))


@pytest.mark.parametrize("line", ["      2  missed Company", "      1  edges Award", "      1  invented supports"])
def test_errors_are_counted_by_kind(report, line):
    assert line in list(lines(report))


def test_the_list_of_errors_counts_them(report):
    assert "Errors of mentions (6)" in list(errors(report))
