"""Clusters that know what must stay apart."""

from __future__ import annotations

import pytest

from kgraph.resolution.clusters import Clusters


def test_a_veto_moves_with_its_cluster():
    clusters = Clusters("abcd")
    clusters.cannot_link("a", "b")
    clusters.join("b", "c")
    clusters.join("c", "d")
    assert not clusters.join("a", "d")


def test_joined_clusters_are_together():
    clusters = Clusters("abc")
    clusters.join("a", "b")
    clusters.join("b", "c")
    assert sorted(clusters.members("a")) == ["a", "b", "c"]


def test_labels_that_share_nothing_keep_apart():
    clusters = Clusters("ab", {"a": frozenset("1"), "b": frozenset("2")})
    assert not clusters.join("a", "b")


def test_an_open_label_takes_that_of_the_one_it_joins():
    clusters = Clusters("abc", {"a": frozenset("12"), "b": frozenset("2"), "c": frozenset("1")})
    clusters.join("a", "b")
    assert not clusters.join("a", "c")


def test_a_tie_overrides_labels():
    clusters = Clusters("ab", {"a": frozenset("1"), "b": frozenset("2")})
    clusters.must_link("a", "b")
    assert clusters.together("a", "b")


@pytest.mark.parametrize(("left", "right", "able"), [("a", "c", False), ("b", "d", False), ("a", "b", True)])
def test_parted_sides_never_meet(left, right, able):
    clusters = Clusters("abcd")
    clusters.cannot_link_all("ab", "cd", number=0)
    assert clusters.join(left, right) is able


def test_parted_sides_never_meet_by_way_of_a_third():
    clusters = Clusters("abc")
    clusters.cannot_link_all("a", "b", number=0)
    clusters.join("a", "c")
    assert not clusters.join("c", "b")
