"""Persons of one name: in several articles by what these share and how common the name is, in one by their offices."""

from __future__ import annotations

import pytest

from kgraph.resolution import resolve
from kgraph.resolution.names import person_names
from tests.resolution.marked import KNOWLEDGE, reading

NAMES = person_names.load(KNOWLEDGE)


def people(*texts):
    made = [reading(text, f"a{number}") for number, text in enumerate(texts)]
    return sum(entity.type == "Person" for entity in resolve(made, KNOWLEDGE).entities)


def test_a_rare_name_is_one_person():
    assert people("工人⟦PER|阮从璧⟧技术过硬。", "农户⟦PER|阮从璧⟧增收。") == 1


@pytest.mark.parametrize("name", ["张敏", "王伟", "王女士", "李某", "小明", "王建国"])
def test_a_common_name_is_as_many_as_there_are_articles(name):
    assert people(f"工人⟦PER|{name}⟧技术过硬。", f"农户⟦PER|{name}⟧增收。") == 2


def test_a_rare_name_of_other_bodies_in_other_provinces_is_two_people():
    left = "⟦LOC|益阳⟧：⟦COM|恒竹⟧⟦PER|梁秀云⟧说。"
    assert people(left, "⟦LOC|泉州⟧：⟦COM|澧水源⟧⟦PER|梁秀云⟧说。") == 2


def test_a_common_name_beside_the_same_people_is_one():
    text = "⟦PER|张敏⟧说，⟦PER|阮从璧⟧和⟦PER|柳小雨⟧都来了"
    assert people(f"{text}。", f"昨天{text}。") == 3


def test_a_name_counted_often_is_common():
    assert NAMES.namesakes("阮从璧") < NAMES.with_texts(f"阮从{each}" for each in "甲乙丙丁").namesakes("阮从璧")


TWO = [
    "⟦GOV|益阳市教育局⟧⟦ROLE|局长⟧⟦PER|甘长林⟧到会。⟦COM|恒竹⟧⟦ROLE|董事长⟧⟦PER|甘长林⟧也到会。",
    "⟦ORG|益阳市第一医院⟧⟦ROLE|院长⟧⟦PER|甘长林⟧和⟦ORG|益阳市第一中学⟧⟦ROLE|校长⟧⟦PER|甘长林⟧到会。",
    "⟦ROLE|市长⟧⟦PER|甘长林⟧到会。小学生⟦PER|甘长林⟧发言。",
    "⟦GOV|益阳市教育局⟧⟦ROLE|局长⟧⟦PER|甘长林⟧、⟦GOV|益阳市水利局⟧⟦ROLE|局长⟧⟦PER|甘长林⟧到会。",
]


@pytest.mark.parametrize("text", TWO)
def test_two_callings_are_two_people(text):
    assert people(text) == 2


ONE = [
    "⟦GOV|益阳市教育局⟧⟦ROLE|局长⟧⟦PER|甘长林⟧到会。⟦PER|甘长林⟧说。",
    "⟦GOV|益阳市教育局⟧⟦ROLE|局长⟧⟦PER|甘长林⟧到会。⟦GOV|市教育局⟧⟦ROLE|局长⟧⟦PER|甘长林⟧说。",
    "⟦COM|恒竹⟧⟦ROLE|董事长⟧⟦PER|甘长林⟧到会。⟦PER|甘长林⟧兼任⟦ORG|竹业协会⟧⟦ROLE|会长⟧。",
    "原⟦GOV|益阳市教育局⟧⟦ROLE|局长⟧⟦PER|甘长林⟧到会。⟦COM|恒竹⟧⟦ROLE|董事长⟧⟦PER|甘长林⟧也到会。",
]


@pytest.mark.parametrize("text", ONE)
def test_one_calling_is_one_person(text):
    assert people(text) == 1


def test_who_is_named_again_is_the_one_before():
    made = reading(TWO[0].replace("也到会。", "也到会。⟦PER|甘长林⟧说。"))
    found = resolve([made], KNOWLEDGE)
    first, second, third = (found.entity_of[each.key] for each in made.mentions if each.type == "Person")
    assert first != second == third
