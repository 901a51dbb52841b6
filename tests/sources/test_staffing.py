from __future__ import annotations

from time import process_time

import pytest

from gen.sources.staffing import Figure, figures


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("机关行政编制90名，其中局长1名、副局长3名。", [("机关行政编制", 90), ("局长", 1), ("副局长", 3)]),
        ("司局级领导职数32名（含总工程师2名）。", [("司局级领导职数", 32), ("总工程师", 2)]),
        ("甲部核定行政编制一百二十名。", [("行政编制", 120)]),
        ("編制員額1,200人", [("編制員額", 1200)]),
        ("The bureau has 45 employees.", [("employees", 45)]),
        ("with a staff of 2,000.", [("staff", 2000)]),
        ("设三个司。2008年有5人获奖。编制方案共3个。", []),
        ("It has 45 ships and a budget of 3 million.", []),
    ],
)
def test_a_number_is_read_with_what_it_is_for(text: str, found: list[tuple[str, int]]) -> None:
    assert [(one.what, one.count) for one in figures(text, ["甲部"])] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("约有职工30人", []),
        ("现有职工50余万人", [Figure("职工", 500_000, None, True)]),
        ("职工近1.5万人", [Figure("职工", 15_000, None, True)]),
        ("employs about 800 people", [Figure("people", 800, None, True)]),
    ],
)
def test_a_rough_number_is_said_to_be_rough(text: str, found: list[Figure]) -> None:
    assert [one for one in figures(text) if one.about] == found


def test_a_number_has_the_date_of_its_own_clause_and_in_history_the_year_told_last() -> None:
    text = "1988年7月设局。同年改制。行政编制321人，1996年12月增加到355人。1998年减少到200人。"
    dates = [(one.count, one.date) for one in figures(text, past=True)]
    assert dates == [(321, "1988"), (355, "1996-12"), (200, "1998")]
    assert figures("1988年设局。行政编制321人。")[0].date is None


def test_a_date_after_a_number_is_that_number_s_alone() -> None:
    found = figures("It had a staff of 45 in June 2015 and has 60 employees.")
    assert [(one.count, one.date) for one in found] == [(45, "2015-06"), (60, None)]


@pytest.mark.parametrize("text", ["行政编制" * 50_000, "一" * 200_000, "编制1" * 60_000, "with a staff of " * 12_000])
def test_a_long_line_takes_linear_time(text: str) -> None:
    start = process_time()
    figures(text, past=True)
    assert process_time() - start < 30
