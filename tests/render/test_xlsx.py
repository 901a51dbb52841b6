import csv
import io
import subprocess

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText

from gen.model.record import Finding, Text
from gen.office import installed
from gen.render import xlsx
from gen.report.build import build
from gen.report.model import Report
from gen.report.passages import passages
from gen.report.words import capital
from tests.builders import AT, snapshot, unit
from tests.render.briefings import HOSTILE, LANGUAGES, hostile, report
from tests.report import sample


def book(of: Report, **options):
    return openpyxl.load_workbook(io.BytesIO(xlsx.render(of)), **options)


def rows(sheet):
    head, *rest = sheet.iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rest]


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_is_a_summary_a_sheet_a_subject_and_one_for_each_table(language):
    headings = report(language).headings
    tables = [headings[key][:31] for key in ("transfers", "not_comparable", "folded", "ledger", "sources")]
    subjects = [capital(section.title) for section in report(language).sections]
    assert book(report(language)).sheetnames == [headings["summary"], *subjects, *tables]


def test_every_change_is_one_row_with_both_sides():
    made = book(report())
    assert [row["编号"] for row in rows(made["机构"])] == [change.id for change in sample.UNIT_CHANGES]
    duty = rows(made["职责"])[1]
    assert (duty["旧版文字"], duty["新版文字"]) == (sample.OLD_DUTY, sample.NEW_DUTY)
    assert (duty["旧版出处"], duty["新版出处"]) == ("s1第63行", "s1第64行")


def test_the_redline_is_rich_text_that_holds_both_wordings():
    sheet = book(report(), rich_text=True)["职责"]
    redline = next(cell for row in sheet.iter_rows() for cell in row if isinstance(cell.value, CellRichText)).value
    struck = [part for part in redline if getattr(part, "font", None) and part.font.strike]
    assert "".join(part.text for part in struck) == "组织制定指导协调电子政务发展"
    plain = "".join(part if isinstance(part, str) else part.text for part in redline)
    assert len(plain) == len(sample.OLD_DUTY) + len("拟订推动重要信息资源的共享")


def test_a_redline_of_one_piece_is_plain_text():
    change = sample.OTHER_CHANGES[1].model_copy(update={"redline": (("=", "不变"),)})
    made = report(changes=sample.CHANGES.model_copy(update={"changes": (change,)}))
    assert rows(book(made)["职责"])[0]["文字对照"] == "不变"


def test_tables_can_be_filtered_and_keep_their_header_in_sight():
    for sheet in book(report()).worksheets[1:]:
        assert sheet.freeze_panes == "B2"
        assert sheet.auto_filter.ref


def test_no_text_is_a_formula_and_no_link_leads_out_of_the_workbook():
    for sheet in book(hostile()).worksheets:
        for row in sheet.iter_rows():
            assert {cell.data_type for cell in row} <= {"s", "n"}
            assert not any(cell.hyperlink.target for cell in row if cell.hyperlink)
    names = [row["新版名称"] for row in rows(book(hostile())["机构"])]
    assert any(name.startswith(HOSTILE[2]) for name in names)


@pytest.mark.parametrize("said", ["=1+1", "+1", "-1", "@SUM(A1)"])
def test_a_text_that_begins_like_a_formula_stays_text_when_somebody_edits_it(said):
    cell = book(of_unit(Text(zh=f"{said}司")))["机构"]["F2"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == (f"{said}司 · 内设机构", "s", True)
    assert not book(report())["机构"]["F2"].quotePrefix


def test_a_redline_that_begins_like_a_formula_stays_text_too():
    change = sample.OTHER_CHANGES[1].model_copy(update={"redline": (("-", "=1"), ("+", "=2"))})
    made = report(changes=sample.CHANGES.model_copy(update={"changes": (change,)}))
    cell = book(made)["职责"]["J2"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == ("=1=2", "s", True)


def test_what_xml_cannot_hold_is_marked():
    change = sample.OTHER_CHANGES[1].model_copy(update={"redline": (("-", "信\ufffe"), ("+", "信\uffff"))})
    made = report(changes=sample.CHANGES.model_copy(update={"changes": (change,)}))
    assert book(made)["职责"]["J2"].value == "信\ufffd信\ufffd"


def test_what_looks_like_an_escape_of_excels_stays_as_it_is():
    assert book(of_unit(Text(zh="_x0041_司")))["机构"]["F2"].value == "_x0041_司 · 内设机构"


def test_every_event_of_the_summary_leads_to_its_change():
    made = book(report())
    sheet = made.worksheets[0]
    links = [row[0] for row in sheet.iter_rows() if row[0].hyperlink]
    assert len(links) == len(report().sentences)
    for link, sentence in zip(links, report().sentences, strict=True):
        name, _, cell = link.hyperlink.location.rpartition("!")
        assert made[name.strip("'")][cell].value == sentence.ids[0]


def test_the_summary_names_both_snapshots_by_their_hash_and_so_do_the_properties():
    made = book(report())
    assert {sample.SHA["2019"], sample.SHA["2022"]} <= {row[2] for row in made.worksheets[0].values}
    said = {one.name: one.value for one in made.custom_doc_props}
    assert said == {
        "GenOld": "miit@2019",
        "GenOldSha256": sample.SHA["2019"],
        "GenNew": "miit@2022",
        "GenNewSha256": sample.SHA["2022"],
    }


def with_lines():
    old = {"s1": ["", *(f"旧文第{n}行" for n in range(2, 200))]}
    new = {"s1": ["", *(f"=新文第{n}行" for n in range(2, 200))]}
    return xlsx.render(report(), passages(sample.CHANGES, report(), old, new))


def test_a_change_leads_to_its_source_line_and_the_line_back_to_the_change():
    made = openpyxl.load_workbook(io.BytesIO(with_lines()))
    lines = made["来源原文"]
    place = made["职责"]["E3"]
    name, _, cell = place.hyperlink.location.rpartition("!")
    (release, _, number, text, ids) = next(lines.iter_rows(min_row=lines[cell].row, values_only=True))
    assert (place.value, name) == ("s1第63行", "'来源原文'")
    assert (release, number, text, ids) == ("旧版 2019", 63, "旧文第63行", made["职责"]["A3"].value)
    back = lines.cell(lines[cell].row, 5).hyperlink.location
    assert back == "'职责'!A3"


def test_source_lines_stand_once_each_in_their_order_and_as_text():
    lines = openpyxl.load_workbook(io.BytesIO(with_lines()))["来源原文"]
    keys = [(row[0], row[2]) for row in lines.iter_rows(min_row=2, values_only=True)]
    assert keys == sorted(set(keys), key=lambda key: (key[0] != "旧版 2019", key[1]))
    assert {cell.data_type for row in lines.iter_rows() for cell in row if cell.value is not None} == {"s", "n"}


def test_without_originals_there_is_no_sheet_of_source_lines_and_no_link_to_one():
    made = book(report())
    assert "来源原文" not in made.sheetnames
    assert not any(cell.hyperlink for sheet in made.worksheets[1:] for row in sheet.iter_rows() for cell in row)


def test_every_sheet_prints_on_landscape_pages_and_has_no_merged_cells():
    for sheet in openpyxl.load_workbook(io.BytesIO(with_lines())).worksheets:
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert (sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.page_setup.fitToHeight) == (True, 0)
        assert not sheet.merged_cells.ranges
        assert len(sheet.title) <= 31


def test_every_table_repeats_its_header_on_each_page():
    assert all(sheet.print_title_rows == "$1:$1" for sheet in book(report()).worksheets[1:])


def test_the_number_of_links_is_bounded_and_the_text_stays(monkeypatch):
    monkeypatch.setattr(xlsx, "_LINKS", 1)
    sheet = book(report()).worksheets[0]
    shown = [row[0] for row in sheet.iter_rows() if row[0].value in {one.label for one in report().sentences}]
    assert [bool(cell.hyperlink) for cell in shown] == [True] + [False] * (len(report().sentences) - 1)


def of_unit(name):
    """A briefing of one unit that was added."""
    new = snapshot(unit(name, id="u1"), release="2022")
    change = sample.change("U1", "unit", "added", new=sample.of(new, name.primary))
    return build(sample.CHANGES.model_copy(update={"changes": (change,)}), sample.OLD, new, "zh")


def test_a_text_too_long_for_a_cell_is_cut_and_says_so():
    change = sample.change(
        "U1",
        "unit",
        "removed",
        old=sample.of(sample.OLD, "信息中心"),
        findings=(Finding(kind="x", text="长" * 40_000, locator=AT),),
    )
    made = report(changes=sample.CHANGES.model_copy(update={"changes": (change,)}))
    said = rows(book(made)["机构"])[0]["存疑"]
    assert len(said) < 32_767
    assert said.endswith("……（全文见 changes.json）")


@pytest.mark.parametrize("said", ["长" * 10_000_000, "\U00020000" * 20_000])
def test_a_text_of_any_length_ends_in_a_cell_that_excel_can_hold(said):
    change = sample.OTHER_CHANGES[1].model_copy(update={"redline": (("-", said), ("+", "短"))})
    side = change.old[0].model_copy(update={"text": said})
    made = report(changes=sample.CHANGES.model_copy(update={"changes": (change.model_copy(update={"old": (side,)}),)}))
    row = rows(book(made)["职责"])[0]
    for text in (row["旧版文字"], row["文字对照"]):
        assert text.endswith("……（全文见 changes.json）")
        assert len(text.encode("utf-16-le")) < 2 * 32_767


def test_the_same_report_gives_the_same_bytes():
    assert with_lines() == with_lines()


@pytest.mark.real
def test_libreoffice_opens_it_and_reads_what_stands_in_it(tmp_path):
    found = installed()
    if not found:
        pytest.skip("LibreOffice (soffice) is not installed")
    (tmp_path / "changes.xlsx").write_bytes(with_lines())
    command = [found, f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to"]
    told = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
    subprocess.run([*command, told, "--outdir", tmp_path, tmp_path / "changes.xlsx"], check=True, capture_output=True)
    read = {
        file.stem: list(csv.reader(io.StringIO(file.read_text("utf-8"), newline=""))) for file in tmp_path.glob("*.csv")
    }
    units = read["changes-机构"]
    assert [row[0] for row in units[1:]] == [change.id for change in sample.UNIT_CHANGES]
    assert read["changes-来源原文"][-1][3].startswith("=新文第")
