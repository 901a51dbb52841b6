from __future__ import annotations

import pytest

from gen.sources.dates import first_date, leading_date, term, whole_date


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2008年3月17日－2010年12月25日", ("2008-03-17", "2010-12-25")),
        ("2010年12月25日至今", ("2010-12-25", None)),
        ("2020年8月11日－", ("2020-08-11", None)),
        ("2011年2月至2018年2月", ("2011-02", "2018-02")),
        ("2015年10月至今", ("2015-10", None)),
        ("March 2008 – December 2010", ("2008-03", "2010-12")),
        ("2008-03-17 to present", ("2008-03-17", None)),
        ("since 2012", ("2012", None)),
        ("－2010年", (None, "2010")),
        ("女，致公党", None),
        ("2012年", None),
        ("2008年2月31日－2010年", None),
        ("2008年－2009年－2010年", None),
        ("", None),
    ],
)
def test_a_term_is_read_as_wholly_a_term_or_not_at_all(
    text: str, expected: tuple[str | None, str | None] | None
) -> None:
    assert term(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("in 2018.", "2018"),
        ("on 5 May 2018", "2018-05-05"),
        ("May 5, 2018", "2018-05-05"),
        ("号〔20180〕", None),
        ("", None),
    ],
)
def test_the_first_date_of_a_sentence_is_as_precise_as_it_is_stated(text: str, expected: str | None) -> None:
    assert first_date(text) == expected


def test_a_leading_date_must_lead() -> None:
    assert leading_date("2018年9月13日，中共中央") == "2018-09-13"
    assert leading_date("于2018年9月13日") is None


def test_a_whole_date_is_nothing_but_a_date() -> None:
    assert whole_date(" March 2008 ") == "2008-03"
    assert whole_date("March 2008?") is None
