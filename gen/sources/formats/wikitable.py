"""Tables of wikitext as rows of cells; what only lays lists out side by side is no table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

_LAYOUT = ("{|", "*", "#", ";", "----")
_CELLS = ("td", "th")
_WIDEST = 200
_LONGEST_SPAN = 200


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one row, as nodes of the parser, and the line of its first cell."""

    line: int
    cells: tuple[Any, ...]


def rows(table: Any, line: int) -> list[Row] | None:
    """Returns the rows of a table, a cell over several rows in each; None where its cells hold lists or tables."""
    if _lays_out(table):
        return None
    return list(_spanned(_rows(table, line)))


def _lays_out(table: Any) -> bool:
    tags = table.contents.ifilter_tags(recursive=True)
    return any(tag.wiki_markup in _LAYOUT for tag in tags) or any(True for _ in table.contents.ifilter_headings())


def _rows(table: Any, line: int) -> Iterator[tuple[int, list[Any]]]:
    """Yields (line, cells); the cells before the first mark of a row are a row, and so is the caption."""
    loose: list[tuple[int, Any]] = []
    for at, node in _placed(table, line):
        if _name(node) == "tr":
            yield from _together(loose)
            yield from _together([(first, cell) for first, cell in _placed(node, at) if _name(cell) in _CELLS])
            loose = []
        elif _name(node) in _CELLS:
            loose.append((at, node))
            if str(node.contents).startswith("+"):
                yield from _together(loose)
                loose = []
    yield from _together(loose)


def _together(cells: list[tuple[int, Any]]) -> Iterator[tuple[int, list[Any]]]:
    if cells:
        yield cells[0][0], [cell for _, cell in cells]


def _name(node: Any) -> str:
    return str(getattr(node, "tag", "")).strip()


def _placed(tag: Any, line: int) -> Iterator[tuple[int, Any]]:
    """Yields what a tag contains, each node with its line."""
    text, inside = str(tag), str(tag.contents)
    at = line + text[: text.rindex(inside)].count("\n")
    for node in tag.contents.nodes:
        yield at, node
        at += str(node).count("\n")


def _spanned(found: Iterable[tuple[int, list[Any]]]) -> Iterator[Row]:
    """Yields the rows, with the cells that reach down from the rows above in their columns."""
    reaching: dict[int, tuple[int, Any]] = {}
    for line, cells in found:
        placed = list[Any]()
        for cell in cells[:_WIDEST]:
            _from_above(placed, reaching)
            for _ in range(min(_span(cell, "colspan"), _WIDEST - len(placed))):
                if (down := _span(cell, "rowspan")) > 1:
                    reaching[len(placed)] = down - 1, cell.contents
                placed.append(cell.contents)
        _from_above(placed, reaching)
        yield Row(line, tuple(placed))


def _from_above(placed: list[Any], reaching: dict[int, tuple[int, Any]]) -> None:
    while (at := len(placed)) in reaching:
        left, content = reaching.pop(at)
        placed.append(content)
        if left > 1:
            reaching[at] = left - 1, content


def _span(cell: Any, name: str) -> int:
    said = str(cell.get(name).value).strip() if cell.has(name) else ""
    return min(max(int(said), 1), _LONGEST_SPAN) if said.isascii() and said.isdigit() else 1
