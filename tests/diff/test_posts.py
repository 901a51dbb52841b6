"""Changes of holders and terms, and what is not a change."""

from __future__ import annotations

import pytest

from gen.diff import diff
from gen.model.record import Post
from tests.builders import duties, post, snapshot, staffing, unit
from tests.diff.shape import shape


def found(old: list[Post], new: list[Post]) -> list[str]:
    return shape(diff(snapshot(posts=old), snapshot(posts=new, release="2022")), "post")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param([post("部长", "苗圩")], [post("部长", "苗圩")], id="the same"),
        pytest.param([post("部长", "苗圩")], [post("部长", "苗圩", "2010-12-25")], id="a start only one side states"),
        pytest.param(
            [post("部长", "苗圩", "2010-12")], [post("部长", "苗圩", "2010-12-25")], id="a date stated more precisely"
        ),
        pytest.param(
            [post("副部长", "甲"), post("副部长", "乙")],
            [post("副部长", "乙"), post("副部长", "甲")],
            id="another order",
        ),
    ],
)
def test_nothing_changed(old: list[Post], new: list[Post]) -> None:
    assert found(old, new) == []


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            [post("部长", "甲", "2010")],
            [post("部长", "甲", "2010", "2020-08")],
            ["amended: 部长 → 部长 (to:  → 2020-08)"],
        ),
        ([post("部长", "甲")], [post("部长", "乙")], ["amended: 部长 → 部长 (holder: 甲 → 乙)"]),
        ([post("部长", "甲", "2010")], [post("部长", "甲", "2011")], ["amended: 部长 → 部长 (from: 2010 → 2011)"]),
        ([post("副部长", "甲")], [post("副部长", "甲"), post("副部长", "乙", "2021")], ["added:  → 副部长"]),
        (
            [post("总师", "甲")],
            [post("总师", "乙"), post("总师", "丙")],
            ["added:  → 总师", "added:  → 总师", "removed: 总师 → "],
        ),
    ],
)
def test_the_changes_are_these_and_only_these(old: list[Post], new: list[Post], expected: list[str]) -> None:
    assert found(old, new) == expected


def test_a_term_that_began_before_the_old_release_was_only_left_out_of_its_list() -> None:
    changes = diff(
        snapshot(posts=[post("部长", "甲")]),
        snapshot(posts=[post("部长", "甲"), post("副部长", "乙", "2018-03")], release="2022"),
    )
    assert changes.changes == ()
    assert [(n.subject, n.why, n.new) for n in changes.not_comparable] == [("post", "old-omits", 1)]


def test_a_term_that_had_ended_before_the_old_release_may_drop_out_of_the_list() -> None:
    changes = diff(
        snapshot(posts=[post("部长", "甲", "2008", "2010"), post("部长", "乙")]),
        snapshot(posts=[post("部长", "乙")], release="2022"),
    )
    assert changes.changes == ()
    assert [(n.why, n.old) for n in changes.not_comparable] == [("new-omits", 1)]


def test_what_a_list_omits_is_set_apart_whichever_release_comes_first() -> None:
    earlier = snapshot(posts=[post("部长", "甲", "2008", "2010"), post("部长", "乙", "2012")])
    later = snapshot(posts=[post("部长", "乙", "2012"), post("副部长", "丙", "2018-03")], release="2022")
    assert diff(earlier, later).changes == diff(later, earlier).changes == ()
    assert [(n.why, n.old, n.new) for n in diff(later, earlier).not_comparable] == [
        ("old-omits", 0, 1),
        ("new-omits", 1, 0),
    ]


def test_holders_named_in_different_languages_are_not_compared() -> None:
    changes = diff(
        snapshot(posts=[post("部长", "苗圩")]), snapshot(posts=[post("Minister", "Miao Wei")], release="2022")
    )
    assert changes.changes == ()
    assert [n.why for n in changes.not_comparable] == ["languages-differ"]


def test_a_number_goes_on_under_the_new_name_of_the_unit_it_is_allotted_for() -> None:
    duty = duties("拟订信息化发展规划并组织实施。")
    old = snapshot(unit("信息处", duties=duty), staffing=[staffing("信息处 科", 4), staffing("人事处 科", 3)])
    new = snapshot(unit("数字信息处", duties=duty), staffing=[staffing("数字信息处 科", 5)], release="2022")
    assert shape(diff(old, new), "staffing") == [
        "amended: 信息处 科 → 数字信息处 科 (count: 4 → 5)",
        "removed: 人事处 科 → ",
    ]


def test_staffing_is_compared_by_what_it_is_allotted_for() -> None:
    old = snapshot(staffing=[staffing("行政编制", 240), staffing("司局级领导职数", 66), staffing("副部长", 4)])
    new = snapshot(
        staffing=[staffing("行政编制", 255), staffing("司局级领导职数", 66), staffing("总工程师", 1)], release="2022"
    )
    assert shape(diff(old, new), "staffing") == [
        "amended: 行政编制 → 行政编制 (count: 240 → 255)",
        "added:  → 总工程师",
        "removed: 副部长 → ",
    ]


def test_a_number_of_another_time_is_history_and_no_change() -> None:
    old = snapshot(staffing=[staffing("行政编制", 321, "1988"), staffing("行政编制", 240, "2019-03")])
    new = snapshot(staffing=[staffing("行政编制", 255, "1996-12"), staffing("行政编制", 200)], release="2022")
    assert shape(diff(old, new), "staffing") == ["amended: 行政编制 → 行政编制 (count: 240 → 200)"]
    assert (
        shape(diff(snapshot(staffing=[staffing("行政编制", 321, "1988")]), snapshot(release="2022")), "staffing") == []
    )
