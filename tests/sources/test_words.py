from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gen.sources.words import clip, ends_in_organ, from_chinese, item_number, tidy, to_chinese


@pytest.mark.parametrize(
    ("number", "text"),
    [(1, "一"), (10, "十"), (15, "十五"), (20, "二十"), (101, "一百零一"), (110, "一百一十"), (999, "九百九十九")],
)
def test_numbers_are_written_as_official_texts_count(number: int, text: str) -> None:
    assert to_chinese(number) == text


@given(st.integers(1, 999))
def test_a_chinese_number_reads_back(number: int) -> None:
    assert from_chinese(to_chinese(number)) == number


@pytest.mark.parametrize(
    ("label", "language", "number"),
    [
        ("(一)", "zh", "（一）"),
        ("（十五）", "zh", "（十五）"),
        ("3.", "zh", "（三）"),
        ("3", "en", "(3)"),
        ("", "zh", ""),
        ("甲", "zh", "甲"),
    ],
)
def test_an_item_number_takes_the_standard_form_of_the_language(label: str, language: str, number: str) -> None:
    assert item_number(label, language) == number


@pytest.mark.parametrize(
    "name", ["办公厅", "机关党委", "国家原子能机构", "人民邮电报社", "中国赛宝实验室", "国家卫生健康委员会", "宣传部"]
)
def test_organs_are_known_by_their_last_word(name: str) -> None:
    assert ends_in_organ(name)


@pytest.mark.parametrize("name", ["节能与综合利用", "女", "政法部门", "兼国家烟草专卖局局长", ""])
def test_other_words_are_no_organs(name: str) -> None:
    assert not ends_in_organ(name)


def test_spaces_go_between_chinese_characters_only() -> None:
    assert tidy(" 苗　圩  and  Xiao Yaqing ") == "苗圩 and Xiao Yaqing"


def test_a_long_text_is_clipped_with_an_ellipsis() -> None:
    assert clip("部" * 100, 5) == "部部部部…"
    assert clip("部", 5) == "部"
