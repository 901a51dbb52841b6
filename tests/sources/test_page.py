from __future__ import annotations

from gen.model.record import Text
from tests.sources.reading import kinds, reading

BOX = """{{Infobox PRCG
|机构名称 = 中华人民共和国甲部
|行政级别 = 正部级
|保留牌子 = 国家乙局
|职位1 = 部长
|人员1 = [[张三|张　三]]
|职位2 = 其他党组成员
|人员2 = 李四（兼国家乙局局长）、王五
|人数2 = 3
|上级机构 = 国务院
|被接替者 = 丙部<br />丁部
|官网 = {{URL|example.org}}
}}
"""


def test_the_infobox_gives_names_level_relations_and_posts() -> None:
    snapshot = reading(BOX + "[[a]]\n== 沿革 ==\n", name="a.wikitext").snapshot
    assert (snapshot.name, snapshot.level) == (Text(zh="中华人民共和国甲部"), "正部级")
    assert snapshot.nameplates == (Text(zh="国家乙局"),)
    assert [(r.kind, r.name.zh, r.locator.line) for r in snapshot.relations] == [
        ("parent", "国务院", 10), ("predecessor", "丙部", 11), ("predecessor", "丁部", 11),
    ]  # fmt: skip
    assert [(p.title, p.holder, p.note, p.locator.line) for p in snapshot.posts] == [
        ("部长", "张三", None, 6), ("党组成员", "李四", "兼国家乙局局长", 8), ("党组成员", "王五", None, 8),
    ]  # fmt: skip


def test_a_count_that_does_not_add_up_is_a_finding() -> None:
    assert ("count-disagrees", 9) in kinds(reading(BOX + "== 沿革 ==\n", name="a.wikitext"))


def test_a_holder_in_infobox_and_list_is_one_post_with_both_lines() -> None:
    snapshot = reading(BOX + "== 历任领导 ==\n; 部长\n* [[张三]]（2010年12月25日至今）\n", name="a.wikitext").snapshot
    (minister,) = [p for p in snapshot.posts if p.title == "部长"]
    assert (minister.holder, minister.start, minister.end, minister.locator.line) == ("张三", "2010-12-25", None, 16)
    assert [also.line for also in minister.also] == [6]


def test_a_former_holder_is_not_joined_with_the_present_one() -> None:
    found = reading(BOX + "== 历任领导 ==\n; 部长\n* 张三（2001年－2003年）\n* 赵六（2003年至今）\n", name="a.wikitext")
    assert [(p.holder, p.start) for p in found.snapshot.posts if p.title == "部长"] == [
        ("张三", None), ("张三", "2001"), ("赵六", "2003"),
    ]  # fmt: skip
    assert ("holders-disagree", 17) in kinds(found)


def test_holders_missing_from_a_partial_infobox_are_no_disagreement() -> None:
    found = reading(BOX + "== 历任领导 ==\n; 党组成员\n* 赵六（2003年至今）\n", name="a.wikitext")
    assert "holders-disagree" not in dict(kinds(found))


def test_an_elided_list_is_incomplete() -> None:
    found = reading("= 甲部 =\n== 历任领导 ==\n; 副部长\n……\n* 张三（2003年至今）\n")
    assert kinds(found) == [("incomplete-list", 4)]
    assert found.snapshot.coverage.posts is True


def test_a_table_of_leaders_gives_terms() -> None:
    table = "| No. | Name | Took office | Left office |\n| The office | | | |\n| 1 | A B | March 2008 | 2010 |\n| 2 | C D | 2010 | |\n"
    found = reading(f"= Ministry of X =\n== List of directors ==\n{table}| 3 | E F | soon | |\n")
    assert [(p.title, p.holder, p.start, p.end) for p in found.snapshot.posts] == [
        ("Director", "A B", "2008-03", "2010"), ("Director", "C D", "2010", None),
    ]  # fmt: skip
    assert kinds(found) == [("unread-line", 7)]
    assert found.fates[3].why == "caption inside a table"


def test_numbered_duties_are_counted_and_bullets_are_not() -> None:
    counted = reading("= 甲部 =\n== 职责 ==\n承担下列职责：\n# 甲事。\n# 乙事。\n").snapshot
    assert [(d.id, d.number, d.text.zh) for d in counted.duties] == [
        ("d1", "（一）", "甲事。"),
        ("d2", "（二）", "乙事。"),
    ]
    assert counted.coverage.prose is False
    bulleted = reading("= Ministry of X =\n== Functions ==\n- Does a.\n").snapshot
    assert [(d.number, d.text.en) for d in bulleted.duties] == [(None, "Does a.")]


def test_duties_told_in_prose_are_the_sentences_that_state_a_function() -> None:
    prose = (
        "The ministry is responsible for industry. It has some overlap. In 2006, a group said that it approves apps."
    )
    found = reading(f"= Ministry of X =\n== Functions ==\n{prose}\n")
    assert [(d.number, d.text.en) for d in found.snapshot.duties] == [
        (None, "The ministry is responsible for industry.")
    ]
    assert found.snapshot.coverage.prose is True
    assert kinds(found) == [("not-a-function", 3), ("third-party-claim", 3)]


def test_where_a_page_both_lists_and_tells_the_list_wins() -> None:
    found = reading("= 甲部 =\n== 职责 ==\n甲部负责乙事。\n# 甲事。\n")
    assert [d.text.zh for d in found.snapshot.duties] == ["甲事。"]
    assert kinds(found) == [("unread-line", 3)]


def test_items_below_items_are_units_below_units() -> None:
    (office,) = reading("= 甲部 =\n== 内设机构 ==\n* 办公厅\n** 秘书处\n** 会务处\n").snapshot.units
    assert [unit.name.zh for unit in office.units] == ["秘书处", "会务处"]
    assert {unit.group for unit in office.units} == {"internal"}


def test_a_unit_may_state_its_duties_after_a_colon() -> None:
    (office,) = reading("= 甲部 =\n== 内设机构 ==\n* 办公厅：<!--负责机关日常工作。-->\n").snapshot.units
    assert [(d.id, d.text.zh) for d in office.duties] == [("办公厅/d1", "负责机关日常工作。")]


def test_what_a_bracket_or_a_colon_says_is_never_dropped() -> None:
    found = reading("= 甲部 =\n== 内设机构 ==\n* 办公厅（正在筹建）\n* 其他：乙局\n")
    assert [unit.name.zh for unit in found.snapshot.units] == ["办公厅", "其他：乙局"]
    assert kinds(found) == [("unread-bracket", 3)]


def test_an_unknown_group_keeps_its_own_words_and_is_reported() -> None:
    found = reading("= 甲部 =\n== 机构设置 ==\n=== 垂直管理机构 ===\n* 北京局\n")
    assert found.snapshot.coverage.units == ("垂直管理机构",)
    assert [unit.group for unit in found.snapshot.units] == ["垂直管理机构"]
    assert kinds(found) == [("unknown-group", 3)]


def test_a_page_without_units_does_not_cover_them() -> None:
    coverage = reading("= 甲部 =\n== 职责 ==\n# 甲事。\n").snapshot.coverage
    assert (coverage.units, coverage.duties, coverage.posts, coverage.transfers) == (False, True, False, False)


def test_the_same_name_twice_gets_two_ids() -> None:
    units = reading("= 甲部 =\n== 内设机构 ==\n* 办公厅\n* 办公厅\n* A@B #1/2 Office\n").snapshot.units
    assert [unit.id for unit in units] == ["办公厅", "办公厅-2", "a-b-1-2-office"]


def test_a_manager_that_is_no_unit_is_a_finding_about_the_unit() -> None:
    found = reading("= 甲部 =\n== 直属单位 ==\n* 甲中心（乙研究院代管）\n* 丙中心（甲中心代管）\n")
    assert [unit.managed_by for unit in found.snapshot.units] == [None, "甲中心"]
    assert [(f.kind, f.about, f.locator.line) for f in found.snapshot.findings] == [("unknown-manager", "甲中心", 3)]


def test_damaged_and_doubtful_names_are_kept_and_reported() -> None:
    rows = [
        "= 中华人民共和国工业和信息化部 =", "== Internal offices ==", "- Energy Department (节能与综合利用 )",
        "- Civil-Military Department (结合推进司)", "- Center of Equipment (招标中心)（Procurement — 信息化部采购中心）",
        "- Planning Department (规划司)", "- Planning Department (计划局)",
    ]  # fmt: skip
    found = reading("\n".join(rows))
    assert [(f.kind, f.about) for f in found.snapshot.findings] == [
        ("damaged-name", "节能与综合利用"), ("damaged-name", "结合推进司"), ("names-disagree", "招标中心"),
        ("damaged-nameplate", "招标中心"), ("same-english-name", "计划局"),
    ]  # fmt: skip


def test_an_item_too_long_for_a_name_is_a_finding_and_no_unit() -> None:
    found = reading(f"= 甲部 =\n== 内设机构 ==\n* {'很' * 400}\n* 办公厅\n")
    assert [unit.id for unit in found.snapshot.units] == ["办公厅"]
    assert kinds(found) == [("not-a-name", 3)]


def test_history_gives_movements_and_says_why_the_rest_is_left_out() -> None:
    found = reading(
        "= 甲部 =\n|前身=乙部\n\n== 沿革 ==\n2018年，将甲部的丙职责划入丁局。甲部丙司负责戊事和己事。\n平常的一年。\n乙部的事。\n"
    )
    assert [(t.what, t.origin, t.target, t.date) for t in found.snapshot.transfers] == [
        ("丙职责", "甲部", "丁局", "2018")
    ]
    assert [(fate.line, fate.why) for fate in found.fates if fate.what == "unused"] == [
        (3, "blank"), (6, "history, no movement stated"), (7, "history, names a predecessor again"),
    ]  # fmt: skip
    assert kinds(found) == [("duties-told-elsewhere", 5)]


def test_a_section_nobody_knows_is_reported_line_by_line() -> None:
    assert kinds(reading("= Ministry of X =\n== Criticism ==\nOne.\n\n- Two.\n")) == [
        ("unread-line", 2), ("unread-line", 3), ("unread-line", 5),
    ]  # fmt: skip


def test_broken_markup_and_unknown_templates_in_read_sections_are_reported() -> None:
    found = reading(
        "= 甲部 =\n== 沿革 ==\n所在地）]]\n== 内设机构 ==\n* [[a|办公厅]]{{mystery}}\n== 参见 ==\n{{navbox}}\n",
        name="a.wiki",
    )
    assert kinds(found) == [("broken-markup", 3), ("unread-template", 5)]


def test_the_first_sentence_gives_the_english_name_and_the_short_names() -> None:
    sentence = "'''甲部'''（{{lang-en|Ministry of X}}，缩写：MX），亦简称'''小甲'''，是部门。"
    found = reading(
        f"{{{{Infobox|机构名称=甲部}}}}\n{sentence}\n== 沿革 ==\n将小甲乙司拆分为一司、二司。\n", name="a.wiki"
    )
    assert found.snapshot.name == Text(zh="甲部", en="Ministry of X")
    assert [transfer.what for transfer in found.snapshot.transfers] == ["乙司"]


def test_prose_around_a_list_of_units_is_told_apart() -> None:
    found = reading("= 甲部 =\n== 内设机构 ==\n设下列机构：\n* 办公厅\n……\n还有别的。\n")
    assert kinds(found) == [("incomplete-list", 5), ("prose-not-read", 6)]
    assert found.fates[2].why == "introduces a list"


def test_an_item_below_a_duty_is_not_counted_as_a_duty() -> None:
    found = reading("= 甲部 =\n== 职责 ==\n# 甲事。\n## 细则。\n# 乙事。\n")
    assert [duty.number for duty in found.snapshot.duties] == ["（一）", "（二）"]
    assert kinds(found) == [("unread-line", 4)]


def test_a_sentence_that_rests_on_an_instrument_may_state_a_duty() -> None:
    found = reading("= 甲部 =\n== 职责 ==\n根据《规定》，甲部负责乙事。\n")
    assert [duty.text.zh for duty in found.snapshot.duties] == ["根据《规定》，甲部负责乙事。"]
    assert [basis.text for basis in found.snapshot.basis] == ["《规定》"]


def test_a_post_without_a_title_and_a_field_with_an_unknown_template_are_reported() -> None:
    box = "{{Infobox\n|人员7=张三\n|上级机构=国务院{{mystery}}\n}}"
    assert kinds(reading(f"{box}\n== 沿革 ==\n", name="a.wiki")) == [
        ("no-name", 1), ("post-without-title", 2), ("unread-template", 3),
    ]  # fmt: skip


def test_a_sentence_in_a_list_of_leaders_is_no_holder() -> None:
    assert kinds(reading("= 甲部 =\n== 历任领导 ==\n; 部长\n* 历任部长共五位，见下。\n还有别的。\n")) == [
        ("unread-line", 4), ("unread-line", 5),
    ]  # fmt: skip


def test_a_term_that_is_no_date_leaves_its_row_unread() -> None:
    table = "| Name | Took office | Left office |\n| A B | 2008 | after a while |\n| C D | 2008 | present |\n"
    found = reading(f"= Ministry of X =\n== Leaders ==\n{table}")
    assert [(p.holder, p.end) for p in found.snapshot.posts] == [("C D", None)]
    assert kinds(found) == [("unread-line", 4)]


def test_a_row_without_a_name_is_reported() -> None:
    table = "| Name | Took office |\n| 7 | 2008 |\n| A B | 2008 | \n"
    assert kinds(reading(f"= Ministry of X =\n== Leaders ==\n{table}")) == [("unread-line", 4)]


def test_a_page_that_does_not_name_the_body_says_so() -> None:
    found = reading("== Functions ==\n- Does a.\n")
    assert found.snapshot.name == Text(en="miit")
    assert kinds(found) == [("no-name", 1)]
