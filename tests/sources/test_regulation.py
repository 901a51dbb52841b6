from __future__ import annotations

from gen.model.record import Text
from tests.sources.reading import kinds, reading

HEAD = (
    "甲部主要职责内设机构和人员编制规定\n（国办发〔2008〕72号）\n　　根据《国务院通知》，设立甲部，为国务院组成部门。\n"
)


def test_the_head_gives_title_number_name_and_basis() -> None:
    snapshot = reading(HEAD + "一、主要职责\n（一）甲事。\n").snapshot
    assert (snapshot.title, snapshot.document) == ("甲部主要职责内设机构和人员编制规定", "国办发〔2008〕72号")
    assert snapshot.name == Text(zh="甲部")
    assert [(basis.text, basis.locator.line) for basis in snapshot.basis] == [("《国务院通知》", 3)]


def test_the_title_names_the_body_where_no_sentence_does() -> None:
    assert reading("乙局职能配置规定\n一、主要职责\n（一）甲事。\n").snapshot.name == Text(zh="乙局")


def test_a_text_that_names_no_body_says_so() -> None:
    found = reading("一、主要职责\n（一）甲事。\n")
    assert (found.snapshot.name, kinds(found)) == (Text(en="miit"), [("no-name", 1)])


def test_an_item_runs_on_until_the_next_number() -> None:
    found = reading(HEAD + "一、主要职责\n承担下列职责：\n(一)甲事，\n乙事。\n(二)丙事。\n")
    assert [(d.number, d.text.zh, d.locator.line) for d in found.snapshot.duties] == [
        ("（一）", "甲事，乙事。", 6), ("（二）", "丙事。", 8),
    ]  # fmt: skip
    assert [(fate.line, fate.what) for fate in found.fates if fate.line in (5, 7)] == [(5, "unused"), (7, "used")]


def test_adjustments_are_kept_in_full_and_told_apart() -> None:
    items = "一、职责调整\n（一）将乙局的丙职责划给甲部。\n（二）取消丁事。\n（三）下放戊事。\n（四）加强己事。\n（五）职责不变。\n"
    found = reading(HEAD + items + "二、主要职责\n（一）甲事。\n").snapshot
    assert [(a.number, a.kind) for a in found.adjustments] == [
        ("（一）", "transfer"), ("（二）", "cancelled"), ("（三）", "delegated"), ("（四）", "strengthened"), ("（五）", "other"),
    ]  # fmt: skip
    assert [(t.item, t.what, t.origin, t.target) for t in found.transfers] == [("（一）", "丙职责", "乙局", "甲部")]
    assert (found.coverage.duties, found.coverage.transfers, found.coverage.units) == (True, True, False)


def test_a_section_it_does_not_know_is_reported_line_by_line() -> None:
    found = reading(HEAD + "一、主要职责\n（一）甲事。\n三、内设机构\n（一）办公厅。\n负责乙事。\n")
    assert kinds(found) == [("unknown-section", 6), ("unread-line", 7), ("unread-line", 8)]
