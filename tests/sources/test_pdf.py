from __future__ import annotations

import base64
import io
import struct
import time
import zlib
from dataclasses import replace
from functools import cache

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gen.errors import CannotRead, GenError
from gen.sources.account import Account
from gen.sources.formats.any import paper as any_paper
from gen.sources.formats.pdf import pages as module
from gen.sources.formats.pdf.gate import check
from gen.sources.formats.pdf.order import ordered
from gen.sources.formats.pdf.pages import TextLine
from gen.sources.formats.pdf.paragraphs import Habits, joined
from gen.sources.paper import Paper
from gen.sources.read import Document, read
from tests.sources.made import REGULATION, content
from tests.sources.reading import account, reading

OFFICIAL = """@page { size: A4; margin: 37mm 26mm 35mm 28mm; @top-left { content: "测绘航标部文件汇编" }
@bottom-center { content: "— " counter(page) " —" } }
body { font: 16pt "Noto Serif CJK SC"; line-height: 28pt; text-align: justify } p { margin: 0; text-indent: 2em }
h1 { font-size: 22pt; font-weight: normal; text-align: center; margin: 0 0 28pt }"""
PLAIN = (
    '@page { size: A4; margin: 25mm } body { font: 11pt "Noto Sans CJK SC"; line-height: 1.4 } p { margin: 0 0 6pt }'
)


@cache
def made(body: str, style: str = OFFICIAL) -> bytes:
    from weasyprint import HTML

    return bytes(HTML(string=f'<html lang="zh"><style>{style}</style><body>{body}</body></html>').write_pdf() or b"")


def paragraphs(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def opened(data: bytes, found: Account | None = None) -> Paper:
    return any_paper("a.pdf", data, found or account("a.pdf"))


def main(data: bytes) -> list[str]:
    return [row for row in opened(data).main.rows if row]


def picture(width: str, height: str) -> str:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 8, 8, 8, 0, 0, 0, 0)
    png = (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 72)) + chunk(b"IEND", b"")
    )
    source = base64.b64encode(png).decode()
    return f'<img style="width:{width};height:{height};display:block" src="data:image/png;base64,{source}">'


MORE = ("四", "地图"), ("五", "航道"), ("六", "潮汐"), ("七", "重力"), ("八", "遥感")
LONG = (
    *REGULATION[:-1],
    *(f"（{n}）{REGULATION[-2][3:].replace('测绘市场', f'{what}服务市场')}" for n, what in MORE),
    "（九）承办其他事项。",
)


def test_a_regulation_over_several_pages_reads_like_its_text() -> None:
    data = made(f"<h1>{LONG[0]}</h1>" + paragraphs(*LONG[1:]))
    found = read(Document("a.pdf", data, "test"), body="b", release="2019")
    assert found.form == "regulation"
    assert content(found) == content(reading("\n".join(LONG), body="b"))


def test_headers_and_page_numbers_are_rows_with_a_reason() -> None:
    data = made(f"<h1>{LONG[0]}</h1>" + paragraphs(*LONG[1:]))
    found = read(Document("a.pdf", data, "test"), body="b", release="2019")
    left = [(row, fate.why) for fate, row in zip(found.fates, found.rows, strict=True) if fate.what == "unused"]
    count = len(left) // 2
    assert count >= 2
    assert set(left) == {("测绘航标部文件汇编", "header of the page")} | {
        (f"— {n} —", "footer: page number") for n in range(1, count + 1)
    }


@pytest.mark.parametrize(
    "style",
    [
        PLAIN,
        PLAIN + "p { text-align: justify }",
        PLAIN + "p { padding-left: 2em; text-indent: -2em }",
        PLAIN + "p { margin: 0; text-indent: 2em }",
        OFFICIAL + "@page { margin-left: 60mm }",
        OFFICIAL + "@page :left { margin: 37mm 28mm 35mm 26mm }",
        PLAIN + "body { columns: 2; column-gap: 12mm }",
    ],
    ids=["ragged", "justified", "hanging", "indented", "narrow", "mirrored", "columns"],
)
def test_lines_are_rejoined_however_paragraphs_are_set(style: str) -> None:
    assert main(made(paragraphs(*LONG[2:]), style)) == list(LONG[2:])


def test_an_english_text_is_rejoined_with_spaces_and_its_hyphenation_undone() -> None:
    texts = [
        "The Ministry formulates the programme for telecommunications infrastructure and co-ordinates its implementation. "
        * 6,
        "It oversees co-operation with the International Telecommunication Union in standardisation. " * 5,
    ]
    style = "@page { size: A5 } html { hyphens: auto } body { font: 12pt sans-serif; text-align: justify } p { margin: 0 0 8pt }"
    found = main(made(paragraphs(*texts).replace("<p>", '<p lang="en">'), style))
    assert found == [text.strip() for text in texts]


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["工业和", "信息化部"], "工业和信息化部"),
        (["推进 GNSS", "建设"], "推进 GNSS建设"),
        (["of the", "Ministry"], "of the Ministry"),
        (["telecommu-", "nications"], "telecommunications"),
        (["telecommu\x02", "nications"], "telecommunications"),
        (["co-", "ordinates"], "co-ordinates"),
        (["2019-", "2022"], "2019- 2022"),
        (["North-", "South"], "North- South"),
    ],
)
def test_lines_are_joined_as_their_script_has_it(lines: list[str], text: str) -> None:
    assert joined(lines, Habits(frozenset({"co-ordinates"}))) == text


def test_a_space_between_scripts_is_set_where_the_document_sets_it() -> None:
    assert [joined(["推进", "GNSS", "建设"], Habits(spaced=spaced)) for spaced in (True, False)] == [
        "推进 GNSS 建设", "推进GNSS建设",
    ]  # fmt: skip


def test_a_short_list_without_numbers_is_not_joined() -> None:
    names = ["办公厅", "测绘管理与航标事务司", "财务司", "人事教育与国际合作司", "离退休干部局"]
    assert main(made(paragraphs(*names), PLAIN)) == names


def test_a_table_gives_rows_of_cells() -> None:
    cells = [("司局", "编制", "备注"), ("办公厅", "20", "含秘书处"), ("财务司", "16", "无"), ("航标司", "30", "无")]
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in cells)
    found = opened(made(f"<p>附表</p><table style='width:100%'>{body}</table>", PLAIN))
    assert [line.cells for line in found.lines if line.kind == "row"] == cells
    assert found.rows[1] == "| 司局 | 编制 | 备注 |"


def test_a_title_set_large_is_a_heading_and_nothing_else_is() -> None:
    found = opened(made(f"<h1>{LONG[0]}</h1>" + paragraphs(*LONG[1:])))
    assert [(line.text, line.level) for line in found.lines if line.kind == "heading"] == [(LONG[0], 1)]


def test_a_title_over_two_lines_is_one_row() -> None:
    title = "中华人民共和国测绘航标部主要职责内设机构和人员编制规定"
    assert main(made(f"<h1>{title}</h1>" + paragraphs(*LONG[1:])))[0] == title


@pytest.mark.parametrize("number", ["3 / 9", "第 3 页 共 9 页", "— 3 —", "- 3 -", "Page 3 of 9", "第3页"])
def test_a_page_number_is_known_on_a_single_page(number: str) -> None:
    style = PLAIN + f'@page {{ @bottom-center {{ content: "{number}" }} }}'
    assert main(made(paragraphs("甲事项的说明。", "乙事项的说明。"), style)) == ["甲事项的说明。", "乙事项的说明。"]


def test_a_year_at_the_end_of_a_page_and_a_line_said_twice_stay() -> None:
    body = paragraphs("乙", "2019") + '<p style="break-before: page">乙</p>' + paragraphs("丙")
    assert main(made(body, PLAIN)) == ["乙", "2019", "乙", "丙"]


def test_a_page_that_is_a_picture_is_a_finding_with_its_number() -> None:
    found = account("a.pdf")
    data = made(paragraphs("甲") + picture("100%", "297mm"), PLAIN + "@page { margin: 0 }")
    paper = opened(data, found)
    assert [finding.kind for finding in found.findings] == ["scanned-page"]
    assert found.findings[0].text.startswith("page 2 is a picture; gen reads no pictures: run OCR, or get")
    assert [row for row in paper.main.rows if row] == ["甲"]


def test_text_over_a_picture_of_the_page_is_told_to_be_from_ocr() -> None:
    found = account("a.pdf")
    body = (
        f'<div style="position:absolute;top:0">{picture("210mm", "297mm")}</div><p style="position:relative">甲乙</p>'
    )
    assert "甲乙" in opened(made(body, PLAIN + "@page { margin: 0 }"), found).rows
    assert [finding.kind for finding in found.findings] == ["ocr-text"]


def test_a_small_picture_is_nothing_to_tell() -> None:
    found = account("a.pdf")
    opened(made(picture("20mm", "20mm") + paragraphs("甲"), PLAIN), found)
    assert found.findings == []


def locked() -> bytes:
    data = io.BytesIO()
    with pikepdf.open(io.BytesIO(made(paragraphs("甲")))) as file:
        file.save(data, encryption=pikepdf.Encryption(owner="a", user="b"))
    return data.getvalue()


def blank() -> bytes:
    data = io.BytesIO()
    with pikepdf.new() as file:
        for _ in range(2001):
            file.add_blank_page()
        file.save(data)
    return data.getvalue()


def bomb(layers: int) -> bytes:
    packed = b"\0" * (80 * 2**20)
    for _ in range(layers):
        packed = zlib.compress(packed)
    return b"%PDF-1.4\n1 0 obj\n<</Length 1>>\nstream\n" + packed + b"\nendstream\nendobj\n"


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (lambda: b"%PDF-1.7\nnothing", "damaged"),
        (lambda: made(paragraphs("甲"))[:400], "damaged"),
        (locked, "locked with a password"),
        (lambda: made(picture("210mm", "290mm"), "@page { margin: 0 }"), "its pages are pictures"),
        (lambda: made("<p></p>", "@page { size: 20mm }"), "it holds no text"),
        (lambda: bomb(1), "unpacks to more than 64 MB"),
        (lambda: bomb(2), "unpacks to more than 64 MB"),
        (blank, "it has 2001 pages; 2000 is the most"),
        (lambda: b"%PDF-1.4\n" + bytes(51 * 2**20), "50 MB is the most"),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_line(data: object, why: str) -> None:
    content = data() if callable(data) else b""
    start = time.process_time()
    with pytest.raises(CannotRead, match=why):
        any_paper("a.pdf", content, account())
    assert time.process_time() - start < 15


def line(text: str, left: float, bottom: float, *cells: tuple[float, float, str]) -> TextLine:
    return TextLine(1, text, left, left + 10 * len(text), bottom, bottom + 12, 10, cells, 600)


def side_by_side(*rows: tuple[str, str]) -> list[TextLine]:
    return [
        line(f"{a} {b}", 50, 700 - 20 * n, (50, 50 + 10 * len(a), a), (300, 300 + 10 * len(b), b))
        for n, (a, b) in enumerate(rows)
    ]


def test_columns_set_line_by_line_are_read_one_after_the_other() -> None:
    rows = [(f"甲{n}" + "文" * 18, f"乙{n}" + "字" * 18) for n in range(5)]
    found, clear = ordered(side_by_side(*rows))
    assert ([one.text for one in found], clear) == ([*(a for a, _ in rows), *(b for _, b in rows)], True)


def test_a_table_set_line_by_line_stays_so() -> None:
    lines = side_by_side(("办公厅", "20"), ("财务司", "3"), ("测绘管理司", "16"), ("航标司", "7"))
    assert ordered(lines) == (lines, True)


def test_texts_side_by_side_without_a_common_edge_are_doubtful() -> None:
    lines = [
        line(
            "甲 乙",
            50,
            700 - 20 * n,
            (50 + 40 * n, 90 + 40 * n, "甲"),
            *((300.0 + 30 * k, 310.0, "乙") for k in range(n + 1)),
        )
        for n in range(4)
    ]
    assert ordered(lines)[1] is False


def test_pieces_of_one_line_are_one_text_where_the_gap_is_narrow_and_cells_where_it_is_wide() -> None:
    (found,), _ = ordered([line("甲", 50, 500), line("乙", 60.5, 500), line("丙", 75, 500), line("丁", 300, 500)])
    assert (found.text, [cell[2] for cell in found.cells]) == ("甲乙 丙 丁", ["甲乙 丙", "丁"])


def test_lines_the_file_gives_out_of_order_are_read_from_the_top() -> None:
    lines = [line("丙", 50, 100), line("甲", 50, 500), line("乙", 50, 300)]
    assert [one.text for one in ordered(lines)[0]] == ["甲", "乙", "丙"]


def test_a_line_across_the_columns_divides_what_is_above_from_what_is_below() -> None:
    rows = [(f"甲{n}" + "文" * 18, f"乙{n}" + "字" * 18) for n in range(4)]
    lines = [*side_by_side(*rows[:2]), line("题" * 40, 50, 660), *(side_by_side(*rows)[2:])]
    lines[3:] = [replace(one, bottom=one.bottom - 20, top=one.top - 20) for one in lines[3:]]
    assert [one.text[:2] for one in ordered(lines)[0]] == [
        "甲0",
        "甲1",
        "乙0",
        "乙1",
        "题题",
        "甲2",
        "甲3",
        "乙2",
        "乙3",
    ]


def test_a_page_whose_order_is_not_clear_is_a_finding() -> None:
    found = account("a.pdf")
    places = [(left, 20 + 10 * n) for n in range(5) for left in (20 + 12 * n, 100 + 9 * (n % 3), 150)[: 2 + n % 2]]
    body = "".join(f'<p style="position:absolute;left:{left}mm;top:{top}mm">甲</p>' for left, top in places)
    opened(made(body, PLAIN), found)
    assert [finding.kind for finding in found.findings] == ["columns-side-by-side"]


@pytest.mark.parametrize("cap", ["_CHARACTERS", "_ALL_CHARACTERS"])
def test_more_characters_than_a_person_reads_are_refused(cap: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, cap, 3)
    with pytest.raises(CannotRead, match="characters"):
        opened(made(paragraphs("甲乙丙丁")))


def test_streams_that_break_off_are_left_to_the_reader() -> None:
    whole = zlib.compress(bytes(range(256)) * 99)
    check("a.pdf", b"%PDF-1.4\nstream\n" + whole[:-20] + b"\xff" * 20 + b"\nendstream stream\n" + whole[:9])


FUZZ = settings(
    derandomize=True, deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow], database=None
)


@FUZZ
@given(st.data())
def test_any_damage_to_a_pdf_gives_a_paper_or_a_named_error(data: st.DataObject) -> None:
    source = bytearray(_uncompressed())
    for _ in range(data.draw(st.integers(1, 12))):
        at = data.draw(st.integers(9, len(source) - 1))
        source[at : at + data.draw(st.integers(0, 4))] = data.draw(
            st.binary(max_size=4)
            | st.sampled_from([b"0", b"-1", b"99999999", b"/Kids", b"<<", b">>", b"1 0 R", b"3 0 R"])
        )
    try:
        found = any_paper("a.pdf", bytes(source), account())
    except GenError:
        return
    assert {line.number for line in found.lines} | found.aside == set(range(1, len(found.rows) + 1))


@cache
def _uncompressed() -> bytes:
    data = io.BytesIO()
    with pikepdf.open(io.BytesIO(made(paragraphs("甲乙", "（一）丙"), "body { font-family: sans-serif }"))) as file:
        file.save(data, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.generalized)
    return data.getvalue()
