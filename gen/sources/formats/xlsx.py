"""An Excel workbook's bytes as the texts of its cells, sheet by sheet, and as rows to read."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any
from zipfile import BadZipFile, ZipFile

from gen.errors import CannotRead
from gen.sources.account import Account
from gen.sources.formats.package import check_package
from gen.sources.lines import Line, without_unseen
from gen.sources.paper import Paper

_ROWS = 20_000
_MOST_ROWS = 200_000
_COLUMNS = 26
_MOST_MERGED = 1_000_000
# What openpyxl lets out where a part does not hold what it expects; faulty XML is a SyntaxError.
_BROKEN = (SyntaxError, ValueError, LookupError, TypeError, AttributeError, ArithmeticError, OSError)
_MERGED = re.compile(rb'<(?:\w{1,9}:)?mergeCell\s[^<>]{0,99}?ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')

Row = tuple[str, ...]


def is_workbook(data: bytes) -> bool:
    """Whether the bytes are a package with a workbook in it."""
    if not data.startswith(b"PK"):
        return False
    try:
        with ZipFile(io.BytesIO(data)) as package:
            return "xl/workbook.xml" in package.namelist()
    except (BadZipFile, ValueError, OSError, NotImplementedError):
        return False


def sheets(name: str, data: bytes, *, most: int = _ROWS) -> dict[str, tuple[Row, ...]]:
    """The rows of every sheet, by its name; a cell without a value is "". Raises CannotRead.

    Only the first 26 columns are read; a sheet of more than `most` rows is refused.
    """
    return {title: rows for title, rows, _ in _opened(name, data, most, merged=False)}


def paper(name: str, data: bytes, account: Account) -> Paper:
    """The workbook as rows: the name of each sheet, and below it a row a row, also of empty ones.

    A merged cell's value stands in every cell it covers, a formula's last result in place of the formula.
    """
    opened = _opened(name, data, _MOST_ROWS, merged=True)
    made = paper_of(name, {title: tuple(tuple(map(_seen, row)) for row in rows) for title, rows, _ in opened})
    top = 1
    for _, rows, wide in opened:
        if wide:
            account.doubt(top, "wide-sheet", f"of this sheet only the first {_COLUMNS} columns are read")
        for number, row in enumerate(rows, top + 1):
            if any(_seen(cell).split() != cell.split() for cell in row):
                account.doubt(number, "control-character", "dropped invisible characters")
        top += 1 + len(rows)
    return made


def _seen(cell: str) -> str:
    """The text of a cell without invisible characters; line breaks within it stay."""
    return cell if cell.isprintable() else "\n".join(map(without_unseen, cell.split("\n")))


def paper_of(name: str, book: Mapping[str, Sequence[Row]]) -> Paper:
    """The sheets of a workbook as rows and lines, the name of each above its own."""
    rows, lines = list[str](), list[Line]()
    for title, cells in book.items():
        rows.append(without_unseen(title))
        lines.append(Line(len(rows), "markup", title))
        for row in cells:
            shown = _trimmed(row)
            rows.append("| " + " | ".join(" ".join(cell.split()) for cell in shown) + " |" if shown else "")
            lines.append(Line(len(rows), "row" if shown else "blank", cells=row if shown else ()))
    return Paper(name, "xlsx", rows, lambda: lines)


def _trimmed(row: Row) -> Row:
    """The row without the empty cells at its end."""
    end = next((at for at in range(len(row), 0, -1) if row[at - 1].strip()), 0)
    return row[:end]


def _opened(name: str, data: bytes, most: int, *, merged: bool) -> list[tuple[str, tuple[Row, ...], bool]]:
    """The title and the rows of every sheet, and whether it is wider than what is read."""
    check_package(name, data)
    import openpyxl
    from openpyxl.utils.exceptions import CellCoordinatesException, InvalidFileException

    broken = (CellCoordinatesException, InvalidFileException, *_BROKEN)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
            found = [(sheet.title or "?", *_rows(name, sheet, most)) for sheet in book.worksheets]
            if len({title for title, _, _ in found}) < len(found):
                raise CannotRead(name, "two of its sheets have the same name")
            if not merged:
                return found
            if any(cell.startswith("=") for _, rows, _ in found for row in rows for cell in row):
                results = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
                found = _calculated(name, results, found)
            with ZipFile(io.BytesIO(data)) as package:
                parts = [package.read(sheet._worksheet_path) for sheet in book.worksheets]
            return [
                (title, _spread(name, rows, part), wide) for (title, rows, wide), part in zip(found, parts, strict=True)
            ]
    except broken as error:
        raise CannotRead(name, f"it is no Excel workbook ({type(error).__name__}: {error})") from None


def _rows(name: str, sheet: Any, most: int) -> tuple[tuple[Row, ...], bool]:
    # What a sheet states of its own size is not to be relied on.
    sheet.reset_dimensions()
    rows, wide = list[Row](), False
    for row in sheet.iter_rows(max_row=most + 1, max_col=_COLUMNS + 1, values_only=True):
        if len(rows) == most:
            raise CannotRead(name, f"its sheet {sheet.title!r} has more than {most} rows")
        wide = wide or (len(row) > _COLUMNS and row[_COLUMNS] is not None)
        rows.append(tuple(map(_said, row[:_COLUMNS])))
    return tuple(rows), wide


def _said(value: object) -> str:
    """A cell as its text; a day without the midnight, a whole number without the point."""
    match value:
        case None:
            return ""
        case float() if value.is_integer() and abs(value) < 1e15:
            return str(int(value))
        case datetime() if value.time() == time():
            return value.date().isoformat()
        case datetime() | date() | time():
            return value.isoformat(sep=" ") if isinstance(value, datetime) else value.isoformat()
    return str(value)


def _calculated(
    name: str, book: Any, found: Sequence[tuple[str, tuple[Row, ...], bool]]
) -> list[tuple[str, tuple[Row, ...], bool]]:
    """The sheets with the results of their formulas, as far as the program that saved the file left them there."""
    told = [_rows(name, sheet, _MOST_ROWS)[0] for sheet in book.worksheets]
    return [
        (
            title,
            tuple(
                tuple(new if cell.startswith("=") and new else cell for cell, new in zip(row, said, strict=True))
                for row, said in zip(rows, results, strict=True)
            ),
            wide,
        )
        for (title, rows, wide), results in zip(found, told, strict=True)
    ]


def _spread(name: str, rows: tuple[Row, ...], part: bytes) -> tuple[Row, ...]:
    """The rows with the value of a merged cell in every cell it covers."""
    spread, left = [list(row) for row in rows], _MOST_MERGED
    for first, last, start, end in _ranges(part):
        if first >= len(spread) or start >= len(spread[first]):
            continue
        value, last, end = spread[first][start], min(last, len(spread) - 1), min(end, _COLUMNS - 1)
        left -= (last - first + 1) * (end - start + 1)
        if left < 0:
            raise CannotRead(name, f"more than {_MOST_MERGED} of its cells are merged")
        for row in spread[first : last + 1] if value else ():
            for column in range(start, min(end + 1, len(row))):
                row[column] = row[column] or value
    return tuple(map(tuple, spread))


def _ranges(part: bytes) -> Iterator[tuple[int, int, int, int]]:
    """Yields the first and last row and column, counted from 0, of every merged cell of a sheet."""
    for found in _MERGED.finditer(part):
        left, top, right, bottom = found.groups()
        yield int(top) - 1, int(bottom) - 1, _column(left), _column(right)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number - 1
