"""When something came about, as the press writes it."""

import pytest

from kgraph import knowledge_io
from kgraph.relations.facts.dates import Dates, Timeline

DATES = Dates(knowledge_io.load())
DAY = "2024-03-05"


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("2023年12月28日", "2023-12-28"),
        ("２０２３年１２月２８日", "2023-12-28"),
        ("2023 年 12 月 28 日", "2023-12-28"),
        ("2023-12-28", "2023-12-28"),
        ("2023.12.28", "2023-12-28"),
        ("2023/12", "2023-12"),
        ("20231228", "2023-12-28"),
        ("二〇二三年十二月二十八日", "2023-12-28"),
        ("二零一九年", "2019"),
        ("2023年第四季度", "2023"),
        ("2023年2月30日", "2023-02"),
        ("3月4日", "2024-03-04"),
        ("3月6日", "2023-03-06"),
        ("12月", "2023-12"),
        ("今年1月", "2024-01"),
        ("去年年底", "2023"),
        ("去年4月2日", "2023-04-02"),
        ("前年", "2022"),
        ("昨日", "2024-03-04"),
        ("前天", "2024-03-03"),
        ("本月3日", "2024-03-03"),
        ("上个月15日", "2024-02-15"),
        ("上月底", "2024-02"),
        ("2003年5月至2005年6月", "2003-05/2005-06"),
        ("2003.05—2005.06", "2003-05/2005-06"),
        ("2003-2005年", "2003/2005"),
        ("2019年5月10-12日", "2019-05-10/2019-05-12"),
        ("2019年4月28日至6月2日", "2019-04-28/2019-06-02"),
        ("2019年4月至今", "2019-04"),
        ("近日", ""),
        ("3个月", ""),
        ("每月", ""),
        ("13800138000", ""),
    ],
)
def test_ways_to_write_a_date(said, wanted):
    assert DATES.of(f"{said}，踏岚获评", Timeline(published=DAY)) == wanted


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("成立于2005年的踏岚获评", ""),
        ("2010年上市的踏岚与云足签约", ""),
        ("1985年出生的许明获评", ""),
        ("许明，1972年8月生，获评", ""),
        ("预计2027年投产的踏岚获评", ""),
        ("成立于2005年的踏岚于2021年获评", "2021"),
        ("2022年5月，创办于1998年的踏岚获评", "2022-05"),
        ("截至2023年底，踏岚获评", ""),
    ],
)
def test_what_dates_something_else_dates_no_fact(said, wanted):
    assert DATES.of(said, Timeline(published=DAY)) == wanted


@pytest.mark.parametrize(
    ("before", "said", "wanted"),
    [
        ("2019年5月，踏岚成立。", "同年9月，踏岚获评", "2019-09"),
        ("2019年5月，踏岚扩产。", "次年，踏岚获评", "2020"),
        ("2019年5月，踏岚扩产。", "6月8日，踏岚获评", "2019-06-08"),
        ("踏岚扩产。", "6月8日，踏岚获评", ""),
    ],
)
def test_what_a_date_leaves_out_comes_from_the_one_before(before, said, wanted):
    timeline = Timeline()
    DATES.note(before, timeline)
    assert DATES.of(said, timeline) == wanted


def test_a_line_that_is_a_date_heads_the_lines_below_until_the_next():
    timeline = Timeline()
    DATES.note("2005.08", timeline)
    DATES.note("踏岚获评", timeline)
    assert DATES.of("与云足签约", timeline) == "2005-08"
    DATES.note("2007年，踏岚获评", timeline)
    assert DATES.of("与云足签约", timeline) == ""
