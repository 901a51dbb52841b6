"""What a document with tracked changes says: with all of them rejected, or accepted, in comments and properties."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

from gen.render.wordfile import W, WordFile, parsed

if TYPE_CHECKING:
    from lxml.etree import _Element

Reading = Literal["rejected", "accepted"]
COMMENTS = "word/comments.xml"
PROPERTIES = "docProps/custom.xml"
GONE: dict[Reading, frozenset[str]] = {
    "rejected": frozenset({f"{W}ins", f"{W}moveTo"}),
    "accepted": frozenset({f"{W}del", f"{W}moveFrom"}),
}
WORDS = frozenset({f"{W}t", f"{W}delText"})
_BREAKS = {f"{W}tab": "\t", f"{W}br": "\n"}


def resolved(file: WordFile, reading: Reading) -> list[str]:
    """Every paragraph of the document in order, those of table cells among them."""
    body = parsed(file.name, file.main, file.parts[file.main]).find(f"{W}body")
    return list(_paragraphs(body, GONE[reading])) if body is not None else []


def _paragraphs(parent: _Element, gone: frozenset[str]) -> Iterator[str]:
    """Yields what is left of the paragraphs in `parent`; one without its mark goes on in the next."""
    carried = ""
    for child in parent:
        if child.tag == f"{W}p":
            text = carried + "".join(_words(child, gone))
            carried = text if mark_goes(child, gone) else ""
            if not mark_goes(child, gone):
                yield text
        elif child.tag == f"{W}tbl":
            for row in child.iterfind(f"{W}tr"):
                yield from _row(row, gone)
    if carried:
        yield carried


def _row(row: _Element, gone: frozenset[str]) -> Iterator[str]:
    if row_goes(row, gone):
        return
    for cell in row.iterfind(f"{W}tc"):
        yield from _paragraphs(cell, gone)


def _words(element: _Element, gone: frozenset[str]) -> Iterator[str]:
    for child in element:
        if child.tag in WORDS:
            yield child.text or ""
        elif child.tag in _BREAKS:
            yield _BREAKS[str(child.tag)]
        elif child.tag not in gone and child.tag != f"{W}pPr":
            yield from _words(child, gone)


def row_goes(row: _Element, gone: frozenset[str]) -> bool:
    """Whether a row of a table goes as a whole."""
    properties = row.find(f"{W}trPr")
    return properties is not None and any(one.tag in gone for one in properties)


def mark_goes(paragraph: _Element, gone: frozenset[str]) -> bool:
    """Whether the mark at the end of a paragraph goes."""
    mark = paragraph.find(f"{W}pPr/{W}rPr")
    return mark is not None and any(one.tag in gone for one in mark)


def commented(file: WordFile) -> list[tuple[str, ...]]:
    """The lines of each comment."""
    notes = parsed(file.name, COMMENTS, file.parts.get(COMMENTS, b"<none/>"))
    return [tuple(_paragraphs(note, frozenset())) for note in notes.iter(f"{W}comment")]


def stated(file: WordFile) -> dict[str, str]:
    """The custom properties that are text, by name."""
    properties = parsed(file.name, PROPERTIES, file.parts.get(PROPERTIES, b"<none/>"))
    return {one.get("name", ""): "".join(str(text) for text in one.itertext()) for one in properties}
