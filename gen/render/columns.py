"""How wide the columns of a workbook are, and how high a row has to be for its texts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from gen.report.model import Item

LONGEST = 32_000
_NARROW = 7
_LINE, _HIGHEST = 15.0, 405.0
_BEHIND = (
    (24, "details"), (40, "redline"), (12, "status_word"), (7, "score"), (32, "evidence"), (22, "runner_up"),
    (18, "findings"), (10, "ruling"),
)  # fmt: skip


def widths(items: Sequence[Item]) -> list[int]:
    """The widths of the columns of changes in characters; one in which nothing stands is as narrow as its heading."""
    before = any(side.text for item in items for side in item.old)
    after = any(side.text for item in items for side in item.new)
    behind = [width if any(getattr(item, key) for item in items) else _NARROW for width, key in _BEHIND]
    return [7, 10, 24, 32 if before else _NARROW, 15, 24, 32 if after else _NARROW, 15, *behind]


def height(texts: Iterable[str], wide: Sequence[int]) -> float:
    """How high a row of such texts is in points: not every program finds it out itself."""
    lines = (
        sum(1 + _wide(line) // max(width - 1, 1) for line in text[:LONGEST].split("\n"))
        for text, width in zip(texts, wide, strict=True)
    )
    return min(_LINE * max(lines), _HIGHEST)


def _wide(line: str) -> int:
    """The width of a line; a Chinese character is as wide as two."""
    return len(line) + sum(char >= "\u2e80" for char in line)
