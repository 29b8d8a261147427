"""What the rows of a table state, by the heads of its columns and the line above it."""

import pytest

from kgraph import knowledge_io, relations
from kgraph.relations.facts.rates import Rates

from .marked import article, triple

EXTRACTOR = relations.Extractor(knowledge_io.load(), Rates())


def stated(*lines):
    facts, _ = EXTRACTOR(*article("\n".join(lines)))
    return {triple(fact) for fact in facts}


ROW = "| ⟦Company|砺石水泥⟧ | ⟦Award|绿色工厂⟧ | ⟦Person|颜松⟧ |"


@pytest.mark.parametrize(
    ("heads", "wanted"),
    [
        ("| 企业名称 | 荣誉名称 | 负责人 |", {"砺石水泥 received_award 绿色工厂"}),
        ("| 推荐单位 | 荣誉名称 | 姓名 |", {"颜松 received_award 绿色工厂"}),
        ("| 所在单位 | 奖项 | 姓名 |", {"颜松 received_award 绿色工厂", "颜松 affiliated_with 砺石水泥"}),
        ("| 颁发单位 | 荣誉名称 | 负责人 |", {"绿色工厂 granted_by 砺石水泥"}),
    ],
)
def test_a_cell_is_what_its_column_says(heads, wanted):
    assert stated(heads, ROW) == wanted


def test_an_office_of_a_row_is_held_at_its_body():
    marked = "| 姓名 | 工作单位 | 职务 |\n| ⟦Person|颜松⟧ | ⟦Company|砺石水泥⟧ | ⟦Role|厂长⟧ |"
    facts, _ = EXTRACTOR(*article(marked))
    assert [dict(fact.qualifiers) for fact in facts if fact.predicate == "holds_role"] == [{"org": "砺石水泥"}]


def test_no_row_lends_its_names_to_another():
    found = stated(
        "| 企业名称 | 荣誉名称 |",
        "| ⟦Company|砺石水泥⟧ | ⟦Award|绿色工厂⟧ |",
        "| ⟦Company|云岭物流⟧ | ⟦Award|百强企业⟧ |",
    )
    assert found == {"砺石水泥 received_award 绿色工厂", "云岭物流 received_award 百强企业"}
