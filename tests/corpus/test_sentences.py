"""Where sentences end."""

from __future__ import annotations

import pytest

from kgraph.corpus.sentence_splitting import sentences


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text, 0, len(text))]


@pytest.mark.parametrize(
    "wanted",
    [
        ["会议开幕。", "代表到会！", "谁来？"],
        ["甲公司投产；", "乙公司停工;", "丙公司扩产"],
        ["“好！来吧。”安泰说。", "他走了。"],
        ["《谁来？去哪！》出版。"],
        ["新厂（一期。二期！）投产。"],
        ["他说：“这件事情我们已经办了整整三年时间，终于办成了。”", "会议闭幕。"],
        ["他获“先进。”，再获“标兵”。"],
        ["正在建设……", "明年投产。"],
        ["昨日,名单公布,多家企业上榜,其中包括本市的三家龙头企业.", "曹山储能连同新北纺机入选."],
        ["安泰Inc.公司投产。"],
    ],
)
def test_sentences(wanted: list[str]) -> None:
    assert cut("".join(wanted)) == wanted


def test_a_long_sentence_is_cut_at_a_pause() -> None:
    clause = "安泰公司建成投产，"
    blocks = cut(clause * 100)
    assert all(len(block) <= 400 and block.endswith("，") for block in blocks)


def test_a_long_quotation_is_cut_inside() -> None:
    assert len(cut("“" + "我们办成了这件大事。" * 20 + "”")) > 10
