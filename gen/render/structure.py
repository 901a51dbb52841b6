"""The layout of the structure: group by group, what stands on both sides of each event, cut where a page may break."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from gen.render.boxes import GAP, LINE, PAD, SMALL, WIDTH, Box, Line, Words, box, height, placed, printed, total, words
from gen.render.measure import ems, wrapped
from gen.report.model import Mark, PictureGroup, PictureRow

COLUMN = 254
_FULL = 150
_HEAD_ROOM = 250
_NOTE_LINES = 3


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
class Heading:
    """The unit that the events below it stand under."""

    y: float
    height: float
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Title:
    """The head of a group: its name, how many units it has on both sides, and a short note beside them."""

    height: float
    lines: tuple[Line, ...]
    counts: str
    aside: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a group's picture between two places where a page may break."""

    height: float
    title: Title | None
    headings: tuple[Heading, ...]
    events: tuple[Event, ...]
    notes: tuple[Line, ...]
    rows: tuple[PictureRow, ...]
    last: bool


class _Drawing:
    """What has been drawn of a group since the last cut."""

    def __init__(self) -> None:
        self.y: float = 1
        self.title: Title | None = None
        self.headings: list[Heading] = []
        self.events: list[Event] = []
        self.notes: list[Line] = []
        self.rows: list[PictureRow] = []

    def head(self, title: Title) -> None:
        self.title = title
        self.y = title.height + GAP

    def heading(self, name: str) -> None:
        lines = printed(name, 2)
        tall = len(lines) * SMALL + 2
        self.y += 3
        self.headings.append(Heading(self.y, tall, tuple(placed(lines, self.y))))
        self.y += tall + 4

    def event(self, row: PictureRow) -> None:
        event, end = _event(row, self.y)
        self.events.append(event)
        self.rows.append(row)
        self.y = end

    def note(self, lines: Words) -> None:
        self.notes += placed(lines, self.y - 2)
        self.y += len(lines) * SMALL + 2

    def piece(self, *, last: bool) -> Piece:
        return Piece(
            self.y + (3 if last else 0),
            self.title,
            tuple(self.headings),
            tuple(self.events),
            tuple(self.notes),
            tuple(self.rows),
            last,
        )


def pieces(group: PictureGroup) -> Iterator[Piece]:
    """The picture of a group in pieces, at least one; a piece is cut before an event, never after its heading."""
    aside = _aside(group)
    drawing = _Drawing()
    drawing.head(_title(group, aside))
    under = ""
    for row in group.rows:
        if drawing.events and drawing.y + _tall(row) > _FULL:
            yield drawing.piece(last=False)
            drawing = _Drawing()
        if row.under != under and row.under:
            drawing.heading(row.under)
        under = row.under
        drawing.event(row)
    if not aside:
        drawing.note([*printed(group.named, _NOTE_LINES), *printed(group.more, _NOTE_LINES)])
    yield drawing.piece(last=True)


def _aside(group: PictureGroup) -> str:
    """What is told of a group beside its name, where that is all there is to tell."""
    alone = not (group.rows or group.more) and group.named == group.rest
    return group.rest if alone and ems(group.rest) * 12 < _HEAD_ROOM else ""


def _title(group: PictureGroup, aside: str) -> Title:
    lines: Words = [(line, False) for line in wrapped(group.name, _HEAD_ROOM / 13, 2)]
    return Title(len(lines) * LINE + 5, tuple(placed(lines, 2.5)), group.counts, aside)


def _tall(row: PictureRow) -> float:
    return _event(row, 0)[1]


def _event(row: PictureRow, y: float) -> tuple[Event, float]:
    """The event drawn from height `y` down, and where it ends; the shorter side is centred on the longer."""
    old, new = _side(row, "old"), _side(row, "new")
    tall = max(total(map(height, old)), total(map(height, new)), LINE + PAD)
    left = _stack(old, 0, y, tall, _strong(row, "old"))
    right = _stack(new, WIDTH - COLUMN, y, tall, _strong(row, "new"))
    return Event(row.id, row.mark, left, right, y + tall / 2, row.doubtful), y + tall + GAP


def _strong(row: PictureRow, side: str) -> int | None:
    return row.goes_on.nth if row.goes_on and row.goes_on.side == side else None


def _side(row: PictureRow, side: str) -> list[Words]:
    """What stands in the boxes of one side; the note is told in the last new one, or in the last old one."""
    names = row.new if side == "new" else row.old
    noted = len(names) - 1 if side == "new" or not row.new else None
    strong = _strong(row, side)
    return [
        words(
            name,
            COLUMN,
            row.goes_on.word if row.goes_on and nth == strong else "",
            row.note if nth == noted else "",
        )
        for nth, name in enumerate(names)
    ]


def _stack(boxes: list[Words], x: float, y: float, tall: float, strong: int | None) -> tuple[Box, ...]:
    found = []
    y += (tall - total(map(height, boxes))) / 2
    for nth, lines in enumerate(boxes):
        found.append(box(lines, x, y, strong=nth == strong))
        y += height(lines) + GAP
    return tuple(found)
