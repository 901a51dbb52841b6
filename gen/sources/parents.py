"""Which row of a table stands below which: by key, or by name where there are no keys."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from gen.errors import Fault, nearest
from gen.sources.columns import Header
from gen.sources.words import clip

_DEEPEST = 100
_HINTS = 50  # finding the nearest name is slow


@dataclass(frozen=True, slots=True)
class Row:
    """A row of cells by column, the lines it stands on, and the further duties of rows that go on with it."""

    first: int
    last: int
    cell: Mapping[str, str]
    more: tuple[tuple[int, str], ...] = ()


def linked(rows: Sequence[Row], header: Header) -> tuple[list[int | None], list[Fault]]:
    """The index of the parent of every row, None for a top one, and the faults of keys, names and parents."""
    named = dict[str, list[int]]()
    keyed = dict[str, list[int]]()
    for index, row in enumerate(rows):
        named.setdefault(row.cell["name"], []).append(index)
        if row.cell["key"]:
            keyed.setdefault(row.cell["key"], []).append(index)
    faults = list(_lacking(rows, header))
    said = {row.cell["parent"] for row in rows} - {""}
    by_key = "key" in header.columns and (not said or not said <= set(named) or said <= set(keyed))
    faults += _repeated(rows, header, keyed) if "key" in header.columns else _same(rows, header)
    parents = list[int | None]()
    known = keyed if by_key else named
    for row in rows:
        parent, wrong = _parent(row, header, known, "key" if by_key else "name", hint=len(faults) < _HINTS)
        parents.append(parent)
        faults += wrong
    return parents, faults + list(_looped(rows, parents, header))


def _lacking(rows: Sequence[Row], header: Header) -> Iterator[Fault]:
    for row in rows:
        for column in ("key", "name"):
            if column in header.columns and not row.cell[column]:
                yield Fault(header.place(row.first, column), f"no {column}")
                break


def _repeated(rows: Sequence[Row], header: Header, keyed: Mapping[str, Sequence[int]]) -> Iterator[Fault]:
    for key, (first, *others) in keyed.items():
        for other in others:
            what = f"the key {clip(key)!r} stands already in {header.line_of(rows[first].first)}"
            yield Fault(header.place(rows[other].first, "key"), what)


def _same(rows: Sequence[Row], header: Header) -> Iterator[Fault]:
    """Yields a fault for a name that stands twice under one parent."""
    seen = dict[tuple[str, str], Row]()
    for row in rows:
        key = row.cell["name"], row.cell["parent"]
        first = seen.setdefault(key, row)
        if first is not row and row.cell["name"]:
            under = f" under {clip(key[1])!r}" if key[1] else ""
            what = f"the name {clip(key[0])!r} stands{under} already in {header.line_of(first.first)}"
            yield Fault(header.place(row.first, "name"), what, "tell them apart, or add a column of keys")


def _parent(
    row: Row, header: Header, known: Mapping[str, Sequence[int]], called: str, *, hint: bool
) -> tuple[int | None, list[Fault]]:
    if not (parent := row.cell["parent"]):
        return None, []
    at, found = header.place(row.first, "parent"), known.get(parent, ())
    if not found:
        what = f"no row has the {called} {clip(parent)!r} that stands here as parent"
        return None, [Fault(at, what, nearest(parent, filter(None, known)) if hint else "")]
    if len(found) > 1 and called == "name":
        return None, [Fault(at, f"{len(found)} rows have the name {clip(parent)!r}", "add a column of keys")]
    return found[0], []


def _looped(rows: Sequence[Row], parents: Sequence[int | None], header: Header) -> Iterator[Fault]:
    """Yields a fault for each row that is its own ancestor or stands too deep below the top."""
    depths = dict[int, int]()
    for start in range(len(rows)):
        at: int | None = start
        path = dict[int, None]()
        while at is not None and at not in depths and at not in path:
            path[at] = None
            at = parents[at]
        if at is not None and at in path:
            circle = [*list(path)[list(path).index(at) :][:6], at]
            chain = " → ".join(clip(rows[one].cell["key"] or rows[one].cell["name"], 20) for one in circle)
            yield Fault(header.place(rows[at].first, "parent"), f"the parents go in a circle: {chain}")
        above = 0 if at is None else depths.get(at, 0)
        depths |= {one: depth for depth, one in enumerate(reversed(path), above + 1)}
    for one, depth in depths.items():
        if depth == _DEEPEST + 1:
            place = header.place(rows[one].first, "parent")
            yield Fault(place, f"units are nested deeper than {_DEEPEST} levels")
