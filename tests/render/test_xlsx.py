import io

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText

from gen.model.record import Finding
from gen.render import xlsx
from gen.report.model import Report
from tests.builders import AT
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
    subjects = [section.title for section in report(language).sections]
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


def test_no_text_is_a_formula_or_a_link():
    for sheet in book(hostile()).worksheets:
        for row in sheet.iter_rows():
            assert {cell.data_type for cell in row} <= {"s", "n"}
            assert not any(cell.hyperlink for cell in row)
    names = [row["新版名称"] for row in rows(book(hostile())["机构"])]
    assert any(name.startswith(HOSTILE[2]) for name in names)


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
