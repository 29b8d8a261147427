"""Records refuse nonsense; tables come back as they were written."""

from array import array
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from kgraph.exports import parquet
from kgraph.records import Article, Block, Entity, Evidence, Fact, Mention, Relation, Tables

MENTION = {"article": "a", "type": "Company", "text": "安踏", "rule": "lexicon"}
FIRM = Entity(
    id="c1",
    type="Company",
    name="安踏",
    aliases=("安踏集团",),
    mentions=2,
    articles=1,
    identifiers={"uscc": "9"},
)
EVIDENCE = Evidence(
    relation="r1", article="a", source="a.txt", start=0, end=5, text="安踏获奖。", rule="r", confidence=0.5,
    subject_start=0, subject_end=2, object_start=2, object_end=4, qualifiers={"date": "2025"},
)  # fmt: skip


@pytest.mark.parametrize(("start", "end"), [(2, 2), (3, 2), (-1, 2)])
def test_a_mention_refuses_an_empty_or_backward_span(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="must lie before"):
        Mention(start=start, end=end, **MENTION)


@pytest.mark.parametrize("end", [1, 3, 9])
def test_a_mention_refuses_a_span_longer_or_shorter_than_its_text(end: int) -> None:
    with pytest.raises(ValueError, match="2 characters cannot stand between"):
        Mention(start=0, end=end, **MENTION)


def test_a_fact_refuses_a_span_that_its_passage_does_not_fill() -> None:
    firm = Mention(start=0, end=2, **MENTION)
    with pytest.raises(ValueError, match="5 characters cannot stand between"):
        Fact(subject=firm, predicate="p", object=firm, start=0, end=6, text="安踏获奖。", rule="r")


@pytest.mark.parametrize("outside", [{"sentences": ((0, 6),)}, {"blocks": (Block(kind="paragraph", start=2, end=6),)}])
def test_an_article_refuses_blocks_and_sentences_beyond_its_text(outside: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="outside a text of 5 characters"):
        Article(id="a", source="a.txt", text="安踏获奖。", origin=array("q", range(5)), **outside)


def test_a_mention_refuses_impossible_confidence() -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        Mention(start=0, end=2, confidence=1.5, **MENTION)


def test_a_fact_covers_both_its_mentions() -> None:
    inside, outside = Mention(start=0, end=2, **MENTION), Mention(start=9, end=11, **MENTION)
    with pytest.raises(ValueError, match="outside its evidence"):
        Fact(subject=inside, predicate="p", object=outside, start=0, end=5, text="安踏获奖。", rule="r")


def test_tables_come_back_as_written(tmp_path: Path) -> None:
    written = Tables(
        entities=(FIRM,),
        relations=(Relation(id="r1", subject="c1", predicate="p", object="c1", weight=1),),
        evidence=(EVIDENCE,),
    )
    parquet.write(written, tmp_path)
    assert parquet.read(tmp_path) == written


def test_a_passage_across_a_seam_has_the_stretch_that_holds_it() -> None:
    places = array("q", [10, 11, 12, 3, 4])
    article = Article(id="a", source="a.txt", text="安踏获奖了", origin=places, discontinuities=(3,))
    assert (article.place(0, 5), article.place(3, 5), article.is_whole(2, 4)) == ((3, 13), (3, 5), False)


def test_half_a_surrogate_pair_is_written_as_a_replacement(tmp_path: Path) -> None:
    firm = Entity(id="c1", type="Company", name="安\ud83d", aliases=("\udc00踏",), identifiers={"a": "\ud800"})
    parquet.write(Tables(entities=(firm,)), tmp_path)
    (read,) = parquet.read(tmp_path).entities
    assert (read.name, read.aliases, read.identifiers) == ("安\ufffd", ("\ufffd踏",), {"a": "\ufffd"})


def test_the_columns_are_those_that_arrow_would_make(tmp_path: Path) -> None:
    """They are put together from their buffers; what arrow makes of the same values must be the same."""
    dated = [{"date": "2025-02"}, {}, {"date": "近日"}, {"date": "1998/2003"}]
    relations = tuple(
        Relation(id=f"r{i}", subject="安踏", predicate="p", object="a\udce4", weight=i, qualifiers=each)
        for i, each in enumerate(dated)
    )
    firms = (FIRM, Entity(id="c2", type="Company", name="", aliases=("甲", "", "乙丙")))
    parquet.write(Tables(entities=firms, relations=relations), tmp_path)
    found = pq.read_table(tmp_path / "relations.parquet")
    found.validate(full=True)
    first, last = date(2025, 2, 1), date(2025, 2, 28)
    columns = found.select(["object", "date_from", "date_to", "date_precision", "weight"]).to_pydict()
    assert columns == {
        "object": ["a\ufffd"] * 4,
        "date_from": [first, None, None, date(1998, 1, 1)],
        "date_to": [last, None, None, date(2003, 12, 31)],
        "date_precision": ["month", None, None, "period"],
        "weight": [0, 1, 2, 3],
    }
    assert pq.read_table(tmp_path / "entities.parquet")["aliases"].to_pylist() == [list(each.aliases) for each in firms]
