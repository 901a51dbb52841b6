"""What a reviewer writes into any line of the text is read back as what that line states."""

from __future__ import annotations

from pathlib import Path

import pytest

from gen.accepted import words
from gen.model.record import Adjustment, Basis, Relation, Snapshot, Text, Transfer
from gen.report.whole import Block
from tests.accepted import reviewing
from tests.accepted.reviewing import held, redline, taken
from tests.builders import AT, duty, post, snapshot, unit

OLD = snapshot(unit("甲司"))
NEW = snapshot(
    unit("规划司|Planning", unit("一处", group="regional"), level="正司级", nameplates=["规划办公室"], id="u1"),
    unit("研究院", group="subordinate", managed_by="u1", posts=[post("院长", "甲", "2015")]),
    duties=[duty("拟订规划。|Draw up plans.", "（一）", "d1")],
    release="2022",
).model_copy(
    update={
        "title": "三定规定",
        "document": "厅字〔2022〕1号",
        "level": "正部级",
        "nameplates": (Text(zh="国家航天局"),),
        "basis": (Basis(text="国务院组织法", document="令1号", locator=AT),),
        "relations": (Relation(kind="parent", name=Text(zh="国务院"), locator=AT),),
        "adjustments": (Adjustment(number="（一）", kind="other", text="取消审批。", locator=AT),),
        "transfers": (
            Transfer(what="烟草管理", target="烟草局", kind="transfer", text="将烟草管理划给烟草局。", locator=AT),
        ),
    }
)


def edited(tmp_path: Path, said: str, instead: str) -> Snapshot:
    """The new release with words replaced, of which there must be a finding at the line of the document."""
    store = held(tmp_path / "store", OLD, NEW)
    some = taken(store, tmp_path, reviewing.typed(redline(store, (OLD.ref, NEW.ref)), said, instead)).reading.snapshot
    assert [one.kind for one in some.findings] == ["edited"]
    return some


def test_facts_of_the_body(tmp_path: Path) -> None:
    assert edited(tmp_path, ">三定规定<", ">新三定规定<").title == "新三定规定"
    assert edited(tmp_path, ">厅字〔2022〕1号<", ">厅字〔2022〕2号<").document == "厅字〔2022〕2号"
    assert edited(tmp_path, ">正部级<", ">副部级<").level == "副部级"
    assert edited(tmp_path, ">国家航天局<", ">Space Agency<").nameplates == (Text(en="Space Agency"),)
    assert edited(
        tmp_path, ">工业和信息化部</w:t></w:r><w:bookmarkEnd", ">工信部</w:t></w:r><w:bookmarkEnd"
    ).name == Text(zh="工信部", en="Ministry of Industry and Information Technology")


def test_facts_of_a_unit(tmp_path: Path) -> None:
    assert edited(tmp_path, ">正司级<", ">副司级<").units[0].level == "副司级"
    assert edited(tmp_path, ">Planning<", ">Plans<").units[0].name == Text(zh="规划司", en="Plans")
    some = edited(tmp_path, ">规划办公室<", ">计划办公室<").units[0]
    assert (some.nameplates, some.locator) == ((Text(zh="计划办公室"),), AT)


def test_a_group_in_the_reviewers_words_is_a_group_of_its_own(tmp_path: Path) -> None:
    assert edited(tmp_path, ">直属事业单位<", ">直属单位<").units[1].group == "直属单位"


def test_wordings(tmp_path: Path) -> None:
    assert edited(tmp_path, ">Draw up plans.<", ">Draft plans.<").duties[0].text == Text(
        zh="拟订规划。", en="Draft plans."
    )
    some = edited(tmp_path, "（一）</w:t></w:r></w:ins><w:ins", "（二）</w:t></w:r></w:ins><w:ins").duties[0]
    assert (some.number, some.text.zh) == ("（二）", "拟订规划。")


def test_instruments_relations_and_what_is_declared(tmp_path: Path) -> None:
    basis = edited(tmp_path, ">国务院组织法", ">国务院机构组织法").basis[0]
    assert (basis.text.startswith("国务院机构组织法"), basis.document) == (True, None)
    assert edited(tmp_path, ">国务院<", ">中国国务院<").relations[0].name == Text(zh="中国国务院")
    assert edited(tmp_path, "取消审批。", "取消两项审批。").adjustments[0].text == "取消两项审批。"
    moved = edited(tmp_path, "将烟草管理划给烟草局。", "将烟草管理职责划给烟草局。").transfers[0]
    assert (moved.text, moved.what, moved.locator.source) == ("将烟草管理职责划给烟草局。", "烟草管理", "redline")


def test_facts_of_a_transfer_stay_as_they_were_read(tmp_path: Path) -> None:
    moved = edited(tmp_path, ">烟草管理<", ">烟草专卖<").transfers[0]
    assert (moved.what, moved.text) == ("烟草管理", "将烟草管理划给烟草局。")


@pytest.mark.parametrize(
    ("said", "number", "rest"),
    [
        ("（一）拟订规划。", "（一）", "拟订规划。"),
        ("3. 拟订规划。", "3.", "拟订规划。"),
        ("十二、拟订规划。", "十二、", "拟订规划。"),
        ("拟订规划。", None, "拟订规划。"),
        ("（一）", None, "（一）"),
        (" 拟订\x0b规划。 ", None, "拟订规划。"),
    ],
)
def test_a_number_is_told_from_what_follows(said: str, number: str | None, rest: str) -> None:
    assert words.numbered(said) == (number, rest)


def test_a_label_is_left_out_as_it_was_written_or_with_a_colon() -> None:
    block = Block("unit", "u", "level", "Fact", ("级别：", "正司级"))
    assert [words.value(said, block) for said in ("级别：副司级", "级别:副司级", "副司级", "按第一：二款")] == [
        "副司级",
        "副司级",
        "副司级",
        "按第一：二款",
    ]


@pytest.mark.parametrize(("day", "read"), [("2016-02", True), ("2016-13", False), ("去年", False), ("—", True)])
def test_a_date_that_is_none_leaves_the_former_one(day: str, read: bool) -> None:
    known = post("部长", "甲", "2015")
    made, all_read = words.post(("—", "部长", "甲", day, "—", "—"), known)
    assert (made.start, all_read) == ({"2016-02": "2016-02", "—": None}.get(day, "2015"), read)


def test_a_row_without_a_holder_keeps_the_former_one() -> None:
    assert words.post(("—", "部长"), post("部长", "甲")) == (post("部长", "甲"), False)
