"""Units known again by a stem, by a name that went to their holder, or not known again for certain."""

from __future__ import annotations

import pytest

from gen.diff import diff
from gen.model.change import Change
from gen.model.record import Unit
from gen.model.ruling import Ruling
from tests.builders import duties, snapshot, unit
from tests.diff.shape import shape


def compared(old: list[Unit], new: list[Unit], *rulings: Ruling) -> tuple[Change, ...]:
    return diff(snapshot(*old), snapshot(*new, release="2022"), rulings=rulings).changes


def found(old: list[Unit], new: list[Unit]) -> list[str]:
    return shape(diff(snapshot(*old), snapshot(*new, release="2022")))


CITIES = [f"{name}市" for name in ("子甲", "丑乙", "寅丙", "卯丁", "辰戊", "巳己", "午庚", "未辛", "申壬", "酉癸")]
COUNTIES = [
    unit(f"{name}县") for name in ("甲子", "乙丑", "丙寅", "丁卯", "戊辰", "己巳", "庚午", "辛未", "壬申", "癸酉")
]


def test_a_holder_of_units_keeps_its_stem_although_the_unit_of_that_name_below_it_is_gone() -> None:
    west = unit("西省", *map(unit, CITIES))
    old = [west, unit("东省", unit("临江地区", unit("临江市"), *COUNTIES[:6]), unit("西山地区", *COUNTIES[6:]))]
    new = [west, unit("东省", unit("临江市", *COUNTIES[:2], unit("城关区")), unit("西山地区", *COUNTIES[2:]))]
    renamed = [change for change in compared(old, new) if change.old and change.old[0].name.zh == "临江地区"]
    assert [(change.kinds, change.new[0].name.zh, change.status) for change in renamed] == [
        (("renamed",), "临江市", "fact")
    ]


def test_a_unit_whose_name_went_to_its_holder_is_likely_the_only_new_one_there() -> None:
    old = [unit("东省", unit("临江地区", unit("临江市"), *COUNTIES[:4]), unit("甲市"))]
    new = [unit("东省", unit("临江市", unit("城关区"), *COUNTIES[:4]), unit("甲市"))]
    assert found(old, new) == [
        "renamed: 临江地区 → 临江市 (name: 临江地区 → 临江市)",
        "renamed: 临江市 → 城关区 (name: 临江市 → 城关区)?",
    ]


def test_a_unit_whose_name_went_to_its_holder_is_none_of_several_new_ones() -> None:
    old = [unit("东省", unit("临江地区", unit("临江市"), *COUNTIES[:4]))]
    new = [unit("东省", unit("临江市", unit("城关区"), unit("东门区"), *COUNTIES[:4]))]
    assert [line.partition(":")[0] for line in found(old, new)] == ["renamed", "added", "added", "removed"]


def test_the_last_of_one_kind_is_likely_the_same_although_others_are_left() -> None:
    old = [unit("东省", *COUNTIES, unit("木林县"), *map(unit, CITIES), unit("海门市"), unit("北关市"))]
    new = [unit("东省", *COUNTIES, unit("石桥县"), *map(unit, CITIES))]
    assert found(old, new)[0] == "renamed: 木林县 → 石桥县 (name: 木林县 → 石桥县)?"


def test_a_unit_of_one_stem_elsewhere_under_the_same_ancestor_moved_and_changed_its_kind() -> None:
    old = [unit("东省", unit("甲地区", *COUNTIES[:5], unit("梅县")), unit("乙地区", *COUNTIES[5:]), *map(unit, CITIES))]
    new = [unit("东省", unit("甲地区", *COUNTIES[:5]), unit("乙地区", *COUNTIES[5:], unit("梅市")), *map(unit, CITIES))]
    assert [line.partition(":")[0] for line in found(old, new)] == ["renamed+reassigned"]


@pytest.mark.parametrize(
    ("old", "new", "status"),
    [
        ([unit("东区"), unit("西区")], [unit("荷塘司")], "likely"),
        ([unit("规划司"), unit("财务司"), unit("法规司")], [unit("种业局"), unit("渔业局")], "fact"),
        ([unit("东区"), unit("西区")], [], "fact"),
        ([unit("东区"), unit("西区")], [unit("荷塘司", group="regional")], "fact"),
        (
            [unit("东区", duties=duties("负责规划。")), unit("西区", duties=duties("承担统计。"))],
            [unit("荷塘司", duties=duties("指导港口建设。"))],
            "fact",
        ),
    ],
)
def test_what_appears_where_something_vanished_is_a_fact_only_if_they_cannot_be_one(
    old: list[Unit], new: list[Unit], status: str
) -> None:
    office = unit("办公厅")
    changes = compared([office, *old], [office, *new])
    assert {change.kinds for change in changes} <= {("added",), ("removed",)}
    assert {change.status for change in changes} == {status}
    assert all(bool(change.runner_up) is (status == "likely") for change in changes)


def test_units_that_are_said_to_be_different_are_added_and_removed_for_certain() -> None:
    ends = {"old": ("东区", "西区"), "new": ("荷塘司",)}
    ruling = Ruling(id="r1", verdict="different", old_release="2019", new_release="2022", who="x", when="2023", **ends)
    changes = compared([unit("东区"), unit("西区")], [unit("荷塘司")], ruling)
    assert [change.status for change in changes] == ["fact"] * 3
