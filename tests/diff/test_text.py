"""Redlines cut where a reader would."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gen.diff.text import redline

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
