"""What the two cells of a change say in a comparison table: what stays plain, what went and what came marked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Literal

from gen.diff.text import Names, redline
from gen.model.change import Redline, Subject
from gen.report.elide import BETWEEN, elided
from gen.report.model import CellLine, Item, SideWords
from gen.report.words import Words

Which = Literal["old", "new"]
Cell = tuple[CellLine, ...]
_PARTS = re.compile(f"({BETWEEN})")
_MARKS: dict[Which, Literal["-", "+"]] = {"old": "-", "new": "+"}
_TOLD: dict[Subject, tuple[str, ...]] = {"unit": ("group", "parent", "level"), "duty": ("role", "clause")}


def cells(item: Item, words: Words, names: Names) -> tuple[Cell, Cell]:
    """The old and the new cell of a change; an empty side says that the other is new, or gone.

    Names are never cut. Of a long duty only the clauses are kept in which something changed.
    """
    said = _both(item, words, names)
    old = tuple(_cell(item, "old", said, words)) if item.old else _empty("added", words)
    new = tuple(_cell(item, "new", said, words)) if item.new else _empty("removed", words)
    return old, new


def _empty(why: str, words: Words) -> Cell:
    return (CellLine("empty", (("=", words.say(f"comparison.{why}")),)),)


def _both(item: Item, words: Words, names: Names) -> Redline:
    """The wordings of duties, or the name of what is one item on both sides, as one redline; () for other names."""
    if item.subject != "duty":
        return redline(item.old[0].name, item.new[0].name, names) if _is_pair(item) else ()
    old, new = (BETWEEN.join(side.text for side in sides) for sides in (item.old, item.new))
    pieces = item.redline if _is_pair(item) and item.redline else redline(old, new, names)
    return elided(pieces, words.say("comparison.elided"))


def _is_pair(item: Item) -> bool:
    return len(item.old) == len(item.new) == 1


def _cell(item: Item, which: Which, both: Redline, words: Words) -> Iterator[CellLine]:
    mark = _MARKS[which]
    sides, others = (item.old, item.new) if which == "old" else (item.new, item.old)
    lines = list(_lines(both, mark)) or [_name(side, others, mark) for side in sides]
    for side, pieces in zip(sides, lines, strict=True):
        under = _under(item, side, which)
        if item.subject == "duty":
            yield from under
            yield CellLine("text", _numbered(side, pieces))
            continue
        yield CellLine("name", (*pieces, *_goes_on(side, words)))
        if side.text:
            yield CellLine("text", _compared(item, "text", which) or ((mark, side.text),))
        yield from under
    yield from _details(item, which, words)


def _lines(both: Redline, mine: str) -> Iterator[Redline]:
    """What one side says of a redline, a line for each of its items."""
    said = [(mark, part) for mark, text in both if mark in ("=", mine) for part in _PARTS.split(text) if part]
    for between, line in groupby(said, key=lambda piece: piece[1] == BETWEEN):
        if not between:
            yield tuple(line)


def _name(side: SideWords, others: Sequence[SideWords], mark: Literal["-", "+"]) -> Redline:
    """A name among several: one that stands on the other side, too, goes on."""
    return (("=" if side.name in {other.name for other in others} else mark, side.name),)


def _numbered(side: SideWords, pieces: Redline) -> Redline:
    """The number before the wording: new or gone with all of it, otherwise never marked."""
    marks = {mark for mark, _ in pieces}
    return ((marks.pop() if len(marks) == 1 else "=", side.number), *pieces) if side.number else pieces


def _goes_on(side: SideWords, words: Words) -> Redline:
    return (("=", words.say("bracketed", side.survivor)),) if side.survivor else ()


def _under(item: Item, side: SideWords, which: Which) -> Iterator[CellLine]:
    """What an item stands under, marked as far as one item stands elsewhere or at another time on the other side."""
    if side.under:
        yield CellLine("under", _compared(item, "under", which) or (("=", side.under),))


def _compared(item: Item, field: Literal["under", "text"], which: Which) -> Redline:
    """A line of one item beside that of the other side: terms of office word by word, all else as a whole."""
    if not _is_pair(item):
        return ()
    old, new = getattr(item.old[0], field), getattr(item.new[0], field)
    whole: Redline = (("=", old),) if old == new else (("-", old), ("+", new))
    pieces = redline(old, new) if item.subject == "post" else whole
    return tuple((mark, text) for mark, text in pieces if mark in ("=", _MARKS[which]))


def _details(item: Item, which: Which, words: Words) -> Iterator[CellLine]:
    """The other aspects that differ, but for those that a line of the sides, or the remarks, tell already."""
    told = {words.say(f"aspect.{aspect}") for aspect in _TOLD.get(item.subject, ())}
    for detail in item.details:
        if detail.aspect not in told and (said := getattr(detail, which)):
            label = ("=", detail.aspect + words.say("colon"))
            yield CellLine("under", (label, (_MARKS[which], said)))  # type: ignore[arg-type]
