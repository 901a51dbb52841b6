"""Tracked changes in a Word file: what goes with them, how many there are, and who made them."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from gen.sources.formats.docx.wordfile import W, inner
from gen.sources.paper import Tracked

if TYPE_CHECKING:
    from lxml.etree import _Element

GONE: dict[Tracked, frozenset[str]] = {
    "rejected": frozenset({f"{W}ins", f"{W}moveTo"}),
    "accepted": frozenset({f"{W}del", f"{W}moveFrom"}),
}
_CELLS: dict[Tracked, str] = {"rejected": "cellIns", "accepted": "cellDel"}
_KINDS = {
    f"{W}ins": "insertion", f"{W}cellIns": "insertion", f"{W}del": "deletion", f"{W}cellDel": "deletion",
    f"{W}moveFrom": "move", f"{W}moveTo": "",
}  # fmt: skip
_MOST_NAMED = 3


def row_goes(row: _Element, gone: frozenset[str]) -> bool:
    """Whether a row of a table goes as a whole."""
    said = inner(row, "trPr")
    return said is not None and any(one.tag in gone for one in said)


def cell_goes(cell: _Element, reading: Tracked | None) -> bool:
    """Whether a cell of a table goes."""
    return reading is not None and inner(inner(cell, "tcPr"), _CELLS[reading]) is not None


def mark_goes(paragraph: _Element, gone: frozenset[str]) -> bool:
    """Whether the mark at the end of a paragraph goes."""
    mark = inner(inner(paragraph, "pPr"), "rPr")
    return mark is not None and any(one.tag in gone for one in mark)


def properties(element: _Element, reading: Tracked | None) -> _Element | None:
    """The properties of a paragraph or a run, those it had before where changes are rejected."""
    tag = "pPr" if element.tag == f"{W}p" else "rPr"
    said = inner(element, tag)
    if reading != "rejected" or (change := inner(said, f"{tag}Change")) is None:
        return said
    return inner(change, tag)


def explained(body: _Element) -> str:
    """The tracked changes of a document by kind and by whom, in words, or "" where there are none.

    A change of formatting alone is none of the text.
    """
    found = [one for one in body.iter(*_KINDS) if _KINDS[str(one.tag)]]
    if not found and next(body.iter(*_KINDS), None) is None:
        return ""
    counts = Counter(_KINDS[str(one.tag)] for one in found)
    told = [f"{count} {kind}{'' if count == 1 else 's'}" for kind, count in sorted(counts.items())]
    return f"{' and '.join(told) or 'moves'}{_authors(found)}"


def _authors(changes: list[_Element]) -> str:
    names = list(dict.fromkeys(name for one in changes if (name := one.get(f"{W}author", "").strip()[:60])))
    more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
    return f" by {', '.join(names[:_MOST_NAMED])}{more}" if names else ""
