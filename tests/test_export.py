"""A snapshot out as a workbook and back: unedited the same, edited what a person made of it, faults at their cells."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings

from gen.errors import BadValue, FaultyFile, TooLong
from gen.model.record import Locator, Snapshot, Text, as_plain
from gen.render.export import render
from gen.sources.read import Document, Reading
from gen.sources.workbook.back import Given, body_of, is_export, read
from gen.sources.workbook.cells import decoded, encoded
from gen.yaml import flaws
from tests.builders import duties, post, snapshot, staffing, unit
from tests.strategies import snapshots

SAMPLE = snapshot(
    unit("办公厅|General Office", unit("秘书处"), nameplates=["保密办|Secrecy Office"], duties=duties("负责文电。"), line=3),
    unit("规划司", posts=[post("司长", "张三", "2019")], duties=duties("拟订规划。", "组织实施。"), line=7),
    duties=duties("总事。"),
    staffing=[staffing("行政编制", 731)],
)  # fmt: skip


def sample(**changed: Any) -> Snapshot:
    return SAMPLE.model_copy(update=changed)


def numbered(said: Snapshot) -> Snapshot:
    """The sample with duty ids that no two holders share."""
    units = tuple(_own_ids(one) for one in said.units)
    return said.model_copy(update={"units": units})


def _own_ids(one: Any) -> Any:
    from dataclasses import replace

    own = tuple(replace(duty, id=f"{one.id}/{duty.id}") for duty in one.duties)
    return replace(one, duties=own, units=tuple(map(_own_ids, one.units)))


SAMPLE = numbered(SAMPLE)


def back(data: bytes, release: str = "2019", **known: Any) -> Reading:
    return read(Document("edited.xlsx", data, "ours"), Given(release=release, **known))


def edited(said: Snapshot, edit: Callable[[Any], None]) -> bytes:
    """The workbook of a snapshot as an office program saves it after an edit."""
    book = openpyxl.load_workbook(io.BytesIO(render(said)))
    edit(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def tab(book: Any, key: str) -> Any:
    return next(sheet for sheet in book.worksheets if sheet.title.split()[-1] == key)


def column(sheet: Any, key: str) -> int:
    return next(cell.column for cell in sheet[1] if cell.value.split()[-1] == key)


def put(book: Any, where: str, row: int, **cells: str | None) -> None:
    sheet = tab(book, where)
    for name, value in cells.items():
        sheet.cell(row, column(sheet, name)).value = value


def faults(said: Snapshot, edit: Callable[[Any], None]) -> list[str]:
    with pytest.raises(FaultyFile) as error:
        back(edited(said, edit))
    return [line.removeprefix("edited.xlsx: ") for line in str(error.value).splitlines()]


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(snapshots(most=4))
def test_an_unedited_workbook_gives_the_same_snapshot(said: Snapshot) -> None:
    if flaws(as_plain(said)):
        return
    found = back(render(said), said.release, captured="2031-01-01")
    assert found.snapshot == said
    assert {fate.what for fate in found.fates} <= {"used", "unused"}


def test_the_same_snapshot_gives_the_same_bytes() -> None:
    assert render(SAMPLE) == render(sample())


def test_a_workbook_that_an_office_program_saved_unedited_gives_the_same_snapshot() -> None:
    assert back(edited(SAMPLE, lambda book: None)).snapshot == SAMPLE


def test_every_cell_is_a_text_and_only_gens_own_column_is_hidden() -> None:
    formula = sample(title='=HYPERLINK("http://x","y")')
    book = openpyxl.load_workbook(io.BytesIO(render(formula)))
    for sheet in book.worksheets:
        assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value is not None} == {"s"}
        hidden = [name for name, size in sheet.column_dimensions.items() if size.hidden]
        assert [sheet[f"{name}1"].value for name in hidden] == ["记录标识，勿改 record"]
        assert (sheet.freeze_panes is not None, sheet.auto_filter.ref is not None) == (True, True)
    assert back(render(formula)).snapshot == formula


def test_units_are_set_in_by_their_depth() -> None:
    sheet = tab(openpyxl.load_workbook(io.BytesIO(render(SAMPLE))), "units")
    names = [sheet.cell(row, column(sheet, "name")) for row in (2, 3, 4)]
    assert [(cell.value, int(cell.alignment.indent)) for cell in names] == [("办公厅", 0), ("秘书处", 1), ("规划司", 0)]


def test_an_edited_text_gets_a_locator_into_the_workbook_and_the_rest_keeps_its_own() -> None:
    found = back(
        edited(SAMPLE, lambda book: put(book, "duties", 4, text="拟订发展规划。")), "2020", captured="2020-05-01"
    )
    said = found.snapshot
    (first, second) = said.units[1].duties
    assert (first.text.zh, first.id, first.locator.source) == ("拟订发展规划。", "规划司/d1", "edited")
    assert "拟订发展规划。" in found.rows[first.locator.line - 1]
    assert second == SAMPLE.units[1].duties[1]
    assert [source.id for source in said.sources] == ["s1", "edited"]
    assert (said.release, said.effective, said.captured) == ("2020", "2020", "2020-05-01")
    assert said.units[0] == SAMPLE.units[0]


def test_a_unit_moves_by_its_parent_and_takes_its_duties_along() -> None:
    moved = back(edited(SAMPLE, lambda book: put(book, "units", 4, parent="办公厅"))).snapshot
    assert [one.id for one in moved.units] == ["办公厅"]
    assert [(one.id, len(one.duties)) for one in moved.units[0].units] == [("秘书处", 0), ("规划司", 2)]


def test_a_row_without_a_key_is_new_and_may_name_its_parent_by_name() -> None:
    def add(book: Any) -> None:
        put(book, "units", 5, name="新司")
        put(book, "units", 6, name="新处", parent="新司")
        put(book, "duties", 6, unit="新司", text="新事。")
        put(book, "duties", 7, unit="General Office", text="又一事。")

    said = back(edited(SAMPLE, add)).snapshot
    new = said.units[2]
    assert (new.id, new.locator, [one.id for one in new.units]) == ("新司", Locator(source="edited", line=26), ["新处"])
    assert [duty.id for duty in new.duties] == ["新司/d1"]
    assert [duty.id for duty in said.units[0].duties] == ["办公厅/d1", "办公厅/d2"]


def test_a_deleted_row_is_gone_and_the_workbook_is_the_source_of_that() -> None:
    said = back(edited(SAMPLE, lambda book: tab(book, "duties").delete_rows(5))).snapshot
    assert [duty.id for duty in said.units[1].duties] == ["规划司/d1"]
    assert [source.id for source in said.sources] == ["s1", "edited"]


def test_a_typed_number_counts_as_one() -> None:
    def count(book: Any) -> None:
        sheet = tab(book, "staffing")
        sheet.cell(2, column(sheet, "count")).value = 750

    assert back(edited(SAMPLE, count)).snapshot.staffing[0].count == 750


def test_another_release_alone_changes_nothing_else() -> None:
    said = back(render(SAMPLE), "2021", captured="2022").snapshot
    assert said == SAMPLE.model_copy(update={"release": "2021", "effective": "2021", "captured": "2022"})


def test_an_effective_date_that_was_edited_or_given_counts() -> None:
    def edit(book: Any) -> None:
        sheet = tab(book, "about")
        row = next(row for row in range(2, 30) if sheet.cell(row, 1).value == "effective")
        sheet.cell(row, 2).value = "2020-03"

    assert back(edited(SAMPLE, edit), "2020").snapshot.effective == "2020-03"
    assert back(edited(SAMPLE, edit), "2020", effective="2020-04").snapshot.effective == "2020-04"


def test_all_faults_are_told_at_once_with_sheet_and_cell() -> None:
    def spoil(book: Any) -> None:
        put(book, "units", 3, parent="办公听")
        put(book, "units", 4, name=None)
        put(book, "duties", 2, text=None)
        put(book, "duties", 3, unit="没有")
        put(book, "staffing", 2, count="many")

    told = faults(SAMPLE, spoil)
    assert [line.partition(": ")[0] for line in told] == [
        "机构 units!B3",
        "机构 units!D4",
        "编制 staffing!B2",
        "职责 duties!E2",
        "职责 duties!B3",
    ]
    assert told[0] == "机构 units!B3: no unit has the key '办公听'; did you mean 办公厅?"


@pytest.mark.parametrize(
    ("edit", "told"),
    [
        (lambda book: put(book, "units", 3, key="办公厅"), "机构 units!A3: unit id '办公厅' stands twice; give one of the two another id"),
        (lambda book: put(book, "units", 2, parent="秘书处"), "机构 units!B2: the parents of '办公厅' go in a circle; name another parent"),
        (lambda book: book.remove(tab(book, "posts")), "职务 posts: the sheet '职务 posts' is missing; keep the sheets; a sheet may be empty"),
        (lambda book: put(book, "sources", 2, tracked="maybe"), "来源 sources!F2: tracked 'maybe' is none of the possible values; known: accepted, rejected"),
        (lambda book: tab(book, "units").delete_cols(2), "机构 units!A1: the column '上级标识 parent' is missing; keep the first row as it was"),
    ],
)  # fmt: skip
def test_a_fault_names_its_cell(edit: Callable[[Any], None], told: str) -> None:
    assert told in faults(SAMPLE, edit)


def test_a_column_or_a_sheet_of_somebody_elses_is_told_and_not_read() -> None:
    def add(book: Any) -> None:
        tab(book, "units").cell(1, 15).value = "remarks"
        tab(book, "units").cell(2, 15).value = "ask the office"
        book.create_sheet("notes")["A1"] = "remember"

    said = back(edited(SAMPLE, add)).snapshot
    assert [finding.kind for finding in said.findings] == ["unknown-column", "unread-line", "unread-line"]
    assert said.units == SAMPLE.units


def test_another_body_than_the_workbooks_is_a_fault() -> None:
    with pytest.raises(FaultyFile, match="the workbook is on the body 'miit', not on 'mep'; leave --body out"):
        back(render(SAMPLE), body="mep")
    with pytest.raises(BadValue):
        back(render(SAMPLE), "soon")


def test_a_workbook_of_gen_is_known_from_another() -> None:
    data = render(SAMPLE)
    other = io.BytesIO()
    openpyxl.Workbook().save(other)
    assert (is_export("a.xlsx", data), is_export("a.xlsx", other.getvalue()), is_export("a.txt", b"x")) == (
        True,
        False,
        False,
    )
    assert body_of("a.xlsx", data) == "miit"


def test_a_text_longer_than_a_cell_is_refused() -> None:
    with pytest.raises(TooLong, match="no workbook can be set from a text of 40,000 characters"):
        render(sample(title="长" * 40_000))


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ([{"zh": "甲", "en": None}, {"zh": "乙", "en": "B"}, {"zh": None, "en": "C"}], "甲\n乙 | B\n| C"),
        ([{"zh": "甲|乙\n丙\\", "en": " D "}], "甲\\|乙\\n丙\\\\ |  D "),
    ],
)
def test_names_stand_a_line_each_and_come_back_as_they_were(value: list[dict[str, str | None]], cell: str) -> None:
    assert encoded(value, "names") == (cell,)
    assert [Text(**one) for one in decoded([cell], "names")] == [Text(**one) for one in value]


@pytest.mark.parametrize(
    ("value", "cell"), [(True, "yes"), (False, "no"), ([], "only:"), (["yes", "内设"], "only:\nyes\n内设")]
)
def test_coverage_is_told_in_words(value: bool | list[str], cell: str) -> None:
    assert (encoded(value, "covered"), decoded([cell], "covered")) == ((cell,), value)
