"""The tables of a page: rows of data, fields of an infobox, or mere layout."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any, NamedTuple

from gen.sources.formats.html.marks import REFERENCE, is_hidden
from gen.sources.lines import Kind
from gen.sources.words import tidy

_COLUMNS = 64
_SPAN = 2_000
_LAYOUT = 4
_BREAKS = frozenset(["br", "p", "div", "li", "tr"])
_UNSHOWN = frozenset(["script", "style", "noscript", "template"])
_INFOBOX = re.compile(r"\b(?:infobox|basic-?info)", re.IGNORECASE)


class Row(NamedTuple):
    """A row of a table: its cells with "\\n" between the values of one cell; of a field, its name and its value."""

    element: Any
    kind: Kind
    cells: tuple[str, ...]
    linked: int


def is_data(table: Any) -> bool:
    """Whether a table holds data; one that frames the page's text only lays it out."""
    if table.get("role") == "presentation":
        return False
    if _is_box(table):
        return True
    if any(True for _ in table.iterdescendants("table", "h1", "h2", "h3", "h4", "h5", "h6")):
        return False
    cells = [(tr, sum(1 for _ in tr.iterchildren("td", "th"))) for tr in table.iterdescendants("tr")]
    if not any(count > 1 for _, count in cells):
        return False
    return not any(_is_frame(cell) for cell in table.iterdescendants("td"))


def _is_frame(cell: Any) -> bool:
    return next(islice(cell.iterdescendants("p", "ol", "ul"), _LAYOUT - 1, None), None) is not None


def _is_box(table: Any) -> bool:
    return bool(_INFOBOX.search((table.get("class") or "")[:1000]))


def is_box_of_terms(terms: Any) -> bool:
    """Whether a list of terms is the box of fields at the head of a page."""
    around = terms.getparent()
    return _is_box(terms) or (around is not None and _is_box(around))


def fields(terms: Any) -> Iterator[Row]:
    """Yields the fields of a box that is a list of terms, each with what is said of it."""
    label, said = "", True
    for element in terms.iterdescendants("dt", "dd"):
        if element.tag == "dd":
            yield Row(element, "field", (label, _text(element)), 0)
            said = True
            continue
        if not said:
            yield Row(element, "field", (label, ""), 0)
        label, said = tidy(_text(element)).rstrip("：:"), False
    if not said:
        yield Row(terms, "field", (label, ""), 0)


def table_rows(table: Any) -> Iterator[Row]:
    """Yields the rows; a cell over several rows is said in each, one over several columns once."""
    box, named = _is_box(table), False
    for caption in table.iterchildren("caption"):
        kind: Kind = "field" if box else "row"
        yield Row(caption, kind, ("name", _text(caption)) if box else (_text(caption),), 0)
        named = True
    below: dict[int, tuple[str, int]] = {}
    for tr in table.iterdescendants("tr"):
        cells = list(tr.iterchildren("td", "th"))
        texts = _spread(cells, below)
        linked = sum(len(link.text_content().strip()) for link in tr.iterdescendants("a"))
        if not box:
            yield Row(tr, "row", texts, linked)
        elif len(cells) > 1:
            yield Row(tr, "field", (_text(cells[0]), "\n".join(map(_text, cells[1:]))), 0)
        elif cells and not named:
            yield Row(tr, "field", ("name", _text(cells[0])), 0)
        elif cells:
            yield Row(tr, "markup", (_text(cells[0]),), 0)
        named = named or bool(cells)


def _spread(cells: list[Any], below: dict[int, tuple[str, int]]) -> tuple[str, ...]:
    """The texts of a row by column, with those that reach down from the rows above; `below` is kept up."""
    texts: list[str] = []

    def fall() -> None:
        while (at := len(texts)) in below and at < _COLUMNS:
            text, left = below.pop(at)
            if left > 1:
                below[at] = (text, left - 1)
            texts.append(text)

    for cell in cells:
        fall()
        text = _text(cell)
        down = _span(cell.get("rowspan"))
        for column in range(min(_span(cell.get("colspan")), _COLUMNS - len(texts))):
            if down > 1:
                below[len(texts)] = (text if column == 0 else "", down - 1)
            texts.append(text if column == 0 else "")
    fall()
    return tuple(texts)


def _span(stated: str | None) -> int:
    return min(int(stated[:6]), _SPAN) if stated and re.fullmatch(r"\d{1,20}", stated, re.ASCII) else 1


def _text(cell: Any) -> str:
    """The text of a cell, "\\n" where a line of it ends."""
    from lxml import etree

    parts: list[str] = []
    for event, element in (steps := etree.iterwalk(cell, events=("start", "end"))):
        if event == "start":
            if element is not cell and _is_unshown(element):
                steps.skip_subtree()
                continue
            parts += ["\n"] if element.tag in _BREAKS and element is not cell else []
            parts.append(_inline(element.text or ""))
        elif element is not cell:
            parts += ["\n"] if element.tag in _BREAKS else []
            parts.append(_inline(element.tail or ""))
    lines = (" ".join(line.split()) for line in "".join(parts).split("\n"))
    return "\n".join(line for line in lines if line)


def _is_unshown(element: Any) -> bool:
    if element.tag in _UNSHOWN or is_hidden(element):
        return True
    return element.tag == "sup" and REFERENCE.fullmatch(element.text_content()) is not None


def _inline(text: str) -> str:
    """The text with its runs of spaces single; one at either end stays."""
    return re.sub(r"\s+", " ", text)
