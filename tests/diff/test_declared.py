"""Which declared transfers the changes show, which they should show and do not, and which say nothing against them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from gen.diff import diff
from gen.diff.mentions import Own, names_in, speaks_of, topics
from gen.model.change import Changes
from gen.model.record import Adjustment, Coverage, Duty, Snapshot, Transfer, Unit
from gen.store import Store
from tests.builders import AT, EVERYTHING, duties, duty, snapshot, unit

STORE = Store(Path(__file__).parents[2] / "snapshots")
BODY, OTHER = "工业和信息化部", "国家发展和改革委员会"
OFFICE, PLANNING = unit("办公厅"), unit("规划司")
SMALL = "负责中小企业发展的宏观指导，会同有关部门拟订促进中小企业发展的相关政策和措施。"
RADIO = "统一配置和管理无线电频谱资源，依法监督管理无线电台，负责卫星轨道位置的协调和管理。"
TOBACCO = "牵头履行烟草控制框架公约，组织实施控烟履约工作。"
LAST = "承办国务院交办的其他事项。"


def told(kind: str, what: str, origin: str | None = None, target: str | None = None, **rest: Any) -> Transfer:
    fields = {"date": "2020", "text": f"{kind}：{what}", "locator": AT, **rest}
    return Transfer.model_validate({"kind": kind, "what": what, "from": origin, "to": target, **fields})


def compared(old: Sequence[Unit], new: Sequence[Unit], *transfers: Transfer, **rest: Any) -> Changes:
    return diff(snapshot(*old), snapshot(*new, transfers=transfers, release="2022", **rest))


def verdicts(changes: Changes) -> list[tuple[object, ...]]:
    return [(one.verdict, one.why, *one.changes) for one in changes.declared]


@pytest.mark.parametrize(
    ("old", "new", "transfer"),
    [
        (["装备工业司"], ["装备工业一司", "装备工业二司"], told("split", "装备工业司", None, "装备工业一司、装备工业二司")),
        (["装备工业司"], ["装备工业一司", "装备工业二司"], told("split", "原装备工业司", None, "一司、装备工业二司等")),
        (["甲合作司", "乙监测局"], ["丙中心"], told("merged", "甲合作司、乙监测局", None, "丙中心")),
        (["许昌司"], ["建安局"], told("renamed", "许昌司", None, "建安局")),
        ([], ["高新技术司"], told("created", "高新技术司")),
        ([], ["高新技术司（人工智能办公室）"], told("created", "人工智能办公室")),
        (["通信清算中心"], [], told("abolished", "通信清算中心、电子清算中心")),
        (["中国互联网协会"], [], told("supervision", "中国互联网协会、中国无线电协会等38家行业协会", BODY)),
        (["国家邮政局"], [], told("supervision", "国家邮政局", None, "交通运输部")),
        ([], ["国家烟草专卖局"], told("supervision", "国家烟草专卖局", None, "工信部")),
        ([], ["火炬中心"], told("transfer", "火炬中心", "科学技术部", BODY)),
        (["火炬中心"], [], told("transfer", "火炬中心", "本部", "科学技术部")),
    ],
)  # fmt: skip
def test_a_declared_change_of_units_is_seen(old: list[str], new: list[str], transfer: Transfer) -> None:
    changes = compared([*map(unit, old), OFFICE], [*map(unit, new), OFFICE], transfer)
    ids = [change.id for change in changes.changes]
    assert verdicts(changes) == [("seen", None, *ids)]
    assert changes.undeclared == ()


@pytest.mark.parametrize(
    "transfer",
    [
        told("split", "规划司", None, "规划一司、规划二司"),
        told("merged", "规划司、办公厅", None, "综合司"),
        told("renamed", "规划司", None, "发展规划司"),
        told("created", "规划司"),
        told("abolished", "规划司"),
        told("supervision", "规划司", BODY, "科学技术部"),
        told("supervision", "国家烟草专卖局", None, BODY),
        told("transfer", "规划司", BODY, "科学技术部"),
        told("carve-out", "规划司", BODY, "科学技术部"),
    ],
    ids=lambda transfer: transfer.text,
)
def test_a_declared_change_of_a_unit_that_stayed_as_it_was_is_not_seen(transfer: Transfer) -> None:
    changes = compared([OFFICE, PLANNING], [OFFICE, PLANNING], transfer)
    assert verdicts(changes) == [("not-seen", None)]


@pytest.mark.parametrize(
    ("old", "new", "transfer", "verdict"),
    [
        (["高新技术司"], [], told("created", "高新技术司"), "not-seen"),
        ([], ["高新技术司"], told("abolished", "高新技术司"), "not-seen"),
        ([], ["火炬中心"], told("supervision", "火炬中心", BODY, "科学技术部"), "not-seen"),
        (["火炬中心"], [], told("supervision", "火炬中心", "科学技术部", BODY), "not-seen"),
        ([], ["高新技术司"], told("renamed", "办公厅", None, "综合司"), "not-seen"),
        ([], ["高新技术司"], told("created", "未来产业司"), "unchecked"),
    ],
)
def test_a_change_the_other_way_or_of_another_unit_does_not_show_what_is_declared(
    old: list[str], new: list[str], transfer: Transfer, verdict: str
) -> None:
    changes = compared([*map(unit, old), OFFICE], [*map(unit, new), OFFICE], transfer)
    assert [one.verdict for one in changes.declared] == [verdict]
    assert changes.undeclared == ("U1",)


@pytest.mark.parametrize(
    ("date", "stated_in", "why"),
    [
        ("2018-03-15", "2022", "earlier"),
        ("2018-03-15", "2019", "earlier"),
        ("2019", "2019", "earlier"),
        ("2019-09", "2022", "undated"),
        ("2022-09", "2019", "undated"),
        ("2023", "2022", "later"),
        (None, "2022", "undated"),
        (None, "2019", "undated"),
        ("2022-09", "2022", None),
        ("2020", "2019", None),
    ],
)
def test_only_what_happened_between_the_two_releases_has_to_show(
    date: str | None, stated_in: str, why: str | None
) -> None:
    transfer = told("abolished", "规划司", date=date)
    old, new = (
        snapshot(OFFICE, PLANNING, release=r, transfers=[transfer] if r == stated_in else []) for r in ("2019", "2022")
    )
    assert verdicts(diff(old, new)) == [("unchecked" if why else "not-seen", why)]


def test_what_happened_at_another_time_is_not_taken_for_a_change_of_today() -> None:
    changes = compared([OFFICE], [OFFICE, PLANNING], told("created", "规划司", date="2008"))
    assert verdicts(changes) == [("unchecked", "earlier")]
    assert changes.undeclared == ("U1",)


def test_an_undated_declaration_is_seen_where_a_change_shows_it() -> None:
    assert verdicts(compared([OFFICE], [OFFICE, PLANNING], told("created", "规划司", date=None))) == [
        ("seen", None, "U1")
    ]


def test_what_an_instrument_leaves_undated_happened_with_the_instrument() -> None:
    transfer = told("abolished", "规划司", date=None, item="（一）")
    old, new = snapshot(OFFICE, PLANNING, transfers=[transfer]), snapshot(OFFICE, PLANNING, release="2022")
    assert verdicts(diff(old, new)) == [("unchecked", "earlier")]
    adjusted = Adjustment(kind="transfer", text="不再保留规划司。", locator=AT)
    new = new.model_copy(
        update={"transfers": (transfer.model_copy(update={"item": None}),), "adjustments": (adjusted,)}
    )
    assert verdicts(diff(snapshot(OFFICE, PLANNING), new)) == [("not-seen", None)]


@pytest.mark.parametrize(
    ("transfer", "why"),
    [
        (told("abolished", "信息产业部"), "unnamed"),
        (told("created", BODY), "itself"),
        (told("split", "装备工业司", None, "装备工业一司、装备工业二司"), "unnamed"),
        (told("supervision", "中国互联网协会", BODY), "unnamed"),
        (told("supervision", "国家邮政局", OTHER, "交通运输部"), "unnamed"),
        (told("transfer", "邮政管理职责", "信息产业部", "国家邮政局"), "elsewhere"),
        (told("transfer", "职责", "信息产业部", BODY), "general"),
        (told("transfer", "有关职责", "信息产业部", BODY, excepting="邮政管理"), "general"),
        (told("transfer", "the regulation of tobacco", "Tobacco Board", BODY), "not-comparable"),
        (told("transfer", "烟草控制框架公约履约职责", BODY, "国家卫生健康委员会"), "unnamed"),
    ],
)
def test_what_neither_release_speaks_of_says_nothing_against_the_changes(transfer: Transfer, why: str) -> None:
    held = duties(SMALL, LAST)
    old, new = (snapshot(OFFICE, duties=held, release=r, transfers=[transfer][: r == "2022"]) for r in ("2019", "2022"))
    assert verdicts(diff(old, new)) == [("unchecked", why)]


def test_units_that_one_side_is_silent_about_are_not_checked() -> None:
    silent = Coverage(duties=True, transfers=True)
    transfers = [told("created", "规划司"), told("abolished", "信息产业部"), told("supervision", "甲局", None, BODY)]
    changes = diff(snapshot(coverage=silent), snapshot(OFFICE, PLANNING, release="2022", transfers=transfers))
    assert verdicts(changes) == [("unchecked", "not-comparable")] * 3
    assert changes.undeclared == ()


def test_duties_told_in_prose_on_one_side_are_not_checked() -> None:
    prose = EVERYTHING.model_copy(update={"prose": True})
    transfers = [told("transfer", "无线电频谱管理职责", "信息产业部", BODY)]
    new = snapshot(duties=duties(SMALL), coverage=prose, transfers=transfers, release="2022")
    assert verdicts(diff(snapshot(duties=duties(SMALL)), new)) == [("unchecked", "not-comparable")]


def of_duties(old: Sequence[Duty], new: Sequence[Duty], transfer: Transfer) -> list[tuple[object, ...]]:
    return verdicts(diff(snapshot(duties=old), snapshot(duties=new, transfers=[transfer], release="2022")))


RADIO_IN = told("transfer", "无线电频谱资源的管理职责", "信息产业部", BODY)
TOBACCO_OUT = told("transfer", "牵头《烟草控制框架公约》履约职责", BODY, "国家卫生健康委员会")


@pytest.mark.parametrize(
    ("old", "new", "transfer", "expected"),
    [
        ([SMALL, LAST], [SMALL, RADIO, LAST], RADIO_IN, ("seen", None, "D1")),
        ([SMALL, LAST], [SMALL, LAST], RADIO_IN, ("not-seen", None)),
        ([SMALL, RADIO], [SMALL, RADIO], RADIO_IN, ("not-seen", None)),
        ([SMALL, RADIO], [SMALL], RADIO_IN, ("not-seen", None)),
        ([SMALL], [SMALL.replace("措施", "措施，管理无线电频谱资源")], RADIO_IN, ("seen", None, "D1")),
        ([SMALL, TOBACCO], [SMALL], TOBACCO_OUT, ("seen", None, "D1")),
        ([SMALL, TOBACCO], [SMALL, TOBACCO], TOBACCO_OUT, ("not-seen", None)),
        ([SMALL], [SMALL, TOBACCO], TOBACCO_OUT, ("not-seen", None)),
        ([SMALL], [SMALL], TOBACCO_OUT, ("unchecked", "unnamed")),
        (
            [SMALL],
            [SMALL, RADIO],
            told("transfer", "职责", "信息产业部", BODY, includes=("邮政普遍服务", "无线电频谱资源管理")),
            ("partly", None, "D1"),
        ),
        ([SMALL, RADIO], [SMALL], told("carve-out", "无线电频谱资源管理", BODY, OTHER), ("seen", None, "D1")),
    ],
)
def test_duties_that_come_and_go_show_what_is_declared(
    old: list[str], new: list[str], transfer: Transfer, expected: tuple[object, ...]
) -> None:
    assert of_duties(duties(*old), duties(*new), transfer) == [expected]


def items(changes: Changes) -> list[tuple[object, ...]]:
    return [(one.verdict, one.shown, one.missing, one.unlisted) for one in changes.declared]


@pytest.mark.parametrize(
    ("new", "transfer", "expected"),
    [
        ([], told("abolished", "甲中心、乙中心"), ("seen", ("甲中心", "乙中心"), (), ())),
        (["乙中心"], told("abolished", "甲中心、乙中心"), ("partly", ("甲中心",), ("乙中心",), ())),
        (["乙中心"], told("abolished", "甲中心、丁中心"), ("seen", ("甲中心",), (), ("丁中心",))),
        (["乙中心"], told("abolished", "甲中心"), ("seen", (), (), ())),
        (["甲中心", "乙中心"], told("abolished", "甲中心、乙中心"), ("not-seen", (), (), ())),
        (["甲中心"], told("transfer", "甲中心、乙中心", BODY, "科学技术部"), ("partly", ("乙中心",), ("甲中心",), ())),
        (["乙中心"], told("abolished", "甲中心、乙中心", date=None), ("seen", ("甲中心",), (), ("乙中心",))),
    ],
)  # fmt: skip
def test_of_several_items_it_is_said_which_show_and_which_do_not(
    new: list[str], transfer: Transfer, expected: tuple[object, ...]
) -> None:
    old = [OFFICE, *(unit(name, group="subordinate") for name in ("甲中心", "乙中心"))]
    later = [OFFICE, unit("丙所", group="regional"), *(unit(name, group="subordinate") for name in new)]
    changes = compared(old, later, transfer)
    assert items(changes) == [expected]


def test_the_parts_of_a_split_are_told_one_by_one() -> None:
    transfer = told("split", "装备司", None, "装备一司、装备二司、办公厅")
    changes = compared([OFFICE, unit("装备司")], [OFFICE, unit("装备一司"), unit("装备二司")], transfer)
    assert items(changes) == [("partly", ("装备一司", "装备二司"), ("办公厅",), ())]


def test_duties_a_transfer_includes_are_told_one_by_one() -> None:
    transfer = told("transfer", "职责", "信息产业部", BODY, includes=("邮政普遍服务", "无线电频谱资源管理"))
    old, new = (
        snapshot(duties=duties(SMALL)),
        snapshot(duties=duties(SMALL, RADIO), transfers=[transfer], release="2022"),
    )
    assert items(diff(old, new)) == [("partly", ("无线电频谱资源管理",), ("邮政普遍服务",), ())]


def _holding(first: Sequence[str], second: Sequence[str], **rest: Any) -> Snapshot:
    held = [[duty(words, id=f"{n}{words[:6]}") for words in some] for n, some in enumerate((first, second))]
    return snapshot(unit("规划司", duties=held[0]), unit("科技司", duties=held[1]), **rest)


@pytest.mark.parametrize(
    ("transfer", "expected"),
    [
        (told("transfer", "中小企业宏观指导职责", "规划司", "科技司"), ("seen", None, "D1")),
        (told("transfer", "中小企业宏观指导职责", None, "科技司"), ("seen", None, "D1")),
        (told("transfer", "有关职责", "规划司", "科技司"), ("seen", None, "D1")),
        (told("transfer", "中小企业宏观指导职责", "科技司", "规划司"), ("not-seen", None)),
        (told("transfer", "无线电频谱资源管理", "规划司", "科技司"), ("not-seen", None)),
        (told("transfer", "有关职责", "科技司", "规划司"), ("not-seen", None)),
        (told("transfer", "中小企业宏观指导职责", BODY, OTHER), ("not-seen", None)),
        (told("transfer", "有关职责", BODY, "科技司"), ("unchecked", "general")),
    ],
)
def test_a_duty_that_passes_from_unit_to_unit_shows_what_is_declared(
    transfer: Transfer, expected: tuple[object, ...]
) -> None:
    old = _holding([SMALL, LAST], [RADIO])
    new = _holding([LAST], [RADIO, SMALL], transfers=[transfer], release="2022")
    assert verdicts(diff(old, new)) == [expected]


def test_a_unit_whose_duties_all_pass_to_another_is_seen_to_merge_into_it() -> None:
    old = snapshot(PLANNING, unit("稀土办公室"), OFFICE)
    transfer = told("transfer", "职责", "稀土办公室", "规划司")
    new = snapshot(unit("规划司", nameplates=["稀土办公室"]), OFFICE, transfers=[transfer], release="2022")
    assert verdicts(diff(old, new)) == [("seen", None, "U1")]


def test_amended_nameplates_need_no_declaration() -> None:
    changes = compared([PLANNING], [unit("规划司", nameplates=["稀土办公室"])])
    assert [change.kinds for change in changes.changes] == [("amended",)]
    assert changes.undeclared == ()


def test_changes_are_undeclared_only_where_the_later_release_speaks_of_transfers() -> None:
    silent = EVERYTHING.model_copy(update={"transfers": False})
    assert compared([OFFICE], [OFFICE, PLANNING]).undeclared == ("U1",)
    assert compared([OFFICE], [OFFICE, PLANNING], coverage=silent).undeclared == ()


@pytest.mark.parametrize(
    "transfer",
    [
        told("split", "装备工业司", None, "装备工业一司、装备工业二司"),
        told("created", "高新技术司"),
        told("abolished", "通信清算中心"),
        told("abolished", "办公厅"),
        told("created", "高新技术司", date="2008"),
    ],
    ids=lambda transfer: transfer.text + (transfer.date or ""),
)
def test_the_comparison_backwards_gives_the_same_verdict(transfer: Transfer) -> None:
    old = snapshot(*map(unit, ["装备工业司", "办公厅"]), unit("通信清算中心", group="subordinate"))
    new = snapshot(
        *map(unit, ["装备工业一司", "装备工业二司", "高新技术司", "办公厅"]), transfers=[transfer], release="2022"
    )
    there, back = diff(old, new), diff(new, old)
    assert [(one.verdict, one.why) for one in there.declared] == [(one.verdict, one.why) for one in back.declared]
    assert len(there.undeclared) == len(back.undeclared)


def test_a_release_compared_with_itself_shows_nothing_and_misses_nothing() -> None:
    one = snapshot(
        OFFICE, transfers=[told("abolished", "办公厅", date=date) for date in ("2018", "2019", "2020", None)]
    )
    changes = diff(one, one)
    assert {verdict[0] for verdict in verdicts(changes)} == {"unchecked"}
    assert changes.undeclared == ()


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (None, set()),
        ("原装备工业司", {"原装备工业司", "装备工业司"}),
        ("原材料工业司", {"原材料工业司", "材料工业司"}),
        ("甲司、乙局等38家单位", {"甲司、乙局", "甲司", "乙局"}),
        ("产业政策与法规司", {"产业政策与法规司", "产业政策", "法规司"}),
        ("the Planning Department and Budget Office", {"the planning department and budget office", "planning department and budget office", "the planning department", "planning department", "budget office"}),
    ],
)  # fmt: skip
def test_a_wording_may_name_units_as_a_whole_or_part_by_part(words: str | None, expected: set[str]) -> None:
    assert names_in(words) == expected


@pytest.mark.parametrize(
    ("name", "own"),
    [
        ("工业和信息化部", True),
        ("中华人民共和国工业和信息化部", True),
        ("工信部", True),
        ("本部", True),
        ("MIIT", True),
        ("the Ministry of Industry and Information Technology", True),
        ("信息产业部", False),
        ("科学技术部", False),
        ("国家发展和改革委员会", False),
        ("National Health Commission", False),
    ],
)
def test_a_body_is_known_by_its_own_and_its_short_names(name: str, own: bool) -> None:
    assert Own.of(snapshot()).has(names_in(name)) is own


def test_a_text_speaks_of_a_topic_that_stands_in_it_in_other_words() -> None:
    assert speaks_of("负责中小企业发展的宏观指导。", topics("中小企业宏观指导职责"))
    assert not speaks_of("负责中小企业发展的宏观指导。", topics("无线电频谱资源管理职责"))
    assert speaks_of("Regulates tobacco consumption.", topics("the duty of regulating tobacco consumption"))
    assert topics("有关职责", "职责", "the functions of") == ()


@pytest.mark.parametrize(
    ("text", "topic", "spoken"),
    [
        ("Protects the marine environment.", "protection of the marine environment", True),
        ("Is in charge of marine environment protection.", "protection of the marine environment", True),
        ("Monitors the marine environment.", "protection of the marine environment", False),
        ("Monitors the marine environment.", "the duty of marine environment protection", False),
        ("Manages and develops small enterprises.", "management and promotion of small enterprises", True),
        ("Surveys small enterprises.", "management and promotion of small enterprises", False),
        ("Regulates tobacco consumption.", "the responsibilities for tobacco", True),
    ],
)
def test_an_english_topic_is_spoken_of_where_its_head_word_stands(text: str, topic: str, spoken: bool) -> None:
    assert speaks_of(text, topics(topic)) is spoken


def real(old: str, new: str) -> Changes:
    return diff(STORE.load(f"miit@{old}").snapshot, STORE.load(f"miit@{new}").snapshot)


def test_from_2019_to_2022_the_split_is_declared_and_seen_and_the_rest_is_seen_but_not_declared() -> None:
    changes = real("2019", "2022")
    checked = [one for one in changes.declared if one.why != "earlier"]
    assert [(one.transfer.kind, one.transfer.date, one.verdict, one.why, one.changes) for one in checked] == [
        ("split", "2020-01-02", "seen", None, ("U1",)),
        ("supervision", "2020-08-31", "unchecked", "unnamed", ()),
    ]
    assert {one.transfer.date[:4] for one in changes.declared if one.why == "earlier" and one.transfer.date} == {
        "2008",
        "2018",
    }
    undeclared = [change for change in changes.changes if change.id in changes.undeclared]
    assert [change.kinds[0] for change in undeclared] == ["merged", "renamed", "renamed", *["added"] * 4]


def test_from_2008_to_2019_only_the_transfer_of_2018_falls_between_and_neither_release_names_it() -> None:
    changes = real("2008-07", "2019")
    assert [(one.transfer.date, one.why) for one in changes.declared if one.why != "earlier"] == [
        ("2018-09-13", "unnamed")
    ]
    assert {one.verdict for one in changes.declared} == {"unchecked"}
    assert changes.undeclared == ()


def test_from_2022_to_2025_everything_declared_is_older_and_nothing_seen_is_declared() -> None:
    changes = real("2022", "2025")
    assert {(one.verdict, one.why) for one in changes.declared} == {("unchecked", "earlier")}
    assert len(changes.undeclared) == 6
