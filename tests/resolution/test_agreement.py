"""Agreement of found groups with those a reader made."""

from __future__ import annotations

from kgraph.resolution.agreement import b_cubed, false_merges, pairwise

GOLD = {1: "a", 2: "a", 3: "b", 4: "b"}


def test_all_right():
    assert b_cubed(GOLD, {1: 1, 2: 1, 3: 2, 4: 2}).f == 1


def test_all_in_one():
    assert b_cubed(GOLD, dict.fromkeys(GOLD, 0)).precision == 0.5


def test_all_apart():
    assert b_cubed(GOLD, {key: key for key in GOLD}).recall == 0.5


def test_pairs_all_in_one():
    assert round(pairwise(GOLD, dict.fromkeys(GOLD, 0)).precision, 3) == 0.333


def test_only_what_both_sides_know_counts():
    assert b_cubed(GOLD, {1: 0, 2: 0}).f == 1


def test_nothing_in_common_is_no_error():
    assert b_cubed({}, {}).f == 1


def test_false_merges_are_named():
    names = {1: "恒竹", 2: "恒竹股份", 3: "澧水源", 4: "澧水源"}
    assert false_merges(GOLD, dict.fromkeys(GOLD, 0), names) == (("恒竹股份", "澧水源"),)
