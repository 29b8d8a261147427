"""Marked text, brat and columns say the same; what they cannot say is refused with its line."""

from __future__ import annotations

import json

import pytest

from kgraph.errors import InputError
from kgraph.evaluation import read
from kgraph.evaluation.gold.document import GoldMention
from kgraph.knowledge_io import load

MARKED = "⟦COM|安踏⟧获奖\n⟦PER|林\n晓⟧\n"
TEXT = "安踏获奖\n林\n晓\n"
BRAT = (
    "T1\tCompany 0 2\t安踏\nT2\tPER 5 8\t林 晓\nR1\taffiliated_with Arg1:T2 Arg2:T1\n*\tEquiv T1 T2\n#1\tNote T1\t?\n"
)
COLUMNS = "-DOCSTART- O\n\n安 B-COM\n踏 I-COM\n获奖 O\n\n# 注\n林 B-PER\n晓 I-PER\n"
MENTIONS = [("安踏", "Company"), ("林晓", "Person")]


def load_gold(folder, **files):
    for name, text in files.items():
        (folder / name.replace("__", ".")).write_text(text, encoding="utf-8", newline="")
    return list(read(folder, load()))


def surfaces(document):
    return [(document.surface(mention), mention.type) for mention in document.mentions]


@pytest.mark.parametrize(
    "files",
    [
        {"a__ann__txt": MARKED},
        {"a__ann": BRAT, "a__txt": TEXT},
        {"a__conll": COLUMNS},
        {"a__bio": "安 B-Company\n踏 I-Company\n\n林 I-Person\n晓 I-Person\n"},
        {"a__bmes": "安 B-COM\n踏 E-COM\n获 O\n林 B-PER\n晓 E-PER\n"},
        {"a__bioes": "安踏 nz S-COM\n获奖 v O\n林晓 nr S-PER\n"},
    ],
    ids=lambda files: next(iter(files)),
)
def test_each_format_gives_the_same_mentions(tmp_path, files):
    assert surfaces(load_gold(tmp_path, **files)[0]) == MENTIONS


def test_two_names_of_one_type_side_by_side_stay_two(tmp_path):
    gold = load_gold(tmp_path, a__bio="安 B-COM\n踏 I-COM\n恒 B-COM\n安 I-COM\n")[0]
    assert gold.mentions == (GoldMention(0, 2, "Company"), GoldMention(2, 4, "Company"))


def test_a_name_ends_with_its_sentence(tmp_path):
    gold = load_gold(tmp_path, a__bio="安 B-COM\n\n踏 I-COM\n")[0]
    assert [gold.surface(mention) for mention in gold.mentions] == ["安", "踏"]


def test_brat_gives_relations(tmp_path):
    relation = load_gold(tmp_path, a__ann=BRAT, a__txt=TEXT)[0].relations[0]
    assert (relation.subject, relation.predicate, relation.object) == ("林晓", "affiliated_with", "安踏")


def test_brat_gives_names_of_one_thing(tmp_path):
    assert load_gold(tmp_path, a__ann=BRAT, a__txt=TEXT)[0].groups == (("安踏", "林晓"),)


def test_a_line_of_brat_may_come_before_what_it_refers_to(tmp_path):
    turned = "\n".join(reversed(BRAT.splitlines()))
    assert len(load_gold(tmp_path, a__ann=turned, a__txt=TEXT)[0].relations) == 1


def test_a_name_in_two_pieces_is_one(tmp_path):
    gold = load_gold(tmp_path, a__ann="T1\tPER 5 6;7 8\t林 晓\n", a__txt=TEXT)[0]
    assert surfaces(gold) == [("林晓", "Person")]


def test_folders_are_read_to_their_ends_in_order(tmp_path):
    (tmp_path / "north").mkdir()
    (tmp_path / "north" / "a.ann.txt").write_text(MARKED, encoding="utf-8")
    assert [document.name for document in load_gold(tmp_path, b__ann__txt=MARKED)] == ["a", "b"]


RELATION = {"s": "安踏", "st": "COM", "p": "received_award", "o": "奖", "ot": "AWD", "q": {}, "ev": "安踏获奖"}


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"a__ann__txt": "安踏\n⟦CON|安踏⟧"}, "a.ann.txt, line 2: unknown type 'CON'. Did you mean 'COM'?"),
        ({"a__ann__txt": "安踏\n⟦安踏⟧"}, "line 2: a mark is not closed or its type is missing"),
        ({"a__ann__txt": MARKED, "a__rel__json": "[\n{]"}, "a.rel.json: is not JSON: "),
        ({"a__ann__txt": MARKED, "a__rel__json": "{}"}, "a.rel.json, line 1: must be a JSON list"),
        ({"a__ann__txt": MARKED, "a__rel__json": '[\n{"s": "安踏"}]'}, "a.rel.json, line 2: a relation is an object"),
        (
            {"a__ann__txt": MARKED, "a__rel__json": json.dumps([{**RELATION, "p": "receive_award"}])},
            "line 1: unknown predicate 'receive_award'. Did you mean 'received_award'?",
        ),
        ({"a__ann__txt": MARKED, "a__alias__json": '[["安踏"],\n"恒安"]'}, "a.alias.json, line 2: names of one thing"),
        ({"a__ann": BRAT}, "a.ann: its text must lie beside it as a.txt"),
        ({"a__ann": "T1 Company 0 2", "a__txt": TEXT}, "a.ann, line 1: must read T1<tab>Person 0 3<tab>name"),
        ({"a__ann": "T1\tCompany 0 2\t恒安", "a__txt": TEXT}, "line 1: says '恒安', but at 0–2 stands '安踏'"),
        ({"a__ann": "T1\tFirm 0 2\t安踏", "a__txt": TEXT}, "line 1: unknown type 'Firm'"),
        ({"a__ann": "R1\tissues Arg1:T1 Arg2:T2", "a__txt": TEXT}, "line 1: no line above defines 'T1'"),
        ({"a__ann": "R1\tissues", "a__txt": TEXT}, "line 1: must read R1<tab>holds_role Arg1:T1 Arg2:T2"),
        ({"a__ann": "X1\t?", "a__txt": TEXT}, "line 1: begins like no annotation of brat"),
        ({"a__bio": "安 B-COM\n踏"}, "a.bio, line 2: must end in O or a tag such as B-PER or I-Person, not '踏'"),
        ({"a__bio": "安 B-COM\n踏 I-COMP"}, "a.bio, line 2: unknown type 'COMP'. Did you mean 'COM'?"),
        ({"a__ann__txt": MARKED, "a__bio": "安 O"}, "a.bio: "),
        ({"a__txt": TEXT}, "holds no gold; it must be files that end in .ann.txt .ann .conll .bio .bioes .bmes"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_its_place(tmp_path, files, said):
    with pytest.raises(InputError) as caught:
        load_gold(tmp_path, **files)
    assert said in str(caught.value)
