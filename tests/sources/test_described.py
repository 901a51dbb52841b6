from __future__ import annotations

from time import process_time

import pytest

from gen.sources.described import Described, described


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("办公厅", Described("办公厅")),
        ("办公厅（简称厅办）", Described("办公厅", short=("厅办",))),
        ("办公厅：负责机关日常工作。", Described("办公厅", "负责机关日常工作。")),
        ("办公厅（外事司）：承担文电工作。", Described("办公厅（外事司）", "承担文电工作。")),
        ("甲司：<!--负责乙事。-->设丙处、丁处。", Described("甲司", "负责乙事。", True, ("丙处", "丁处"))),
        (
            "甲司：设丙处（丁处）（简称戊处）和己室。",
            Described("甲司", sections=("丙处（丁处）", "己室"), short=("戊处",)),
        ),
        ("甲司：负责乙事，设3个处。", Described("甲司", "负责乙事，设3个处。")),
        ("甲司：设计标准。", Described("甲司", "设计标准。")),
        ("其他：乙局", Described("其他：乙局")),
        ("秘書室：掌理文書。", Described("秘書室", "掌理文書。")),
        ("General Office (办公厅): runs daily affairs", Described("General Office (办公厅)", "runs daily affairs")),
        ("Note: see below", Described("Note: see below")),
    ],
)
def test_an_item_says_what_a_unit_is_called_does_and_sets_up(text: str, found: Described) -> None:
    assert described(text) == found


@pytest.mark.parametrize(
    "text", ["甲司：<!--" + "负责" * 100_000, "甲司：" + "设乙处、" * 50_000, "甲局：" + "（" * 200_000, "：" * 200_000]
)
def test_a_long_item_takes_linear_time(text: str) -> None:
    start = process_time()
    described(text)
    assert process_time() - start < 20
