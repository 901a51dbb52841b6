"""Which duty became which, and what is not a change."""

from __future__ import annotations

from dataclasses import replace

from gen.diff import diff
from gen.diff.normal import ordinal
from gen.model.record import Coverage, Text
from tests.builders import EVERYTHING, duties, duty, snapshot, unit
from tests.diff.shape import shape

RADIO = "统一配置和管理无线电频谱资源，依法监督管理无线电台(站)，负责卫星轨道位置的协调和管理。"
SMALL = "负责中小企业发展的宏观指导，会同有关部门拟订促进中小企业发展的相关政策和措施。"
LAST = "承办国务院交办的其他事项。"


def test_renumbering_alone_is_folded() -> None:
    changes = diff(
        snapshot(duties=duties(RADIO, SMALL, LAST)), snapshot(duties=duties(SMALL, RADIO, LAST), release="2022")
    )
    assert changes.changes == ()
    assert [(f.kind, f.what, f.count) for f in changes.folded] == [("renumbered", "duty", 2)]


def test_the_same_number_written_in_another_way_is_no_renumbering() -> None:
    old, new = (
        snapshot(duties=[duty(SMALL, number)], release=r) for number, r in (("（十五）", "2019"), ("15.", "2022"))
    )
    assert diff(old, new).folded == ()


def test_spacing_and_width_are_folded() -> None:
    old = snapshot(duties=duties(RADIO, SMALL))
    new = snapshot(
        duties=duties(RADIO.replace("(", "（").replace(")", "）"), SMALL.replace("，", "， ")), release="2022"
    )
    changes = diff(old, new)
    assert changes.changes == ()
    assert {(f.kind, f.count) for f in changes.folded} == {("width", 1), ("spacing", 1)}


def test_an_amended_duty_has_a_redline_that_gives_both_wordings() -> None:
    new = SMALL.replace("宏观指导", "指导和服务")
    (change,) = diff(snapshot(duties=duties(RADIO, SMALL)), snapshot(duties=duties(RADIO, new), release="2022")).changes
    assert (change.id, change.kinds, change.status) == ("D1", ("amended",), "fact")
    assert ("".join(t for m, t in change.redline if m != "+"), "".join(t for m, t in change.redline if m != "-")) == (
        SMALL,
        new,
    )


def test_a_duty_under_another_unit_is_reassigned() -> None:
    old = snapshot(unit("规划司", duties=duties(SMALL, LAST)), unit("科技司", duties=[duty(RADIO, id="k1")]))
    new = snapshot(unit("规划司", duties=[duty(LAST, id="g1")]), unit("科技司", duties=[duty(RADIO, id="k1"), duty(SMALL, id="k2")]), release="2022")  # fmt: skip
    assert shape(diff(old, new), "duty") == ["reassigned: 规划司 → 科技司 (holder: 规划司 → 科技司)"]


def test_the_duties_of_a_renamed_unit_follow_in_silence() -> None:
    old = snapshot(unit("信息化推进司", duties=duties(SMALL, RADIO)))
    new = snapshot(unit("信息化发展司", duties=duties(SMALL, RADIO)), release="2022")
    assert shape(diff(old, new), "duty") == []


def test_a_split_says_which_part_took_which_duty() -> None:
    old = snapshot(unit("装备司", duties=duties(SMALL, RADIO)))
    new = snapshot(
        unit("装备一司", duties=[duty(SMALL, id="a")]), unit("装备二司", duties=[duty(RADIO, id="b")]), release="2022"
    )
    assert shape(diff(old, new), "duty") == [
        "reassigned: 装备司 → 装备一司 (holder: 装备司 → 装备一司)",
        "reassigned: 装备司 → 装备二司 (holder: 装备司 → 装备二司)",
    ]


def test_added_and_removed_duties_are_said_as_such() -> None:
    changes = diff(snapshot(duties=duties(RADIO)), snapshot(duties=duties(LAST), release="2022"))
    assert [c.kinds for c in changes.changes] == [("added",), ("removed",)]


def test_prose_is_not_compared_with_a_list() -> None:
    told = EVERYTHING.model_copy(update={"prose": True})
    changes = diff(snapshot(duties=duties(RADIO, SMALL)), snapshot(duties=[duty(RADIO)], coverage=told, release="2022"))
    assert changes.changes == ()
    assert [(n.why, n.old, n.new) for n in changes.not_comparable] == [("prose-against-list", 2, 1)]


def test_duties_in_different_languages_are_not_compared() -> None:
    english = replace(duty("x"), text=Text(en="Draws up plans."))
    changes = diff(snapshot(duties=duties(RADIO)), snapshot(duties=[english], release="2022"))
    assert [n.why for n in changes.not_comparable] == ["languages-differ"]
    assert changes.changes == ()


def test_a_side_that_states_no_duties_of_units_says_nothing_about_them() -> None:
    old = snapshot(unit("规划司"), duties=duties(LAST))
    new = snapshot(unit("规划司", duties=[duty(SMALL, id="u1")]), duties=duties(LAST), release="2022")
    changes = diff(old, new)
    assert changes.changes == ()
    assert [(n.subject, n.group, n.why, n.new) for n in changes.not_comparable] == [
        ("duty", "internal", "old-silent", 1)
    ]


def test_a_source_silent_about_duties_removes_none() -> None:
    changes = diff(snapshot(duties=duties(RADIO)), snapshot(coverage=Coverage(units=True), release="2022"))
    assert changes.changes == ()
    assert [(n.subject, n.why) for n in changes.not_comparable] == [("duty", "new-silent")]


def test_numbers_are_read_in_every_common_writing() -> None:
    written = ["（一）", "(十)", "十五、", "第二十条", "12.", "（一百零三）", "③", "x", "", None]
    assert [ordinal(number) for number in written] == [1, 10, 15, 20, 12, 103, 3, None, None, None]
