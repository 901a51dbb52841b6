"""Declared against observed as a briefing tells it."""

from __future__ import annotations

from typing import Any

import pytest

from gen.model.change import Declared
from gen.report.build import build
from gen.report.model import Language, TransferGroup
from tests.builders import EVERYTHING
from tests.report.sample import ABOLISHED, CHANGES, NEW, NOTHING, OLD, SPLIT


def groups(language: Language = "zh", **update: Any) -> dict[str, TransferGroup]:
    report = build(CHANGES.model_copy(update=update), OLD, NEW, language)
    return {group.verdict: group for group in report.transfers}


def test_what_is_declared_and_what_is_seen_stand_in_four_groups_with_their_counts() -> None:
    assert [group.title for group in groups().values()] == [
        "声明且见于比对（1）", "声明而未见于比对（1）", "见于比对而未声明（9）", "未作核对的声明（1）",
    ]  # fmt: skip
    assert [group.title for group in groups("en").values()] == [
        "Declared and seen (1)", "Declared, not seen (1)", "Seen, not declared (9)", "Declared, not checked (1)",
    ]  # fmt: skip


def test_a_transfer_that_is_seen_has_the_source_lines_of_the_declaration_and_of_both_sides_of_the_change() -> None:
    (row,) = groups()["seen"].rows
    assert (row.what, row.place) == ("装备工业司", "s1第51行")
    assert [(one.id, one.place) for one in row.shown] == [("U1", "s1第86行 → s1第89行、s1第90行")]
    assert row.shown[0].text.startswith("装备工业司拆分为装备工业一司、装备工业二司")


def test_what_is_seen_but_not_declared_has_its_source_lines_and_its_doubt() -> None:
    found = groups()["undeclared"].changes
    assert [one.id for one in found] == list(CHANGES.undeclared)
    assert (found[0].text, found[0].place) == (
        "政策法规司、产业政策司合并为产业政策与法规司",
        "s1第76行、s1第79行 → s1第80行",
    )
    assert found[1].text == "信息化和软件服务业司更名为信息技术发展司（推定，待裁定）"
    assert found[4].place == "s1第166行"


@pytest.mark.parametrize(
    "why", ["earlier", "later", "undated", "elsewhere", "itself", "unnamed", "general", "not-comparable"]
)  # fmt: skip
def test_what_is_not_checked_says_why_in_both_languages(why: str) -> None:
    declared = (Declared.model_validate({"side": "old", "transfer": SPLIT, "why": why}),)
    zh, en = (groups(language, declared=declared)["unchecked"].rows[0].why for language in ("zh", "en"))
    assert "" not in (zh, en)
    assert zh != en


@pytest.mark.parametrize(
    ("language", "title", "said"),
    [
        ("zh", "声明而部分见于比对（1）", "见于比对：甲中心；未见于比对：乙中心、丙中心；无从核对：丁中心"),
        ("en", "Declared, partly seen (1)", "seen: 甲中心; not seen: 乙中心 and 丙中心; not checked: 丁中心"),
    ],
)
def test_of_what_is_partly_seen_it_says_which_items_show(language: Language, title: str, said: str) -> None:
    items = {"shown": ("甲中心",), "missing": ("乙中心", "丙中心"), "unlisted": ("丁中心",)}
    declared = Declared.model_validate({"side": "new", "transfer": SPLIT, "verdict": "partly", **items})
    found = groups(language, declared=(declared,))
    assert list(found) == ["seen", "partly", "not-seen", "undeclared"]
    assert (found["partly"].title, found["partly"].rows[0].why) == (title, said)


def test_an_empty_group_says_that_there_is_none_and_nothing_unchecked_needs_no_group() -> None:
    found = groups(declared=(Declared(side="new", transfer=ABOLISHED, verdict="not-seen"),), undeclared=())
    assert {verdict: (group.note, group.rows, group.changes) for verdict, group in found.items()} == {
        "seen": ("无。", (), ()),
        "not-seen": ("来源写明，且应见于两版之间，而比对未见；请核对原文。", found["not-seen"].rows, ()),
        "undeclared": ("无。", (), ()),
    }


def test_a_later_release_that_is_silent_about_transfers_is_said_to_be() -> None:
    silent = NEW.model_copy(update={"coverage": EVERYTHING.model_copy(update={"transfers": False})})
    changes = CHANGES.model_copy(update={"undeclared": ()})
    found = {group.verdict: group for group in build(changes, OLD, silent, "zh").transfers}
    assert found["undeclared"].note == "较晚一版的来源未谈及划转，无从核对。"


def test_where_nothing_is_declared_and_nothing_changed_there_is_no_group() -> None:
    assert build(NOTHING, OLD, OLD, "zh").transfers == ()
    assert [group.verdict for group in build(CHANGES.model_copy(update={"declared": ()}), OLD, NEW, "zh").transfers] == [
        "seen", "not-seen", "undeclared",
    ]  # fmt: skip


def test_a_transfer_both_releases_declare_is_one_row_and_a_new_one_comes_first() -> None:
    transfer = CHANGES.declared[0].transfer
    later = transfer.model_copy(update={"what": "烟草控制职责"})
    declared = tuple(
        Declared(side=side, transfer=t) for side, t in (("old", transfer), ("new", transfer), ("new", later))
    )
    rows = groups(declared=declared)["unchecked"].rows
    assert [(row.what, row.release) for row in rows] == [
        ("烟草控制职责", "2022"),
        ("工业行业管理有关职责", "2019、2022"),
    ]
    assert rows[1].text == "同上"
    assert (
        rows[0].remarks
        == "除外：核电管理；包括：研究拟订工业发展规划、指导行业技术法规和行业标准的拟订；第（一）项；2008年3月"
    )
