"""The lines of a page in the order a person reads them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from gen.sources.formats.pdf.pages import GAP, TextLine

_FILLED = 0.75
_ROWS = 4
_SPACE = 0.2


def ordered(lines: Sequence[TextLine]) -> tuple[list[TextLine], bool]:
    """Returns the lines of a page in reading order, and whether that order is clear.

    Columns that the file itself gives one after the other stay so; columns set line by line are taken apart where their
    lines fill them, and are rows of a table where they do not.
    """
    lines = _level(lines)
    runs = _runs(lines)
    if _side_by_side(runs):
        return list(lines), True
    found = list(lines) if len(runs) == 1 else _rows(lines)
    if (gutter := _gutter(found)) is not None:
        return _apart(found, gutter), True
    return found, _even(found)


def _level(lines: Sequence[TextLine]) -> list[TextLine]:
    """The lines, those made one that the file gives from left to right at one height."""
    found: list[TextLine] = []
    for line in lines:
        last = found[-1] if found else None
        if last is not None and line.left > last.right and last.bottom <= (line.bottom + line.top) / 2 <= last.top:
            found[-1] = _joined(last, line)
        else:
            found.append(line)
    return found


def _runs(lines: Sequence[TextLine]) -> list[list[TextLine]]:
    """The lines cut where the next one stands above the one before."""
    runs: list[list[TextLine]] = [[]]
    for line in lines:
        if runs[-1] and line.bottom >= runs[-1][-1].top:
            runs.append([])
        runs[-1].append(line)
    return runs


def _side_by_side(runs: Sequence[Sequence[TextLine]]) -> bool:
    """Whether every run stands wholly to the right of the one before it."""
    edges = [(min(line.left for line in run), max(line.right for line in run)) for run in runs if run]
    return len(edges) > 1 and all(left[1] <= right[0] for left, right in pairwise(edges))


def _rows(lines: Sequence[TextLine]) -> list[TextLine]:
    """The lines from the top down; those at one height are one row with cells."""
    heights: list[list[TextLine]] = []
    for line in sorted(lines, key=lambda line: -line.top):
        first = heights[-1][0] if heights else None
        if first is not None and first.bottom <= (line.bottom + line.top) / 2 <= first.top:
            heights[-1].append(line)
        else:
            heights.append([line])
    return [one for row in heights for one in _level(sorted(row, key=lambda line: line.left))]


def _joined(one: TextLine, other: TextLine) -> TextLine:
    """One line of two at one height; the gap between them divides cells where it is wide."""
    before, after = (list(line.cells or ((line.left, line.right, line.text),)) for line in (one, other))
    room = after[0][0] - before[-1][1]
    if room <= GAP * one.size:
        left, _, text = before.pop()
        _, right, more = after.pop(0)
        after.insert(0, (left, right, f"{text}{' ' if room > _SPACE * one.size else ''}{more}"))
    cells = tuple(before + after)
    text = " ".join(cell[2] for cell in cells)
    return replace(one, text=text, right=cells[-1][1], cells=cells if len(cells) > 1 else ())


def _gutter(lines: Sequence[TextLine]) -> float | None:
    """Where two columns of running text meet: the lines of both fill them, and no row crosses the gap."""
    rows = [line for line in lines if len(line.cells) == 2]
    if len(rows) < _ROWS or len(rows) * 2 < len(lines):
        return None
    left_edge, right_edge = min(row.cells[0][0] for row in rows), max(row.cells[1][1] for row in rows)
    ends, starts = max(row.cells[0][1] for row in rows), min(row.cells[1][0] for row in rows)
    if ends >= starts:
        return None
    full = sum(_fills(row.cells[0], left_edge, ends) and _fills(row.cells[1], starts, right_edge) for row in rows)
    return (ends + starts) / 2 if full >= _FILLED * len(rows) else None


def _fills(cell: tuple[float, float, str], left: float, right: float) -> bool:
    return cell[1] - cell[0] >= _FILLED * (right - left)


def _apart(lines: Sequence[TextLine], gutter: float) -> list[TextLine]:
    """The columns one after the other; a line that crosses the gutter stands between what is above and below it."""
    found: list[TextLine] = []
    left: list[TextLine] = []
    right: list[TextLine] = []
    for line in lines:
        if not line.cells and line.left < gutter < line.right:
            found += [*left, *right, line]
            left, right = [], []
            continue
        for start, end, text in line.cells or ((line.left, line.right, line.text),):
            (left if start < gutter else right).append(replace(line, left=start, right=end, text=text, cells=()))
    return [*found, *left, *right]


def _even(lines: Sequence[TextLine]) -> bool:
    """Whether the rows with cells can be told to be a table: neighbours with as many cells, starting at one place."""
    rows = [line for line in lines if line.cells]
    alike = sum(_alike(one, other) for one, other in pairwise(rows))
    return len(rows) < 3 or alike * 3 >= (len(rows) - 1) * 2


def _alike(one: TextLine, other: TextLine) -> bool:
    return len(one.cells) == len(other.cells) and all(
        abs(a[0] - b[0]) <= 2 * one.size or abs(a[1] - b[1]) <= 2 * one.size
        for a, b in zip(one.cells, other.cells, strict=True)
    )
