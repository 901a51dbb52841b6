"""The sheets of a workbook as they stand in the file: their columns, and their rows with what gen knows of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from gen.errors import Cell, Fault
from gen.sources.account import Account
from gen.sources.formats.xlsx import Row
from gen.sources.paper import Paper
from gen.sources.words import clip
from gen.sources.workbook.layout import RECORD, Sheet, digest, sheets

Keys = tuple[str | int, ...]
_DIGITS = 12


@dataclass(slots=True)
class Item:
    """A row of a sheet: where it stands, its cells by key, its locators where nobody changed it, its plain value."""

    line: int
    row: int
    cells: dict[str, str]
    places: list[dict[str, Any]] | None
    plain: dict[str, Any] = field(default_factory=dict)
    path: Keys = ()


@dataclass(slots=True)
class Tab:
    """A sheet as it stands in the file: its name there, the column of each key, and its rows."""

    file: str
    sheet: Sheet
    title: str
    columns: dict[str, int]
    items: list[Item]

    def cell(self, item: Item, key: str = "") -> Cell:
        """Where a cell of a row stands, its first one unless a key is given."""
        return Cell(self.file, self.title, item.row, self.columns.get(key, 0) + 1)


def tabs(book: Mapping[str, Sequence[Row]], paper: Paper, account: Account) -> tuple[dict[str, Tab], list[Fault]]:
    """The sheets by key, each the one whose name ends in it, and a fault for every sheet and column that is missing."""
    found, faults = dict[str, Tab](), list[Fault]()
    for sheet in sheets():
        title = next((title for title in book if title.split()[-1:] == [sheet.key]), None)
        if title is None:
            what = f"the sheet {sheet.title!r} is missing"
            faults.append(Fault(Cell(paper.file, sheet.title), what, "keep the sheets; a sheet may be empty"))
            continue
        rows = book[title]
        head = [cell.split()[-1:] for cell in rows[0]] if rows else []
        columns = {column.key: head.index([column.key]) for column in sheet.columns if [column.key] in head}
        tab = found[sheet.key] = Tab(paper.file, sheet, title, columns, [])
        faults += _missing(tab)
        top = next(line.number for line in paper.lines if line.kind == "markup" and line.text == title)
        account.leave(top, "name of a sheet")
        account.at(top + 1, "table header")
        _doubt_strange(rows, columns, top + 1, account)
        for number, row in enumerate(rows[1:], 2):
            if any(cell.strip() for index, cell in enumerate(row) if index in columns.values()):
                tab.items.append(_item(tab, row, number, top + number))
    return found, faults


def _missing(tab: Tab) -> Iterator[Fault]:
    for column in tab.sheet.columns:
        if column.key not in tab.columns and column.key != RECORD:
            what = f"the column {column.title!r} is missing"
            yield Fault(Cell(tab.file, tab.title, 1, 1), what, "keep the first row as it was")


def _doubt_strange(rows: Sequence[Row], columns: Mapping[str, int], line: int, account: Account) -> None:
    """Says which columns are not gen's and hold something."""
    for index in range(max(map(len, rows), default=0)):
        if index not in columns.values() and any(index < len(row) and row[index].strip() for row in rows):
            said = rows[0][index] if index < len(rows[0]) else ""
            text = f"the column {clip(said)!r} ({Cell('', '', 1, index + 1)[2:]}) is none of gen's and is not read"
            account.doubt(line, "unknown-column", text)


def _item(tab: Tab, row: Row, number: int, line: int) -> Item:
    raw = {column.key: cell_at(row, tab.columns.get(column.key)) for column in tab.sheet.columns}
    own, _, places = raw.pop(RECORD).strip().partition(" ")
    if own == digest(tab.sheet.key, list(raw.values())) and (found := _places(places)) is not None:
        return Item(line, number, raw, found)
    return Item(line, number, {key: cell.strip() for key, cell in raw.items()}, None)


def cell_at(row: Row, index: int | None) -> str:
    """The cell of a row, "" where it has none there."""
    return row[index] if index is not None and index < len(row) else ""


def _places(said: str) -> list[dict[str, Any]] | None:
    """The locators that gen's own column holds, None where somebody has broken it."""
    found = []
    for place in said.split(" ") if said else ():
        source, colon, line = place.rpartition(":")
        if not colon or not (line.isascii() and line.isdigit() and len(line) <= _DIGITS):
            return None
        found.append({"source": source, "line": int(line)})
    return found
