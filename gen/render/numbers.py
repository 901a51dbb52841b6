"""The layout of the numbers: a row a subject, a column a kind, in each cell a bar and its number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gen.render.boxes import WIDTH
from gen.render.measure import wrapped
from gen.report.model import CountRow, Mark

_LABELS = 84
_BAR = 44.0
_ROW = 20
_STEP = 13
_SIZE = 11
_HEAD_SIZE = 10.5


@dataclass(frozen=True, slots=True)
class Bar:
    """One number: its bar from `x` on, `width` wide."""

    x: float
    y: float
    width: float
    number: int
    mark: Mark


@dataclass(frozen=True, slots=True)
class Said:
    """Words that stand at a place; `mark` is the kind they name."""

    x: float
    y: float
    text: str
    mark: Mark | None = None


@dataclass(frozen=True, slots=True)
class Numbers:
    """Every word and every bar of the picture; `rows` are the heights of the lines between its rows."""

    height: float
    said: tuple[Said, ...]
    bars: tuple[Bar, ...]
    rows: tuple[float, ...]


def numbers(counts: Sequence[CountRow], legend: Sequence[Mark]) -> Numbers:
    """The layout; bars are drawn to one scale, the longest for the largest number."""
    step = (WIDTH - _LABELS) / len(legend)
    heads = [wrapped(f"{mark.symbol} {mark.word}", (step - 2) / _HEAD_SIZE, 2) for mark in legend]
    scale = _BAR / max((number for row in counts for number in row.numbers), default=1)
    y = max(map(len, heads)) * _STEP + 6.0
    said = [
        Said(_LABELS + nth * step, _STEP - 2 + line * _STEP, text, mark)
        for nth, (mark, lines) in enumerate(zip(legend, heads, strict=True))
        for line, text in enumerate(lines)
    ]
    bars, rows = [], []
    for row in counts:
        rows.append(y)
        lines = wrapped(row.label, (_LABELS - 8) / _SIZE, 3)
        tall = max(_ROW, len(lines) * _STEP + 4)
        said += [Said(2, y + _STEP + n * _STEP, text) for n, text in enumerate(lines)]
        for nth, (mark, number) in enumerate(zip(legend, row.numbers, strict=True)):
            width = max(2.0, number * scale) if number else 0.0
            bars.append(Bar(_LABELS + nth * step, y + 4, width, number, mark))
        y += tall
    return Numbers(y + 1, tuple(said), tuple(bars), (*rows, y))
