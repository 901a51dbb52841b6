from __future__ import annotations

import pytest

from tests.sources.reading import kinds, reading


def standing(sentence: str, title: str = "甲局") -> tuple[list[str], list[str], str | None]:
    some = reading(f"= {title} =\n{sentence}\n\n== 沿革 ==\n").snapshot
    parents = [one.name.primary for one in some.relations if one.kind == "parent"]
    return [plate.primary for plate in some.nameplates], parents, some.level


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("甲局，与乙总公司一个机构两块牌子，现由丙部管理。", (["乙总公司"], ["丙部"], None)),
        ("甲局是国务院直属机构，加挂“乙局”牌子，对外保留丁局的牌子。", (["乙局", "丁局"], [], None)),
        ("甲局為副部級機關，隸屬於丙院。", ([], ["丙院"], None)),
        ("甲局是由丙部归口管理的副部级国家局。", ([], ["丙部"], "副部级")),
        ("甲局是国务院部委管理的国家局。", ([], [], None)),
        ("乙局由丙部管理，加挂丁局牌子。", ([], [], None)),
        ("甲局管理乙局，指导丙部工作。", ([], [], None)),
    ],
)
def test_the_first_sentences_on_the_body_give_its_second_names_its_superior_and_its_level(
    sentence: str, found: tuple[list[str], list[str], str | None]
) -> None:
    assert standing(sentence) == found


def test_an_english_page_names_the_superior_once() -> None:
    text = "The Office of X is an agency under the jurisdiction of the Ministry of Y. It reports to the Ministry of Y."
    assert standing(text, "Office of X") == ([], ["Ministry of Y"], None)


def test_a_comment_is_no_text_and_one_over_lines_is_left_out_with_its_reason() -> None:
    found = reading("= 甲局 =\n== 职责 ==\n# 拟订规划。<!--负责旧事-->\n<!-- 注\n# 旧事。\n-->\n# 乙事。\n")
    assert [duty.text.zh for duty in found.snapshot.duties] == ["拟订规划。", "乙事。"]
    assert [(fate.line, fate.why) for fate in found.fates if fate.what == "unused"] == [
        (4, "comment"), (5, "comment"), (6, "comment"),
    ]  # fmt: skip
    assert kinds(found) == []


def test_a_post_may_stand_before_its_holder_and_a_table_may_tell_the_title_and_the_term() -> None:
    table = "| 职务 | 姓名 | 任期 |\n| 局长 | 张三 | 2008年—2010年 |\n| 副局长 | 李四 | 不详 |\n"
    found = reading(f"= 甲局 =\n== 现任领导 ==\n* 总工程师：王五（2011年至今）\n\n{table}")
    assert [(one.title, one.holder, one.start, one.end) for one in found.snapshot.posts] == [
        ("总工程师", "王五", "2011", None), ("局长", "张三", "2008", "2010"),
    ]  # fmt: skip
    assert kinds(found) == [("unread-line", 7)]
