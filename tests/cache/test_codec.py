"""What was said as JSON comes back as it was."""

import dataclasses
import json
from array import array

import pytest

from kgraph.cache.codec import decoded, encoded
from kgraph.reading import FileReading
from kgraph.records import Article, Block, Fact, Failure, Mention, Reading, Refusal

TEXT = "远航鞋业获评绿色工厂。\n林一鸣到场。"
ARTICLE = Article(
    id="a-1",
    source="新闻/a.txt",
    title="远航鞋业",
    text=TEXT,
    origin=array("q", [*range(5, 16), 15, *range(30, 36)]),
    blocks=(Block(kind="paragraph", start=0, end=11), Block(kind="paragraph", start=12, end=18)),
    sentences=((0, 11), (12, 18)),
    discontinuities=(3,),
    widths={5: 4},
)
FIRM = Mention(article="a-1", start=0, end=4, type="Company", text="远航鞋业", rule="tagger", confidence=0.5)
AWARD = Mention(article="a-1", start=6, end=10, type="Award", text="绿色工厂", rule="award")
UNLISTED = Mention(article="a-1", start=12, end=15, type="Person", text="林1鸣", rule="r")
FACT = Fact(
    subject=FIRM, predicate="p", object=AWARD, start=0, end=11, text=TEXT[:11], rule="r", qualifiers={"time": "2023"}
)
LOOSE = Fact(subject=AWARD, predicate="p", object=UNLISTED, start=0, end=18, text="非" * 18, rule="r")
REFUSAL = Refusal(
    subject="远航鞋业",
    predicate="p",
    object="绿色工厂",
    article="a-1",
    source="新闻/a.txt",
    start=0,
    end=11,
    text=TEXT[:11],
    rule="r",
    reason="denied",
)
READING = Reading(article=ARTICLE, mentions=(FIRM, AWARD), facts=(FACT, LOOSE), refusals=(REFUSAL,))
FILE = FileReading(
    readings=(READING,), failures=(Failure(source="\udce4.txt", stage="corpus", reason="is empty"),), traces=("t",)
)


def through_json(file: FileReading) -> FileReading:
    return decoded(json.loads(json.dumps(encoded(file))))


@pytest.mark.parametrize("field", [field.name for field in dataclasses.fields(Article)])
def test_an_article_comes_back(field: str) -> None:
    assert getattr(through_json(FILE).readings[0].article, field) == getattr(ARTICLE, field)


@pytest.mark.parametrize("field", ["mentions", "facts", "refusals"])
def test_what_was_read_in_it_comes_back(field: str) -> None:
    assert getattr(through_json(FILE).readings[0], field) == getattr(READING, field)


def test_failures_and_traces_come_back() -> None:
    again = through_json(FILE)
    assert (again.failures, again.traces) == (FILE.failures, FILE.traces)


def test_a_record_that_is_nonsense_is_refused() -> None:
    plain = encoded(FILE)
    plain[0][0][1][0][1] = 99
    with pytest.raises(ValueError, match="must lie before end"):
        decoded(plain)
