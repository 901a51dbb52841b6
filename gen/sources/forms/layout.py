"""Text that a printed page sets in columns side by side: where the columns part, and each row's text by column."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby, pairwise

_PIECE = re.compile(r"\S+(?:\s\S+)*")
WIDEST = 400  # characters of the widest row that can be set in columns


@dataclass(frozen=True, slots=True)
class Cell:
    """The text of one column in one row; `crosses` tells that it runs on over the border of the next column."""

    column: int
    text: str
    start: int
    crosses: bool


def pieces(row: str) -> list[tuple[int, str]]:
    """The stretches of a row that two or more spaces part, each with the place where it starts; a tab is one space."""
    return [(found.start(), found[0]) for found in _PIECE.finditer(row[:WIDEST])]


def middles(row: str) -> list[float]:
    """Where the middle of each stretch of a row stands."""
    return [start + len(text) / 2 for start, text in pieces(row)]


def borders(rows: Sequence[str], middle: Sequence[float]) -> tuple[int, ...]:
    """Returns where each column but the first begins: after the widest gap that runs down all rows, or most of them.

    `middle` says about where the middle of each column stands.
    """
    crossed = _crossed(rows)
    return tuple(_gap(crossed, int(left), int(right)) for left, right in pairwise(middle))


def cells(row: str, starts: Sequence[int]) -> list[Cell]:
    """Returns the text of a row by column; stretches of one column are one text."""
    placed = [(sum(at >= start for start in starts), at, text) for at, text in pieces(row)]
    return [_cell(column, list(group), starts) for column, group in groupby(placed, key=lambda piece: piece[0])]


def _cell(column: int, placed: Sequence[tuple[int, int, str]], starts: Sequence[int]) -> Cell:
    _, last, text = placed[-1]
    crosses = column < len(starts) and last + len(text) > starts[column]
    return Cell(column, " ".join(text for _, _, text in placed), placed[0][1], crosses)


def _crossed(rows: Sequence[str]) -> list[int]:
    """How many rows have a stretch over each place of the line."""
    steps = [0] * (WIDEST + 1)
    for row in rows:
        for start, text in pieces(row):
            steps[start] += 1
            steps[start + len(text)] -= 1
    return list(accumulate(steps))


def _gap(crossed: Sequence[int], left: int, right: int) -> int:
    zone = range(left + 1, max(right, left + 2))
    least = min(crossed[at] for at in zone)
    runs = [list(run) for free, run in groupby(zone, key=lambda at: crossed[at] == least) if free]
    return max(runs, key=len)[-1] + 1
