"""The form "table": CSV with the columns key, parent, name and some optional ones, a unit a row."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gen.errors import Fault, FaultyFile, Place, nearest
from gen.model.record import Coverage, Text
from gen.sources.account import Account
from gen.sources.doubts import doubt_names
from gen.sources.draft import Draft
from gen.sources.names import level_of
from gen.sources.paper import Paper
from gen.sources.units import Node, duties_of, freeze, text_of
from gen.sources.words import clip, has_han

_NEEDED = ("key", "parent", "name")
_KNOWN = (*_NEEDED, "name_en", "group", "level", "nameplates", "duty")
_DEEPEST = 100


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of cells by column, and the lines it stands on."""

    first: int
    last: int
    cell: dict[str, str]


def fits(paper: Paper) -> bool:
    """Whether the first line is a CSV header with key, parent and name."""
    return bool(paper.rows) and set(_NEEDED) <= set(_header(paper.rows[0]))


def read(paper: Paper, account: Account) -> Draft:
    """Returns the units, one a row; rows without a parent are the top units of the body.

    `key` labels a row inside the file only. A cell of `duty` holds one duty a line, one of `nameplates`
    several joined by 、 or ;. The body is called by its id, unless the only top row bears that id as key or
    name: that row then is the body itself. Raises FaultyFile with every fault at its line.
    """
    rows = paper.rows
    found, faults = _rows(rows, account)
    faults += _faults(found, account.file)
    if faults:
        raise FaultyFile(faults)
    nodes = {row.cell["key"]: _node(row, account) for row in found}
    tops = [nodes[row.cell["key"]] for row in found if not row.cell["parent"]]
    for row in found:
        if row.cell["parent"]:
            nodes[row.cell["parent"]].units.append(nodes[row.cell["key"]])
    body = _body(found, tops, account)
    roots = body.units if body else tops
    units = freeze(roots, account)
    name = body.name if body else Text(en=account.body)
    doubt_names(roots, name, account)
    return Draft(
        language="zh" if any(has_han(node.name.primary) for node in nodes.values()) else "en",
        coverage=Coverage(units=True, duties="duty" in _header(rows[0]) and any(n.duties for n in nodes.values())),
        name=name,
        level=body.level if body else None,
        nameplates=tuple(body.nameplates) if body else (),
        duties=duties_of(body, account) if body else (),
        units=units,
    )


def _header(row: str) -> list[str]:
    try:
        return [cell.strip() for cell in next(csv.reader([row]), [])]
    except csv.Error:
        return []


def _rows(rows: Sequence[str], account: Account) -> tuple[list[_Row], list[Fault]]:
    """The rows below the header, and the faults of their shape."""
    header, found, faults = _header(rows[0]), list[_Row](), list[Fault]()
    account.at(1, "table header")
    for column in dict.fromkeys(header):
        if header.count(column) > 1:
            faults.append(Fault(Place(account.file, 1), f"the column {clip(column)!r} stands twice"))
        elif column not in _KNOWN:
            text = f"the column {clip(column)!r} is not read; {nearest(column, _KNOWN)}"
            account.doubt(1, "unknown-column", text)
    for first, last, cells in _cells(rows, account.file, faults):
        if len(cells) != len(header):
            what = f"{len(cells)} cells under {len(header)} columns"
            faults.append(Fault(Place(account.file, first), what, "quote cells that hold a comma"))
        else:
            stripped = (cell.strip() for cell in cells)
            found.append(_Row(first, last, dict.fromkeys(_KNOWN, "") | dict(zip(header, stripped, strict=True))))
    return found, faults


def _cells(rows: Sequence[str], file: str, faults: list[Fault]) -> Iterator[tuple[int, int, list[str]]]:
    """Yields the first line, the last line and the cells of each row below the header that is not empty."""
    reader = csv.reader((f"{row}\n" for row in rows), strict=True)
    last = 0
    try:
        for cells in reader:
            first, last = last + 1, reader.line_num
            if any(cells) and first > 1:
                yield first, last, cells
    except csv.Error as error:
        faults.append(Fault(Place(file, reader.line_num), f"not CSV: {error}"))


def _faults(found: Sequence[_Row], file: str) -> list[Fault]:
    """The faults of keys, names and parents."""
    faults: list[Fault] = []
    rows: dict[str, _Row] = {}
    for row in found:
        key = row.cell["key"]
        if not key or not row.cell["name"]:
            faults.append(Fault(Place(file, row.first), f"no {'name' if key else 'key'}"))
        if key and key in rows:
            what = f"the key {clip(key)!r} stands already in line {rows[key].first}"
            faults.append(Fault(Place(file, row.first), what))
        if key:
            rows.setdefault(key, row)
    for row in found:
        if (parent := row.cell["parent"]) and parent not in rows:
            what = f"no row has the key {clip(parent)!r} that stands here as parent"
            faults.append(Fault(Place(file, row.first), what, nearest(parent, rows)))
    return faults + _looped(rows, file)


def _looped(rows: dict[str, _Row], file: str) -> list[Fault]:
    """A fault for each row that is its own ancestor or stands too deep below the top."""
    depths: dict[str, int] = {}
    faults: list[Fault] = []
    for key in rows:
        path: dict[str, None] = {}
        while key in rows and key not in depths and key not in path:
            path[key] = None
            key = rows[key].cell["parent"]
        if key in path:
            circle = [*list(path)[list(path).index(key) :][:6], key]
            chain = " → ".join(clip(name, 20) for name in circle)
            faults.append(Fault(Place(file, rows[key].first), f"the parents go in a circle: {chain}"))
        depths |= {name: depth for depth, name in enumerate(reversed(path), depths.get(key, 0) + 1)}
    too_deep = [rows[key].first for key, depth in depths.items() if depth == _DEEPEST + 1]
    faults += [Fault(Place(file, line), f"units are nested deeper than {_DEEPEST} levels") for line in too_deep]
    return faults


def _node(row: _Row, account: Account) -> Node:
    for line in range(row.first, row.last + 1):
        account.at(line, "unit")
    cell = row.cell
    plates = [text_of(part) for name in re.split("[、;；]", cell["nameplates"]) if (part := name.strip())]
    said = [(None, text_of(part), row.first) for duty in cell["duty"].split("\n") if (part := duty.strip())]
    level = cell["level"] or None
    return Node(
        name=text_of(cell["name"], cell["name_en"] or None),
        line=row.first,
        group=cell["group"] or None,
        level=level and (level_of(level) or level),
        nameplates=plates,
        duties=said,
    )


def _body(found: Sequence[_Row], tops: Sequence[Node], account: Account) -> Node | None:
    """The only top row, if it bears the id of the body as key or name."""
    if len(tops) != 1:
        return None
    top = next(row for row in found if not row.cell["parent"])
    said = {top.cell[column].casefold() for column in ("key", "name", "name_en")}
    return tops[0] if account.body in said else None
