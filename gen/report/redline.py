"""The whole old text turned into the whole new one, block by block, with a comment on each change."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Literal, NamedTuple

from gen.diff.text import Names, redline
from gen.model.change import Changes, Redline
from gen.model.record import Snapshot
from gen.report.comments import Comment, comments
from gen.report.counterparts import counterparts
from gen.report.model import CountRow, Language, Report
from gen.report.whole import Block, whole
from gen.report.words import Words

State = Literal["kept", "changed", "deleted", "inserted"]


class Line(NamedTuple):
    """A block of either text or of both; `old` and `new` are their places there, None where it is not in it.

    parts: what stays, goes and comes in each part; move: the name that what is moved unchanged has in both its places,
    or ""; comments: which of the comments stand here.
    """

    state: State
    block: Block
    old: int | None
    new: int | None
    parts: tuple[Redline, ...]
    move: str = ""
    comments: tuple[int, ...] = ()


class Redlined(NamedTuple):
    """Two whole texts in one: the lines with an old place are the old text, those with a new place the new one.

    moved: the old and the new place of each block that stands elsewhere now.
    """

    old: tuple[Block, ...]
    new: tuple[Block, ...]
    lines: tuple[Line, ...]
    comments: tuple[Comment, ...]
    moved: tuple[tuple[int, int], ...]


def redlined(changes: Changes, old: Snapshot, new: Snapshot, report: Report) -> Redlined:
    """The redline of both releases in the language of the report, whose items word the comments."""
    first = names_first(old, new, report.language)
    olds, news = whole(old, report.language, first), whole(new, report.language, first)
    partners = counterparts(changes, olds, news)
    staying = _staying(partners, olds)
    moved = {one: other for one, other in partners.items() if one not in staying}
    made, places = comments(changes, report, (olds, news), moved)
    units = [unit for side in (old, new) for unit, _ in side.walk()]
    names = Names(name for unit in units for name in (unit.name.zh, unit.name.en) if name)
    lines = list(_merged(olds, news, staying, names))
    moves = _moves(lines, moved)
    lines = [
        line._replace(move=moves.get(index, ""), comments=places.get(_where(line), ()))
        for index, line in enumerate(lines)
    ]
    return Redlined(olds, news, tuple(lines), made, tuple(sorted(moved.items())))


def names_first(old: Snapshot, new: Snapshot, language: Language) -> Language:
    """The language names stand in first: that of the text, unless more units of both sides are named in the other."""
    called = [[unit.name for unit, _ in side.walk()] for side in (old, new)]
    zh, en = (min(sum(getattr(name, one) is not None for name in some) for some in called) for one in ("zh", "en"))
    return language if zh == en else "zh" if zh > en else "en"


def _where(line: Line) -> tuple[int | None, int | None]:
    return (None, line.new) if line.new is not None else (line.old, None)


def _staying(partners: Mapping[int, int], olds: Sequence[Block]) -> dict[int, int]:
    """The pairs that keep their order, as many as can between one fixed block and the next."""
    kept: dict[int, int] = {}
    fixed = [place for place, block in enumerate(olds) if block.subject == "fixed"]
    low = -1
    for first, last in pairwise([-1, *fixed]):
        high = partners[last]
        pairs = [
            (one, partners[one]) for one in range(first + 1, last) if one in partners and low < partners[one] < high
        ]
        kept.update(_longest_rising(pairs))
        kept[last] = low = high
    return kept


def _longest_rising(pairs: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yields the most pairs, given by their first number, whose second numbers rise."""
    ends: list[int] = []
    at: list[int] = []
    before: list[int] = []
    for index, (_, other) in enumerate(pairs):
        length = bisect_left(ends, other)
        before.append(at[length - 1] if length else -1)
        ends[length : length + 1] = [other]
        at[length : length + 1] = [index]
    index = at[-1] if at else -1
    while index >= 0:
        yield pairs[index]
        index = before[index]


def _moves(lines: Sequence[Line], moved: Mapping[int, int]) -> dict[int, str]:
    """The names of moves by the lines they are at; paragraphs that move together, without an edit, share one."""
    old_at = {line.old: index for index, line in enumerate(lines) if line.old is not None}
    new_at = {line.new: index for index, line in enumerate(lines) if line.new is not None}
    named: dict[int, str] = {}
    last, number = (-2, -2), 0
    for one, other in sorted((old_at[one], new_at[other]) for one, other in moved.items()):
        if lines[one].block.table or lines[one].block.parts != lines[other].block.parts:
            continue
        if (one - 1, other - 1) != last:
            number += 1
        last = one, other
        named[one] = named[other] = f"move{number}"
    return named


def _merged(
    olds: Sequence[Block],
    news: Sequence[Block],
    staying: Mapping[int, int],
    names: Names,
) -> Iterator[Line]:
    """Yields the lines: between two blocks that stay first what belongs to the upper one, then what goes and comes."""
    old = new = 0
    for one, other in [*sorted(staying.items()), (len(olds), len(news))]:
        own = _belonging(olds, old, one), _belonging(news, new, other)
        for gone, come in (((old, own[0]), (new, own[1])), ((own[0], one), (own[1], other))):
            for place in range(*gone):
                yield Line("deleted", olds[place], place, None, _all(olds[place], "-"))
            for place in range(*come):
                yield Line("inserted", news[place], None, place, _all(news[place], "+"))
        if one < len(olds):
            yield _standing(one, other, olds[one], news[other], names)
        old, new = one + 1, other + 1


def _belonging(blocks: Sequence[Block], start: int, end: int) -> int:
    """Where those blocks end that speak of the same item as the block before them."""
    item = blocks[start - 1][:2] if start else None
    while start < end and blocks[start][:2] == item:
        start += 1
    return start


def _all(block: Block, mark: Literal["-", "+"]) -> tuple[Redline, ...]:
    return tuple(((mark, part),) if part else () for part in block.parts)


def _standing(one: int, other: int, old: Block, new: Block, names: Names) -> Line:
    parts = tuple(redline(*pair, names) for pair in zip(old.parts, new.parts, strict=True))
    return Line("kept" if old.parts == new.parts else "changed", new, one, other, parts)


def preface(report: Report) -> tuple[str, ...]:
    """What stands before the text: its title, what is compared, how much of what kind changed, how to read it."""
    words = Words(report.language, {})
    counts = [
        words.say("five.part", row.label, words.joined(_counted(row, report, words)))
        for row in report.counts
        if row.total
    ]
    folded = [words.say("five.part", one.kind, f"{one.what} {one.count}") for one in report.folded]
    said = [
        words.say("redline.release", one.label, one.title, one.effective, one.sha256)
        for one in (report.old, report.new)
    ]
    said.append(words.say("redline.counts", words.say("sentence").join(counts)) if counts else report.lead)
    if folded:
        said.append(words.say("redline.folded", words.say("sentence").join(folded)))
    return (words.say("redline.title", report.body), *said, words.say("redline.reading"))


def _counted(row: CountRow, report: Report, words: Words) -> Iterator[str]:
    for mark, number in zip(report.legend, row.numbers, strict=True):
        if number:
            yield mark.symbol + words.say("lead.part", mark.word, number)
