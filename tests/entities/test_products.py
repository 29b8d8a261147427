"""Every rule for products finds what it says it finds and leaves what it says it leaves."""

from collections.abc import Iterator

import pytest

from kgraph.entities.candidates.candidate import Candidate
from kgraph.entities.candidates.products import MAKER, PRODUCT, ProductGenerator
from kgraph.knowledge_io import load
from kgraph.knowledge_io.annotation import unmark

KNOWLEDGE = load()
FINDER = ProductGenerator(KNOWLEDGE)
ENTRIES = {name: entry for name, entry in KNOWLEDGE.structure("boundaries/products").items() if name != "rules"}


def examples(kind: str) -> Iterator[tuple[str, str]]:
    for rule, entry in sorted(ENTRIES.items()):
        for marked in entry.texts(kind):
            yield rule, marked


def found(marked: str) -> tuple[list[str], list[str], set[str]]:
    """The products that are marked, those found, and the rules that found them."""
    text, marks = unmark(marked)
    firms = [Candidate(mark.start, mark.end, MAKER, "marked", 1.0) for mark in marks if mark.type == MAKER]
    made = FINDER.find(text, firms)
    wanted = [text[mark.start : mark.end] for mark in marks if mark.type == PRODUCT]
    return wanted, [text[each.start : each.end] for each in made], {each.rule for each in made}


@pytest.mark.parametrize(("rule", "marked"), [*examples("finds")])
def test_finds(rule: str, marked: str) -> None:
    wanted, names, rules = found(marked)
    assert (names, rules) == (wanted, {rule})


@pytest.mark.parametrize(("rule", "marked"), [*examples("ignores")])
def test_ignores(rule: str, marked: str) -> None:
    assert rule not in found(marked)[2]


def test_every_rule_has_both_kinds_of_example() -> None:
    assert [rule for rule, entry in ENTRIES.items() if not (entry["finds"] and entry["ignores"])] == []


def test_no_product_without_a_company() -> None:
    assert FINDER.find("全县主要生产老陈醋、保健醋。", []) == []


def test_a_product_never_touches_a_name() -> None:
    text = "远山酒业专做老陈醋。"
    taken = [Candidate(0, 4, MAKER, "marked", 1.0), Candidate(6, 9, "Award", "marked", 1.0)]
    assert FINDER.find(text, taken) == []
