"""Boxes with a name in them, the parts every picture is laid out from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from gen.render.measure import wrapped

WIDTH = 640
PAD = 9
GAP = 9
LINE = 17
SMALL = 15
SIZE = 13.0
SMALL_SIZE = 11.0
_NAME_LINES = 4
_SMALL_LINES = 5

Words = list[tuple[str, bool]]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text; `y` is its baseline, `small` marks what is not a name."""

    text: str
    y: float
    small: bool


@dataclass(frozen=True, slots=True)
class Box:
    """One unit as it stands on one side; `strong` marks one that goes on."""

    x: float
    y: float
    height: float
    lines: tuple[Line, ...]
    strong: bool = False

    @property
    def middle(self) -> float:
        """The height at which a connecting line meets the box."""
        return self.y + self.height / 2


def words(name: str, width: float, *notes: str) -> Words:
    """A name and the small print under it in lines that fit a box of this width; what is too long ends in "…"."""
    room = width - 2 * PAD
    small = [(line, True) for note in notes if note for line in wrapped(note, room / SMALL_SIZE, _SMALL_LINES)]
    return [*((line, False) for line in wrapped(name, room / SIZE, _NAME_LINES)), *small]


def height(lines: Words) -> float:
    """How tall a box is that holds these lines."""
    return sum(SMALL if small else LINE for _, small in lines) + PAD


def box(lines: Words, x: float, y: float, tall: float = 0, *, strong: bool = False) -> Box:
    """A box with these lines, at least `tall`, its words in the middle of its height."""
    own = height(lines)
    whole = max(own, tall)
    return Box(x, y, whole, tuple(placed(lines, y + (whole - own) / 2 + PAD / 2)), strong)


def placed(lines: Words, y: float) -> Iterator[Line]:
    """The lines from height `y` down."""
    for text, small in lines:
        yield Line(text, y + LINE - 4.5 if not small else y + SMALL - 4, small)
        y += SMALL if small else LINE


def printed(text: str, most: int, indent: float = PAD) -> Words:
    """A note over the whole width of a picture, in at most so many lines."""
    room = (WIDTH - 2 * indent) / SMALL_SIZE
    return [(line, True) for line in wrapped(text, room, most)] if text else []


def total(heights: Iterable[float]) -> float:
    """The height of boxes that stand one above the other."""
    some = list(heights)
    return sum(some) + GAP * (len(some) - 1) if some else 0.0
