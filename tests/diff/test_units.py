"""Which unit became which, and what is not a change."""

from __future__ import annotations

import pytest

from gen.diff import diff
from gen.model.record import Coverage, Finding, Snapshot, Transfer, Unit
from tests.builders import AT, duties, snapshot, unit
from tests.diff.shape import shape

OFFICE, PLANNING = unit("办公厅"), unit("规划司")


def found(old: list[Unit], new: list[Unit]) -> list[str]:
    return shape(diff(snapshot(*old), snapshot(*new, release="2022")))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param([], [], id="nothing on either side"),
        pytest.param([OFFICE, PLANNING], [PLANNING, OFFICE], id="another order"),
        pytest.param([unit("规划 司")], [PLANNING], id="spacing"),
        pytest.param([unit("安全生产司(试点)")], [unit("安全生产司（试点）")], id="width of brackets"),
        pytest.param([PLANNING], [unit("规划司", level="正司局级")], id="a level only one side states"),
        pytest.param([PLANNING], [unit("规划司|Planning Department")], id="an English name only one side gives"),
        pytest.param([PLANNING], [unit("规划司", id="another-id")], id="another id"),
        pytest.param([unit("规划司", line=3)], [unit("规划司", line=9)], id="another line"),
        pytest.param(
            [unit("规划司", managed_by=None)], [unit("规划司", managed_by="规划司")], id="a manager only one side names"
        ),
    ],
)
def test_nothing_changed(old: list[Unit], new: list[Unit]) -> None:
    assert found(old, new) == []


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ([OFFICE], [OFFICE, PLANNING], ["added:  → 规划司"]),
        ([OFFICE, PLANNING], [OFFICE], ["removed: 规划司 → "]),
        ([unit("规划司", level="正司局级")], [unit("规划司", level="副部级")], ["amended: 规划司 → 规划司 (level: 正司局级 → 副部级)"]),
        ([PLANNING], [unit("规划司", nameplates=["稀土办公室"])], ["amended: 规划司 → 规划司 (nameplate:  → 稀土办公室)"]),
        ([unit("规划司（稀土办公室）")], [PLANNING], ["amended: 规划司（稀土办公室） → 规划司 (nameplate: 稀土办公室 → )"]),
        ([PLANNING], [unit("规划司", group="subordinate")], ["reassigned: 规划司 → 规划司 (group: internal → subordinate)"]),
        (
            [unit("发展研究中心"), OFFICE],
            [unit("网络安全中心", nameplates=["发展研究中心"]), OFFICE],
            ["renamed: 发展研究中心 → 网络安全中心 (name: 发展研究中心 → 网络安全中心) (nameplate:  → 发展研究中心)"],
        ),
        (
            [unit("装备工业司", nameplates=["重大装备办公室"])],
            [unit("装备工业一司"), unit("装备工业二司", nameplates=["重大装备办公室"])],
            ["split: 装备工业司 → 装备工业一司 & 装备工业二司"],
        ),
        (
            [unit("政策法规司"), unit("产业政策司")],
            [unit("产业政策与法规司")],
            ["merged: 政策法规司 & 产业政策司 → 产业政策与法规司"],
        ),
        (
            [unit("规划司"), unit("稀土办公室")],
            [unit("规划司", nameplates=["稀土办公室"])],
            ["merged: 规划司 & 稀土办公室 → 规划司"],
        ),
        (
            [unit("工业司", unit("钢铁处"), unit("化工处"), unit("建材处"))],
            [unit("材料局", unit("钢铁处"), unit("化工处"), unit("建材处"))],
            ["renamed: 工业司 → 材料局 (name: 工业司 → 材料局)"],
        ),
        (
            [unit("规划司", unit("综合一处")), unit("科技司", unit("科研处"))],
            [unit("规划司"), unit("科技司", unit("科研处"), unit("综合一处"))],
            ["reassigned: 综合一处 → 综合一处 (parent: 规划司 → 科技司)"],
        ),
        (
            [unit("规划司", unit("甲处"), unit("乙处")), OFFICE],
            [OFFICE, unit("科技司", unit("丙处"), unit("丁处"), group="subordinate")],
            ["added:  → 科技司", "added:  → 丙处", "added:  → 丁处", "removed: 规划司 → ", "removed: 甲处 → ", "removed: 乙处 → "],
        ),
    ],
)  # fmt: skip
def test_the_changes_are_these_and_only_these(old: list[Unit], new: list[Unit], expected: list[str]) -> None:
    assert found(old, new) == expected


def test_the_last_left_on_each_side_is_a_rename_to_be_ruled_on() -> None:
    (change,) = diff(snapshot(OFFICE, unit("许昌县")), snapshot(OFFICE, unit("建安区"), release="2022")).changes
    assert (change.kinds, change.status) == (("renamed",), "likely")
    assert [ground.code for ground in change.evidence] == ["last-left", "same-neighbours"]
    assert change.score < 0.5


def test_a_damaged_name_is_amended_with_its_finding_not_renamed() -> None:
    finding = Finding(kind="damaged-name", text="lacks 司", about="节能与综合利用", locator=AT)
    new = snapshot(unit("节能与综合利用"), release="2022").model_copy(update={"findings": (finding,)})
    (change,) = diff(snapshot(unit("节能与综合利用司")), new).changes
    assert (change.kinds, change.findings) == (("amended",), (finding,))


def test_a_declared_split_is_found_although_the_names_share_nothing() -> None:
    split = Transfer(
        what="工业司", target="钢铁局、化工局", kind="split", text="工业司拆分为钢铁局、化工局。", locator=AT
    )
    old = snapshot(unit("工业司"), OFFICE)
    new = snapshot(unit("钢铁局"), unit("化工局"), OFFICE, release="2022", transfers=[split])
    (change,) = diff(old, new).changes
    assert change.kinds == ("split",)
    assert [ground.code for ground in change.evidence] == ["declared"]


def test_two_units_of_one_english_name_are_told_apart_by_their_chinese_names() -> None:
    names = "工业信息安全中心|Security Center", "网络安全中心|Security Center"
    old, new = (snapshot(*map(unit, some), release=r) for some, r in ((names, "2019"), (names[::-1], "2022")))
    assert diff(old, new).changes == ()


def test_units_named_in_english_alone_meet_bilingual_ones() -> None:
    old = snapshot(unit("Planning Department"), unit("Finance Department"))
    new = snapshot(unit("规划司|Planning Department"), unit("财务司|Finance Department"), release="2022")
    assert diff(old, new).changes == ()


def test_a_group_one_side_does_not_cover_is_not_comparable() -> None:
    narrow = Coverage(units=("internal",), duties=True, posts=True, staffing=True, transfers=True)
    old = snapshot(OFFICE, coverage=narrow)
    new = snapshot(OFFICE, unit("研究院", group="subordinate"), unit("学院", group="university"), release="2022")
    changes = diff(old, new)
    assert changes.changes == ()
    assert [(n.group, n.why, n.old, n.new) for n in changes.not_comparable] == [
        ("subordinate", "old-silent", 0, 1),
        ("university", "old-silent", 0, 1),
    ]
    assert changes.ledger["unit"].not_comparable_new == 2


def test_a_source_silent_about_units_removes_none() -> None:
    silent: Snapshot = snapshot(coverage=Coverage(duties=True), release="2022")
    changes = diff(snapshot(OFFICE, PLANNING), silent)
    assert changes.changes == ()
    assert [(n.subject, n.group, n.why, n.old) for n in changes.not_comparable] == [("unit", None, "new-silent", 2)]


def test_units_named_in_different_languages_are_not_compared() -> None:
    changes = diff(snapshot(OFFICE, PLANNING), snapshot(unit("General Office"), release="2022"))
    assert changes.changes == ()
    assert [(n.subject, n.why, n.old, n.new) for n in changes.not_comparable] == [("unit", "languages-differ", 2, 1)]


def test_two_changes_of_manager_and_of_a_level_are_told_together() -> None:
    old = unit("测试中心", level="处级", managed_by="甲院"), unit("甲院"), unit("乙院")
    new = unit("测试中心", level="司局级", managed_by="乙院"), unit("甲院"), unit("乙院")
    assert found([*old], [*new]) == ["amended: 测试中心 → 测试中心 (level: 处级 → 司局级) (managed_by: 甲院 → 乙院)"]


def test_a_renamed_unit_takes_back_the_name_of_its_old_nameplate() -> None:
    old = [unit("网络安全中心", nameplates=["信息中心"]), OFFICE]
    assert found(old, [unit("信息中心"), OFFICE]) == [
        "renamed: 网络安全中心 → 信息中心 (name: 网络安全中心 → 信息中心) (nameplate: 信息中心 → )"
    ]


def test_of_several_units_of_one_name_the_one_with_the_nearest_parent_moved() -> None:
    old = [unit("甲局", unit("一司", unit("综合处")), unit("二司")), unit("乙局", unit("三司"))]
    new = [unit("甲局", unit("一司"), unit("二司", unit("综合处"))), unit("乙局", unit("三司", unit("综合处")))]
    assert found(old, new) == ["reassigned: 综合处 → 综合处 (parent: 一司 → 二司)", "added:  → 综合处"]


def test_a_unit_with_the_same_duties_under_a_new_name_is_renamed() -> None:
    held = duties("负责甲事项的规划。", "承担乙事项的管理。", "指导丙事项的落实。")
    old, new = [unit("综合司", duties=held), OFFICE], [unit("统筹协调局", duties=held), OFFICE]
    changes = diff(snapshot(*old), snapshot(*new, release="2022"))
    assert shape(changes) == ["renamed: 综合司 → 统筹协调局 (name: 综合司 → 统筹协调局)"]
    assert "same-duties" in [ground.code for ground in changes.changes[0].evidence]
    assert changes.ledger["duty"].kept == 3
