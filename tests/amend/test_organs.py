"""Operations on units, the duties that move between them, and numbers of staff."""

from __future__ import annotations

import pytest

from gen.amend.operations import (
    Abolish,
    Create,
    Expect,
    Holder,
    Merge,
    Move,
    Operation,
    Plate,
    Rename,
    SetCount,
    Split,
)
from gen.amend.replay import replay
from gen.model.record import Finding, Snapshot
from tests.amend.shapes import account, duties_of, faults, named, result, units_of
from tests.builders import AT, duties, duty, snapshot, staffing, unit


def base() -> Snapshot:
    return snapshot(
        unit("规划司", unit("规划处"), duties=[duty("拟订规划；管理项目。", id="p1"), duty("承担统计工作。", id="p2")]),
        unit("稀土司", nameplates=["稀土办公室"], duties=[duty("管理稀土。", id="x1")]),
        unit("规划院", group="subordinate", managed_by="稀土司"),
        duties=duties("推进信息化。", "协调航天。"),
        staffing=[staffing("行政编制", 50)],
    )


def names(some: Snapshot) -> list[str]:
    return [name for _, name in units_of(some)]


def doubts(*operations: Operation) -> list[str]:
    noted = account()
    replay(base(), operations, noted)
    return [one.kind for one in noted.findings]


def test_a_unit_that_is_renamed_keeps_its_id_and_what_it_has() -> None:
    after = named(result(base(), Rename(line=2, holder=Holder("稀土司"), to="材料司")), "材料司")
    assert (after.id, after.locator.line, [one.id for one in after.duties]) == ("稀土司", 2, ["x1"])


def test_the_body_can_be_renamed() -> None:
    assert result(base(), Rename(line=2, holder=Holder("工业和信息化部"), to="产业部")).name.zh == "产业部"


def test_an_abolished_unit_is_gone_with_what_stands_under_it_and_whom_it_managed_is_doubted() -> None:
    after = result(base(), Abolish(line=2, unit="稀土司"))
    assert names(after) == ["规划司", "规划院"]
    assert named(after, "规划院").managed_by is None
    assert doubts(Abolish(line=2, unit="稀土司")) == ["unknown-manager"]


def test_the_duties_of_an_abolished_unit_go_where_the_instrument_says_afterwards() -> None:
    after = result(base(), Abolish(line=2, unit="稀土司"), Move(line=2, what=None, origin="稀土司", target="规划司"))
    assert [one.id for one in named(after, "规划司").duties] == ["p1", "p2", "x1"]


def test_a_new_unit_stands_behind_those_of_its_group() -> None:
    after = result(base(), Create(line=4, unit="数据司", duties=("管理数据。",)))
    assert names(after) == ["规划司", "稀土司", "数据司", "规划院"]
    assert [one.id for one in named(after, "数据司").duties] == ["数据司/d1"]


def test_a_merger_makes_one_unit_with_the_duties_of_all() -> None:
    after = result(base(), Merge(line=2, units=("规划司", "稀土司"), into="发展司"))
    assert names(after) == ["发展司", "规划院"]
    assert [one.id for one in named(after, "发展司").duties] == ["p1", "p2", "x1"]
    assert units_of(after, "发展司") == [(None, "规划处")]


def test_one_unit_can_absorb_another() -> None:
    after = result(base(), Merge(line=2, units=("稀土司",), into="规划司"))
    assert (names(after), len(named(after, "规划司").duties)) == (["规划司", "规划院"], 3)


def test_a_split_puts_several_in_the_place_of_one_and_doubts_who_takes_its_duties() -> None:
    step = Split(line=2, unit="规划司", into=("规划一司", "规划二司"))
    assert names(result(base(), step)) == ["规划一司", "规划二司", "稀土司", "规划院"]
    assert doubts(step) == ["duties-without-holder"]
    stays = Split(line=2, unit="规划司", into=("规划司", "项目司"))
    assert named(result(base(), stays), "规划司").id == "规划司"


def test_nameplates_come_and_go() -> None:
    after = result(
        base(),
        Plate(line=2, holder=Holder("稀土司"), name="稀土办公室", added=False),
        Plate(line=3, holder=Holder("规划司"), name="统计办公室"),
        Plate(line=4, holder=Holder(), name="国家航天局"),
    )
    assert (named(after, "稀土司").nameplates, named(after, "规划司").nameplates[0].zh) == ((), "统计办公室")
    assert [one.zh for one in after.nameplates] == ["国家航天局"]


def test_a_whole_duty_moves_with_its_id_and_a_clause_of_one_becomes_a_duty() -> None:
    after = result(base(), Move(line=2, what="承担统计职责", origin="规划司", target="稀土司"))
    assert [one.id for one in named(after, "稀土司").duties] == ["x1", "p2"]
    cut = result(base(), Move(line=2, what="管理项目职责", origin="规划司", target="稀土司"))
    assert duties_of(cut, "规划司")[0] == (None, "拟订规划。")
    assert duties_of(cut, "稀土司")[-1] == (None, "管理项目")


def test_a_duty_can_leave_the_body_and_another_come_in() -> None:
    after = result(
        base(),
        Move(line=2, what="协调航天职责", origin="工业和信息化部", target="国家航天局"),
        Move(line=3, what="管理数据职责", origin="国家数据局", target="工业和信息化部"),
    )
    assert duties_of(after) == [("（1）", "推进信息化。"), (None, "管理数据职责")]


def test_where_no_origin_is_named_the_only_unit_with_that_duty_gives_it() -> None:
    after = result(base(), Move(line=2, what="管理稀土职责", origin=None, target="规划司"))
    assert (named(after, "稀土司").duties, len(named(after, "规划司").duties)) == ((), 3)


def test_a_holder_without_any_duty_in_the_record_gives_a_finding() -> None:
    assert doubts(Move(line=2, what="管理院所职责", origin="规划院", target="规划司")) == ["nothing-to-move"]


def test_staff_is_set_or_changed_by_a_number_and_compared_with_what_is_stated() -> None:
    after = result(
        base(), SetCount(line=2, what="行政编制", count=52, before=50), SetCount(line=3, what="行政编制", by=-1)
    )
    assert [(one.what, one.count, one.locator.line) for one in after.staffing] == [("行政编制", 51, 3)]
    assert doubts(Expect(line=2, what=None, count=2), Expect(line=2, what="行政编制", count=50)) == []
    assert doubts(Expect(line=2, what=None, count=3), Expect(line=2, what="行政编制", count=51)) == [
        "stated-count",
        "stated-staffing",
    ]


def test_findings_stay_with_what_is_still_there() -> None:
    noted = tuple(Finding(kind="k", text="t", about=about, locator=AT) for about in (None, "x1", "p1"))
    after = result(base().model_copy(update={"findings": noted}), Abolish(line=2, unit="稀土司"))
    assert [one.about for one in after.findings] == [None, "p1"]


@pytest.mark.parametrize(
    ("operation", "what"),
    [
        (Abolish(line=5, unit="信息司"), "no unit is called 信息司"),
        (Rename(line=5, holder=Holder("信息司"), to="数据司"), "no unit is called 信息司"),
        (Rename(line=5, holder=Holder("规划司"), to="稀土司"), "1 units are called 稀土司 already"),
        (Create(line=5, unit="规划司"), "a unit is called 规划司 already"),
        (Plate(line=5, holder=Holder("规划司"), name="甲办公室", added=False), "规划司 has no nameplate 甲办公室"),
        (Plate(line=5, holder=Holder("稀土司"), name="稀土办公室"), "稀土司 has the nameplate 稀土办公室 already"),
        (
            Move(line=5, what="管理煤炭职责", origin="规划司", target="稀土司"),
            "规划司: no duty speaks of “管理煤炭职责”",
        ),
        (Move(line=5, what="管理职责", origin="信息司", target="稀土司"), "no unit is called 信息司"),
        (
            Move(line=5, what="管理职责", origin="甲部", target="乙部"),
            "neither 甲部 nor 乙部 is the body or one of its units, and no duty speaks of it",
        ),
        (
            Move(line=5, what="规划职责", origin="规划司", target="稀土司"),
            "“规划职责” is a part of “拟订规划；管理项目。”",
        ),
        (Merge(line=5, units=("规划司",), into="规划处"), "规划处 stands under what is merged into it"),
        (Split(line=5, unit="规划司", into=("一司", "稀土司")), "a unit is called 稀土司 already"),
        (
            Move(line=5, what=None, origin="甲部", target=None),
            "甲部 is not the body or one of its units, and no duty speaks of it",
        ),
        (SetCount(line=5, what="行政编制", count=52, before=40), "行政编制 is 50, not 40"),
        (SetCount(line=5, what="事业编制", by=1), "the record has no number for 事业编制 that could change"),
        (SetCount(line=5, what="行政编制", by=-51), "行政编制 would be -1"),
    ],
)
def test_what_does_not_fit_is_a_fault_with_its_line(operation: Operation, what: str) -> None:
    assert faults(base(), operation) == [(5, what)]


def test_a_name_that_two_units_bear_is_ambiguous() -> None:
    twice = snapshot(unit("甲司", unit("综合处", id="a")), unit("乙司", unit("综合处", id="b")))
    assert faults(twice, Abolish(line=5, unit="综合处")) == [(5, "2 units are called 综合处")]


def test_a_duty_that_several_hold_and_no_origin_is_named_for_is_ambiguous() -> None:
    twice = snapshot(
        unit("甲司", duties=[duty("管理稀土。", id="a")]),
        unit("乙司", duties=[duty("管理稀土。", id="b")]),
        unit("丙司"),
    )
    step = Move(line=5, what="管理稀土职责", origin=None, target="丙司")
    assert faults(twice, step) == [(5, "“管理稀土职责” is a duty of several: 甲司, 乙司")]


def test_duties_of_a_unit_that_has_none_in_the_record_are_doubted() -> None:
    assert doubts(Move(line=2, what=None, origin="规划院", target="规划司")) == ["nothing-to-move"]


def test_a_merger_of_two_of_which_one_stands_under_the_other_keeps_all_duties() -> None:
    nested = snapshot(
        unit("甲司", unit("乙处", duties=[duty("二。", id="b")]), duties=[duty("一。", id="a")]), unit("丙司")
    )
    after = result(nested, Merge(line=2, units=("甲司", "乙处"), into="丙司"))
    assert (names(after), [one.id for one in named(after, "丙司").duties]) == (["丙司"], ["a", "b"])


def test_a_number_of_staff_the_record_lacks_is_taken_over_from_what_is_stated() -> None:
    after = result(base(), Expect(line=2, what="事业编制", count=5), SetCount(line=3, what="职数", count=2, before=1))
    assert [(one.what, one.count) for one in after.staffing[1:]] == [("事业编制", 5), ("职数", 2)]


def test_two_numbers_of_staff_of_one_kind_are_ambiguous() -> None:
    twice = snapshot(staffing=[staffing("行政编制", 50), staffing("行政编制", 60)])
    assert faults(twice, SetCount(line=5, what="行政编制", by=1)) == [(5, "the record has 2 numbers for 行政编制")]
