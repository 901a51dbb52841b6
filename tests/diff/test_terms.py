"""A term replaced throughout is one line, and nothing else is folded for it."""

from __future__ import annotations

import pytest

from gen.diff import diff
from gen.diff.terms import replaced_throughout
from gen.model.change import Changes
from tests.builders import duties, snapshot
from tests.diff.apply import applied, state
from tests.diff.shape import shape

COMPANY = (
    "公司股东大会由全体股东组成，行使重大事项的决定权。",
    "选举董事须经股东大会的多数通过。",
    "股东大会应当对所议事项的决定作成会议记录。",
)


def found(old: tuple[str, ...], new: tuple[str, ...]) -> Changes:
    before, after = snapshot(duties=duties(*old)), snapshot(duties=duties(*new), release="2022")
    changes = diff(before, after)
    assert applied(before, changes) == state(after)
    return changes


def replaced(texts: tuple[str, ...], old: str, new: str) -> tuple[str, ...]:
    return tuple(text.replace(old, new) for text in texts)


def test_a_term_replaced_throughout_is_folded_into_one_line_with_its_cases() -> None:
    new = replaced(COMPANY, "股东大会", "股东会")
    changes = found(COMPANY, new)
    assert changes.changes == ()
    assert changes.ledger["duty"].kept == 3
    assert [(f.kind, f.count, f.what) for f in changes.folded] == [("term", 3, "股东大会 → 股东会")]
    assert set(changes.folded[0].items) == set(zip(COMPANY, new, strict=True))


def test_the_term_is_told_with_the_words_that_stand_beside_it_everywhere() -> None:
    old = (
        "由国务院有关主管部门制定标准。",
        "报国务院有关主管部门核定后公布目录。",
        "需要调整的，国务院有关主管部门提出意见。",
    )
    (folding,) = found(old, replaced(old, "主管部门", "部门")).folded
    assert folding.what == "国务院有关主管部门 → 国务院有关部门"


def test_a_duty_that_changed_beyond_the_term_is_amended() -> None:
    new = (*replaced(COMPANY, "股东大会", "股东会"), "股东会的决议由董事会执行。")
    old = (*COMPANY, "股东大会的决议由董事会和监事会共同执行。")
    changes = found(old, new)
    assert shape(changes, "duty") == ["amended: 工业和信息化部 → 工业和信息化部"]
    assert [(f.kind, f.count) for f in changes.folded] == [("term", 3)]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param(COMPANY[:2], replaced(COMPANY[:2], "股东大会", "股东会"), id="two places"),
        pytest.param(
            (*COMPANY, "股东大会每年召开一次会议。"),
            (*replaced(COMPANY, "股东大会", "股东会"), "股东大会每年召开一次年会。"),
            id="a place that keeps the old term",
        ),
        pytest.param(
            ("参与甲河治理工作。", "参与乙湖保护工作。", "参与丙海利用工作。"),
            ("负责甲河治理工作。", "负责乙湖保护工作。", "负责丙海利用工作。"),
            id="a role",
        ),
        pytest.param(
            ("甲类项目应当报部审查。", "乙类目录应当向社会公开。", "丙类企业应当每年年检。"),
            ("甲类项目可以报部审查。", "乙类目录可以向社会公开。", "丙类企业可以每年年检。"),
            id="what may be done",
        ),
        pytest.param(
            ("实施2020年的渔业规划。", "公布2020年的林业名录。", "汇总2020年的矿业数据。"),
            ("实施2025年的渔业规划。", "公布2025年的林业名录。", "汇总2025年的矿业数据。"),
            id="a year",
        ),
    ],
)
def test_what_is_no_term_replaced_throughout_is_amended(old: tuple[str, ...], new: tuple[str, ...]) -> None:
    changes = found(old, new)
    assert {change.kinds for change in changes.changes} == {("amended",)}
    assert changes.folded == ()


def test_nothing_replaced_is_no_term() -> None:
    assert replaced_throughout([]) == ()
    assert replaced_throughout([(text, text) for text in COMPANY]) == ()
