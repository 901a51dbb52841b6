"""Word files as rows: what a reader sees, in order, and what stands beside it as findings."""

from __future__ import annotations

import re

import pytest

from gen.errors import CannotRead
from tests.sources.docx_files import (
    BY,
    SPACES,
    found,
    gone,
    ins,
    p,
    r,
    read,
    related,
    rows,
    style,
    styled,
    tbl,
    tc,
    tr,
    word,
)
from tests.sources.reading import account

BOX = "<w:r><w:pict><v:textbox><w:txbxContent>{0}</w:txbxContent></v:textbox></w:pict></w:r>"


def field(instruction: str, result: str) -> str:
    parts = ('<w:fldChar w:fldCharType="begin"/>', f"<w:instrText>{instruction}</w:instrText>")
    return "".join(
        r(one) for one in (*parts, '<w:fldChar w:fldCharType="separate"/>', result, '<w:fldChar w:fldCharType="end"/>')
    )


def test_a_paragraph_is_a_row_and_an_empty_one_is_none() -> None:
    assert rows(p("工业和", r("信息化部", "<w:b/>")), p(), p("  "), p("职责")) == ["工业和信息化部", "职责"]


def test_a_line_break_starts_a_row_and_a_tab_is_a_space() -> None:
    assert rows(p("甲", r("<w:br/>"), "乙", r("<w:tab/>"), "丙", r('<w:br w:type="page"/>'), "丁")) == [
        "甲",
        "乙 丙",
        "丁",
    ]


@pytest.mark.parametrize(
    "run",
    [
        f"<w:sdt><w:sdtPr/><w:sdtContent>{r('乙')}</w:sdtContent></w:sdt>",
        f'<w:hyperlink r:id="r9">{r("乙")}</w:hyperlink>',
        f"<w:smartTag>{r('乙')}</w:smartTag>",
        f'<w:fldSimple w:instr="DATE">{r("乙")}</w:fldSimple>',
        field('MERGEFIELD "x"', "乙"),
        field(f"IF {field('MERGEFIELD x', '丙')}", "乙"),
        f"<w:r><w:ruby><w:rubyPr/><w:rt>{r('yi')}</w:rt><w:rubyBase>{r('乙')}</w:rubyBase></w:ruby></w:r>",
        "<m:oMath><m:r><m:t>乙</m:t></m:r></m:oMath>",
        f"<mc:AlternateContent><mc:Choice>{r('乙')}</mc:Choice><mc:Fallback>{r('丙')}</mc:Fallback></mc:AlternateContent>",
        f"<w:customXml><w:customXmlPr/>{r('乙')}</w:customXml>",
    ],
)
def test_words_are_read_wherever_they_stand_in_a_paragraph(run: str) -> None:
    assert rows(p("甲", run, "丁")) == ["甲乙丁"]


@pytest.mark.parametrize(
    "block",
    [
        f"<w:sdt><w:sdtContent>{p('乙')}</w:sdtContent></w:sdt>",
        f"<w:customXml>{p('乙')}</w:customXml>",
        tbl(tr(tc(p("乙")))),
        tbl(tr(tc(tbl(tr(tc("乙")))))),
    ],
)
def test_paragraphs_are_read_wherever_they_stand(block: str) -> None:
    assert rows(p("甲"), block, p("丁")) == ["甲", "乙", "丁"]


def test_a_text_box_follows_its_paragraph_once() -> None:
    drawing = "<w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx><w:txbxContent>{0}</w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>{0}</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    assert rows(p("甲", drawing.format(p("框")), "乙"), p("丙")) == ["甲乙", "框", "丙"]
    assert rows(p(BOX.format(p("外", BOX.format(p("内")))))) == ["外", "内"]


def test_hidden_text_is_no_text_but_is_told() -> None:
    hidden = style("H", "<w:rPr><w:vanish/></w:rPr>", kind="character") + style("B", based="H", kind="character")
    off = r("乙", '<w:vanish w:val="0"/>')
    data = word(p("甲", r("密", "<w:vanish/>"), r("级", '<w:rStyle w:val="B"/>'), off), styles=hidden)
    assert list(read(data).rows) == ["甲乙"]
    assert found(data) == [
        ("hidden-text", 1, "hidden in the document, and not read: 密"),
        ("hidden-text", 1, "hidden in the document, and not read: 级"),
    ]


def test_a_style_that_hides_a_paragraph_hides_all_of_it() -> None:
    hidden = style("H", "<w:rPr><w:vanish/></w:rPr>") + style("Below", based="H")
    assert rows(p("甲"), styled("密", "Below"), p("乙"), styles=hidden) == ["甲", "乙"]


def test_a_hidden_paragraph_mark_joins_two_paragraphs() -> None:
    assert rows(p("甲", properties="<w:rPr><w:vanish/></w:rPr>"), p("乙")) == ["甲乙"]


def test_a_heading_is_told_by_its_outline_or_by_its_style() -> None:
    styles = "".join(
        (
            style("1", '<w:pPr><w:outlineLvl w:val="0"/></w:pPr>'),
            style("X", based="1"),
            style("Y", called="heading 3"),
            style("Z", '<w:pPr><w:outlineLvl w:val="9"/></w:pPr>', based="1"),
        )
    )
    body = (
        styled("甲", "X"), styled("乙", "Y"), styled("丙", "Z"), p("丁", properties='<w:outlineLvl w:val="1"/>'),
        p("戊", r("<w:br/>"), "己", properties='<w:pStyle w:val="1"/>'),
    )  # fmt: skip
    told = [(line.kind, line.level, line.text) for line in read(word(*body, styles=styles)).lines]
    assert told == [
        ("heading", 1, "甲"),
        ("heading", 3, "乙"),
        ("prose", 0, "丙"),
        ("heading", 2, "丁"),
        ("heading", 1, "戊己"),
    ]


def test_numbers_that_were_typed_make_items_and_other_marks_make_none() -> None:
    body = (
        p("（一）拟订。"),
        p("1. 组织。"),
        p("== 职责 =="),
        p("| a | b |"),
        p("|名称 = 甲"),
        p("; 词"),
        p("一、职责"),
    )
    told = [(line.kind, line.label) for line in read(word(*body)).lines]
    assert told == [("item", "（一）"), ("item", "1."), *[("prose", "")] * 5]


def test_a_table_gives_a_row_for_each_of_its_rows() -> None:
    told = read(word(tbl(tr("机构", "职责"), tr(tc("办公厅"), tc("一", "二")), tr("", ""))))
    assert list(told.rows) == ["| 机构 | 职责 |", "| 办公厅 | 一 二 |"]
    assert [line.cells for line in told.lines] == [("机构", "职责"), ("办公厅", "一 二")]


def test_a_cell_merged_down_stands_in_each_of_its_rows_and_one_merged_across_once() -> None:
    start, on, wide = '<w:vMerge w:val="restart"/>', "<w:vMerge/>", '<w:gridSpan w:val="2"/>'
    body = tbl(
        tr(tc("附表", properties='<w:gridSpan w:val="3"/>')),
        tr(tc("司", properties=start), tc("甲"), tc("1")),
        tr(tc(properties=on), tc("乙", properties=wide)),
        "<w:tr><w:trPr><w:gridBefore w:val='1'/></w:trPr>" + tc("丙") + tc("3") + "</w:tr>",
    )
    assert rows(body) == ["| 附表 |  |  |", "| 司 | 甲 | 1 |", "| 司 | 乙 |  |", "|  | 丙 | 3 |"]


def test_a_span_out_of_every_bound_is_one_column() -> None:
    assert rows(tbl(tr(tc("甲", properties='<w:gridSpan w:val="99999999"/>'), tc("乙")))) == ["| 甲 | 乙 |"]


def test_a_table_within_a_cell_stays_within_its_row() -> None:
    assert rows(tbl(tr(tc("外", tbl(tr("内", "里"))), "乙"))) == ["| 外 内 里 | 乙 |"]


def test_footnotes_endnotes_and_comments_are_findings_where_they_are_referred_to() -> None:
    note = "<w:{0} w:id='1' w:author='李四'>{1}</w:{0}>"
    parts = {
        f"word/{kind}s.xml": f"<w:{kind}s {SPACES}><w:{kind} w:id='0' w:type='separator'>{p('---')}</w:{kind}>{note.format(kind, p('见附件。'))}</w:{kind}s>"
        for kind in ("footnote", "endnote", "comment")
    }
    refs = "".join(r(f'<w:{kind}Reference w:id="1"/>') for kind in ("footnote", "endnote", "comment"))
    told = account("a.docx")
    data = word(p("甲"), p("乙", refs), parts=parts)
    assert found(data) == [("footnote", 2, "见附件。"), ("endnote", 2, "见附件。"), ("comment", 2, "李四: 见附件。")]
    assert [fate.why for fate in told.settle(read(data, told=told).rows)] == ["unread-line", "unread-line"]


def test_headers_and_footers_are_rows_set_aside_each_once() -> None:
    part = f"<w:{{0}} {SPACES}>{p('机密')}{p(field('PAGE', '3'))}</w:{{0}}>"
    parts = {"word/h1.xml": part.format("hdr"), "word/h2.xml": part.format("hdr"), "word/f1.xml": part.format("ftr")}
    rels = related("header", "h1.xml") + related("header", "h2.xml") + related("footer", "f1.xml")
    told = account("a.docx")
    paper = read(word(p("甲"), parts=parts, rels=rels), told=told)
    assert list(paper.rows) == ["甲", "机密", "3", "机密", "3"]
    assert (list(paper.main.rows), [line.number for line in paper.lines]) == (["甲", "", "", "", ""], [1])
    assert [told.left(number) for number in range(1, 6)] == [None, *["page header"] * 2, *["page footer"] * 2]


def test_a_table_of_contents_is_set_aside() -> None:
    begin, split, end = (r(f'<w:fldChar w:fldCharType="{one}"/>') for one in ("begin", "separate", "end"))
    instruction = r('<w:instrText> TOC \\o "1-3" </w:instrText>')
    body = (p(begin, instruction, split, "一、职责", r("<w:tab/>"), "1"), p("二、机构 2"), p(end), p("一、职责"))
    paper = read(word(*body, styled("三、编制 9", "T"), styles=style("T", called="toc 1")))
    assert [row for row in paper.main.rows if row] == ["一、职责"]
    assert len(paper.rows) == 4


def test_a_field_that_never_ends_hides_nothing_after_it() -> None:
    assert rows(
        p(r('<w:fldChar w:fldCharType="begin"/>'), "甲"),
        p("乙", r('<w:fldChar w:fldCharType="end"/>'), r('<w:fldChar w:fldCharType="begin"/>')),
    ) == ["甲", "乙"]


def test_pictures_are_told_and_a_document_of_pictures_alone_is_refused() -> None:
    picture = r('<w:drawing><a:blip r:embed="r5"/></w:drawing>')
    assert found(word(p("甲", picture))) == [("picture", 1, "the document holds 1 picture; gen reads no pictures")]
    with pytest.raises(CannotRead, match="it holds 2 pictures and no text; run text recognition"):
        read(word(p(picture), p(picture)))
    with pytest.raises(CannotRead, match=r"a\.docx: it holds no text$"):
        read(word(p()))


def test_the_words_of_a_diagram_and_embedded_files_are_told() -> None:
    parts = {
        "word/diagrams/data1.xml": f"<x {SPACES}><a:t>办公厅</a:t><a:t>综合司</a:t></x>",
        "word/embeddings/a.xlsx": "PK\x03\x04",
    }
    assert found(word(p("甲"), parts=parts)) == [
        ("embedded-file", 1, "a file within the document is not read: word/embeddings/a.xlsx"),
        ("drawing", 1, "a drawing holds words that are not read: 办公厅 · 综合司"),
    ]


def test_what_is_fetched_from_outside_is_told_and_links_are_not() -> None:
    rels = related("hyperlink", "http://a/", outside=True) + related("image", "http://b/x.png", outside=True)
    assert found(word(p("甲"), rels=rels)) == [
        ("outside", 1, "the document links to http://b/x.png (image); gen fetches nothing")
    ]


def test_a_template_on_the_authors_machine_is_not_worth_a_word_and_one_on_the_web_is() -> None:
    here, there = (
        related("attachedTemplate", one, outside=True) for one in ("file:///C:/Normal.dotm", "http://c/n.dotm")
    )
    assert found(word(p("甲"), rels=here)) == []
    assert [kind for kind, *_ in found(word(p("甲"), rels=there))] == ["outside"]


def test_a_file_that_is_taken_in_is_told_at_its_place() -> None:
    assert found(word(p("甲"), '<w:altChunk r:id="r7"/>', p("乙"))) == [
        ("file-not-read", 2, "another file is taken in here; copy its text into the document")
    ]


def test_invisible_characters_go_with_a_finding() -> None:
    data = word(p("甲\u200b乙"))
    assert (list(read(data).rows), [kind for kind, *_ in found(data)]) == (["甲乙"], ["control-character"])


MARK = '<w:rPr><w:{0} w:id="2" w:author="x"/></w:rPr>'


@pytest.mark.parametrize(
    ("body", "accepted", "rejected"),
    [
        (p("甲", ins(r("乙")), gone("丙")), ["甲乙"], ["甲丙"]),
        (p(gone("甲"), properties=MARK.format("del")) + p("乙"), ["乙"], ["甲", "乙"]),
        (p("甲", properties=MARK.format("ins")) + p("乙"), ["甲", "乙"], ["甲乙"]),
        (p(f"<w:moveFrom {BY}>{r('甲')}</w:moveFrom>") + p(f"<w:moveTo {BY}>{r('甲')}</w:moveTo>", "乙"), ["甲乙"], ["甲", "乙"]),
        (tbl(f"<w:tr><w:trPr><w:del {BY}/></w:trPr>{tc('甲')}{tc('乙')}</w:tr>", tr("丙", "丁")), ["| 丙 | 丁 |"], ["| 甲 | 乙 |", "| 丙 | 丁 |"]),
        (tbl(tr(tc("甲", properties=f"<w:cellIns {BY}/>"), "乙", "丙")), ["| 甲 | 乙 | 丙 |"], ["| 乙 | 丙 |"]),
        (p("甲", ins(f"<w:del {BY}><w:r><w:delText>乙</w:delText></w:r></w:del>")), ["甲"], ["甲"]),
        (p("甲", r("乙", f'<w:vanish/><w:rPrChange {BY}><w:rPr/></w:rPrChange>'), ins(r("丙"))), ["甲丙"], ["甲乙"]),
    ],
)  # fmt: skip
def test_tracked_changes_are_taken_as_told(body: str, accepted: list[str], rejected: list[str]) -> None:
    assert (rows(body, tracked="accepted"), rows(body, tracked="rejected")) == (accepted, rejected)
    assert read(word(body), "rejected").tracked == "rejected"


def test_tracked_changes_nobody_decided_on_are_refused_with_what_there_is() -> None:
    other = "<w:del w:author='李四'><w:r><w:delText>丁</w:delText></w:r></w:del>"
    with pytest.raises(CannotRead) as told:
        read(word(p(ins(r("甲")), gone("乙"), other)))
    assert str(told.value) == (
        "cannot read a.docx: it holds tracked changes that nobody decided on: 2 deletions and 1 insertion by 张三, 李四; "
        "--accept reads it with all of them accepted, --reject with all of them rejected; or decide in Word first"
    )


def test_a_change_of_formatting_alone_asks_for_no_decision() -> None:
    data = word(p(r("甲", f"<w:b/><w:rPrChange {BY}><w:rPr/></w:rPrChange>")))
    assert (read(data).tracked, read(data, "accepted").tracked, list(read(data).rows)) == (None, None, ["甲"])


def test_marks_that_stand_in_nothing_are_told_at_the_row_before() -> None:
    assert found(word(p("甲"), p(r("密", "<w:vanish/>"), properties="<w:rPr><w:vanish/></w:rPr>"))) == [
        ("hidden-text", 1, "hidden in the document, and not read: 密")
    ]


def test_parts_are_found_by_their_relations_whatever_their_names() -> None:
    data = word(p("密", properties='<w:pStyle w:val="H"/>'), p("甲"), parts={
        "word/styles2.xml": f"<w:styles {SPACES}>{style('H', '<w:rPr><w:vanish/></w:rPr>')}</w:styles>",
        "word/_rels/document.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">' + related("styles", "/word/styles2.xml") + "</Relationships>",
    })  # fmt: skip
    assert list(read(data).rows) == ["甲"]


def test_the_default_style_counts_where_a_paragraph_names_none() -> None:
    default = '<w:style w:type="paragraph" w:default="1" w:styleId="N"><w:name w:val="Normal"/><w:rPr><w:vanish/></w:rPr></w:style>'
    assert rows(p("密"), styled("甲", "X"), styles=default + style("X")) == ["甲"]


def test_of_two_versions_of_a_block_the_newer_is_read_and_the_older_where_it_alone_has_words() -> None:
    both = "<mc:AlternateContent><mc:Choice>{0}</mc:Choice><mc:Fallback>{1}</mc:Fallback></mc:AlternateContent>"
    assert rows(both.format(p("甲"), p("乙")), both.format(p(), p("丙")), "<mc:AlternateContent/>") == ["甲", "丙"]


def test_blocks_that_were_inserted_or_deleted_as_a_whole_go_as_a_whole() -> None:
    body = f"{ins(p('甲'))}<w:del {BY}>{p('乙')}</w:del>"
    assert (rows(body, tracked="accepted"), rows(body, tracked="rejected")) == (["甲"], ["乙"])


def test_ends_of_fields_that_never_began_change_nothing() -> None:
    odd = [r(f'<w:fldChar w:fldCharType="{kind}"/>') for kind in ("separate", "end", "x")]
    assert rows(p("甲", *odd, r("<w:instrText>TOC</w:instrText>"), "乙")) == ["甲乙"]


def test_every_line_says_its_row() -> None:
    paper = read(word(p("甲", r("<w:br/>"), "乙"), tbl(tr("a", "b")), p("丙")))
    assert [(line.number, line.text) for line in paper.lines] == list(enumerate(paper.rows, 1))
    assert not any(re.search(r"[\n\r\t]", row) for row in paper.rows)
