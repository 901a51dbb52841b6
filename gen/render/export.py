"""A snapshot as an Excel workbook to edit: a sheet a subject, every cell a text, gen's own column hidden."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from gen.errors import TooLong
from gen.model.record import Snapshot
from gen.render.columns import height
from gen.render.xlsx import book_of
from gen.sources.workbook.layout import RECORD, Line, Sheet, written

_CELL = 32_767
_MOST_INDENTED = 15


def render(snapshot: Snapshot) -> bytes:
    """The workbook, the same bytes for the same snapshot; raises TooLong for a text that no cell can hold."""
    out = io.BytesIO()
    said = {"title": snapshot.ref, "subject": snapshot.name.primary, "author": snapshot.body}
    book = book_of(out, said, _day(snapshot.effective))
    looks = _Looks(book)
    for sheet, lines in written(snapshot):
        _write(book.add_worksheet(sheet.title), sheet, lines, looks)
    book.close()
    return out.getvalue()


def _day(date: str) -> datetime:
    year, month, day = (*map(int, date.split("-")), 1, 1)[:3]
    return datetime(max(year, 1980), month, day)  # noqa: DTZ001 - a workbook has no time zone


class _Looks:
    """The looks of cells; a column of texts stays one when somebody types a number or a formula into it."""

    def __init__(self, book: Any) -> None:
        cell = {"text_wrap": True, "valign": "top", "num_format": "@"}
        self._book, self._cell = book, cell
        self.head = book.add_format({**cell, "bold": True, "bottom": 1, "bg_color": "#eef0f2"})
        self.own = book.add_format({**cell, "font_color": "#767676"})
        self._by_depth: dict[int, Any] = {}

    def cell(self, depth: int = 0) -> Any:
        """A cell, set in by its depth."""
        depth = min(depth, _MOST_INDENTED)
        if depth not in self._by_depth:
            self._by_depth[depth] = self._book.add_format({**self._cell, **({"indent": depth} if depth else {})})
        return self._by_depth[depth]


def _write(page: Any, sheet: Sheet, lines: Sequence[Line], looks: _Looks) -> None:
    wide = [column.width for column in sheet.columns]
    for index, column in enumerate(sheet.columns):
        hidden = {"hidden": True} if column.key == RECORD else {}
        page.set_column(index, index, column.width, looks.cell(), hidden)
        page.write_string(0, index, column.title, looks.head)
    named = next((index for index, column in enumerate(sheet.columns) if column.key == "name"), -1)
    for row, line in enumerate(lines, 1):
        page.set_row(row, height(line.cells[:-1], wide[:-1]))
        for index, text in enumerate(line.cells):
            if text:
                look = looks.own if sheet.columns[index].key == RECORD else looks.cell(line.depth * (index == named))
                page.write_string(row, index, _fitting(text), look)
    page.freeze_panes(1, max(named + 1, 1) if sheet.key == "units" else 1)
    page.autofilter(0, 0, max(len(lines), 1), len(sheet.columns) - 1)


def _fitting(text: str) -> str:
    if len(text) > _CELL or len(text.encode("utf-16-le")) > 2 * _CELL:
        raise TooLong("workbook", text, _CELL)
    return text
