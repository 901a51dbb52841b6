from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gen.errors import NotThisForm
from gen.model.record import Text
from gen.sources.forms.regulation import heading_names_another
from gen.sources.forms.regulation.strength import figures
from gen.sources.read import Document, Reading, read
from tests.sources.reading import kinds, reading
from tests.sources.test_properties import STEADY, attempt, check

HEAD = (
    "甲部主要职责内设机构和人员编制规定\n（国办发〔2008〕72号）\n　　根据《国务院通知》，设立甲部，为国务院组成部门。\n"
)
ONE = "一、主要职责\n（一）甲事。\n"
ARTICLES = "甲局职能配置规定\n第一条　主要职责是：\n（一）甲事。\n"


def regulation(text: str) -> Reading:
    return reading(text, "regulation")


def test_the_head_gives_title_number_name_and_basis() -> None:
    snapshot = reading(HEAD + ONE).snapshot
    assert (snapshot.title, snapshot.document) == ("甲部主要职责内设机构和人员编制规定", "国办发〔2008〕72号")
    assert snapshot.name == Text(zh="甲部")
    assert [(basis.text, basis.locator.line) for basis in snapshot.basis] == [("《国务院通知》", 3)]


def test_the_title_names_the_body_where_no_sentence_does() -> None:
    assert reading("乙局职能配置规定\n一、主要职责\n（一）甲事。\n").snapshot.name == Text(zh="乙局")


def test_a_title_on_two_rows_is_one() -> None:
    found = reading("乙局\n职能配置、内设机构和人员编制规定\n" + ONE).snapshot
    assert (found.title, found.name) == ("乙局职能配置、内设机构和人员编制规定", Text(zh="乙局"))


def test_a_text_that_names_no_body_says_so() -> None:
    found = reading("一、主要职责\n（一）甲事。\n")
    assert (found.snapshot.name, kinds(found)) == (Text(en="miit"), [("no-name", 1)])


@pytest.mark.parametrize(
    ("sentence", "level", "parent", "plates"),
    [
        ("设立甲局（副部级），为乙部管理的国家局。", "副部级", "乙部", []),
        ("设立甲局，为国务院直属机构。", None, None, []),
        ("甲局由乙部管理，对外保留国家丙局、国家丁局牌子。", None, "乙部", ["国家丙局", "国家丁局"]),
        ("甲局是县政府工作部门，为正科级，加挂县乙局和县丙办公室牌子。", "正科级", None, ["县乙局", "县丙办公室"]),
        ("甲局挂国家发展和改革司牌子。", None, None, ["国家发展和改革司"]),
    ],
)
def test_the_head_gives_rank_parent_and_nameplates(
    sentence: str, level: str | None, parent: str | None, plates: list[str]
) -> None:
    found = reading(f"甲局职能配置规定\n{sentence}\n" + ONE).snapshot
    assert (found.level, [plate.zh for plate in found.nameplates]) == (level, plates)
    assert [(one.kind, one.name.zh) for one in found.relations] == ([("parent", parent)] if parent else [])


def test_an_item_runs_on_until_the_next_number() -> None:
    found = reading(HEAD + "一、主要职责\n承担下列职责：\n(一)甲事，\n乙事。\n(二)丙事。\n")
    assert [(d.number, d.text.zh, d.locator.line) for d in found.snapshot.duties] == [
        ("（一）", "甲事，乙事。", 6), ("（二）", "丙事。", 8),
    ]  # fmt: skip
    assert [(fate.line, fate.what) for fate in found.fates if fate.line in (5, 7)] == [(5, "unused"), (7, "used")]


def test_duties_without_numbers_are_one_a_paragraph_and_told_as_prose() -> None:
    found = reading(HEAD + "一、主要职责\n负责甲事，\n负责乙事。\n负责丙事。\n").snapshot
    assert [(d.number, d.text.zh) for d in found.duties] == [(None, "负责甲事，负责乙事。"), (None, "负责丙事。")]
    assert found.coverage.prose


def test_items_counted_in_digits_are_duties_as_well() -> None:
    found = reading("甲局主要职责\n1．甲事。\n2．乙事。\n").snapshot
    assert [(d.number, d.text.zh) for d in found.duties] == [("（一）", "甲事。"), ("（二）", "乙事。")]


def test_long_items_counted_like_sections_are_duties() -> None:
    found = reading("甲局主要职责\n一、负责甲事。\n二、负责乙事；\n三、负责丙事。\n").snapshot
    assert [d.text.zh for d in found.duties] == ["负责甲事。", "负责乙事；", "负责丙事。"]


def test_sentences_counted_like_sections_within_an_article_are_duties_whatever_they_speak_of() -> None:
    found = reading(
        "甲局职能配置规定\n第一条　主要职责是：\n一、负责机构编制和职责调整工作。\n二、负责内设机构的管理。\n"
    ).snapshot
    assert [(d.number, d.text.zh) for d in found.duties] == [
        ("（一）", "负责机构编制和职责调整工作。"), ("（二）", "负责内设机构的管理。"),
    ]  # fmt: skip


def test_an_article_can_list_its_offices_without_numbers() -> None:
    found = reading(ARTICLES + "第二条　甲局设下列内设机构：\n办公室。负责乙事。\n灯塔科。负责丙事。\n").snapshot
    assert [(unit.name.zh, len(unit.duties)) for unit in found.units] == [("办公室", 1), ("灯塔科", 1)]


def test_a_heading_can_end_in_a_colon() -> None:
    found = reading(
        "甲局主要职责如下：\n（一）甲事。\n内设机构：\n一、办公室\n负责乙事。\n二、灯塔科\n负责丙事。\n"
    ).snapshot
    assert (found.name.zh, [d.text.zh for d in found.duties]) == ("甲局", ["甲事。"])
    assert [(u.number, u.name.zh, len(u.duties)) for u in found.units] == [
        ("（一）", "办公室", 1),
        ("（二）", "灯塔科", 1),
    ]


def test_a_table_is_no_part_of_a_duty() -> None:
    found = reading(HEAD + ONE + "| 甲 | 乙 |\n")
    assert ([d.text.zh for d in found.snapshot.duties], kinds(found)) == (["甲事。"], [("unread-line", 6)])


def test_what_stands_after_the_end_is_no_part_of_the_last_duty() -> None:
    found = reading(HEAD + ONE + "扫一扫分享本页\n2008年7月11日\n")
    assert [d.text.zh for d in found.snapshot.duties] == ["甲事。"]
    assert kinds(found) == [("stray-line", 6)]
    assert found.fates[6].why == "date of issue"


def test_adjustments_are_kept_in_full_and_told_apart() -> None:
    items = "一、职责调整\n（一）将乙局的丙职责划给甲部。\n（二）取消丁事。\n（三）下放戊事。\n（四）加强己事。\n（五）职责不变。\n"
    found = reading(HEAD + items + "二、主要职责\n（一）甲事。\n").snapshot
    assert [(a.number, a.kind) for a in found.adjustments] == [
        ("（一）", "transfer"), ("（二）", "cancelled"), ("（三）", "delegated"), ("（四）", "strengthened"), ("（五）", "other"),
    ]  # fmt: skip
    assert [(t.item, t.what, t.origin, t.target) for t in found.transfers] == [("（一）", "丙职责", "乙局", "甲部")]
    assert (found.coverage.duties, found.coverage.transfers, found.coverage.units) == (True, True, False)


def test_an_adjustment_under_a_heading_of_its_own_leaves_that_out() -> None:
    found = reading(
        HEAD
        + "一、职责调整\n（一）增加的职责\n承担乙事。\n（二）取消的职责\n1. 评优。\n2. 认定。\n二、主要职责\n（一）甲事。\n"
    )
    assert [(a.number, a.kind, a.text) for a in found.snapshot.adjustments] == [
        ("（一）", "strengthened", "承担乙事。"), ("（二）1", "cancelled", "评优。"), ("（二）2", "cancelled", "认定。"),
    ]  # fmt: skip
    assert {fate.what for fate in found.fates} == {"used"}


def test_the_short_name_is_no_part_of_what_a_number_is_for() -> None:
    text = "第二条　丁州市甲局（以下简称市甲局）是市政府工作部门。\n第三条　市甲局行政编制9名。\n"
    found = reading("丁州市甲局职能配置规定\n第一条　主要职责是：\n（一）甲事。\n" + text).snapshot
    assert (found.name.zh, [(entry.what, entry.count) for entry in found.staffing]) == ("丁州市甲局", [("行政编制", 9)])


def test_a_bracket_that_is_no_nameplate_is_a_finding() -> None:
    found = reading(HEAD + ONE + "二、内设机构\n（一）办公室（与乙办公室合署）。负责甲事。\n")
    assert (found.snapshot.units[0].nameplates, kinds(found)) == ((), [("unread-bracket", 7)])


def test_a_date_in_words_is_the_date_of_issue() -> None:
    found = reading("甲局职能配置规定\n二○○九年九月九日\n" + ONE)
    assert (found.fates[1].why, kinds(found)) == ("date of issue", [])


def test_a_movement_the_grammar_does_not_read_is_a_finding() -> None:
    found = reading(HEAD + "一、职责调整\n（一）与乙局合署的丙室不再保留。\n二、主要职责\n（一）甲事。\n")
    assert kinds(found) == [("unread-transfer", 5)]


def test_an_office_with_no_word_for_an_organ_is_kept_and_doubted() -> None:
    found = reading(HEAD + ONE + "二、内设机构\n（一）督察专员。负责甲事。\n")
    assert ([unit.name.zh for unit in found.snapshot.units], kinds(found)) == (["督察专员"], [("damaged-name", 7)])


def test_chapters_are_headings_of_the_articles_in_them() -> None:
    articles = "第一章　职责\n第一条　主要职责是：\n（一）甲事。\n第二章　附则\n第二条　本规定由乙局负责解释。\n"
    found = reading("甲局职能配置规定\n" + articles)
    why = ["title", "heading", "introduces a list", "duty", "heading", "who explains and changes the document"]
    assert ([fate.why for fate in found.fates], kinds(found)) == (why, [])


def test_a_page_with_the_headings_of_an_encyclopedia_is_no_regulation() -> None:
    page = "<h1>甲局</h1><h2>历史沿革</h2><p>甲局成立于1998年，负责乙事，历经多次调整。</p><h2>主要职责</h2>"
    rows = "".join(f"<p>（{number}）负责第{number}类事务的管理工作，拟订政策。</p>" for number in "一二三四")
    data = f"<html><body><article>{page}{rows}</article></body></html>".encode()
    assert read(Document("a.html", data, "test"), body="a", release="2019").form == "page"


def test_a_division_of_duties_alone_does_not_speak_of_movements() -> None:
    found = reading(HEAD + ONE + "二、其他事项\n（一）与乙局的职责分工。甲部管丙事，丁事由乙局管理。\n").snapshot
    assert ([a.kind for a in found.adjustments], found.coverage.transfers, found.relations) == (["other"], False, ())


def test_a_section_it_does_not_know_is_reported_line_by_line() -> None:
    found = reading(HEAD + ONE + "二、工作纪律\n（一）不得迟到。\n负责乙事。\n")
    assert kinds(found) == [("unknown-section", 6), ("unread-line", 7), ("unread-line", 8)]


def test_an_article_it_does_not_know_is_reported() -> None:
    found = reading(ARTICLES + "第二条　工作人员不得迟到。\n")
    assert kinds(found) == [("unknown-article", 4)]


@pytest.mark.parametrize(
    ("rows", "name", "plates", "duties"),
    [
        ("（一）办公厅。负责甲事。", "办公厅", [], [(None, "负责甲事。")]),
        ("（一）办公厅\n负责甲事；\n负责乙事。", "办公厅", [], [(None, "负责甲事；负责乙事。")]),
        ("（一）办公厅负责甲事。", "办公厅", [], [(None, "负责甲事。")]),
        ("（一）办公厅：负责甲事。", "办公厅", [], [(None, "负责甲事。")]),
        ("（一）办公厅　负责甲事。", "办公厅", [], [(None, "负责甲事。")]),
        ("（一）办公厅（挂乙室牌子）。", "办公厅", ["乙室"], []),
        ("（一）办公厅，加挂乙室牌子。负责甲事。", "办公厅", ["乙室"], [(None, "负责甲事。")]),
        ("（一）监督管理司。负责甲事。", "监督管理司", [], [(None, "负责甲事。")]),
        (
            "（一）办公厅。\n主要职责是：\n1. 甲事；\n2. 乙事。",
            "办公厅",
            [],
            [("（一）", "甲事；"), ("（二）", "乙事。")],
        ),
    ],
)
def test_an_office_with_its_name_nameplates_and_duties(
    rows: str, name: str, plates: list[str], duties: list[tuple[str | None, str]]
) -> None:
    found = reading(HEAD + ONE + "二、内设机构\n" + rows + "\n")
    (unit,) = found.snapshot.units
    assert (unit.number, unit.name.zh, [plate.zh for plate in unit.nameplates]) == ("（一）", name, plates)
    assert [(duty.number, duty.text.zh) for duty in unit.duties] == duties
    assert kinds(found) == []


@pytest.mark.parametrize("row", ["（一）负责机关日常运转，承担信访工作。", "（一）组织实施。"])
def test_an_item_on_a_task_is_no_office(row: str) -> None:
    found = reading(HEAD + ONE + f"二、内设机构\n{row}\n")
    assert (found.snapshot.units, kinds(found)) == ((), [("not-a-name", 7)])


def test_a_sentence_on_other_organs_within_an_offices_duties_is_no_office() -> None:
    found = reading(HEAD + ONE + "二、内设机构\n（一）人事司。\n承办甲事。\n指导直属单位和协会。\n").snapshot
    assert [(unit.name.zh, [d.text.zh for d in unit.duties]) for unit in found.units] == [
        ("人事司", ["承办甲事。指导直属单位和协会。"])
    ]


def test_offices_without_numbers_are_read_by_their_names() -> None:
    found = reading("甲局主要职责\n（一）甲事。\n内设机构\n办公室\n负责甲事。\n灯塔科\n负责乙事。\n").snapshot
    assert [(unit.number, unit.name.zh) for unit in found.units] == [(None, "办公室"), (None, "灯塔科")]


def test_offices_and_numbers_in_one_section() -> None:
    found = reading(HEAD + ONE + "二、内设机构和人员编制\n（一）办公厅。负责甲事。\n（二）机关行政编制9名。\n")
    assert [unit.name.zh for unit in found.snapshot.units] == ["办公厅"]
    assert [(entry.what, entry.count) for entry in found.snapshot.staffing] == [("机关行政编制", 9)]
    assert kinds(found) == []


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("机关行政编制80名。", [("机关行政编制", 80)]),
        ("甲部机关行政编制为80名（含两委人员编制5名）。", [("机关行政编制", 80), ("两委人员编制（含在机关行政编制内）", 5)]),
        ("行政编制60名，其中工勤人员编制5名。设局长1名，副局长两名。",
         [("行政编制", 60), ("工勤人员编制（含在行政编制内）", 5), ("局长", 1), ("副局长", 2)]),
        ("行政编制由60名调整为62名。", [("行政编制", 62)]),
        ("司局级领导职数8名（不含督察专员2名）。", [("司局级领导职数", 8), ("督察专员", 2)]),
        ("副部长4名（其中1名兼任乙局局长）。", [("副部长", 4), ("兼任乙局局长（含在副部长内）", 1)]),
        ("正、副处长职数12人。", [("副处长职数", 12)]),
        ("核定后勤服务人员编制 3 名", [("后勤服务人员编制", 3)]),
        ("编制事项另行规定。", []),
        ("正处领导职数3名，科（股）领导职数2名，老干部局领导职数1名。",
         [("正处级领导职数", 3), ("科（股）领导职数", 2), ("老干部局领导职数", 1)]),
        ("工作人员每年轮训。", []),
    ],
)  # fmt: skip
def test_numbers_with_what_each_is_for(text: str, stated: list[tuple[str, int]]) -> None:
    assert figures(text, ["甲部"]) == (stated, [])


def test_a_number_whose_meaning_is_not_clear_is_a_finding() -> None:
    found = reading(HEAD + ONE + "二、人员编制\n12名。\n")
    assert (found.snapshot.staffing, kinds(found)) == ((), [("unread-number", 7)])


@pytest.mark.parametrize(
    ("release", "effective", "expected", "findings"),
    [
        ("2018", None, "2018-07-30", []),
        ("2018-07-30+a", None, "2018-07-30", []),
        ("2019", None, "2018-07-30", [("effective-disagrees", 4)]),
        ("2019", "2019-02", "2019-02", []),
    ],
)
def test_the_date_in_force_is_taken_unless_one_is_given(
    release: str, effective: str | None, expected: str, findings: list[tuple[str, int]]
) -> None:
    document = Document("a.txt", (ARTICLES + "第二条　本规定自2018年7月30日起施行。\n").encode(), "test")
    found = read(document, body="a", release=release, effective=effective)
    assert (found.snapshot.effective, kinds(found)) == (expected, findings)


def test_rules_in_force_from_the_day_of_issue_state_no_date() -> None:
    found = reading(ARTICLES + "第二条　本规定自印发之日起施行。\n")
    assert (found.snapshot.effective, kinds(found)) == ("2019", [])
    assert found.fates[3].why == "when the document is in force, without a date"


@pytest.mark.parametrize(
    "text",
    [
        "關於\n第 1 條\n甲司掌理事項如下：\n一、主要职责\n",
        "关于调整甲部职责机构编制的通知\n一、职责调整\n（一）将乙职责划入甲部。\n二、主要职责\n（一）甲事。\n",
        "关于乙部机构编制调整的通知\n一、主要职责\n（一）甲事。\n",
        "= 甲部 =\n== 沿革 ==\n主要职责\n（一）甲事。\n",
        "一、工作纪律\n（一）不得迟到。\n",
        "第一条　为规范甲事，制定本办法。\n第二条　本办法适用于乙事。\n",
        "主要职责\n",
        "甲部负责乙事。\n",
    ],
)
def test_a_document_of_another_kind_is_no_regulation(text: str) -> None:
    with pytest.raises(NotThisForm, match="it is no regulation"):
        regulation(text)


def test_a_notice_that_sends_rules_out_is_not_one_that_changes_them() -> None:
    text = "国务院办公厅关于印发甲部职能配置规定的通知\n各部：\n甲部职能配置规定\n" + ONE
    assert reading(text).snapshot.title == "甲部职能配置规定"


CITY = "拟订全市规划。指导全市工作。承办我市事务。"


@pytest.mark.parametrize(
    ("headings", "text", "named", "found"),
    [
        (["乙区丙局主要职责"], CITY, None, ("乙区丙局", "全市/我市 (3 times)")),
        (["乙区设3个内设机构"], CITY + "联系甲市和丁原商会。", None, ("乙区", "全市/我市 (3 times), 丁原商会")),
        (["乙局主要职责"], "设立甲部。", "甲部", ("乙局", "甲部")),
        (["甲部主要职责"], "甲部负责乙事。", "甲部", None),
        (["甲市丙局主要职责"], CITY, None, None),
        (["丙局主要职责"], CITY, None, None),
        (["乙区丙局主要职责"], "拟订全区规划。指导全区工作。执行全市规划。指导全市工作。服务全市。", None, None),
        (["乙区丙局主要职责"], "执行全市规划。", None, None),
        (["乙区丙局主要职责"], CITY + "乙区丙局负责甲事。", None, None),
        (["甲部主要职责"], "设立中华人民共和国甲部。", "中华人民共和国甲部", None),
        (["主要职责", "内设机构", "机关内设机构"], CITY, "甲部", None),
    ],
)
def test_a_heading_that_names_another_body(
    headings: list[str], text: str, named: str | None, found: tuple[str, str] | None
) -> None:
    assert heading_names_another(list(enumerate(headings, 1)), text, named) == found


@pytest.mark.parametrize(
    ("title", "more", "findings"),
    [
        ("甲局职能配置、内设机构和人员编制规定", "", [("breaks-off", 3)]),
        (
            "甲局职能配置、内设机构和人员编制规定",
            "第二条　设下列内设机构：\n（一）办公厅。负责甲事。\n",
            [("breaks-off", 5)],
        ),
        ("甲局职能配置、内设机构和人员编制规定", "第二条　本规定由乙局负责解释。\n", []),
        ("甲局职能配置规定", "", []),
    ],
)
def test_articles_that_stop_before_what_the_title_announces_break_off(
    title: str, more: str, findings: list[tuple[str, int]]
) -> None:
    found = reading(f"{title}\n第一条　主要职责是：\n（一）甲事。\n{more}")
    assert kinds(found) == findings


def test_sections_that_give_only_part_of_the_rules_do_not_break_off() -> None:
    assert kinds(reading(HEAD + ONE)) == []


PIECES = st.sampled_from(
    """一、主要职责|二、内设机构|三、人员编制|四、其他事项|五、附则|第一条 |第二条 主要职责是：|甲局设2个内设机构|甲局主要职责|（一）|（二）|1. |①
    |办公厅|。|；|，|：|负责甲事|（|）|挂乙室牌子|行政编制9名|其中|2名|职能转变。|划入的职能|将丙局的职责划给甲局|由乙部管理|为副部级
    |自2018年7月30日起施行|机关党委|另行规定|\n|\n|\n|　| ||甲|""".replace("\n    ", "").split("|")
)


@STEADY
@given(text=st.lists(PIECES, max_size=60).map("".join))
def test_no_arrangement_of_the_parts_raises_or_loses_a_line(text: str) -> None:
    text = "甲局职能配置规定\n一、主要职责\n" + text
    check(attempt(text, "regulation"), text)


@pytest.mark.parametrize(
    "start",
    [ONE, ONE + "二、内设机构\n（一）", ONE + "二、人员编制\n", ONE + "二、职责调整\n（一）", ARTICLES + "第二条　"],
)
@pytest.mark.parametrize("fill", ["甲", "（", "甲司", "，", "由", "设", "的职责，", "（甲）", "　"])
def test_a_line_of_a_hundred_thousand_characters_takes_no_time(start: str, fill: str) -> None:
    before = time.process_time()
    regulation(HEAD + start + fill * (100_000 // len(fill)) + "\n")
    assert time.process_time() - before < 20
