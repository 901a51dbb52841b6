"""Units recognised by what they hold: splits, mergers, absorptions, secessions, exchanged names, tangles."""

from __future__ import annotations

import pytest

from gen.diff import diff
from gen.diff.context import Context
from gen.diff.matching import best_of
from gen.model.record import Duty, Transfer, Unit
from gen.model.ruling import Ruling
from tests.builders import AT, duties, post, snapshot, unit
from tests.diff.shape import shape

OFFICE = unit("办公厅")


def some(topic: str, count: int = 5) -> tuple[Duty, ...]:
    return duties(*(f"负责{topic}{'甲乙丙丁戊己庚辛壬癸子丑'[n]}事项的管理。" for n in range(count)))


PLANS, MONEY, SCIENCE = some("规划"), some("财务"), some("科技")


def found(old: list[Unit], new: list[Unit], *rulings: Ruling, transfers: tuple[Transfer, ...] = ()) -> list[str]:
    there = diff(snapshot(*old), snapshot(*new, release="2022", transfers=transfers), rulings=rulings)
    return [
        line + (f" [{c.survivor}]" if c.survivor else "") for line, c in zip(shape(there), there.changes, strict=False)
    ]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        pytest.param(
            [unit("甲司", duties=PLANS), unit("乙司", duties=MONEY), unit("丙司", duties=SCIENCE)],
            [unit("乙司", duties=PLANS), unit("丙司", duties=SCIENCE + MONEY)],
            ["merged: 乙司 & 丙司 → 丙司 [丙司]", "renamed: 甲司 → 乙司 (name: 甲司 → 乙司)"],
            id="one takes the name of another, which is absorbed elsewhere",
        ),
        pytest.param(
            [unit("甲司", duties=PLANS), unit("乙司", duties=MONEY)],
            [unit("乙司", duties=PLANS), unit("甲司", duties=MONEY)],
            ["renamed: 甲司 → 乙司 (name: 甲司 → 乙司)", "renamed: 乙司 → 甲司 (name: 乙司 → 甲司)"],
            id="two exchange their names",
        ),
        pytest.param(
            [OFFICE, unit("甲司", duties=PLANS + MONEY)],
            [OFFICE, unit("甲司", duties=PLANS), unit("数据局", duties=MONEY)],
            ["split: 甲司 → 甲司 & 数据局 [甲司]"],
            id="a new one is taken out of one that goes on",
        ),
        pytest.param(
            [unit("甲司", unit("一处"), unit("二处")), unit("乙司", unit("三处"), unit("四处"))],
            [unit("甲司", unit("一处"), unit("二处"), unit("三处"), unit("四处"))],
            [
                "merged: 甲司 & 乙司 → 甲司 [甲司]",
                "reassigned: 三处 → 三处 (parent: 乙司 → 甲司)",
                "reassigned: 四处 → 四处 (parent: 乙司 → 甲司)",
            ],
            id="one that goes on takes over the units of another",
        ),
        pytest.param(
            [OFFICE, unit("甲司", duties=some("综合", 12))],
            [OFFICE, unit("规划发展司", duties=some("综合", 12)[:8]), unit("统计局", duties=some("综合", 12)[8:])],
            ["split: 甲司 → 规划发展司 & 统计局"],
            id="two thirds and one third of the duties",
        ),
        pytest.param(
            [OFFICE, unit("人事司", duties=PLANS), unit("财务司", duties=MONEY)],
            [OFFICE, unit("综合保障局", duties=PLANS + MONEY)],
            ["merged: 人事司 & 财务司 → 综合保障局"],
            id="a merger under a new name",
        ),
        pytest.param(
            [unit("污染防治司", duties=PLANS[:4]), unit("总量控制司", duties=MONEY[:4])],
            [
                unit("水司", duties=PLANS[:2] + MONEY[:2]),
                unit("大气司", duties=PLANS[2:4]),
                unit("土壤司", duties=MONEY[2:4]),
            ],
            ["split+merged: 污染防治司 & 总量控制司 → 水司 & 大气司 & 土壤司"],
            id="two become three",
        ),
        pytest.param(
            [OFFICE, unit("甲司", duties=PLANS)],
            [OFFICE, unit("甲司", duties=PLANS[:4]), unit("数据局", duties=PLANS[4:] + MONEY)],
            ["added:  → 数据局"],
            id="one duty given to a new one makes no split",
        ),
        pytest.param(
            [unit("规划一处"), OFFICE],
            [unit("规划二处"), OFFICE],
            ["renamed: 规划一处 → 规划二处 (name: 规划一处 → 规划二处)?"],
            id="another ordinal is no fact",
        ),
        pytest.param(
            [unit("State Minister of Health"), unit("Office")],
            [unit("State Minister of Ports"), unit("Office"), unit("Registry")],
            ["added:  → State Minister of Ports", "added:  → Registry?", "removed: State Minister of Health → ?"],
            id="the same office for something else is another",
        ),
        pytest.param(
            [unit("甲司", unit("一处"), unit("审批处"), unit("财会处")), unit("乙司", unit("五处"))],
            [unit("甲司"), unit("乙司", unit("五处"), unit("一处"), unit("审批处"), unit("机关事务处"))],
            [
                "renamed+reassigned: 财会处 → 机关事务处 (name: 财会处 → 机关事务处) (parent: 甲司 → 乙司)?",
                "reassigned: 一处 → 一处 (parent: 甲司 → 乙司)",
                "reassigned: 审批处 → 审批处 (parent: 甲司 → 乙司)",
            ],
            id="the last left between parents that exchanged others",
        ),
        pytest.param(
            [unit("甲司", unit("一处"), unit("固定资产投资处")), unit("乙司", unit("五处"))],
            [unit("甲司"), unit("乙司", unit("五处"), unit("一处"), unit("固定资产投资科"), unit("六处"))],
            [
                "renamed+reassigned: 固定资产投资处 → 固定资产投资科 (name: 固定资产投资处 → 固定资产投资科) (parent: 甲司 → 乙司)",
                "reassigned: 一处 → 一处 (parent: 甲司 → 乙司)",
                "added:  → 六处",
            ],
            id="renamed and moved at once between parents that exchanged another",
        ),
        pytest.param(
            [unit("东区"), unit("西区"), OFFICE],
            [unit("荷塘区"), unit("石峰区"), OFFICE],
            ["renamed: 东区 → 荷塘区 (name: 东区 → 荷塘区)?", "renamed: 西区 → 石峰区 (name: 西区 → 石峰区)?"],
            id="as many of one kind between the same neighbours",
        ),
        pytest.param(
            [unit("东区"), unit("西区"), OFFICE],
            [unit("数据司"), unit("石峰区"), OFFICE],
            ["added:  → 数据司?", "added:  → 石峰区?", "removed: 东区 → ?", "removed: 西区 → ?"],
            id="another kind between the same neighbours",
        ),
        pytest.param(
            [unit("扬州", unit("泰州"), unit("兴化"), unit("靖江"), unit("江都"))],
            [unit("扬州", unit("江都")), unit("泰州", unit("海陵"), unit("兴化"), unit("靖江"))],
            [
                "split: 扬州 → 扬州 & 泰州 [扬州]",
                "renamed+reassigned: 泰州 → 海陵 (name: 泰州 → 海陵) (parent: 扬州 → 泰州)?",
                "reassigned: 兴化 → 兴化 (parent: 扬州 → 泰州)",
                "reassigned: 靖江 → 靖江 (parent: 扬州 → 泰州)",
            ],
            id="a new holder of units takes the name of one that held none",
        ),
    ],
)
def test_the_events_are_these_and_only_these(old: list[Unit], new: list[Unit], expected: list[str]) -> None:
    assert found(old, new) == expected


def test_a_unit_that_stops_and_restarts_is_removed_and_added_and_across_both_unchanged() -> None:
    with_it, without = [OFFICE, unit("稀土办公室", duties=PLANS)], [OFFICE]
    assert found(with_it, without) == ["removed: 稀土办公室 → "]
    assert found(without, with_it) == ["added:  → 稀土办公室"]
    assert found(with_it, with_it) == []


def test_two_units_of_one_name_under_different_parents_stay_apart() -> None:
    units = [unit("甲司", unit("综合处", id="a")), unit("乙司", unit("综合处", id="b"))]
    assert found(units, units) == []


def test_a_declared_change_of_name_is_a_fact() -> None:
    told = Transfer(what="工业司", target="数据局", kind="renamed", text="工业司更名为数据局", locator=AT)
    old, new = [OFFICE, unit("工业司"), unit("通信司")], [OFFICE, unit("数据局"), unit("安全局")]
    assert found(old, new, transfers=(told,))[0] == "renamed: 工业司 → 数据局 (name: 工业司 → 数据局)"


@pytest.mark.parametrize(("kind", "what"), [("created", "建安区"), ("abolished", "许昌县")])
def test_what_is_declared_new_or_gone_is_not_the_last_left(kind: str, what: str) -> None:
    told = Transfer.model_validate({"what": what, "kind": kind, "text": what, "locator": AT})
    assert found([OFFICE, unit("许昌县")], [OFFICE, unit("建安区")], transfers=(told,)) == [
        "added:  → 建安区",
        "removed: 许昌县 → ",
    ]


def test_the_same_people_in_office_speak_for_a_change_of_name() -> None:
    old, new = (
        (OFFICE, unit("规划司", posts=[post("司长", "甲")])),
        (OFFICE, unit("数据局", posts=[post("局长", "甲")])),
    )
    changes = diff(snapshot(*old), snapshot(*new, release="2022")).changes
    assert "same-holders" in [ground.code for change in changes for ground in change.evidence]


def test_an_english_name_kept_speaks_for_a_change_of_the_chinese_one() -> None:
    old = unit("信访局|Complaints Bureau"), unit("通信司|Telecom")
    new = unit("信访办公室|Complaints Bureau"), unit("安全局|Security")
    (change, *_) = diff(snapshot(*old), snapshot(*new, release="2022")).changes
    assert "english-name-same" in [ground.code for ground in change.evidence]


def ruled(verdict: str, old: str, new: str) -> Ruling:
    return Ruling.model_validate(
        {"id": "r1", "verdict": verdict, "old_release": "2019", "new_release": "2022",
         "old": [old], "new": [new], "who": "甲", "when": "2022"}
    )  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "ids"),
    [
        ([OFFICE, unit("规划司")], [OFFICE, unit("规划司")], ("规划司", "规划司")),
        ([OFFICE, unit("许昌县")], [OFFICE, unit("建安区")], ("许昌县", "建安区")),
        ([OFFICE, unit("发展规划司")], [OFFICE, unit("规划发展司")], ("发展规划司", "规划发展司")),
        ([unit("甲司", duties=PLANS)], [unit("数据局", duties=PLANS)], ("甲司", "数据局")),
        ([unit("甲司")], [unit("数据局", nameplates=["甲司"])], ("甲司", "数据局")),
        ([unit("甲司", unit("一处")), unit("乙司")], [unit("甲司"), unit("乙司", unit("一处"))], ("一处", "一处")),
        ([unit("甲司", duties=PLANS), unit("乙司", duties=MONEY)], [unit("甲司", duties=PLANS + MONEY)], ("乙司", "甲司")),
        ([unit("工业司")], [unit("工业一司"), unit("工业二司")], ("工业司", "工业一司")),
    ],
)  # fmt: skip
def test_units_ruled_to_be_different_are_never_told_as_one(
    old: list[Unit], new: list[Unit], ids: tuple[str, str]
) -> None:
    changes = diff(snapshot(*old), snapshot(*new, release="2022"), rulings=[ruled("different", *ids)]).changes
    told = [({s.id for s in c.old}, {s.id for s in c.new}) for c in changes if c.subject == "unit"]
    assert not [sides for sides in told if ids[0] in sides[0] and ids[1] in sides[1]]
    assert [sides for sides in told if ids[0] in sides[0]]


def test_what_a_ruling_puts_off_stays_likely_and_names_the_ruling() -> None:
    old, new = [OFFICE, unit("发展规划司")], [OFFICE, unit("规划发展司")]
    (change,) = diff(
        snapshot(*old), snapshot(*new, release="2022"), rulings=[ruled("later", "发展规划司", "规划发展司")]
    ).changes
    assert (change.status, change.ruling) == ("likely", "r1")


def test_a_ruling_pins_a_link_that_nothing_else_speaks_for() -> None:
    old, new = [OFFICE, unit("甲司"), unit("乙司")], [OFFICE, unit("数据局")]
    assert found(old, new, ruled("same", "乙司", "数据局"))[0] == "renamed: 乙司 → 数据局 (name: 乙司 → 数据局)"


def test_units_of_which_nothing_differs_down_to_the_last_are_linked_at_once() -> None:
    units = [unit("甲司", unit("一处"), unit("二处")), OFFICE]
    matching = Context.of(snapshot(*units), snapshot(*units[::-1], release="2022")).matching
    assert (matching.in_place, matching.links, len(matching.to_new)) == ([], {}, 5)


def test_a_large_family_of_renamed_units_is_matched_by_what_few_names_share() -> None:
    numbers = [f"{a}{b}" for a in "甲乙丙丁戊己庚辛" for b in "东南西北中春夏秋冬"]
    old = [unit(f"{number}地区发展银行") for number in numbers]
    new = [unit(f"{number}地区开发银行") for number in numbers]
    lines = found(old, new)
    assert len(lines) == len(numbers)
    assert all(line.startswith("renamed") for line in lines)


def test_the_best_other_reading_is_told_of_either_side() -> None:
    scores = {(0, 0): 0.9, (1, 0): 0.7, (0, 1): 0.5, (1, 1): 0.4}
    chosen = best_of("ab", "xy", scores, 0.3)
    assert chosen == [("a", "x", 0.9, ("b", "x", 0.7)), ("b", "y", 0.4, ("b", "x", 0.7))]
