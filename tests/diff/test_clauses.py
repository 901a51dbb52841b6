"""Where a duty is cut into clauses, and which of them moved."""

from __future__ import annotations

import pytest

from gen.diff.clauses import clauses_of, cut, meet, moved


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("拟订发展规划；指导协调航运业务。", ["拟订发展规划", "指导协调航运业务"]),
        (
            "组织编制环境功能区划，按国家要求会同有关部门拟订重点海域污染防治规划，参与制订国家主体功能区划。",
            ["组织编制环境功能区划", "按国家要求会同有关部门拟订重点海域污染防治规划", "参与制订国家主体功能区划"],
        ),
        (
            "监测分析市场运行态势、商品供求和进出口情况，进行预测预警。",
            ["监测分析市场运行态势、商品供求和进出口情况，进行预测预警"],
        ),
        (
            "按国务院规定权限审批、核准投资项目，配合有关部门做好监督工作。",
            ["按国务院规定权限审批、核准投资项目", "配合有关部门做好监督工作"],
        ),
        ("關於水道、水文之查勘、測記事項。", ["關於水道、水文之查勘、測記事項"]),
        (
            "Drafts policies; coordinates works in the U.S. and abroad. Assists others.",
            ["Drafts policies", "coordinates works in the U.S. and abroad", "Assists others"],
        ),
        ("。", []),
        ("", []),
    ],
)
def test_a_duty_is_cut_where_a_reader_would_count_a_new_task(text: str, clauses: list[str]) -> None:
    assert cut(text) == clauses


def test_clauses_meet_by_what_they_speak_of_whatever_the_role() -> None:
    old = clauses_of(1, "参与应对气候变化工作；拟订产业规划。")
    new = clauses_of(1, "负责应对气候变化工作；承担档案管理。")
    within = meet(old, new)
    assert [(one.text, other.text) for one, other in within.pairs] == [("参与应对气候变化工作", "负责应对气候变化工作")]
    assert ([c.text for c in within.gone], [c.text for c in within.come]) == (["拟订产业规划"], ["承担档案管理"])


def test_a_clause_that_stands_in_another_duty_has_moved() -> None:
    gone, come = clauses_of(4, "参与应对气候变化工作。"), clauses_of(9, "负责应对气候变化工作；拟订规划。")
    assert [(one.duty, other.duty, other.text) for one, other in moved(gone, come)] == [(4, 9, "负责应对气候变化工作")]


def test_a_clause_of_a_few_characters_says_too_little_to_have_moved() -> None:
    assert moved(clauses_of(1, "拟订规划。"), clauses_of(2, "拟订规划。")) == []


def test_clauses_that_share_nothing_neither_meet_nor_move() -> None:
    old, new = clauses_of(1, "管理无线电频谱资源。"), clauses_of(2, "承担离退休人员服务工作。")
    assert meet(old, new).pairs == ()
    assert moved(old, new) == []
