"""What a new unit took from one that goes on, and what one that goes on took from a vanished one."""

from __future__ import annotations

import pytest

from gen.diff import diff
from gen.model.record import Unit
from tests.builders import duties, snapshot, unit
from tests.diff.shape import shape

SAID = (
    "负责港口规划和建设的监督管理。",
    "承担行业统计和信息发布工作。",
    "组织拟订进出口配额分配办法。",
    "指导科研成果的推广应用工作。",
    "协调对外交流与国际合作事务。",
)
EDITED = "依法指导科研成果的推广和应用工作。"
OFFICE = unit("办公厅")


def told(old: list[Unit], new: list[Unit]) -> list[str]:
    changes = diff(snapshot(OFFICE, *old), snapshot(OFFICE, *new, release="2022"))
    units = [change for change in changes.changes if change.subject == "unit"]
    return [f"{line} [{c.survivor}]" if c.survivor else line for line, c in zip(shape(changes), units, strict=False)]


def held(name: str, *said: str, level: str | None = None) -> Unit:
    return unit(name, duties=duties(*said), level=level)


@pytest.mark.parametrize(
    ("one", "several", "event"),
    [
        pytest.param(
            [held("甲司", *SAID[:3])],
            [held("甲司", *SAID[:2]), held("数据局", SAID[2])],
            "甲司 | 甲司 & 数据局 [甲司]",
            id="one duty of three, word for word",
        ),
        pytest.param(
            [held("甲司", *SAID[:4])],
            [held("甲司", *SAID[:2]), held("数据局", SAID[2], EDITED)],
            "甲司 | 甲司 & 数据局 [甲司]",
            id="two duties, one of them edited on its way",
        ),
        pytest.param(
            [held("甲司", *SAID)],
            [held("甲司", *SAID[:2]), held("数据局", SAID[2]), held("渔业局", *SAID[3:])],
            "甲司 | 甲司 & 数据局 & 渔业局 [甲司]",
            id="two new ones at once",
        ),
        pytest.param(
            [held("规划司", *SAID[:4])],
            [held("规划发展司", *SAID[:3]), held("数据局", SAID[3])],
            "规划司 | 规划发展司 & 数据局",
            id="the one that goes on has another name",
        ),
    ],
)
def test_a_new_unit_whose_contents_come_from_one_that_goes_on_seceded_and_the_reverse_is_absorbed(
    one: list[Unit], several: list[Unit], event: str
) -> None:
    left, right = event.partition(" [")[0].split(" | ")
    split, merged = told(one, several), told(several, one)
    assert all("[" in line for line in (*split, *merged)), "nobody goes on"
    assert [line.partition(" [")[0] for line in split] == [f"split: {left} → {right}"]
    assert [line.partition(" [")[0] for line in merged] == [f"merged: {right} → {left}"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param(
            [held("甲司", *SAID[:3])], [held("甲司", *SAID[:2]), held("数据局", SAID[2], SAID[3])], id="half of two"
        ),
        pytest.param(
            [held("甲司", SAID[0], "承办其他事项。")],
            [held("甲司", SAID[0]), held("数据局", "承办其他。")],
            id="a wording that says little",
        ),
        pytest.param(
            [held("甲司", *SAID[:2]), held("乙司", *SAID[2:4])],
            [held("甲司", SAID[0]), held("乙司", SAID[2]), held("数据局", SAID[1], SAID[3])],
            id="as much from another",
        ),
        pytest.param(
            [unit("甲局", held("一处", *SAID[:3])), unit("乙局", held("二处", SAID[4]))],
            [unit("甲局", held("一处", *SAID[:2])), unit("乙局", held("二处", SAID[4]), held("三处", SAID[2]))],
            id="a single duty, to another part of the body",
        ),
    ],
)
def test_less_than_that_is_only_a_reassignment_of_duties(old: list[Unit], new: list[Unit]) -> None:
    assert next(line.partition(":")[0] for line in told(old, new) if "数据局" in line or "三处" in line) == "added"


def test_the_last_left_on_each_side_are_not_one_if_they_do_other_things() -> None:
    assert told([held("甲司", SAID[0])], [held("数据局", SAID[1])]) == ["added:  → 数据局", "removed: 甲司 → "]


def test_a_level_both_state_speaks_for_or_against_a_change_of_name() -> None:
    old = snapshot(OFFICE, unit("规划局", level="副部级"), unit("甲院"), unit("乙院"))
    news = [
        snapshot(OFFICE, unit("规划发展局", level=level), unit("甲院"), unit("乙院"), release="2022")
        for level in ("副部级", None, "处级")
    ]
    scores = [diff(old, new).changes[0].score for new in news]
    assert scores == sorted(scores, reverse=True)
    codes = [[ground.code for ground in diff(old, new).changes[0].evidence] for new in news]
    assert ["same-level" in some for some in codes] == [True, False, False]
    assert ["other-level" in some for some in codes] == [False, False, True]


def test_a_unit_named_in_english_alone_meets_a_bilingual_one_among_chinese_ones() -> None:
    old = [unit("规划司"), unit("财务司"), unit("Legal Affairs Department")]
    new = [unit("规划司"), unit("财务司"), unit("政策法规司|Legal Affairs Department")]
    assert told(old, new) == []
    assert told(new, old) == []
