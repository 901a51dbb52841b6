"""The header of a table of units: where it stands, and which of its cells is which column."""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from gen.errors import Cell, Place
from gen.model.columns import COLUMNS
from gen.sources.paper import Paper

_OWN = ("key", "parent", "name")
_SEPARATORS = (",", ";", "\t")
_FIRST_ROWS = 12
_LONGEST = 2000

# What tables usually call a column.
_USUAL = {
    "key": "机构编码 机构代码 单位代码 部门代码 编码 代码 機關代碼 代碼 unitcode unitid code id",
    "parent": "上级机构 上级单位 上级部门 上级 所属机构 所属单位 所属部门 隶属 隶属机构 隶属单位 主管部门 主管单位 "
    "父级 父级机构 上級機關 上級機構 上級單位 隸屬機關 parentunit reportsto belongsto",
    "number": "序号 编号 序 序號 編號 no no. # s/n",
    "name": "机构名称 单位名称 部门名称 处室名称 科室名称 内设机构名称 名称 机构 单位 部门 处室 科室 内设机构 "
    "機關名稱 機構名稱 單位名稱 名稱 機關 機構 單位 unit unitname department office organisation organization",
    "name_en": "英文名称 英文名 英文 机构英文名称 英文名稱 englishname nameenglish nameinenglish",
    "group": "机构类别 机构类型 机构性质 类别 类型 性质 分类 機構類別 類別 type category kind",
    "level": "级别 机构级别 行政级别 规格 机构规格 級別 層級 rank",
    "nameplates": "挂牌 挂牌名称 加挂牌子 加挂 牌子 掛牌 加掛牌子 nameplate othernames alsoknownas",
    "duty": "职责 主要职责 工作职责 机构职责 职能 主要职能 职责任务 職掌 業務職掌 掌理事項 職責 duties "
    "function functions responsibility responsibilities",
    "post": "负责人 主要负责人 机构负责人 领导 首長 主管 負責人 head director headofunit",
    "staffing": "编制 编制数 人员编制 核定编制 行政编制 编制人数 人数 編制員額 員額 編制 headcount staff posts",
}
_COLUMN_OF = {word: column for column, words in _USUAL.items() for word in (column, *words.split())}

How = Literal["map", "own", "usual"]


@dataclass(frozen=True, slots=True)
class Header:
    """The header row of one table: its line, its cells, and the index of the cell of each column.

    how: by the headers asked for, by gen's own words, or by the usual ones. top: the line of the sheet's name.
    """

    file: str
    line: int
    cells: Sequence[str]
    columns: Mapping[str, int]
    how: How
    separator: str = ","
    sheet: str = ""
    top: int = 0

    def place(self, line: int, column: str = "") -> Place | Cell:
        """Where a fault stands: the line of a text, or the cell of a workbook."""
        if not self.sheet:
            return Place(self.file, line)
        return Cell(self.file, self.sheet, line - self.top, self.columns.get(column, 0) + 1)

    def line_of(self, line: int) -> str:
        """A line as people find it again: "line 3", or "row 3" of a sheet."""
        return f"row {line - self.top}" if self.sheet else f"line {line}"


def headers(paper: Paper) -> list[Header]:
    """The headers of the tables of a document: at most one for a text, or for each sheet of a workbook."""
    if paper.format == "xlsx":
        return list(_of_sheets(paper))
    return [] if paper.format != "text" else _of_text(paper)


def sheets(paper: Paper) -> dict[str, int]:
    """The sheets of a workbook by name, with the line on which the name stands."""
    return {line.text: line.number for line in paper.lines if line.kind == "markup"}


def _of_sheets(paper: Paper) -> Iterator[Header]:
    sheet, top, seen, done = "", 0, 0, False
    for line in paper.lines:
        if line.kind == "markup":
            sheet, top, seen, done = line.text, line.number, 0, paper.columns.sheet not in (None, line.text)
        elif line.kind == "row" and not done and seen < _FIRST_ROWS:
            seen += 1
            if told := _told(paper, [normal_space(cell) for cell in line.cells], least=1):
                done = True
                yield Header(paper.file, line.number, line.cells, *told, sheet=sheet, top=top)


def _of_text(paper: Paper) -> list[Header]:
    rows = ((number, row) for number, row in enumerate(paper.rows[: 4 * _FIRST_ROWS], 1) if row.strip())
    for _, (number, row) in zip(range(_FIRST_ROWS), rows, strict=False):
        for separator in _SEPARATORS:
            cells = split(row, separator)
            if told := _told(paper, cells, least=2):
                return [Header(paper.file, number, cells, *told, separator)]
    return []


def split(row: str, separator: str) -> list[str]:
    """The cells of a row of a text, without the spaces around them; none where it is no row or far too long."""
    if len(row) > _LONGEST:
        return []
    try:
        return [cell.strip() for cell in next(csv.reader([row], delimiter=separator), [])]
    except csv.Error:
        return []


def _told(paper: Paper, cells: Sequence[str], least: int) -> tuple[dict[str, int], How] | None:
    """Which column each cell is, if the cells are a header: as asked for, in gen's words, or in the usual ones."""
    if asked := paper.columns.headers:
        at = {_folded(cell): index for index, cell in reversed(list(enumerate(cells)))}
        if all(_folded(header) in at for header in asked.values()):
            return {column: at[_folded(header)] for column, header in asked.items()}, "map"
        if not paper.columns.remembered:
            return None
    if set(_OWN) <= set(cells):
        return {column: cells.index(column) for column in COLUMNS if column in cells}, "own"
    known: dict[str, int] = {}
    for index, cell in enumerate(cells):
        if column := _column(cell):
            known.setdefault(column, index)
    full = sum(bool(cell) for cell in cells)
    if "name" in known and len(known) >= least and 2 * len(known) >= full:
        return known, "usual"
    return None


def _column(cell: str) -> str | None:
    said = _folded(cell)
    return _COLUMN_OF.get(said) or _COLUMN_OF.get(said.partition("(")[0])


def normal_space(cell: str) -> str:
    """A header as one line."""
    return " ".join(cell.split())


def _folded(header: str) -> str:
    """A header without what does not tell it apart: case, width, spaces, a colon or an asterisk at its end."""
    return "".join(unicodedata.normalize("NFKC", header[:200]).split()).casefold().strip(":*")
