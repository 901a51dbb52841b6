"""A document that was worked on in an Office program: what it says where, and what its readers noted on it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from gen.sources.formats.docx.resolve import COMMENTS, commented
from gen.sources.formats.docx.tracked import GONE, mark_goes, row_goes
from gen.sources.formats.docx.walk import WORDS
from gen.sources.formats.docx.wordfile import W, WordFile, parsed

if TYPE_CHECKING:
    from lxml.etree import _Element

_GONE = GONE["accepted"]
_MADE = GONE["accepted"] | GONE["rejected"]
_SIGNS = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "\u2011"}
_AROUND = frozenset({f"{W}sdt", f"{W}sdtContent", f"{W}customXml", f"{W}ins", f"{W}moveTo"})
_APART = frozenset({f"{W}pPr", f"{W}rPr", "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"})
_NOTES = {"word/footnotes.xml": f"{W}footnote", "word/endnotes.xml": f"{W}endnote"}


class Note(NamedTuple):
    """A comment: who made it, its lines, and the number of the paragraph it is on, 0 where it is on none."""

    author: str
    lines: tuple[str, ...]
    paragraph: int


class Piece(NamedTuple):
    """A paragraph or a row of a table, as it reads with every change accepted that is still tracked.

    paragraphs: their numbers, counted from 1 through the document; a row has those of all its cells.
    parts: the text of the paragraph, or of each cell; style: its name, in lower case.
    runs: the text of the paragraph, or of the first cell, cut where a bookmark starts or ends, each with the name of
    the bookmark it is in or ""; bookmarks: those that start in it; authors: who made its tracked changes.
    """

    paragraphs: tuple[int, ...]
    parts: tuple[str, ...]
    table: bool
    style: str
    runs: tuple[tuple[str, str], ...]
    bookmarks: tuple[str, ...]
    authors: tuple[str, ...]

    @property
    def number(self) -> int:
        return self.paragraphs[0]


class Reviewed(NamedTuple):
    """The pieces of a document in order, the text of every paragraph, its comments, its footnotes and endnotes."""

    pieces: tuple[Piece, ...]
    lines: tuple[str, ...]
    notes: tuple[Note, ...]
    footnotes: tuple[str, ...]


def reviewed(file: WordFile, prefix: str) -> Reviewed:
    """What a document says with the changes accepted that are still tracked in it; raises CannotRead.

    prefix: how the names of the bookmarks start that are told; Office programs add some of their own.
    """
    body = parsed(file.name, file.main, file.parts[file.main]).find(f"{W}body")
    styles = {style: name for (kind, name), style in file.styles().items() if kind == "paragraph"}
    reader = _Reader(styles, prefix)
    if body is not None:
        reader.blocks(body)
    return Reviewed(
        tuple(reader.pieces), tuple(reader.lines), tuple(_notes(file, reader.noted)), tuple(_footnotes(file))
    )


def _notes(file: WordFile, noted: dict[str, int]) -> Iterator[Note]:
    root = parsed(file.name, COMMENTS, file.parts.get(COMMENTS, b"<none/>"))
    for one, lines in zip(root.iter(f"{W}comment"), commented(file), strict=True):
        yield Note(one.get(f"{W}author", ""), lines, noted.get(one.get(f"{W}id", ""), 0))


def _footnotes(file: WordFile) -> Iterator[str]:
    for part, tag in _NOTES.items():
        for note in parsed(file.name, part, file.parts.get(part, b"<none/>")).iter(tag):
            if text := "".join(one.text or "" for one in note.iter(f"{W}t")).strip():
                yield text


class _Reader:
    """Walks through a document and cuts it into pieces."""

    def __init__(self, styles: dict[str, str], prefix: str) -> None:
        self.styles, self.prefix = styles, prefix
        self.pieces: list[Piece] = []
        self.lines: list[str] = []
        self.noted: dict[str, int] = {}
        self.open: dict[str, str] = {}
        self._start()

    def _start(self) -> None:
        self.runs: list[tuple[str, str]] = []
        self.bookmarks: list[str] = []
        self.authors: list[str] = []
        self.comments: list[str] = []
        self.style = ""

    def blocks(self, parent: _Element, *, gone: bool = False) -> None:
        """Reads all that stands in `parent`; a paragraph without its mark goes on in the next one there."""
        for child in parent:
            if child.tag == f"{W}p":
                self._read(child, gone=gone)
                if not gone and not mark_goes(child, _GONE):
                    self._end()
            elif child.tag == f"{W}tbl":
                for row in _rows(child):
                    self._row(row, gone=gone)
            elif child.tag in _AROUND:
                self.blocks(child, gone=gone)
            else:
                self._sign(child)
        if self.runs:
            self._end()

    def _row(self, row: _Element, *, gone: bool) -> None:
        gone = gone or row_goes(row, _GONE)
        first, cells = len(self.pieces), []
        for cell in row.iter(f"{W}tc"):
            if next(cell.iterancestors(f"{W}tr")) is row:
                start = len(self.pieces)
                self.blocks(cell, gone=gone)
                cells.append(self.pieces[start:])
        made = self.pieces[first:]
        del self.pieces[first:]
        if made:
            self.pieces.append(
                Piece(
                    tuple(number for piece in made for number in piece.paragraphs),
                    tuple("\n".join(part for piece in cell for part in piece.parts) for cell in cells),
                    True,
                    made[0].style,
                    tuple(run for piece in cells[0] for run in piece.runs),
                    tuple(name for piece in made for name in piece.bookmarks),
                    tuple(author for piece in made for author in piece.authors),
                )
            )

    def _read(self, element: _Element, *, gone: bool) -> None:
        """Reads the runs of a paragraph; of what is gone only where bookmarks and comments are."""
        named = element.find(f"{W}pPr/{W}pStyle")
        if named is not None:
            self.style = self.styles.get(named.get(f"{W}val", ""), "")
        for child in element:
            if child.tag in WORDS or child.tag in _SIGNS:
                if not gone:
                    text = _SIGNS.get(str(child.tag)) or child.text or ""
                    self.runs.append((next(reversed(self.open.values()), ""), text))
            elif child.tag in _MADE:
                self.authors.append(child.get(f"{W}author", ""))
                self._read(child, gone=gone or child.tag in _GONE)
            elif child.tag not in _APART:
                self._sign(child)
                self._read(child, gone=gone)

    def _sign(self, element: _Element) -> None:
        number = element.get(f"{W}id", "")
        if element.tag == f"{W}bookmarkStart" and element.get(f"{W}name", "").startswith(self.prefix):
            self.open[number] = element.get(f"{W}name", "")
            self.bookmarks.append(self.open[number])
        elif element.tag == f"{W}bookmarkEnd":
            self.open.pop(number, None)
        elif element.tag in (f"{W}commentRangeStart", f"{W}commentReference"):
            self.comments.append(number)

    def _end(self) -> None:
        self.lines.append("".join(text for _, text in self.runs))
        number = len(self.lines)
        said, marks, authors = tuple(self.runs), tuple(self.bookmarks), tuple(filter(None, self.authors))
        self.pieces.append(Piece((number,), (self.lines[-1],), False, self.style, said, marks, authors))
        for comment in self.comments:
            self.noted.setdefault(comment, number)
        self._start()


def _rows(table: _Element) -> Iterator[_Element]:
    for child in table:
        if child.tag == f"{W}tr":
            yield child
        elif child.tag in _AROUND:
            yield from _rows(child)
