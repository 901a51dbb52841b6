"""Pages on three other bodies beside the checkout: what a careful reading of each must give."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from gen.diff import diff
from gen.model.change import Change, Changes
from gen.sources.read import Document, Reading, read

SHARED = Path(__file__).parents[2] / ".." / "shared" / "sources"


@cache
def page(file: str, body: str, release: str) -> Reading:
    path = SHARED / file
    if not path.exists():
        pytest.skip(f"{file} is not on this machine")
    return read(Document(file, path.read_bytes(), "CC BY-SA"), body=body, release=release)


def mep() -> Reading:
    return page("mep-2008.txt", "mep", "2008")


def mee() -> Reading:
    return page("mee-2018.txt", "mee", "2018")


def tobacco() -> Reading:
    return page("tobacco.txt", "tobacco", "2023")


def test_2008_every_office_but_the_school_has_the_duties_that_its_comment_hides() -> None:
    units = [unit for unit in mep().snapshot.units if unit.group == "internal"]
    assert len(mep().snapshot.duties) == 13
    assert [unit.name.zh for unit in units if not unit.duties] == ["环境保护部党校"]
    assert all(len(unit.duties) == 1 for unit in units[:-1])
    assert not any("<!--" in duty.text.primary or "设综合处" in duty.text.primary for u in units for duty in u.duties)
    hidden = [finding for finding in mep().snapshot.findings if finding.kind == "duties-in-comment"]
    assert [finding.about for finding in hidden] == [unit.id for unit in units[:-1]]


def test_2008_the_sections_of_an_office_stand_below_it_without_their_short_names() -> None:
    office = mep().snapshot.units[0]
    assert [(unit.name.zh, [plate.zh for plate in unit.nameplates]) for unit in office.units] == [
        ("综合处", []),
        ("部长办公室", ["总值班室"]),
        ("文秘档案处", ["保密处"]),
        ("信息化办公室", []),
        ("政务与信息公开处", []),
        ("研究室", []),
        ("政务督查室", []),
        ("信访办公室", ["保卫处"]),
    ]
    sections = [unit for unit, above in mep().snapshot.walk() if above]
    assert (len(sections), {unit.group for unit in sections}) == (92, {"处室"})


def test_2008_the_history_tells_how_many_posts_there_were_and_when() -> None:
    assert [(one.count, one.date, one.locator.line) for one in mep().snapshot.staffing] == [
        (321, "1988", 16), (240, "1993", 18), (255, "1996-12", 18), (200, "1998", 20),
    ]  # fmt: skip
    assert {one.what for one in mep().snapshot.staffing} == {"局机关行政编制"}
    assert mep().snapshot.coverage.staffing is False


def test_2008_the_introduction_gives_the_nameplate() -> None:
    assert [plate.zh for plate in mep().snapshot.nameplates] == ["国家核安全局"]


def test_2018_the_duties_and_the_offices_of_which_three_are_usually_not_counted() -> None:
    some = mee().snapshot
    assert len(some.duties) == 15
    assert sum(unit.group == "internal" for unit in some.units) == 24
    assert [plate.zh for plate in some.nameplates] == ["国家核安全局", "国家消耗臭氧层物质进出口管理办公室"]
    (counted,) = [finding.text for finding in some.findings if finding.kind == "offices-not-counted"]
    assert all(word in counted for word in ("24", "21", "机关党委", "离退休干部办公室", "党校"))


def test_one_body_with_two_names_and_its_superior() -> None:
    some = tobacco().snapshot
    assert (some.name.zh, [plate.zh for plate in some.nameplates]) == ("国家烟草专卖局", ["中国烟草总公司"])
    assert [(one.kind, one.name.zh, one.locator.line) for one in some.relations] == [("parent", "工业和信息化部", 5)]
    assert len(some.duties) == 10
    local = [unit for unit in some.units if unit.group == "垂直管理机构"]
    assert (len(local), {len(unit.nameplates) for unit in local}) == (31, {1})
    assert {unit.level for unit in some.units if unit.group == "internal"} == {"副厅级"}


def test_what_another_organ_does_is_no_duty_told_elsewhere() -> None:
    assert "duties-told-elsewhere" not in Counter(finding.kind for finding in tobacco().snapshot.findings)


@cache
def changes() -> Changes:
    return diff(mep().snapshot, mee().snapshot)


def test_the_offices_that_go_on_under_another_name_are_renamed() -> None:
    renamed = {
        change.old[0].name.primary: change.new[0].name.primary
        for change in changes().changes
        if change.subject == "unit" and "renamed" in change.kinds
    }
    wanted = {
        "大气环境管理司": "大气环境司",
        "土壤环境管理司": "土壤生态环境司",
        "环境影响评价司": "环境影响评价与排放管理司",
        "环境监测司": "生态环境监测司",
        "环境监察局": "生态环境执法局",
        "直属机关党委": "机关党委",
    }
    assert {old: renamed.get(old) for old in wanted} == wanted


def test_most_duties_go_on_and_the_one_on_the_climate_is_a_stronger_role() -> None:
    duties = [change for change in changes().changes if change.subject == "duty"]
    ledger = changes().ledger["duty"]
    assert (ledger.old - ledger.not_comparable_old, ledger.new) == (13, 15)
    assert [numbers(change) for change in duties if change.old and change.new][:9] == [
        ("（一）", "（一）"), ("（二）", "（二）"), ("（三）", "（三）"), ("（四）", "（四）"), ("（六）", "（五）"),
        ("（七）", "（六）"), ("（八）", "（七）"), ("（五）", "（八）"), ("（九）", "（九）"),
    ]  # fmt: skip
    (climate,) = [change for change in duties if change.new and change.new[0].number == "（十）"]
    details = {detail.aspect: (detail.old, detail.new) for detail in climate.details}
    assert details["role"] == (("参与",), ("负责",))
    assert details["clause"][0][0] == "参与应对气候变化工作"


def test_sections_and_history_on_one_side_alone_are_no_changes() -> None:
    found = changes()
    assert ("unit", "处室", "new-silent") in [(one.subject, one.group, one.why) for one in found.not_comparable]
    assert not any(side.group == "处室" for change in found.changes for side in (*change.old, *change.new))
    assert not any(change.subject == "staffing" for change in found.changes)


def numbers(change: Change) -> tuple[str | None, str | None]:
    return change.old[0].number, change.new[0].number
