"""Redlines cut where a reader would."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gen.diff.text import Names, engine, redline

words = st.lists(
    st.sampled_from(
        ["工业", "通信业", "推进", "军民", "结合", "融合", "的", "，", "、", "。", "体系", "2025", "Made", "in", ""]
    ),
    max_size=12,
).map("".join)


@settings(deadline=None, derandomize=True)
@given(words, words)
def test_a_redline_gives_back_both_wordings(old: str, new: str) -> None:
    marks = redline(old, new)
    assert "".join(text for mark, text in marks if mark != "+") == old
    assert "".join(text for mark, text in marks if mark != "-") == new


@settings(deadline=None, derandomize=True)
@given(words, words)
def test_no_island_of_one_or_two_characters_stands_between_two_edits(old: str, new: str) -> None:
    marks = redline(old, new)
    inner = [text for n, (mark, text) in enumerate(marks) if mark == "=" and 0 < n < len(marks) - 1]
    assert all(len(text.strip()) > 2 for text in inner)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("装备工业司", "装备工业司", [("=", "装备工业司")]),
        ("", "装备工业司", [("+", "装备工业司")]),
        ("", "", []),
        (
            "推进军民结合的体系建设",
            "推进军民融合的体系建设",
            [("=", "推进"), ("-", "军民结合"), ("+", "军民融合"), ("=", "的体系建设")],
        ),
        ("完全不同的一句话", "另外写成的别的文字", [("-", "完全不同的一句话"), ("+", "另外写成的别的文字")]),
    ],
)
def test_a_redline_cuts_at_words(old: str, new: str, expected: list[tuple[str, str]]) -> None:
    assert list(redline(old, new)) == expected


def test_a_redline_never_cuts_through_a_name() -> None:
    names = ["国家国防科技工业局", "国家航天局"]
    marks = redline("有关职责划给国家国防科技工业局承担。", "有关职责划给国家航天局承担。", names)
    assert ("-", "国家国防科技工业局") in marks
    assert ("+", "国家航天局") in marks


def test_the_longest_of_several_names_is_kept_whole() -> None:
    names = Names(["工业和信息化部", "工业和信息化部办公厅", "部", ""])
    assert list(names) == ["工业和信息化部", "工业和信息化部办公厅"]
    assert names.cut("报工业和信息化部办公厅及工业和信息化部备案") == [
        ("报", False), ("工业和信息化部办公厅", True), ("及", False), ("工业和信息化部", True), ("备案", False),
    ]  # fmt: skip
    assert names.cut("") == []


@settings(deadline=None, derandomize=True, max_examples=300)
@given(st.text("甲乙丙丁。", max_size=40), st.text("甲乙丙丁。", max_size=40))
def test_the_fast_engine_finds_what_the_plain_one_finds(old: str, new: str) -> None:
    pytest.importorskip("fast_diff_match_patch")
    assert engine(fast=True)(old, new) == engine(fast=False)(old, new)


def test_the_plain_engine_does_where_the_fast_one_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fast_diff_match_patch", None)
    engine.cache_clear()
    try:
        assert redline("推进军民结合", "推进军民融合") == (("=", "推进"), ("-", "军民结合"), ("+", "军民融合"))
    finally:
        engine.cache_clear()


def test_a_rewrite_of_a_long_text_is_replaced_as_a_whole_at_once() -> None:
    old, new = "规划财务科技。" * 700, "文物古迹图书。" * 700
    assert redline(old, new) == (("-", old), ("+", new))


def test_of_texts_of_very_many_words_the_middle_is_replaced() -> None:
    old = " ".join(f"w{n}" for n in range(140_000))
    new = old.replace("w70000 ", "other ").replace("w70002 ", "another ")
    pieces = redline(old, new)
    assert [mark for mark, _ in pieces] == ["=", "-", "+", "="]
    assert "".join(text for mark, text in pieces if mark != "+") == old
    assert pieces[2][1] == "other w70001 another"
    assert redline(old, old) == (("=", old),)
