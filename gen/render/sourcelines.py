"""The source lines behind all changes as one table, each line once, and which row of it a change leads to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple

from gen.report.model import Report
from gen.report.passages import Passage, Passages, SourceLine

Side = Literal["old", "new"]
Key = tuple[Side, str, int]


class LineRow(NamedTuple):
    """One line of a source, and the ids of the changes that rest on it: none for a neighbour."""

    release: str
    source: str
    number: int
    text: str
    ids: tuple[str, ...]


class SourceLines(NamedTuple):
    """The lines, release by release and in the order of their sources; `place` is the index of the first of a side."""

    rows: tuple[LineRow, ...]
    place: Mapping[tuple[str, Side], int]


def source_lines(report: Report, passages: Mapping[str, Passages]) -> SourceLines:
    """The lines that the sides of the changes name, and their neighbours."""
    texts, ids, firsts = dict[Key, str](), dict[Key, list[str]](), dict[tuple[str, Side], Key]()
    for item in report.items:
        for side, source, line in _lines(passages.get(item.id)):
            key = side, source, line.number
            if line.named:
                texts[key] = line.text
                ids.setdefault(key, []).append(item.id)
                firsts.setdefault((item.id, side), key)
            texts.setdefault(key, line.text)
    order = _order(report)
    keys = sorted(texts, key=lambda key: (key[0] == "new", order.get(key[:2], len(order)), key))
    labels = {"old": report.old.label, "new": report.new.label}
    rows = (LineRow(labels[key[0]], key[1], key[2], texts[key], tuple(ids.get(key, ()))) for key in keys)
    numbers = {key: number for number, key in enumerate(keys)}
    return SourceLines(tuple(rows), {change: numbers[key] for change, key in firsts.items()})


def _lines(passages: Passages | None) -> Iterator[tuple[Side, str, SourceLine]]:
    if passages is None:
        return
    sides: tuple[tuple[Side, tuple[Passage, ...]], ...] = (("old", passages.old), ("new", passages.new))
    for side, some in sides:
        yield from ((side, passage.source, line) for passage in some for line in passage.lines)


def _order(report: Report) -> dict[tuple[str, str], int]:
    both = (("old", report.old), ("new", report.new))
    return {(side, source.name): n for side, release in both for n, source in enumerate(release.sources)}
