"""What the source lines say that the sides of a change name, each with its neighbours."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from gen.model.change import Changes, Side
from gen.report.build import visible
from gen.report.model import ReleaseWords, Report
from gen.report.words import Words

Originals = Mapping[str, Sequence[str]]
_NEIGHBOURS = 2
_LONGEST = 1200
_BESIDE = 160


class SourceLine(NamedTuple):
    """One line of an original; `named` where it is the one a side rests on, and not a neighbour."""

    number: int
    text: str
    named: bool


class Passage(NamedTuple):
    """Lines of one source that follow one another; none where the original is not at hand."""

    source: str
    lines: tuple[SourceLine, ...]


class Passages(NamedTuple):
    """The passages both sides of a change rest on."""

    old: tuple[Passage, ...]
    new: tuple[Passage, ...]


def passages(changes: Changes, report: Report, old: Originals, new: Originals) -> dict[str, Passages]:
    """The passages of every change by its id.

    old, new: the lines of the originals that are at hand, by the id of the source. Long lines are cut, the one a side
    rests on around what it says there; characters that show nothing are spelled out.
    """
    words = Words(report.language, {})
    before, after = _Reader.of(report.old, old, words), _Reader.of(report.new, new, words)
    return {
        change.id: Passages(tuple(before.passages(change.old)), tuple(after.passages(change.new)))
        for change in changes.changes
    }


class _Reader(NamedTuple):
    """Reads in the originals of one release; `filled` are the numbers of the lines that are not blank."""

    names: Mapping[str, str]
    originals: Originals
    filled: Mapping[str, Sequence[int]]
    words: Words

    @staticmethod
    def of(release: ReleaseWords, originals: Originals, words: Words) -> _Reader:
        filled = {
            source: [number for number, row in enumerate(rows, 1) if row.strip()] for source, rows in originals.items()
        }
        return _Reader({source.id: source.name for source in release.sources}, originals, filled, words)

    def passages(self, sides: Sequence[Side]) -> Iterator[Passage]:
        for source in dict.fromkeys(side.locator.source for side in sides):
            here = {side.locator.line: side for side in reversed(sides) if side.locator.source == source}
            name, runs = self.names.get(source, source), self._runs(source, here)
            yield from (Passage(name, tuple(self._line(source, number, here) for number in run)) for run in runs)
            if not all(number in self._numbers(source) for number in here):
                yield Passage(name, ())

    def _numbers(self, source: str) -> range:
        return range(1, len(self.originals.get(source, ())) + 1)

    def _runs(self, source: str, lines: Iterable[int]) -> Iterator[tuple[int, ...]]:
        """The numbers to show, in runs that nothing but blank lines interrupts."""
        filled = self.filled.get(source, ())
        places = {place for line in lines if line in self._numbers(source) for place in _around(filled, line)}
        run: list[int] = []
        for place in sorted(places):
            if run and place != run[-1] + 1:
                yield tuple(filled[at] for at in run)
                run = []
            run.append(place)
        if run:
            yield tuple(filled[at] for at in run)

    def _line(self, source: str, number: int, named: Mapping[int, Side]) -> SourceLine:
        text = self.originals[source][number - 1].strip()
        side = named.get(number)
        at = _found(text, side) if side and len(text) > _LONGEST else 0
        return SourceLine(number, visible(self._cut(text, at, _LONGEST if side else _BESIDE)), side is not None)

    def _cut(self, text: str, at: int, longest: int) -> str:
        """The text, or as much as `longest` of it from shortly before `at`."""
        start = max(0, at - longest // 4)
        cut = text[start : start + longest]
        dots = self.words.say("ellipsis")
        return (dots if start else "") + cut + (dots if start + len(cut) < len(text) else "")


def _around(filled: Sequence[int], line: int) -> range:
    """The places in `filled` of a line and its neighbours."""
    place = bisect_left(filled, line)
    return range(max(0, place - _NEIGHBOURS), min(len(filled), place + _NEIGHBOURS + 1))


def _found(text: str, side: Side) -> int:
    """Where in its line a side's words begin, 0 where they are not found."""
    said = (side.text, side.name.zh, side.name.en)
    return max((text.find(words) for words in said if words), default=0) if any(said) else 0
