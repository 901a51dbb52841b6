from __future__ import annotations

import pytest

from gen.errors import CannotRead
from gen.sources.formats.wikitext import lines


def shown(text: str) -> list[tuple[int, str, str]]:
    return [(line.number, line.kind, line.text) for line in lines(text.split("\n"), "a.wikitext")]


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("[[工业和信息化部办公厅|办公厅]]", "办公厅"),
        ("[[办公厅]]", "办公厅"),
        ("'''办公厅'''", "办公厅"),
        ("办公厅<ref>来源</ref>", "办公厅"),
        ("办公厅<!-- 注 -->", "办公厅"),
        ("办公厅{{noteTag|该校系“[[副部]]”|name=副部}}", "办公厅"),
        ("{{nowrap|办公厅}}", "办公厅"),
        ("{{lang|en|General Office}}", "General Office"),
        ("{{lang-en|General Office}}", "General Office"),
        ("《{{s|规定}}》", "《规定》"),
        ("[http://example.org 办公厅]", "办公厅"),
        ("办公厅&amp;秘书处", "办公厅&秘书处"),
        ("-{zh-hans:信息化;zh-hant:資訊化}-部", "信息化部"),
        ("__NOTOC__办公厅", "办公厅"),
        ("办公厅[[Category:部门]]", "办公厅"),
        ("办公厅<br />秘书处", "办公厅 秘书处"),
        ("<small>办公厅</small>", "办公厅"),
        ("办公厅{{br}}", "办公厅"),
    ],
)
def test_markup_gives_way_to_what_a_reader_sees(source: str, text: str) -> None:
    assert shown(source) == [(1, "prose", text)]


def test_every_text_keeps_its_source_line_inside_templates_and_after_long_references() -> None:
    source = "{{columns-list|2|\n* [[a|办公厅]]\n* 财务司<ref>{{cite\n|a=1\n}}</ref>\n* 规划司\n}}\n== 沿革 =="
    assert shown(source) == [
        (1, "markup", "{{columns-list|2|"),
        (2, "item", "办公厅"),
        (3, "item", "财务司"),
        (4, "markup", "|a=1"),
        (5, "markup", "}}</ref>"),
        (6, "item", "规划司"),
        (7, "markup", "}}"),
        (8, "heading", "沿革"),
    ]


def test_infobox_parameters_are_fields_with_line_breaks_between_values() -> None:
    source = "{{Infobox x\n|保留牌子 = [[国家航天局]]<br />[[国家原子能机构]]\n|人员_1 = {{plainlist|\n* 张三\n* 李四\n}}\n}}"
    found = [
        (line.number, line.label, line.text)
        for line in lines(source.split("\n"), "a")
        if line.text and line.kind == "field"
    ]
    assert found == [(2, "保留牌子", "国家航天局\n国家原子能机构"), (4, "人员 1", "张三"), (5, "人员 1", "李四")]


def test_a_template_nobody_knows_is_named_on_its_line() -> None:
    assert [line.dropped for line in lines(["* {{mystery|办公厅}}", "{{reflist}}"], "a")] == [("mystery",), ()]


@pytest.mark.parametrize(
    "layout", ["{{columns-list|2|\n%s\n}}", "{{columns-list|colwidth=9em|\n%s\n}}", "{{columns-list|2=\n%s\n}}"]
)
def test_list_items_with_an_equals_sign_are_not_lost(layout: str) -> None:
    assert (2, "item", "办公厅 a=b 及其他") in shown(layout % "* 办公厅 a=b 及其他")


def test_a_layout_template_without_content_is_named_on_its_line() -> None:
    assert [line.dropped for line in lines(["* {{nowrap|a=b}}"], "a")] == [("nowrap",)]


def test_tags_that_never_close_are_refused_before_they_take_minutes() -> None:
    with pytest.raises(CannotRead, match="tags are never closed"):
        lines(["<b>" * 3000], "a.wikitext")


def test_closed_and_self_closing_tags_are_not_counted_as_open() -> None:
    assert len(lines(["<b>x</b><br/>" * 3000], "a.wikitext")) == 1


def test_a_table_gives_a_row_for_each_of_its_rows_on_the_line_of_its_first_cell() -> None:
    source = """{| class="wikitable"
|+ 部长
! 姓名 !! 任职
|-
| [[张三]]<ref>注</ref>
| 2010年
|-
|rowspan=2| 李四 || 2015年
|-
| 2018年
|}
后文"""
    found = [(line.number, line.kind, line.cells) for line in lines(source.split("\n"), "a") if line.kind != "markup"]
    assert found == [
        (2, "row", ("部长",)),
        (3, "row", ("姓名", "任职")),
        (5, "row", ("张三", "2010年")),
        (8, "row", ("李四", "2015年")),
        (10, "row", ("李四", "2018年")),
        (12, "prose", ()),
    ]


def test_a_table_that_only_lays_lists_out_gives_its_lists() -> None:
    source = "{|\n|\n* [[办公厅]]\n|\n* 财务司\n|}"
    assert [(n, text) for n, kind, text in shown(source) if kind == "item"] == [(3, "办公厅"), (5, "财务司")]


def test_a_cell_over_many_columns_is_bounded() -> None:
    source = "{|\n" + "|-\n| colspan=99999 | 甲\n" * 50 + "|}"
    assert {len(line.cells) for line in lines(source.split("\n"), "a") if line.kind == "row"} == {200}


def test_a_comment_is_no_text_unless_it_holds_the_duties_of_the_unit_before_it() -> None:
    source = (
        "* 办公厅：<!--负责甲事。-->设乙处。\n* 财务司<!--负责丙事。-->\n* 规划司：<!--待查-->\n正文<!--负责丁事-->"
    )
    assert [text for _, _, text in shown(source)] == ["办公厅：<!--负责甲事。-->设乙处。", "财务司", "规划司：", "正文"]
