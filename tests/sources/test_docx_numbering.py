"""Automatic numbers of Word files, as Word shows them."""

from __future__ import annotations

import pytest

from gen.sources.formats.docx.labels import FORMATS, numeral
from tests.sources.docx_files import (
    abstract,
    found,
    gone,
    in_list,
    ins,
    lvl,
    n,
    num,
    p,
    read,
    rows,
    style,
    styled,
    tbl,
    tc,
    tr,
    word,
)
from tests.sources.docx_lists import BODY, NUMBERING, PARAGRAPHS, STYLES, TABLE

SIMPLE = abstract(0, lvl(0, "decimal", "%1."), lvl(1, "decimal", "%1.%2")) + num(1, 0)


def labels(data: bytes) -> list[str]:
    return [line.label for line in read(data).lines]


@pytest.mark.parametrize(
    ("form", "shown"),
    [
        ("decimal", "1 10 11 20 101"),
        ("decimalZero", "01 10 11 20 101"),
        ("decimalFullWidth", "１ １０ １１ ２０ １０１"),
        ("decimalEnclosedCircle", "① ⑩ ⑪ ⑳ 101"),
        ("decimalEnclosedParen", "⑴ ⑽ ⑾ ⒇ 101"),
        ("decimalEnclosedFullstop", "⒈ ⒑ ⒒ ⒛ 101"),
        ("chineseCounting", "一 十 十一 二十 一○一"),
        ("chineseCountingThousand", "一 十 十一 二十 一百〇一"),
        ("chineseLegalSimplified", "壹 壹拾 壹拾壹 贰拾 壹佰零壹"),
        ("ideographLegalTraditional", "壹 壹拾 壹拾壹 貳拾 壹佰零壹"),
        ("ideographDigital", "一 一〇 一一 二〇 一〇一"),
        ("ideographTraditional", "甲 癸 11 20 101"),
        ("ideographZodiac", "子 酉 戌 20 101"),
        ("ideographZodiacTraditional", "甲子 癸酉 甲戌 癸未 甲辰"),
        ("ideographEnclosedCircle", "㊀ ㊉ 11 20 101"),
        ("japaneseCounting", "一 十 十一 二十 百一"),
        ("taiwaneseCounting", "一 十 十一 二十 一○一"),
        ("taiwaneseCountingThousand", "一 十 十一 二十 一百零一"),
        ("lowerLetter", "a j k t wwww"),
        ("upperLetter", "A J K T WWWW"),
        ("lowerRoman", "i x xi xx ci"),
        ("upperRoman", "I X XI XX CI"),
        ("ordinal", "1st 10th 11th 20th 101st"),
        ("hex", "1 A B 14 65"),
        ("nobody knows", "1 10 11 20 101"),
    ],
)
def test_a_number_format_counts_as_in_word(form: str, shown: str) -> None:
    assert " ".join(numeral(form, number) for number in (1, 10, 11, 20, 101)) == shown


@pytest.mark.parametrize("form", sorted(FORMATS))
def test_no_number_is_too_large_for_a_format(form: str) -> None:
    assert all(len(numeral(form, number)) < 40 for number in (0, 781, 4000, 10_000, 999_999_999))


def test_every_paragraph_has_the_number_that_word_shows() -> None:
    told = read(word(BODY, styles=STYLES, numbering=NUMBERING))
    shown = [
        line.label if line.kind != "heading" else row.split(" ")[0]
        for line, row in zip(told.lines, told.rows, strict=True)
    ]
    assert [one for one, (_, wanted) in zip(shown, PARAGRAPHS, strict=True) if wanted] == [
        w for _, w in PARAGRAPHS if w
    ]
    assert [one.label for one, (_, wanted) in zip(told.lines, PARAGRAPHS, strict=True) if not wanted] == [
        "",
        "",
        "",
        "",
    ]


def test_a_list_counts_on_through_the_cells_of_a_table() -> None:
    body = (n("甲"), tbl(tr(tc(n("乙")), tc(n("丙")))), n("丁"))
    assert rows(*body, numbering=SIMPLE) == ["1. 甲", "| 2. 乙 | 3. 丙 |", "4. 丁"]


def test_a_number_stands_in_front_of_its_text_with_the_space_it_has() -> None:
    lists = abstract(
        0,
        lvl(0, "chineseCounting", "（%1）"),
        lvl(1, "decimal", "第%1条"),
        lvl(2, "decimal", "%3.", '<w:suff w:val="nothing"/>'),
    )
    assert rows(n("拟订"), n("为了", level=1), n("细目", level=2), numbering=lists + num(1, 0)) == [
        "（一）拟订",
        "第一条 为了",
        "1.细目",
    ]


def test_a_paragraph_without_words_keeps_its_number() -> None:
    assert rows(n("甲"), n(""), n("乙"), numbering=SIMPLE) == ["1. 甲", "2.", "3. 乙"]


def test_a_level_whose_upper_ones_were_never_used_counts_from_their_start() -> None:
    assert rows(n("甲", level=1), n("乙"), n("丙", level=1), numbering=SIMPLE) == ["1.1 甲", "1. 乙", "1.1 丙"]


def test_a_bullet_is_an_item_without_a_label() -> None:
    lists = abstract(0, lvl(0, "bullet", "\uf06c"), lvl(1, "bullet", "◆"), lvl(2, "bullet", "l")) + num(1, 0)
    told = read(word(n("甲"), n("乙", level=1), n("丙", level=2), numbering=lists))
    assert list(told.rows) == ["• 甲", "◆ 乙", "• 丙"]
    assert [(line.kind, line.text, line.label, line.level) for line in told.lines] == [
        ("item", "甲", "", 1), ("item", "乙", "", 2), ("item", "丙", "", 3),
    ]  # fmt: skip


def test_a_number_that_is_padded_and_one_for_newer_programs_are_read() -> None:
    custom = '<w:numFmt w:val="custom" w:format="001, 002, 003, ..."/>'
    newer = f'<mc:AlternateContent><mc:Choice Requires="w14">{custom}</mc:Choice><mc:Fallback><w:numFmt w:val="decimal"/></mc:Fallback></mc:AlternateContent>'
    lists = abstract(0, f'<w:lvl w:ilvl="0"><w:start w:val="9"/>{newer}<w:lvlText w:val="%1."/></w:lvl>') + num(1, 0)
    assert rows(n("甲"), n("乙"), numbering=lists) == ["009. 甲", "010. 乙"]


def test_a_style_of_a_list_gives_its_levels() -> None:
    lists = (
        '<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="L"/></w:abstractNum>'
        + abstract(1, '<w:styleLink w:val="L"/>', lvl(0, "upperRoman", "%1."))
        + num(1, 0) + num(2, 1)
    )  # fmt: skip
    styles = style("L", f"<w:pPr>{in_list(2)}</w:pPr>", kind="numbering")
    assert rows(n("甲"), n("乙", 2), styles=styles, numbering=lists) == ["I. 甲", "II. 乙"]


def test_lists_that_point_at_each_other_end() -> None:
    lists = '<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="L"/></w:abstractNum>' + num(1, 0)
    styles = (
        style("L", f"<w:pPr>{in_list(1)}</w:pPr>", kind="numbering") + style("A", based="B") + style("B", based="A")
    )
    assert rows(n("甲"), styled("乙", "A"), styles=styles, numbering=lists) == ["甲", "乙"]


def test_a_format_nobody_knows_is_told_once() -> None:
    lists = abstract(0, lvl(0, "thaiLetters", "%1.")) + num(1, 0)
    assert found(word(n("甲"), n("乙"), numbering=lists)) == [
        ("number-format", 1, "numbers of the format thaiLetters are shown as 1, 2, 3")
    ]


def test_a_deleted_or_inserted_paragraph_is_not_counted_where_it_is_not_there() -> None:
    mark = '<w:rPr><w:{0} w:id="2" w:author="x"/></w:rPr>'
    body = (
        n("甲"),
        p(gone("乙"), properties=in_list(1) + mark.format("del")),
        p(ins("<w:r><w:t>丙</w:t></w:r>"), properties=in_list(1) + mark.format("ins")),
        n("丁"),
    )
    assert rows(*body, numbering=SIMPLE, tracked="accepted") == ["1. 甲", "2. 丙", "3. 丁"]
    assert rows(*body, numbering=SIMPLE, tracked="rejected") == ["1. 甲", "2. 乙", "3. 丁"]


def test_a_changed_list_is_that_from_before_where_changes_are_rejected() -> None:
    change = f'{in_list(1)}<w:pPrChange w:id="3" w:author="x"><w:pPr/></w:pPrChange>'
    body = (p("甲", properties=change), p(ins("<w:r><w:t>乙</w:t></w:r>")))
    assert rows(*body, numbering=SIMPLE, tracked="accepted") == ["1. 甲", "乙"]
    assert rows(*body, numbering=SIMPLE, tracked="rejected") == ["甲"]


def test_numbers_out_of_every_bound_raise_nothing() -> None:
    wild = lvl(0, "lowerRoman", "%1%9%", start=99999) + '<w:lvl w:ilvl="77"/><w:lvl/>' + lvl(1, "decimal", "x" * 5000)
    lists = abstract(0, wild) + num(1, 0, '<w:lvlOverride w:ilvl="-1"><w:startOverride w:val="1e9"/></w:lvlOverride>')
    body = (n("甲"), n("乙", level=8), n("丙", level=1), p("丁", properties=in_list(1, 10**12)))
    assert rows(*body, numbering=lists) == ["99999% 甲", "乙", "x" * 60 + " 丙", "100000% 丁"]


def test_the_table_of_lists_has_a_table() -> None:
    assert rows(BODY, TABLE, styles=STYLES, numbering=NUMBERING)[-1] == "| 五、表内 | （一）表内 |"
