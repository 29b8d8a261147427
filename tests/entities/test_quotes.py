"""Quotation marks are put right without moving a character."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph.text.quotes import paired


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ('围绕"冷鲜牛肉"协商', "围绕“冷鲜牛肉”协商"),
        ("获”驰名商标”、”老字号”称号", "获“驰名商标”、“老字号”称号"),
        ("获“驰名商标”称号", "获“驰名商标”称号"),
        ("“一段话。\n又一段”", "“一段话。\n又一段”"),
    ],
)
def test_marks_open_and_close_in_turn(text: str, wanted: str) -> None:
    assert paired(text) == wanted


@given(st.text(alphabet='安踏“”"＂\n，', max_size=40))
def test_nothing_else_changes(text: str) -> None:
    made = paired(text)
    assert [each for each in zip(text, made, strict=True) if each[0] != each[1] and each[0] not in '”"＂'] == []


@given(st.text(alphabet='安踏“”"＂\n，', max_size=40))
def test_twice_changes_nothing(text: str) -> None:
    assert paired(paired(text)) == paired(text)
