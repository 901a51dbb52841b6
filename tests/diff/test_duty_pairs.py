"""Pairs of duties as regulations and encyclopedias amend them, and how a reviewer would tell what happened."""

from __future__ import annotations

from collections import Counter

import pytest

from gen.diff import diff
from gen.model.change import Changes
from tests.builders import duties, duty, snapshot, unit
from tests.diff.apply import applied, state
from tests.diff.test_laws import assert_balanced

WATER = "负责水污染防治的监督管理；拟订重点流域水环境保护规划并监督实施"
RURAL = "拟订农村环境综合整治政策并指导实施"
SCIENCE = "组织环境科学重大研究和技术工程示范，推动环境技术管理体系建设"
LAST = "承办国务院交办的其他事项。"
Told = tuple[str, str, str, tuple[str, ...]]


def compared(old: list[str], new: list[str]) -> Changes:
    before, after = snapshot(duties=duties(*old)), snapshot(duties=duties(*new), release="2022")
    changes = diff(before, after)
    assert applied(before, changes) == state(after)
    assert_balanced(changes.ledger["duty"])
    return changes


def told(changes: Changes, *, turned: bool = False) -> Counter[Told]:
    """Kinds, status, the numbers of both sides and the aspects of every change of a duty."""
    mirror = {"added": "removed", "removed": "added", "split": "merged", "merged": "split"} if turned else {}
    found = []
    for change in changes.changes:
        kinds = "+".join(mirror.get(kind, kind) for kind in change.kinds)
        ends = ["".join((side.number or "").strip("（）") for side in some) for some in (change.old, change.new)]
        old, new = reversed(ends) if turned else ends
        found.append((f"{kinds} {change.status}", old, new, tuple(detail.aspect for detail in change.details)))
    return Counter(found)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        pytest.param(
            [f"{WATER}；{RURAL}。", f"{SCIENCE}。", LAST],
            [f"{WATER}。", f"{SCIENCE}；{RURAL.replace('指导', '组织')}。", LAST],
            [("amended fact", "1", "1", ("text", "clause")), ("amended fact", "2", "2", ("text", "clause"))],
            id="a clause moved and reworded a little",
        ),
        pytest.param(
            ["Supervises the prevention of water pollution; participates in the response to climate change.",
             "Organises research on the environment."],
            ["Supervises the prevention of water pollution.",
             "Organises research on the environment; is responsible for the response to climate change."],
            [("amended fact", "1", "1", ("text", "clause", "role")), ("amended fact", "2", "2", ("text", "clause", "role"))],
            id="an English clause moved and its role strengthened",
        ),
        pytest.param(
            ["负责工业行业管理；参与拟订能源战略规划；指导工业节能。", LAST],
            ["负责工业行业管理；会同有关部门拟订能源战略规划；指导工业节能。", LAST],
            [("amended fact", "1", "1", ("text", "role"))],
            id="the role of one clause strengthened",
        ),
        pytest.param(
            ["负责中小企业发展的宏观指导。", LAST],
            ["配合有关部门做好中小企业发展的宏观指导。", LAST],
            [("amended fact", "1", "1", ("text", "role"))],
            id="a role weakened",
        ),
        pytest.param(
            ["Assists in the drafting of energy plans.", "Other tasks assigned by the State Council."],
            ["Is responsible for the drafting of energy plans.", "Other tasks assigned by the State Council."],
            [("amended fact", "1", "1", ("text", "role"))],
            id="an English role strengthened",
        ),
        pytest.param(
            [f"{WATER}；{SCIENCE}。", LAST],
            ["负责水污染防治和地下水的监督管理；拟订重点流域水环境保护规划并组织实施。",
             "组织环境科学重大研究和工程示范，推动生态环境技术管理体系建设。", LAST],
            [("split fact", "1", "12", ())],
            id="split with both parts amended",
        ),
        pytest.param(
            ["Supervises the prevention of water pollution and protects drinking water sources. "
             "Organises research on environmental science and promotes technology."],
            ["Supervises the prevention and control of water pollution and protects drinking water sources.",
             "Organises major research on environmental science and promotes green technology."],
            [("split fact", "1", "12", ())],
            id="an English duty split with both parts amended",
        ),
        pytest.param(
            ["负责水污染防治的监督管理，拟订水污染防治政策、规划和标准，组织实施排污许可。",
             "负责大气污染防治的监督管理，拟订大气污染防治政策、规划和标准，组织实施排放许可。", LAST],
            ["负责水、大气污染防治的监督管理，拟订水、大气污染防治政策、规划和标准。", LAST],
            [("merged fact", "12", "1", ())],
            id="two told alike merged and shortened",
        ),
        pytest.param(
            ["Draws up policies, plans and standards on water pollution and oversees discharge permits.",
             "Draws up policies, plans and standards on air pollution and oversees emission permits."],
            ["Draws up policies, plans and standards on water and air pollution."],
            [("merged fact", "12", "1", ())],
            id="two English ones merged and shortened",
        ),
        pytest.param(
            ["承担汽车行业准入管理工作。", "承担船舶行业准入管理工作。", LAST],
            ["承担汽车行业准入管理和监督工作。", LAST],
            [("amended fact", "1", "1", ("text",)), ("removed fact", "2", "", ())],
            id="of two told alike one is gone",
        ),
        pytest.param(
            ["承担汽车行业准入管理工作。", LAST],
            ["承担汽车行业准入管理工作。", "承担船舶行业准入管理工作。", LAST],
            [("added fact", "", "2", ())],
            id="one told alike was added",
        ),
        pytest.param(
            ["Draws up plans for water.", "Other duties assigned by the State Council."],
            ["Draws up plans for water.", "Performs other tasks assigned by the Central Committee and the State Council."],
            [("amended fact", "2", "2", ("text",))],
            id="the English closing duty",
        ),
        pytest.param(
            ["到2020年，单位工业增加值能耗降低18%，培育100家企业。", LAST],
            ["到2025年，单位工业增加值能耗降低13.5%，培育120家企业。", LAST],
            [("amended fact", "1", "1", ("text",))],
            id="numbers and dates",
        ),
        pytest.param(
            ["负责中小企业发展的宏观指导，会同有关部门拟订促进中小企业发展的相关政策和措施。", LAST],
            ["统一配置和管理无线电频谱资源，依法监督管理无线电台。", LAST],
            [("added fact", "", "1", ()), ("removed fact", "1", "", ())],
            id="another duty under the same number",
        ),
        pytest.param([f"{WATER}。", f"{SCIENCE}。", LAST], [f"{SCIENCE}。", f"{WATER}。", LAST], [], id="renumbered"),
    ],
)  # fmt: skip
def test_what_happened_to_a_duty_is_told_as_a_reviewer_would_and_in_both_directions(
    old: list[str], new: list[str], expected: list[Told]
) -> None:
    assert told(compared(old, new)) == Counter(expected)
    assert told(compared(new, old), turned=True) == Counter(expected)


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        (
            "依照《办法》〔2008〕11号，管理无线电台(站);负责协调.",
            "依照《办法》[2008]11号，管理无线电台（站）；负责协调。",
            "width",
        ),
        ("负责5G、IPv6和Ｗｉ-Ｆｉ网络建设。", "负责 5G、IPv6 和 Wi-Fi 网络建设。", "width"),
        ("負責經濟統計的規劃與執行。", "负责经济统计的规划与执行。", "script"),
        ("负责  经济统计\n的规划。", "负责经济统计的规划。", "spacing"),
    ],
)
def test_what_only_looks_another_way_is_folded(old: str, new: str, kind: str) -> None:
    changes = compared([old, LAST], [new, LAST])
    assert changes.changes == ()
    assert [(one.kind, one.count) for one in changes.folded] == [(kind, 1)]


def test_numbers_are_replaced_whole_in_the_redline() -> None:
    (change,) = compared(["到2020年能耗降低18%，培育企业。"], ["到2025年能耗降低13.5%，培育企业。"]).changes
    assert [text for mark, text in change.redline if mark != "="] == ["2020", "2025", "18", "13.5"]


def test_no_single_character_stands_between_two_edits_of_a_redline() -> None:
    (change,) = compared(["负责汽车的准入和安全的监督管理工作。"], ["负责船舶的检验和环保的监督管理工作。"]).changes
    inner = [text for mark, text in change.redline[1:-1] if mark == "="]
    assert [text for text in inner if len(text) < 3] == []


def test_a_clause_that_passes_to_another_unit_with_a_stronger_role_says_both() -> None:
    climate = "参与应对气候变化工作"
    sides = []
    for release, one, other in (
        ("2019", f"{WATER}；{climate}。", f"{SCIENCE}。"),
        ("2022", f"{WATER}。", f"{SCIENCE}；{climate.replace('参与', '牵头')}。"),
    ):
        held = (unit("水司", duties=[duty(one, "一", "a")]), unit("科技司", duties=[duty(other, "一", "b")]))
        sides.append(snapshot(*held, release=release))
    for changes in (diff(*sides), diff(*reversed(sides))):
        assert [[detail.aspect for detail in change.details] for change in changes.changes] == [
            ["text", "clause", "role"]
        ] * 2
