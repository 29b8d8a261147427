"""What the relation stage reads in sentences as the press writes them."""

import pytest

from kgraph import knowledge_io, relations
from kgraph.relations.facts.rates import Rates

from .marked import article, triple

EXTRACTOR = relations.Extractor(knowledge_io.load(), Rates())  # what it reads, whether or not it is believed
OFFICES = {"role_at"}


def stated(marked, published=""):
    facts, _ = EXTRACTOR(*article(marked, published))
    return {triple(fact) for fact in facts if fact.predicate not in OFFICES}


def qualified(marked, published=""):
    facts, _ = EXTRACTOR(*article(marked, published))
    return [dict(fact.qualifiers) for fact in facts if fact.predicate not in OFFICES]


CASES = {
    "a project with what describes it goes on its list": (
        "⟦Company|踏岚⟧承接了⟦Project|东坡大厦⟧、世界第一高塔⟦Project|天瑞塔⟧和⟦Project|和平宫⟧。",
        {"踏岚 undertakes 东坡大厦", "踏岚 undertakes 天瑞塔", "踏岚 undertakes 和平宫"},
    ),
    "who certifies does not receive": (
        "⟦Award|江苏省绿色工厂⟧由⟦Government|省工信厅⟧认定。",
        {"江苏省绿色工厂 granted_by 省工信厅"},
    ),
    "a noun that a verb governs is no subject": (
        f"{'⟦Government|市工信局⟧很忙。' * 5}\n面向企业推出产品，走访⟦Company|踏岚⟧。",
        {"市工信局 supports 踏岚"},
    ),
    "several places of several firms say nothing of one": (
        "⟦Government|市工信局⟧在⟦Place|东坡产业园⟧、⟦Place|西湖创新港⟧引进落地了⟦Company|踏岚⟧、⟦Company|云足⟧。",
        set(),
    ),
    "joint givers are no partners": (
        "⟦Government|市工信局⟧与⟦Organization|鞋业协会⟧共同颁发的奖牌挂在门口。",
        set(),
    ),
    "the topic of the article goes on": (
        f"{'⟦Government|市工信局⟧很忙。' * 5}\n⟦Company|踏岚⟧停工。\n针对难题，协同⟦Organization|食品协会⟧。",
        {"市工信局 cooperates_with 食品协会"},
    ),
    "coordination": (
        "⟦Company|踏岚⟧、⟦Company|云足⟧和⟦Company|海丝⟧被授予“⟦Award|绿色工厂⟧”称号。",
        {"踏岚 received_award 绿色工厂", "云足 received_award 绿色工厂", "海丝 received_award 绿色工厂"},
    ),
    "a list closed by 等": (
        "⟦Company|踏岚⟧、⟦Company|云足⟧等3家企业入选⟦Government|工信部⟧⟦Award|小巨人企业⟧名录。",
        {"踏岚 received_award 小巨人企业", "云足 received_award 小巨人企业", "小巨人企业 granted_by 工信部"},
    ),
    "distribution": (
        "⟦Company|踏岚⟧⟦Person|许明灿⟧、⟦Company|云足⟧⟦Person|颜丽端⟧被授予“⟦Award|优秀企业家⟧”称号。",
        {
            "许明灿 affiliated_with 踏岚",
            "颜丽端 affiliated_with 云足",
            "许明灿 received_award 优秀企业家",
            "颜丽端 received_award 优秀企业家",
        },
    ),
    "one each": (
        "⟦Person|许明灿⟧、⟦Person|颜丽端⟧分获⟦Award|金奖⟧、⟦Award|银奖⟧。",
        {"许明灿 received_award 金奖", "颜丽端 received_award 银奖"},
    ),
    "acting together": (
        "⟦Government|市工信局⟧联合⟦Organization|装备协会⟧举办⟦Event|首届设计大赛⟧。",
        {
            "市工信局 organizes 首届设计大赛",
            "装备协会 organizes 首届设计大赛",
            "市工信局 cooperates_with 装备协会",
        },
    ),
    "joint issuers": (
        "⟦Government|市住建局⟧、⟦Government|市公安局⟧等五部门联合出台⟦Document|《电梯办法》⟧。",
        {"市住建局 issues 《电梯办法》", "市公安局 issues 《电梯办法》"},
    ),
    "a chain of places": (
        "⟦Place|福建省⟧⟦Place|泉水市⟧⟦Place|石桥县⟧⟦Place|东埔村⟧",
        {"泉水市 located_in 福建省", "石桥县 located_in 泉水市", "东埔村 located_in 石桥县"},
    ),
    "office, department, group": (
        "⟦Company|向林集团⟧⟦Organization|总裁办⟧相关⟦Role|负责人⟧⟦Person|洪秀⟧介绍。",
        {
            "总裁办 part_of 向林集团",
            "洪秀 holds_role 负责人",
            "洪秀 affiliated_with 总裁办",
        },
    ),
    "several titles": (
        "⟦Government|泉水市工信局⟧⟦Role|党组书记⟧、⟦Role|局长⟧⟦Person|林永⟧表示支持。",
        {"林永 holds_role 党组书记", "林永 holds_role 局长", "林永 affiliated_with 泉水市工信局"},
    ),
    "a title without its body": (
        "⟦Company|红树湾药业⟧位于⟦Place|洋浦⟧。“我们不缺技术。”⟦Role|董事长⟧⟦Person|林岛⟧说。",
        {"红树湾药业 located_in 洋浦", "林岛 holds_role 董事长", "林岛 affiliated_with 红树湾药业"},
    ),
    "a byline": (
        "本报讯（⟦Role|记者⟧⟦Person|苏晓⟧ ⟦Person|傅鹭⟧ ⟦Role|通讯员⟧⟦Person|汤伊⟧）",
        {"苏晓 holds_role 记者", "傅鹭 holds_role 记者", "汤伊 holds_role 通讯员"},
    ),
    "apposition in brackets": (
        "⟦Person|聂春⟧（⟦Company|仁济堂⟧）获⟦Award|技术能手⟧称号。",
        {"聂春 affiliated_with 仁济堂", "聂春 received_award 技术能手"},
    ),
    "passive with its giver": (
        "⟦Place|柴堡镇⟧被⟦Government|省农业厅⟧认定为⟦Award|示范镇⟧。",
        {"柴堡镇 received_award 示范镇", "示范镇 granted_by 省农业厅"},
    ),
    "an attributive clause": (
        "由⟦Government|青浦区经委⟧主办的⟦Event|早茶会⟧开席。",
        {"青浦区经委 organizes 早茶会"},
    ),
    "the subject of the sentence before": (
        "⟦Company|踏岚集团⟧成立于1998年。先后获评⟦Award|绿色工厂⟧。",
        {"踏岚集团 received_award 绿色工厂"},
    ),
    "a definite description": (
        "⟦Government|市工信局⟧召开会议。该局印发⟦Document|《办法》⟧。",
        {"市工信局 issues 《办法》"},
    ),
    "no subject after a comma": (
        "⟦Company|踏岚⟧深耕鞋业，产销两旺，去年获评⟦Award|绿色工厂⟧。",
        {"踏岚 received_award 绿色工厂"},
    ),
    "an officer acts for the body": (
        "⟦Government|省工信厅⟧⟦Role|厅长⟧⟦Person|韩槐⟧率队走访⟦Company|椰浪⟧。",
        {"韩槐 holds_role 厅长", "韩槐 affiliated_with 省工信厅", "省工信厅 supports 椰浪"},
    ),
    "a heading governs its lines": (
        "一、⟦Award|国家级绿色工厂⟧（2家）\n⟦Company|踏岚⟧、⟦Company|云足⟧\n二、⟦Award|省级技术中心⟧\n1.⟦Company|海丝⟧",
        {
            "踏岚 received_award 国家级绿色工厂",
            "云足 received_award 国家级绿色工厂",
            "海丝 received_award 省级技术中心",
        },
    ),
    "a name within a name": (
        "⟦Organization|鞋业商会⟧换届，⟦Organization|鞋业商会党支部⟧同日成立。",
        {"鞋业商会党支部 part_of 鞋业商会"},
    ),
}


@pytest.mark.parametrize(("marked", "wanted"), CASES.values(), ids=CASES)
def test_statements(marked, wanted):
    assert stated(marked) == wanted


LEFT = {
    "negation": "⟦Company|踏岚⟧未获评⟦Award|绿色工厂⟧。",
    "failure": "⟦Company|踏岚⟧冲击⟦Award|质量奖⟧未果。",
    "wish": "⟦Company|踏岚⟧力争获评⟦Award|绿色工厂⟧。",
    "application": "⟦Company|踏岚⟧正申报⟦Award|绿色工厂⟧。",
    "question": "⟦Company|踏岚⟧能否入选⟦Award|绿色工厂⟧，尚无定论。",
    "condition": "⟦Company|踏岚⟧如果获评⟦Award|绿色工厂⟧，可得奖励。",
    "rule": "市里对获评⟦Award|绿色工厂⟧的企业给予奖励，⟦Company|踏岚⟧很关注。",
}


@pytest.mark.parametrize("marked", LEFT.values(), ids=LEFT)
def test_what_is_not_stated_is_no_fact(marked):
    assert stated(marked) == set()


@pytest.mark.parametrize(
    ("marked", "reason"),
    [
        ("⟦Company|踏岚⟧未获评⟦Award|绿色工厂⟧。", "negated"),
        ("⟦Company|踏岚⟧力争获评⟦Award|绿色工厂⟧。", "planned"),
        ("⟦Company|踏岚⟧能否入选⟦Award|绿色工厂⟧，尚无定论。", "asked"),
        ("⟦Company|踏岚⟧如果获评⟦Award|绿色工厂⟧，可得奖励。", "conditional"),
        ("⟦Company|踏岚⟧、⟦Organization|制鞋协会⟧主打⟦Product|运动鞋⟧。", "no Organization produces Product"),
    ],
)
def test_refusals_say_why(marked, reason):
    _, refusals = EXTRACTOR(*article(marked))
    assert {refusal.reason for refusal in refusals} >= {reason}


@pytest.mark.parametrize(
    ("marked", "published", "wanted"),
    [
        ("2023年4月，⟦Company|踏岚⟧获评⟦Award|绿色工厂⟧。", "", {"date": "2023-04"}),
        ("去年，⟦Company|踏岚⟧获评⟦Award|绿色工厂⟧。", "2024-06-01", {"date": "2023"}),
        ("今年4月，⟦Company|踏岚⟧获评⟦Award|绿色工厂⟧。", "2024-06-01", {"date": "2024-04"}),
        ("昨日，⟦Company|踏岚⟧获评⟦Award|绿色工厂⟧。", "2024-03-01", {"date": "2024-02-29"}),
        ("⟦Company|踏岚⟧获评⟦Award|2022年度国家级绿色工厂⟧。", "", {"level": "国家级", "year": "2022"}),
        ("⟦Company|踏岚⟧投资3.2亿元建设⟦Project|产业园⟧。", "", {"amount": "320000000"}),
        ("⟦Company|踏岚⟧以第4位入选⟦Award|百强榜⟧。", "", {"rank": "4"}),
        ("在⟦Event|设计大赛⟧上，⟦Person|许明⟧获⟦Award|设计新秀⟧称号。", "", {"event": "设计大赛"}),
        ("⟦Company|踏岚⟧、⟦Company|云足⟧等46家企业入选⟦Award|百强榜⟧。", "", {"count": "46"}),
        ("⟦Government|市工信局⟧在⟦Place|石桥县⟧举办⟦Event|设计大赛⟧。", "", {"place": "石桥县"}),
        ("免去⟦Person|雷镇⟧的⟦Role|局长⟧职务。", "", {"status": "removed"}),
        ("原⟦Role|局长⟧⟦Person|雷镇⟧离任。", "", {"status": "former"}),
        ("⟦Person|雷镇⟧当选⟦Role|会长⟧。", "", {"status": "elected"}),
        ("任命⟦Person|雷镇⟧为⟦Role|局长⟧。", "", {"status": "appointed"}),
        ("⟦Person|雷镇⟧拟任⟦Role|局长⟧。", "", {"status": "planned"}),
        ("⟦Government|市工信局⟧将支持⟦Company|踏岚⟧。", "", {"status": "planned"}),
    ],
)
def test_qualifiers(marked, published, wanted):
    assert wanted in qualified(marked, published)


@pytest.mark.parametrize(("marked", "wanted"), CASES.values(), ids=CASES)
def test_evidence_covers_both_names(marked, wanted):
    made, mentions = article(marked)
    facts, _ = EXTRACTOR(made, mentions)
    assert all(
        fact.text == made.text[fact.start : fact.end]
        and fact.start <= min(fact.subject.start, fact.object.start)
        and max(fact.subject.end, fact.object.end) <= fact.end
        for fact in facts
    )


def test_an_office_is_tied_to_its_body():
    facts, _ = EXTRACTOR(*article("⟦Government|市工信局⟧⟦Role|局长⟧⟦Person|林永⟧表示支持。"))
    assert "局长 role_at 市工信局" in {triple(fact) for fact in facts}


def test_the_office_held_names_its_body():
    facts, _ = EXTRACTOR(*article("⟦Government|市工信局⟧⟦Role|局长⟧⟦Person|林永⟧表示支持。"))
    assert [dict(fact.qualifiers) for fact in facts if fact.predicate == "holds_role"] == [{"org": "市工信局"}]


def test_a_signer_is_no_subject():
    marked = "本报⟦Role|记者⟧ ⟦Person|苏晓⟧\n今年获评⟦Award|劳动模范⟧。"
    assert stated(marked) == {"苏晓 holds_role 记者"}


def test_names_too_far_apart_are_refused_with_a_short_passage():
    _, refusals = EXTRACTOR(
        *article("⟦Company|踏岚⟧产销两旺。" + "天气晴好。" * 4 + "晴" * 470 + "。先后获评⟦Award|绿色工厂⟧。")
    )
    assert [(refusal.reason, len(refusal.text) <= 450) for refusal in refusals] == [
        ("the two names stand too far apart", True)
    ]


@pytest.mark.parametrize(
    ("marked", "reason"),
    [
        ("⟦Company|踏岚⟧拒绝与⟦Company|云足⟧合作。", "negated"),
        ("⟦Company|踏岚⟧否认与⟦Company|云足⟧签署协议。", "negated"),
        ("⟦Company|踏岚⟧与⟦Company|云足⟧的合作已搁置。", "ended"),
        ("网传⟦Company|踏岚⟧与⟦Company|云足⟧签约。", "hearsay"),
        ("有消息说⟦Company|踏岚⟧与⟦Company|云足⟧签约，官方称系谣言。", "negated"),
        ("⟦Company|踏岚⟧获评⟦Award|绿色工厂⟧了吗？", "asked"),
        ("⟦Company|踏岚⟧有望入选⟦Award|绿色工厂⟧。", "planned"),
        ("⟦Company|踏岚⟧距离获评⟦Award|绿色工厂⟧仅一步之遥。", "planned"),
        ("⟦Person|许明⟧获评⟦Award|劳动模范候选人⟧。", "planned"),
        ("⟦Company|踏岚⟧不位于⟦Place|石桥县⟧。", "negated"),
    ],
)
def test_what_is_denied_hoped_for_or_rumoured_is_no_fact(marked, reason):
    facts, refusals = EXTRACTOR(*article(marked))
    assert not [fact for fact in facts if fact.predicate not in OFFICES]
    assert reason in {each.reason for each in refusals}


@pytest.mark.parametrize(
    ("marked", "wanted"),
    [
        ("拒绝平庸的⟦Company|踏岚⟧获评⟦Award|绿色工厂⟧。", "踏岚 received_award 绿色工厂"),
        ("⟦Company|踏岚⟧不仅与⟦Company|云足⟧签约，还扩了产。", "踏岚 cooperates_with 云足"),
    ],
)
def test_a_denial_of_something_else_denies_nothing(marked, wanted):
    assert wanted in stated(marked)


def test_an_office_held_for_a_period_that_ended_is_a_former_one():
    assert {"org": "市工信局", "date": "2003-05/2005-06", "status": "former"} in qualified(
        "2003年5月至2005年6月，⟦Person|雷镇⟧任⟦Government|市工信局⟧⟦Role|局长⟧。"
    )
