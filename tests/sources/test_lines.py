from __future__ import annotations

import pytest

from gen.sources.lines import Line, classify, rows, without_unseen
from tests.sources.reading import account


@pytest.mark.parametrize(
    ("row", "kind", "level", "label", "text"),
    [
        ("", "blank", 0, "", ""),
        ("　　", "blank", 0, "", ""),
        ("== 沿革 ==", "heading", 2, "", "沿革"),
        ("===External nameplates===", "heading", 3, "", "External nameplates"),
        ("==", "prose", 0, "", "=="),
        ("* 办公厅", "item", 1, "", "办公厅"),
        ("** 秘书处", "item", 2, "", "秘书处"),
        ("# 提出战略", "item", 1, "#", "提出战略"),
        ("- General Office (办公厅)", "item", 1, "", "General Office (办公厅)"),
        ("  - Division", "item", 2, "", "Division"),
        ("（十五）承办其他事项。", "item", 1, "（十五）", "承办其他事项。"),
        ("12. Approves plans", "item", 1, "12.", "Approves plans"),
        ("2.5 million rural households", "prose", 0, "", "2.5 million rural households"),
        ("; 部长", "term", 0, "", "部长"),
        ("|被接替者=环境保护部", "field", 0, "被接替者", "环境保护部"),
        ("|---|---|", "markup", 0, "", "|---|---|"),
        ("-5 degrees", "item", 1, "", "5 degrees"),
        ("|| alone", "prose", 0, "", "|| alone"),
        ("根据规定", "prose", 0, "", "根据规定"),
    ],
)
def test_a_row_is_classified_by_its_own_marks(row: str, kind: str, level: int, label: str, text: str) -> None:
    line = classify(7, row)
    assert (line.number, line.kind, line.level, line.label, line.text) == (7, kind, level, label, text)


def test_a_table_row_keeps_its_cells() -> None:
    assert classify(1, "| 1 | Li Yizhong | | |") == Line(
        1, "row", "| 1 | Li Yizhong | | |", cells=("1", "Li Yizhong", "", "")
    )


def test_lines_are_counted_alike_for_all_line_ends() -> None:
    assert rows("a\r\nb\rc\n", account()) == ["a", "b", "c"]


def test_an_invisible_character_is_dropped_and_reported_with_its_line() -> None:
    seen = account()
    assert rows("办公厅\n财\x07务\u202e司", seen) == ["办公厅", "财务司"]
    (finding,) = seen.findings
    assert (finding.kind, finding.locator.line) == ("control-character", 2)
    assert finding.text == "dropped 2 invisible: U+0007, U+202E RIGHT-TO-LEFT OVERRIDE"


def test_clean_text_gives_no_finding() -> None:
    seen = account()
    rows("办公厅\n\t财务司　\n", seen)
    assert seen.findings == []


def test_without_unseen_leaves_visible_text_alone() -> None:
    assert without_unseen(" 财\x00务\t司 ") == "财务 司"
