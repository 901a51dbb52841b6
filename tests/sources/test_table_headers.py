"""Tables as staff make them: usual headers, a map, a title above, merged cells, several sheets, any separator."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import openpyxl
import pytest

from gen.errors import BadValue, CannotRead, FaultyFile, NotThisForm, Unknown
from gen.model.columns import Columns
from gen.sources.read import Document, Reading, read
from tests.sources.reading import kinds, reading

HEAD = ("机构名称", "上级机构", "主要职责")


def mapped(text: str, remembered: bool = False, sheet: str | None = None, **headers: str) -> Reading:
    columns = Columns(headers, sheet, remembered)
    return read(Document("a.csv", text.encode(), "test", columns=columns), body="miit", release="2019")


def workbook(
    rows: Sequence[Sequence[Any]], *merged: str, title: str = "机构", more: dict[str, Any] | None = None
) -> bytes:
    book = openpyxl.Workbook()
    book.worksheets[0].title = title
    for row in rows:
        book.worksheets[0].append(row)
    for cells in merged:
        book.worksheets[0].merge_cells(cells)
    for name, others in (more or {}).items():
        sheet = book.create_sheet(name)
        for row in others:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def sheet(data: bytes, **asked: Any) -> Reading:
    return read(Document("a.xlsx", data, "test", columns=Columns(**asked)), body="miit", release="2019")


def tree(found: Reading) -> list[tuple[str, list[str]]]:
    return [(unit.name.primary, [above.name.primary for above in path]) for unit, path in found.snapshot.walk()]


def test_usual_headers_need_no_map_and_a_finding_says_what_was_taken_for_what() -> None:
    found = reading("机构名称,上级机构,主要职责\n办公厅,,负责文电。\n秘书处,办公厅,\n")
    assert tree(found) == [("办公厅", []), ("秘书处", ["办公厅"])]
    (said,) = found.snapshot.findings
    assert (said.kind, said.text, said.locator.line) == (
        "columns",
        "taken by the usual words: name is 机构名称, parent is 上级机构, duty is 主要职责; --map says otherwise",
        1,
    )


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_any_separator_and_encoding_is_read(separator: str, encoding: str) -> None:
    text = (
        "某部机构一览表\n\n"
        + separator.join(HEAD)
        + f"\n办公厅{separator}{separator}负责文电、会务、机要等机关日常运转工作。\n"
    )
    found = read(Document("a.csv", text.encode(encoding), "test"), body="miit", release="2019")
    assert (found.form, found.snapshot.title, found.snapshot.units[0].locator.line) == ("table", "某部机构一览表", 4)
    assert found.snapshot.units[0].duties[0].text.zh == "负责文电、会务、机要等机关日常运转工作。"


def test_a_table_in_traditional_characters_in_big5_is_read() -> None:
    text = "機關名稱,上級機關,掌理事項\n綜合規劃司,,掌理本部施政計畫之研擬、管制及考核等事項。\n資訊處,,掌理資訊系統之規劃及維護等事項。\n"
    found = read(Document("a.csv", text.encode("big5"), "test"), body="moea", release="2021")
    assert [unit.name.zh for unit in found.snapshot.units] == ["綜合規劃司", "資訊處"]


def test_numbered_duties_in_one_cell_keep_their_numbers() -> None:
    (unit,) = reading('机构名称,职责\n规划司,"（一）拟订规划。\n2、组织实施。\n其他。"\n').snapshot.units
    assert [(duty.number, duty.text.zh) for duty in unit.duties] == [
        ("（一）", "拟订规划。"), ("（二）", "组织实施。"), (None, "其他。"),
    ]  # fmt: skip


def test_posts_staffing_and_groups_are_read_where_the_table_has_them() -> None:
    found = reading(
        "序号,机构名称,类别,级别,负责人,编制\n1,办公厅,内设机构,正司级,张三、李四,25名\n2,信息中心,直属事业单位,,,40\n"
    )
    first, second = found.snapshot.units
    assert (first.number, first.group, first.level, second.group) == ("1", "internal", "正厅级", "subordinate")
    assert [(post.title, post.holder) for post in first.posts] == [("负责人", "张三"), ("负责人", "李四")]
    assert [(one.what, one.count) for one in found.snapshot.staffing] == [("办公厅编制", 25), ("信息中心编制", 40)]
    assert (found.snapshot.coverage.posts, found.snapshot.coverage.staffing) == (True, True)


def test_a_map_names_the_headers_and_what_it_leaves_out_is_told() -> None:
    found = mapped("部门,隶属于,备考\n办公厅,,x\n秘书处,办公厅,\n", name="部门", parent="隶属于")
    assert tree(found) == [("办公厅", []), ("秘书处", ["办公厅"])]
    assert [finding.text for finding in found.snapshot.findings] == [
        "the column '备考' is not read; name it with --map if it is to be read"
    ]


def test_a_map_whose_headers_do_not_stand_there_is_refused_with_the_first_row() -> None:
    with pytest.raises(
        CannotRead, match=r"no row has the headers of the map \(name=名字\).*the first row is '机构名称,职责'"
    ):
        mapped("机构名称,职责\n办公厅,x\n", name="名字")


def test_a_remembered_map_that_does_not_fit_gives_way_and_a_finding_says_so() -> None:
    assert kinds(mapped("部门,备考\n办公厅,\n", remembered=True, name="部门")) == [("unknown-column", 1)]
    found = mapped("机构名称,职责\n办公厅,x\n", remembered=True, name="部门")
    assert found.snapshot.findings[0].text.startswith(
        "the headers remembered for this body do not stand here; taken instead: name is"
    )
    with pytest.raises(NotThisForm):
        mapped("一般文字。\n", remembered=True, name="部门")


def test_the_same_name_under_two_parents_is_two_units() -> None:
    found = reading("机构名称,上级机构\n甲司,\n乙司,\n综合处,甲司\n综合处,乙司\n")
    assert tree(found) == [("甲司", []), ("综合处", ["甲司"]), ("乙司", []), ("综合处", ["乙司"])]


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (["甲司,", "乙司,", "甲司,"], ["a.txt:4: the name '甲司' stands already in line 2; tell them apart, or add a column of keys"]),
        (["甲司,", "综合处,甲司", "综合处,甲司"], ["a.txt:4: the name '综合处' stands under '甲司' already in line 3; tell them apart, or add a column of keys"]),
        (["甲司,", "乙司,", "综合处,甲司", "综合处,乙司", "一科,综合处"], ["a.txt:6: 2 rows have the name '综合处'; add a column of keys"]),
        (["甲司,乙司"], ["a.txt:2: no row has the name '乙司' that stands here as parent; known: 甲司"]),
        ([",甲司", "甲司,"], ["a.txt:2: no name"]),
        (["甲司,乙司", "乙司,甲司"], ["a.txt:2: the parents go in a circle: 甲司 → 乙司 → 甲司"]),
    ],
)  # fmt: skip
def test_without_keys_names_have_to_tell_the_units_apart(rows: list[str], told: list[str]) -> None:
    with pytest.raises(FaultyFile) as error:
        reading("\n".join(["机构名称,上级机构", *rows]))
    assert str(error.value).splitlines() == told


def test_a_key_may_stand_beside_parents_that_are_names() -> None:
    assert tree(reading("机构代码,机构名称,上级机构\n1,甲司,\n2,综合处,甲司\n"))[1] == ("综合处", ["甲司"])


@pytest.mark.parametrize(
    "text",
    [
        "机构名称\n办公厅\n",
        "一、主要职责，机构设置\n",
        "name\nx\n",
        "The department, its office and its duties\n",
        "机构名称，上级机构\n办公厅，\n",
    ],
)
def test_what_is_no_table_is_not_read_as_one(text: str) -> None:
    with pytest.raises(NotThisForm):
        reading(text, "table")


def test_a_sheet_is_read_and_its_rows_are_the_lines_of_the_paper() -> None:
    found = sheet(workbook([["某部机构一览表"], HEAD, ["办公厅", None, "负责文电。"], [], ["秘书处", "办公厅"]]))
    assert found.rows[3] == "| 办公厅 |  | 负责文电。 |"
    assert (found.snapshot.title, tree(found)[1]) == ("某部机构一览表", ("秘书处", ["办公厅"]))
    assert [unit.locator.line for unit, _ in found.snapshot.walk()] == [4, 6]
    assert [fate.what for fate in found.fates] == ["unused", "used", "used", "used", "unused", "used"]


def test_merged_cells_repeat_their_value_and_a_unit_goes_on_over_the_rows_of_its_duties() -> None:
    rows = [HEAD, ["办公厅", "", "甲事。"], ["", "", "乙事。"], ["秘书处", "办公厅", ""], ["档案处", "", ""]]
    found = sheet(workbook(rows, "A2:A3", "B4:B5"))
    assert tree(found) == [("办公厅", []), ("秘书处", ["办公厅"]), ("档案处", ["办公厅"])]
    assert [(d.text.zh, d.locator.line) for d in found.snapshot.units[0].duties] == [("甲事。", 3), ("乙事。", 4)]


def test_of_several_sheets_the_one_that_fits_is_read() -> None:
    data = workbook([HEAD, ["办公厅"]], more={"说明": [["本表由某处编制"]]})
    found = sheet(data)
    assert ([fate.why for fate in found.fates], tree(found)) == (
        ["name of a sheet", "table header", "unit", "name of a sheet", "another sheet"], [("办公厅", [])],
    )  # fmt: skip


def test_where_several_sheets_fit_one_has_to_be_named() -> None:
    data = workbook([HEAD, ["办公厅"]], more={"2020": [HEAD, ["规划司"]]})
    with pytest.raises(CannotRead, match="its sheets '机构', '2020' all hold a table; name one with --sheet"):
        sheet(data)
    assert tree(sheet(data, sheet="2020")) == [("规划司", [])]
    with pytest.raises(Unknown, match=r"no sheet '2021' in a\.xlsx; did you mean 2020"):
        sheet(data, sheet="2021", headers={"name": "机构名称"})
    with pytest.raises(BadValue, match="no workbook"):
        mapped("机构名称,职责\n甲,x\n", sheet="x")


def test_faults_name_sheet_and_cell_all_at_once() -> None:
    rows = [
        ["一览表"],
        ("机构名称", "上级机构", "编制"),
        ["甲司", "没有", "许多"],
        ["", "甲司", ""],
        ["甲司", "没有", ""],
    ]
    with pytest.raises(FaultyFile) as error:
        sheet(workbook(rows))
    assert [line.partition(": no")[0].partition("; ")[0] for line in str(error.value).splitlines()] == [
        "a.xlsx: 机构!B3", "a.xlsx: 机构!C3: '许多' is not a whole number", "a.xlsx: 机构!A4", "a.xlsx: 机构!B4: 2 rows have the name '甲司'",
        "a.xlsx: 机构!A5: the name '甲司' stands under '没有' already in row 3", "a.xlsx: 机构!B5",
    ]  # fmt: skip


def test_numbers_and_invisible_characters_in_cells() -> None:
    found = sheet(workbook([("序号", "机构名称", "编制数"), [1.0, "办公\u200b厅", 25]]))
    assert (found.snapshot.units[0].number, found.snapshot.units[0].name.zh) == ("1", "办公厅")
    assert "control-character" in {finding.kind for finding in found.snapshot.findings}


def test_a_sheet_wider_than_what_is_read_says_so() -> None:
    row = ["机构名称", "职责", *[None] * 24, "x"]
    assert ("wide-sheet", 1) in kinds(sheet(workbook([row, ["办公厅", "y"]])))


def test_more_merged_cells_than_any_table_has_are_refused() -> None:
    from gen.sources.formats import xlsx

    part = b'<mergeCell ref="A1:Z30000"/>' * 2
    with pytest.raises(CannotRead, match="more than 1000000 of its cells are merged"):
        xlsx._spread("a.xlsx", tuple(("x",) * 26 for _ in range(30_000)), part)
