"""The whole entity stage: mentions lie in their articles, a page remembers, users' names win, hostile text is quick."""

from __future__ import annotations

import time
from array import array
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgraph import entities
from kgraph.entities.candidates.abbreviations import Abbreviations
from kgraph.entities.candidates.candidate import Candidate
from kgraph.entities.candidates.place_names import places
from kgraph.entities.candidates.tag_correction import TagCorrector
from kgraph.entities.scoring.select_spans import select
from kgraph.errors import KnowledgeError
from kgraph.knowledge_io import load
from kgraph.records import Article, Mention

KNOWLEDGE = load()
NEWS = "星禾（福建）体育用品有限公司日前获评“省级绿色工厂”称号。晋江市工业和信息化局局长林星禾表示祝贺。"


@pytest.fixture(scope="module")
def recognizer() -> entities.Recognizer:
    return entities.load(KNOWLEDGE)


def article(text: str, *, number: int = 1) -> Article:
    return Article(id=f"a-{number}", source="a.txt", text=text, origin=array("q", range(len(text))))


def surfaces(mentions: tuple[Mention, ...], kind: str) -> list[str]:
    return [mention.text for mention in mentions if mention.type == kind]


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("Company", "星禾（福建）体育用品有限公司"),
        ("Award", "省级绿色工厂"),
        ("Government", "晋江市工业和信息化局"),
        ("Role", "局长"),
        ("Person", "林星禾"),
    ],
)
def test_names_of_a_news_item(recognizer: entities.Recognizer, kind: str, name: str) -> None:
    assert surfaces(recognizer([article(NEWS)])[0], kind) == [name]


def test_a_short_form_is_known_by_the_full_name_on_its_page(recognizer: entities.Recognizer) -> None:
    first, second = article(NEWS), article("市工信局随后走访企业。", number=2)
    assert surfaces(recognizer([first, second])[1], "Government") == ["市工信局"]


def test_mentions_lie_in_their_articles_and_say_their_text(recognizer: entities.Recognizer) -> None:
    both = [article(NEWS), article(NEWS[27:], number=2)]
    wrong = [
        mention
        for each, mentions in zip(both, recognizer(both), strict=True)
        for mention in mentions
        if mention.article != each.id or each.text[mention.start : mention.end] != mention.text
    ]
    assert wrong == []


@pytest.mark.parametrize("texts", [[], [""], ["", "\n\n"]])
def test_empty_pages_give_nothing(recognizer: entities.Recognizer, texts: list[str]) -> None:
    assert recognizer([article(text) for text in texts]) == [() for _ in texts]


def test_the_same_page_gives_the_same_mentions(recognizer: entities.Recognizer) -> None:
    assert recognizer([article(NEWS)]) == entities.load(KNOWLEDGE)([article(NEWS)])


@pytest.mark.parametrize(
    ("row", "name", "kind"),
    [
        ("海之声\tORG\t", "海之声", "Organization"),
        ("海之声乐团\t社会组织\t海之声|海声", "海声", "Organization"),
        ("绿色工厂\tCompany\t", "绿色工厂", "Company"),
    ],
)
def test_a_users_name_wins(row: str, name: str, kind: str, tmp_path: Path) -> None:
    (tmp_path / "own.tsv").write_text(f"name\ttype\taliases\n{row}\n", encoding="utf-8")
    own = entities.load(KNOWLEDGE, lexicon=[tmp_path / "own.tsv"])
    text = f"公司获评省级绿色工厂，{name}到场祝贺。"
    assert name in surfaces(own([article(text)])[0], kind)


def test_a_users_place_does_not_cut_a_body_that_bears_its_name(tmp_path: Path) -> None:
    (tmp_path / "own.tsv").write_text("name\ttype\taliases\n晋江\tPlace\t\n", encoding="utf-8")
    own = entities.load(KNOWLEDGE, lexicon=[tmp_path / "own.tsv"])
    assert surfaces(own([article(NEWS)])[0], "Government") == ["晋江市工业和信息化局"]


@pytest.mark.parametrize(
    ("content", "said"),
    [("name\ttype\taliases\n安踏\tCompnay\t\n", "Did you mean 'Company'"), ("word\n安踏\n", "no column 'name'")],
)
def test_a_bad_list_of_names_is_refused(content: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "own.tsv").write_text(content, encoding="utf-8")
    with pytest.raises(KnowledgeError, match=said):
        entities.load(KNOWLEDGE, lexicon=[tmp_path / "own.tsv"])


SPANS = st.builds(
    lambda start, length, kind, sure: Candidate(start, start + length, kind, "rule", sure),
    st.integers(0, 40),
    st.integers(1, 12),
    st.sampled_from(["Company", "Place"]),
    st.sampled_from([0.2, 0.5, 0.7, 0.9, 1.0]),
)


@given(st.lists(SPANS, max_size=25))
def test_what_is_chosen_never_overlaps(found: list[Candidate]) -> None:
    won = sorted(each for each in select(found) if each.confidence < 1)
    assert all(left.end <= right.start for left, right in pairwise(won))


@given(st.lists(SPANS, max_size=25), st.randoms())
def test_choosing_does_not_depend_on_order(found: list[Candidate], random: object) -> None:
    assert select(random.sample(found, len(found))) == select(found)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("text", "name", "kind", "wanted"),
    [
        ("协同食品协会倡议", "协同食品协会", "Organization", [("食品协会", "Organization")]),
        ("落实省委省政府部署", "省委省政府", "Government", [("省委", "Government"), ("省政府", "Government")]),
        ("新华社报道", "新华社", "Company", [("新华社", "Organization")]),
        ("走进海丝研究院", "海丝研究院", "Company", [("海丝研究院", "Company")]),
        ("由海丝研究院（晋江）有限公司", "海丝研究院", "Organization", [("海丝研究院（晋江）有限公司", "Company")]),
        ("通讯员陈星禾文/图", "陈星禾文", "Person", [("陈星禾", "Person")]),
        ("推动行业协会发展", "行业协会", "Organization", []),
        ("是副会长单位", "副会长", "Role", []),
        ("开展“暖企”活动", "暖企”活动", "Event", [("“暖企”活动", "Event")]),
        ("晋江市工信局局长", "晋江市工信局", "Government", [("晋江市工信局", "Government")]),
        ("中美两国", "中美", "Place", [("中", "Place"), ("美", "Place")]),
        ("福建地区的茶企", "福建地区", "Place", [("福建", "Place")]),
        ("西藏阿里地区", "阿里地区", "Place", [("阿里地区", "Place")]),
        ("一行赴漳州考察", "赴漳州", "Place", [("漳州", "Place")]),
        ("海丝大学党委书记林星禾", "党委书记", "Role", [("党委书记", "Role")]),
        ("海丝市教育局党组书记", "党组书记", "Role", [("党组书记", "Role")]),
        ("被告人陈某", "被告人", "Role", []),
        ("记者王海林星禾", "王海林星禾", "Person", [("王海", "Person"), ("林星禾", "Person")]),
        ("经理王海林表示", "王海林", "Person", [("王海林", "Person")]),
        ("林海作报告", "林海作", "Person", [("林海", "Person")]),
        ("李荣获得好评", "李荣", "Person", [("李荣", "Person")]),
        ("向李梅学习", "向李梅", "Person", [("李梅", "Person")]),
        ("陈主任到场", "陈主任", "Person", []),
        ("林星禾先生", "林星禾先生", "Person", [("林星禾", "Person")]),
        ("获海丝市“星禾示范企业”称号", "海丝市“星禾示范企业”称号", "Award", [("星禾示范企业", "Award")]),
        ("连续三年星禾杯银奖", "连续三年星禾杯银奖", "Award", [("星禾杯银奖", "Award")]),
        (
            "海丝市文明单位和星禾区示范企业",
            "海丝市文明单位和星禾区示范企业",
            "Award",
            [("海丝市文明单位", "Award"), ("星禾区示范企业", "Award")],
        ),
        ("出席“星禾产业论坛”", "“星禾产业论坛”", "Event", [("星禾产业论坛", "Event")]),
        ("“星禾”饮水杯热销", "“星禾”饮水杯", "Company", [("星禾", "Company")]),
        ("任星禾医学会常委", "星禾医学会常委", "Organization", [("星禾医学会", "Organization"), ("常委", "Role")]),
        (
            "海丝市茶叶学会/食品协会",
            "海丝市茶叶学会/食品协会",
            "Organization",
            [("海丝市茶叶学会", "Organization"), ("食品协会", "Organization")],
        ),
    ],
)
def test_slips_of_the_tagger_are_mended(text: str, name: str, kind: str, wanted: list[tuple[str, str]]) -> None:
    start = text.index(name)
    corrected = TagCorrector(KNOWLEDGE).corrected(text, Candidate(start, start + len(name), kind, "tagger", 0.9))
    assert [(text[each.start : each.end], each.type) for each in corrected] == wanted


@pytest.mark.parametrize(
    ("name", "kind", "short"),
    [
        ("泉州市住房和城乡建设局", "Government", "市住建局"),
        ("厦门市发展和改革委员会", "Government", "厦门市发改委员会"),
        ("星禾（福建）茶业有限公司", "Company", "星禾茶业"),
        ("福州星禾食品股份有限公司", "Company", "星禾"),
        ("莆田市海鲜商会", "Organization", "市海鲜商会"),
    ],
)
def test_how_news_shortens_names(name: str, kind: str, short: str) -> None:
    assert short in set(Abbreviations(KNOWLEDGE).of(name, kind))


@pytest.mark.parametrize(
    ("name", "rule"),
    [("福建省", "place-full"), ("福建", "place-short"), ("晋江", "place-county"), ("德国", "place-short")],
)
def test_places_of_every_level_are_known(name: str, rule: str) -> None:
    assert places(KNOWLEDGE)[name] == rule


def seconds(recognizer: entities.Recognizer, text: str) -> float:
    started = time.process_time()
    recognizer([article(text)])
    return time.process_time() - started


@pytest.mark.parametrize("unit", ["活动", "晋江市", "（", "“", "、甲乙", "公司", "局"])
def test_time_grows_with_the_text_and_no_faster(recognizer: entities.Recognizer, unit: str) -> None:
    count = 4_000 // len(unit)
    short = min(seconds(recognizer, unit * count) for _ in range(2))
    assert seconds(recognizer, unit * count * 4) < 10 * short + 0.5


@settings(max_examples=25, deadline=None)
@given(st.text(alphabet="晋江市工信局安踏集团、，。“”（）《》活动奖\n a1", max_size=80))
def test_any_text_is_read(recognizer: entities.Recognizer, text: str) -> None:
    mentions = recognizer([article(text)])[0]
    assert all(left.end <= right.start for left, right in pairwise(mentions))
