"""The open cases as a reviewer sees them in a terminal and in a workbook."""

import io

import openpyxl
import pytest

from gen.render.review import numbered, sheet, shown
from gen.report.cases import Case, open_cases
from tests.render.briefings import LANGUAGES, hostile, hostile_changes, report
from tests.report import sample


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_case_stands_side_by_side_with_its_grounds(language):
    made = report(language)
    (case,) = open_cases(sample.CHANGES, made)
    lines = shown(case, made).splitlines()
    assert lines[0].startswith(f"{case.change.id}  ")
    assert any("信息化和软件服务业司" in line.split("|")[0] for line in lines if "|" in line)
    assert any("信息技术发展司" in line.split("|")[1] for line in lines if line.count("|") == 1)
    assert sum(line.startswith("  · ") for line in lines) == len(case.item.evidence) + bool(case.item.runner_up)


def test_both_columns_begin_at_one_place_whatever_the_width_of_their_characters():
    made = report()
    (case,) = open_cases(sample.CHANGES, made)
    columns = [line for line in shown(case, made).splitlines() if " | " in line]
    widths = {sum(2 if char > "ᄀ" else 1 for char in line.split(" | ")[0]) for line in columns}
    assert len(widths) == 1


def test_hostile_names_reach_no_terminal_and_become_no_formula():
    changes, made = hostile_changes()[0], hostile()
    items = {item.id: item for item in made.items}
    cases = [Case(change, items[change.id]) for change in changes.changes]
    for case in cases:
        assert "\u202e" not in shown(case, made)
    book = openpyxl.load_workbook(io.BytesIO(sheet(cases, made)))
    assert {cell.data_type for row in book.worksheets[0].iter_rows() for cell in row} <= {"s", "n"}
    assert {cell.data_type for row in book.worksheets[0].iter_rows(max_col=8) for cell in row} == {"s"}


def test_a_workbook_without_open_cases_has_its_head_alone():
    assert openpyxl.load_workbook(io.BytesIO(sheet((), report()))).worksheets[0].max_row == 1


def test_names_to_choose_from_are_numbered():
    assert numbered(["甲司", "乙\x1b司"]) == "    1  甲司\n    2  乙[U+001B]司"
