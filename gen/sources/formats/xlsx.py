"""An Excel workbook's bytes as the texts of its cells, sheet by sheet."""

from __future__ import annotations

import io
import warnings
from typing import Any

from gen.errors import CannotRead
from gen.sources.formats.package import check_package

_ROWS = 20_000
_COLUMNS = 26
# What openpyxl lets out where a part does not hold what it expects; faulty XML is a SyntaxError.
_BROKEN = (SyntaxError, ValueError, LookupError, TypeError, AttributeError, ArithmeticError, OSError)

Row = tuple[str, ...]


def sheets(name: str, data: bytes) -> dict[str, tuple[Row, ...]]:
    """The rows of every sheet, by its name; a cell without a value is "". Raises CannotRead.

    Only the first 26 columns are read; a sheet of more than 20,000 rows is refused.
    """
    check_package(name, data)
    import openpyxl
    from openpyxl.utils.exceptions import CellCoordinatesException, InvalidFileException

    broken = (CellCoordinatesException, InvalidFileException, *_BROKEN)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
            return {sheet.title: _rows(name, sheet) for sheet in book.worksheets}
    except broken as error:
        raise CannotRead(name, f"it is no Excel workbook ({type(error).__name__}: {error})") from None


def _rows(name: str, sheet: Any) -> tuple[Row, ...]:
    # What a sheet states of its own size is not to be relied on.
    sheet.reset_dimensions()
    rows: list[Row] = []
    for row in sheet.iter_rows(max_row=_ROWS + 1, max_col=_COLUMNS, values_only=True):
        if len(rows) == _ROWS:
            raise CannotRead(name, f"its sheet {sheet.title!r} has more than {_ROWS} rows")
        rows.append(tuple("" if value is None else str(value) for value in row))
    return tuple(rows)
