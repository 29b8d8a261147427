"""Soundness: nothing is lost but what no reader takes, and what is sound stays as it is."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from kgraph.exports.sanitise import sound
from kgraph.exports.xml_text import clean, unique
from kgraph.graph.periods import days
from kgraph.records import Entity, Evidence, Relation, Tables
from tests.exports.sample import HOSTILE, SMALL

ANY = st.text(st.characters(), max_size=30)


def test_sound_tables_stay_as_they_are() -> None:
    assert sound(SMALL) == SMALL


def test_making_sound_twice_changes_nothing() -> None:
    assert sound(sound(HOSTILE)) == sound(HOSTILE)


def test_only_a_relation_without_an_end_is_left_out() -> None:
    made = sound(HOSTILE)
    assert (len(made.entities), len(made.relations)) == (len(HOSTILE.entities), len(HOSTILE.relations) - 1)


def test_every_weight_is_above_zero() -> None:
    assert [each.weight for each in sound(HOSTILE).relations] == [1, 1, 1, 1, 1, 1]


def test_names_still_stand_at_their_places_in_cleaned_evidence() -> None:
    ends = (Entity(id="a", type="Company", name="甲"), Entity(id="b", type="Company", name="乙"))
    row = Evidence(
        relation="r", article="", source="", start=0, end=6, text="\x00甲\x01助\x02乙", rule="", confidence=1.0,
        subject_start=1, subject_end=2, object_start=5, object_end=6,
    )  # fmt: skip
    edge = Relation(id="r", subject="a", predicate="supports", object="b", weight=1)
    [made] = sound(Tables(entities=ends, relations=(edge,), evidence=(row,))).evidence
    places = made.text[made.subject_start : made.subject_end], made.text[made.object_start : made.object_end]
    assert (made.text, places) == ("甲助乙", ("甲", "乙"))


@given(ANY)
def test_clean_text_can_stand_in_xml(text: str) -> None:
    element = etree.Element("a")
    element.text = clean(text)
    assert etree.fromstring(etree.tostring(element, encoding="utf-8")).text == (clean(text) or None)


@given(ANY)
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(st.lists(st.one_of(st.none(), ANY), max_size=12))
def test_ids_are_unique_and_none_is_empty(ids: list[object]) -> None:
    made = unique(ids)
    assert len(set(made)) == len(ids)
    assert all(made)


@given(st.dates().map(str))
def test_a_day_is_its_own_period(day: str) -> None:
    assert days(day) == (day, day)


@given(ANY)
def test_any_text_is_a_period_or_none(text: str) -> None:
    found = days(text)
    assert found is None or found[0] <= found[1]
