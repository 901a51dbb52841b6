"""The picture of the structure: boxes and lines laid out from the report's data, drawn by a template."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from gen.render.measure import wrapped
from gen.render.templates import environment
from gen.report.model import Mark, PictureGroup, PictureRow, Report

WIDTH = 640
_COLUMN = 254
_PAD = 9
_LINE = 17
_SMALL = 15
_GAP = 9
_TOP = 30
_FULL = 150
_SIZE = 13.0


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text; `y` is its baseline, `small` marks a note."""

    text: str
    y: float
    small: bool


@dataclass(frozen=True, slots=True)
class Box:
    """One unit as it stands on one side."""

    x: float
    y: float
    height: float
    lines: tuple[Line, ...]

    @property
    def middle(self) -> float:
        """The height at which a connecting line meets the box."""
        return self.y + self.height / 2


@dataclass(frozen=True, slots=True)
class Event:
    """One event: boxes on both sides and its mark between them."""

    id: str
    mark: Mark
    old: tuple[Box, ...]
    new: tuple[Box, ...]
    middle: float
    doubtful: bool


@dataclass(frozen=True, slots=True)
class Picture:
    """An SVG as a data URI with its alternative text; `last` ends a group."""

    src: str
    alt: str
    last: bool


def pictures(report: Report, templates: Mapping[str, str]) -> tuple[Picture, ...]:
    """The structure as pictures, at least one a group; a long group is cut where a page may break."""
    template = environment(templates).get_template("structure.svg.j2")
    found = []
    for group in report.structure.groups:
        for events, height, first, last in _cut(group):
            svg = template.render(
                report=report, group=group, events=events, height=height, first=first, last=last, width=WIDTH,
                column=_COLUMN, top=_TOP,
            )  # fmt: skip
            found.append(Picture(_data_uri(svg), _alt(group, events, first=first, last=last), last))
    return tuple(found)


def _data_uri(svg: str) -> str:
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode("ascii")


def _alt(group: PictureGroup, events: tuple[Event, ...], *, first: bool, last: bool) -> str:
    """What the picture shows, event by event."""
    rows = {row.id: row for row in group.rows}
    head = [f"{group.name} {group.counts}"] if first else []
    parts = [f"{e.id} {e.mark.word}: {_sides(rows[e.id])}" for e in events]
    return "; ".join([*head, *parts, *([group.rest] if last else [])])


def _sides(row: PictureRow) -> str:
    return " → ".join(", ".join(names) for names in (row.old, row.new) if names)


def _cut(group: PictureGroup) -> Iterator[tuple[tuple[Event, ...], float, bool, bool]]:
    """The group's events in pages: events, height, whether it is the first page and whether the last."""
    events: list[Event] = []
    y: float = _TOP
    first = True
    for row in group.rows:
        event, end = _event(row, y)
        if events and end > _FULL:
            yield tuple(events), y, first, False
            events, first = [], False
            event, end = _event(row, 1)
        events.append(event)
        y = end
    yield tuple(events), y + (24 if group.rows else 0), first, True


def _event(row: PictureRow, y: float) -> tuple[Event, float]:
    """The event drawn from height `y` down, and where it ends; the shorter side is centred on the longer."""
    notes = (row.note,) if row.note else ()
    old = [_lines(name, ()) for name in row.old]
    new = [_lines(name, notes if n == len(row.new) - 1 else ()) for n, name in enumerate(row.new)]
    heights = [sum(map(_height, side)) + _GAP * (len(side) - 1) if side else 0.0 for side in (old, new)]
    tall = max(*heights, _LINE + _PAD)
    left, right = (
        _stack(lines, x, y + (tall - height) / 2)
        for lines, x, height in zip((old, new), (0, WIDTH - _COLUMN), heights, strict=True)
    )
    return Event(row.id, row.mark, left, right, y + tall / 2, row.doubtful), y + tall + _GAP


def _stack(boxes: list[list[tuple[str, bool]]], x: float, y: float) -> tuple[Box, ...]:
    found = []
    for lines in boxes:
        height = _height(lines)
        found.append(Box(x, y, height, tuple(_placed(lines, y))))
        y += height + _GAP
    return tuple(found)


def _placed(lines: list[tuple[str, bool]], y: float) -> Iterator[Line]:
    y += _PAD / 2
    for text, small in lines:
        yield Line(text, y + _LINE - 4.5, small)
        y += _SMALL if small else _LINE


def _height(lines: list[tuple[str, bool]]) -> float:
    return sum(_SMALL if small else _LINE for _, small in lines) + _PAD


def _lines(name: str, notes: tuple[str, ...]) -> list[tuple[str, bool]]:
    room = _COLUMN - 2 * _PAD
    small = [(line, True) for note in notes for line in wrapped(note, room / (_SIZE - 2))]
    return [*((line, False) for line in wrapped(name, room / _SIZE)), *small]
