"""A walk through the text of a Word file: its paragraphs and rows of tables in order, as a reader sees them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from gen.sources.formats.docx.numbering import Label, Numbering
from gen.sources.formats.docx.styles import Styles, switch, value, whole
from gen.sources.formats.docx.tracked import GONE, cell_goes, mark_goes, properties, row_goes
from gen.sources.formats.docx.wordfile import ALTERNATIVE, CHOICE, FALLBACK, W, WordFile, inner
from gen.sources.paper import Tracked

if TYPE_CHECKING:
    from lxml.etree import _Element

WORDS = frozenset({f"{W}t", f"{W}delText", "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"})
_SIGNS = {
    f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-", f"{W}sym": "\ufffd",
}  # fmt: skip
_PICTURES = frozenset(
    {"{http://schemas.openxmlformats.org/drawingml/2006/main}blip", "{urn:schemas-microsoft-com:vml}imagedata"}
)
_AROUND = frozenset({f"{W}sdt", f"{W}sdtContent", f"{W}customXml", f"{W}ins", f"{W}moveTo", f"{W}del", f"{W}moveFrom"})
_APART = frozenset(f"{W}{tag}" for tag in ("pPr", "rPr", "sdtPr", "sdtEndPr", "tblPr", "tcPr", "trPr", "rt", "rubyPr"))
_ELSEWHERE = {
    f"{W}footnoteReference": "footnote", f"{W}endnoteReference": "endnote", f"{W}commentReference": "comment",
    f"{W}altChunk": "file-not-read", f"{W}subDoc": "file-not-read",
}  # fmt: skip
_MOST_COLUMNS = 100
_LONGEST_INSTRUCTION = 200
_LINKED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


class Mark(NamedTuple):
    """Something in a paragraph that is told beside its text: what it is, and its words or the id of its words."""

    kind: str
    text: str


class Paragraph(NamedTuple):
    """A paragraph with its number, apart from its text; heading: its level or 0; contents: of a table of contents."""

    text: str
    label: Label | None = None
    heading: int = 0
    contents: bool = False
    marks: tuple[Mark, ...] = ()

    @property
    def said(self) -> str:
        """The text with the number in front."""
        return self.label.text + self.label.gap + self.text if self.label else self.text


class Row(NamedTuple):
    """A row of a table: the text of each column, and the paragraphs that stand in the row itself."""

    cells: tuple[str, ...]
    paragraphs: tuple[Paragraph, ...]


class _Cell(NamedTuple):
    blocks: tuple[Paragraph | Row, ...]
    span: int
    continued: bool


class Walk:
    """What is left of a document with its tracked changes accepted or rejected; with neither, all of them stand.

    Deleted, moved-away and hidden text, the instructions of fields and the second version of a drawing are left out;
    a text box follows the paragraph it is anchored in; a cell merged down stands in each of its rows.
    """

    def __init__(self, file: WordFile, reading: Tracked | None, *, with_fields: bool = True) -> None:
        self._gone = GONE[reading] if reading else frozenset[str]()
        self._reading = reading
        self._styles = Styles(file)
        self._numbering = Numbering(file, self._styles)
        self._known = {""}
        self.fields: list[str] = []
        self.pictures = 0
        self._with_fields = with_fields
        self._start()

    def _start(self) -> None:
        self._text: list[str] = []
        self._boxes: list[_Element] = []
        self._marks: list[Mark] = []
        self._contents = False

    @property
    def left(self) -> tuple[Mark, ...]:
        """What was marked in a paragraph of which nothing else is left."""
        return tuple(self._marks)

    def blocks(self, parent: _Element) -> list[Paragraph | Row]:
        """The paragraphs and rows in `parent`; a paragraph without its mark goes on in the next one there."""
        found = list[Paragraph | Row]()
        last: _Element | None = None
        for child in self._children(parent):
            if child.tag == f"{W}p":
                last = properties(child, self._reading)
                if self._paragraph(child, last):
                    found += self._ended(last)
            elif child.tag == f"{W}tbl":
                found += [*self._rest(last), *self._table(child)]
            else:
                self._mark(child)
        return [*found, *self._rest(last)]

    def _rest(self, said: _Element | None) -> list[Paragraph | Row]:
        """The paragraph that is open still, if it has any text."""
        return self._ended(said) if any(self._text) or self._boxes else []

    def _children(self, parent: _Element) -> Iterator[_Element]:
        for child in parent:
            if child.tag == ALTERNATIVE:
                yield from self._children(_chosen(child))
            elif child.tag not in _AROUND:
                yield child
            elif child.tag not in self._gone:
                yield from self._children(child)

    def _paragraph(self, element: _Element, said: _Element | None) -> bool:
        """Reads a paragraph; returns whether it ends there: one with no mark, or a hidden one, goes on in the next."""
        name = self._styles.of(said)
        hidden = self._styles.hides(name)
        self._contents |= self._in_contents() or self._styles.is_contents(name)
        self._inline(element, hidden, hidden)
        self._contents |= self._in_contents()
        own = switch(inner(said, "rPr"), "vanish")
        return not mark_goes(element, self._gone) and not (hidden if own is None else own)

    def _in_contents(self) -> bool:
        return self._with_fields and any(one[1:].lstrip().upper().startswith("TOC") for one in self.fields)

    def _ended(self, said: _Element | None) -> list[Paragraph | Row]:
        text, boxes, marks, contents = "".join(self._text), self._boxes, tuple(self._marks), self._contents
        self._start()
        label = self._numbering.label(said)
        if label and label.unknown not in self._known:
            self._known.add(label.unknown)
            marks = (*marks, Mark("number-format", f"numbers of the format {label.unknown} are shown as 1, 2, 3"))
        heading = self._styles.heading(said)
        found: list[Paragraph | Row] = [Paragraph(text, label, heading, contents, marks)]
        for box in boxes:
            found += self.blocks(box)
        return found

    def _inline(self, element: _Element, hidden: bool, hidden_style: bool) -> None:
        for child in element:
            tag = child.tag
            if tag == f"{W}r":
                self._inline(child, self._hides(child, hidden_style), hidden_style)
            elif tag in WORDS:
                self._say(child.text or "", hidden)
            elif tag in _SIGNS:
                self._say(_SIGNS[tag], hidden)
            elif tag == f"{W}fldChar":
                self._field(child.get(f"{W}fldCharType", ""))
            elif tag == f"{W}instrText":
                self._instruct(child.text or "")
            elif tag == f"{W}txbxContent":
                self._boxes.append(child)
            elif tag == ALTERNATIVE:
                self._inline(_chosen(child), hidden, hidden_style)
            elif tag not in self._gone and tag not in _APART:
                self._mark(child)
                self._inline(child, hidden, hidden_style)

    def _hides(self, run: _Element, hidden: bool) -> bool:
        """Whether a run is hidden: by itself, else by its style and that of its paragraph, which undo each other."""
        said = properties(run, self._reading)
        if said is None:
            return hidden
        own = switch(said, "vanish")
        return self._styles.hides(value(said, "rStyle")) != hidden if own is None else own

    def _say(self, text: str, hidden: bool) -> None:
        if self._with_fields and any(one.startswith("?") for one in self.fields):
            return
        if not hidden:
            self._text.append(text)
        elif text.strip():
            self._marks.append(Mark("hidden-text", text))

    def _field(self, kind: str) -> None:
        """Follows a field: "?" and its instruction while that goes on, "=" and the instruction within its result."""
        if kind == "begin":
            self.fields.append("?")
        elif kind == "separate" and self.fields:
            self.fields[-1] = f"={self.fields[-1][1:]}"
        elif kind == "end" and self.fields:
            self.fields.pop()

    def _instruct(self, text: str) -> None:
        if self.fields and self.fields[-1].startswith("?") and len(self.fields[-1]) < _LONGEST_INSTRUCTION:
            self.fields[-1] += text[:_LONGEST_INSTRUCTION]

    def _mark(self, element: _Element) -> None:
        tag = str(element.tag)
        if tag in _ELSEWHERE:
            self._marks.append(Mark(_ELSEWHERE[tag], element.get(f"{W}id", element.get(_LINKED, ""))))
        elif tag in _PICTURES:
            self.pictures += 1

    def _table(self, table: _Element) -> Iterator[Paragraph | Row]:
        """The rows of a table; one of a single column is a frame, and what stands in it is no table."""
        rows = [
            self._cells(row) for row in self._children(table) if row.tag == f"{W}tr" and not row_goes(row, self._gone)
        ]
        if all(len(row) < 2 for row in rows):
            for row in rows:
                for cell in row:
                    yield from cell.blocks
            return
        above: dict[int, str] = {}
        for row in rows:
            yield _row(row, above)

    def _cells(self, row: _Element) -> list[_Cell]:
        before = min(whole(value(inner(row, "trPr"), "gridBefore")) or 0, _MOST_COLUMNS)
        cells = [_Cell((), 1, False)] * before
        for cell in self._children(row):
            if cell.tag == f"{W}tc" and not cell_goes(cell, self._reading):
                shape = inner(cell, "tcPr")
                span = whole(value(shape, "gridSpan")) or 1
                merged = inner(shape, "vMerge")
                continued = merged is not None and merged.get(f"{W}val", "continue") == "continue"
                blocks = tuple(self.blocks(cell))
                cells.append(_Cell(blocks, span if 0 < span <= _MOST_COLUMNS else 1, continued))
        return cells


def paragraphs(blocks: Iterable[Paragraph | Row]) -> list[Paragraph]:
    """The paragraphs of the blocks in order, those of tables among them."""
    return [one for block in blocks for one in (block.paragraphs if isinstance(block, Row) else (block,))]


def _chosen(alternative: _Element) -> _Element:
    """The version of a drawing that is read: the newest one that has words, else the one for older programs."""
    choices = [*alternative.iterchildren(CHOICE), *alternative.iterchildren(FALLBACK)]
    with_words = (one for one in choices if any(True for _ in one.iter(*WORDS, *_PICTURES)))
    return next(with_words, choices[0] if choices else alternative.makeelement("none"))


def _row(cells: list[_Cell], above: dict[int, str]) -> Row:
    texts, held, column = list[str](), list[Paragraph](), 0
    for cell in cells:
        inside = [
            one for block in cell.blocks for one in ((block,) if isinstance(block, Paragraph) else block.paragraphs)
        ]
        text = " ".join(filter(None, (" ".join(one.said.split()) for one in inside)))
        if cell.continued and not text:
            text = above.get(column, "")
        above[column] = text
        texts += [text, *[""] * (cell.span - 1)]
        held += inside
        column += cell.span
    return Row(tuple(texts), tuple(held))
