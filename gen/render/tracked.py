"""Tracked changes in WordprocessingML: paragraphs, rows and comments of a redline as XML text."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr

from gen.model.change import Redline
from gen.render.templates import language_of
from gen.render.wordml import WIDTH, paragraph, run, xml_text
from gen.report.redline import Line, Redlined

_STYLES: Mapping[str, str] = {
    "Fact": "RedlineFact",
    "Duty": "RedlineDuty",
    "Plain": "RedlineFact",
    "Head": "TableHead",
    "Row": "TableText",
    "End": "RedlineEnd",
}
_SHARES: Mapping[str, tuple[int, ...]] = {"posts": (3, 4, 2, 2, 2, 3), "staffing": (4, 1)}
_TIMES = ("T00:00:00Z", "T12:00:00Z")
_BREAKS: Mapping[str, str] = {"\n": "<w:br/>", "\t": "<w:tab/>"}
_CUT = re.compile(r"([\n\t])")
_CHINESE = '<w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr>'
_LATIN = re.compile("[A-Za-z]")
_WHOLE = {"deleted": "del", "inserted": "ins"}
_MOVES = {"deleted": "moveFrom", "inserted": "moveTo"}


class Tracker:
    """Writes the lines of one redline; every annotation of the document gets the next number."""

    def __init__(
        self, redlined: Redlined, author: str, date: str, styles: Mapping[str, str], *, moves: bool = False
    ) -> None:
        self.redlined = redlined
        self.styles = styles
        self.referring = f"<w:rStyle w:val={quoteattr(styles['CommentReference'])}/>"
        self.moves = moves
        self.times = [f"w:author={quoteattr(author)} w:date={quoteattr(date + time)}" for time in _TIMES]
        self.by = self.times[0]
        self.numbers = itertools.count(1)
        self.comments = [next(self.numbers) for _ in redlined.comments]

    def body(self) -> str:
        """All lines in order, the rows of one table together."""
        lines = self.redlined.lines
        around = zip((None, *lines[:-1]), lines, (*lines[1:], None), strict=True)
        written = [(line.block.table, self._line(before, line, after)) for before, line, after in around]
        return "".join(
            self._table(table, [xml for _, xml in some]) if table else "".join(xml for _, xml in some)
            for table, some in itertools.groupby(written, key=lambda pair: pair[0])
        )

    def _line(self, before: Line | None, line: Line, after: Line | None) -> str:
        self.by = self.times[_runs_on(before, line)]
        if line.block.table:
            return self._row(line)
        move = line.move if self.moves else ""
        first, last = (bool(move) and not (other and other.move == move) for other in (before, after))
        return self._paragraph(line, move, first=first, last=last)

    def _paragraph(self, line: Line, move: str, *, first: bool, last: bool) -> str:
        tag = (_MOVES if move else _WHOLE).get(line.state, "")
        pieces = "".join(self._pieces(part, tag) for part in line.parts)
        content = self._anchored(line, self._commented(line, pieces, tag))
        if move and (first or last):
            content = self._range(tag, move, content, first=first, last=last)
        return f"<w:p>{self._properties(line.block.style, tag)}{content}</w:p>"

    def _properties(self, style: str, tag: str) -> str:
        mark = f"<w:rPr>{self._mark(tag)}</w:rPr>" if tag else ""
        return f"<w:pPr><w:pStyle w:val={quoteattr(self.styles[_STYLES.get(style, style)])}/>{mark}</w:pPr>"

    def _mark(self, tag: str) -> str:
        return f'<w:{tag} w:id="{next(self.numbers)}" {self.by}/>'

    def _wrapped(self, tag: str, content: str) -> str:
        return f'<w:{tag} w:id="{next(self.numbers)}" {self.by}>{content}</w:{tag}>'

    def _pieces(self, part: Redline, tag: str) -> str:
        """The runs of one part; `tag` is what the whole paragraph is, "" where each piece stands for itself."""
        tags = {"=": "", "-": "del", "+": "ins"}
        return "".join(self._piece(text, tag or tags[sign]) for sign, text in part)

    def _piece(self, text: str, tag: str) -> str:
        written = _run(text, "delText" if tag == "del" else "t")
        return self._wrapped(tag, written) if tag else written

    def _commented(self, line: Line, content: str, tag: str) -> str:
        """The content under its comments; a row that goes or comes bears them at a point.

        LibreOffice leaves such a row standing, empty, where the range of a comment is in it.
        """
        numbers = [self.comments[place] for place in line.comments]
        references = [self._reference(number, tag) for number in numbers]
        if tag and line.block.table:
            return content + "".join(references)
        starts = "".join(f'<w:commentRangeStart w:id="{n}"/>' for n in numbers)
        ends = (f'<w:commentRangeEnd w:id="{n}"/>{said}' for n, said in zip(numbers, references, strict=True))
        return starts + content + "".join(ends)

    def _reference(self, number: int, tag: str) -> str:
        said = f'<w:r><w:rPr>{self.referring}</w:rPr><w:commentReference w:id="{number}"/></w:r>'
        return self._wrapped(tag, said) if tag else said

    def _anchored(self, line: Line, content: str) -> str:
        number = next(self.numbers)
        name = anchor(line)
        return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{content}<w:bookmarkEnd w:id="{number}"/>'

    def _range(self, tag: str, move: str, content: str, *, first: bool, last: bool) -> str:
        """The content with the start or the end of the range of its move."""
        if first:
            self.open = next(self.numbers)
            content = f'<w:{tag}RangeStart w:id="{self.open}" {self.by} w:name="{move}"/>{content}'
        return content + (f'<w:{tag}RangeEnd w:id="{self.open}"/>' if last else "")

    def _row(self, line: Line) -> str:
        tag = _WHOLE.get(line.state, "")
        said = next((n for n, part in enumerate(line.parts) if part), 0)
        cells = []
        for n, (part, width) in enumerate(zip(line.parts, _widths(line.block.table), strict=True)):
            content = self._pieces(part, tag)
            content = self._commented(line, content, tag) if n == said else content
            content = self._anchored(line, content) if n == 0 else content
            cells.append(
                f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'
                f"<w:p>{self._properties(line.block.style, tag)}{content}</w:p></w:tc>"
            )
        head = "<w:tblHeader/>" if line.block.style == "Head" else ""
        return f"<w:tr><w:trPr><w:cantSplit/>{head}{self._mark(tag) if tag else ''}</w:trPr>{''.join(cells)}</w:tr>"

    def _table(self, table: str, rows: Sequence[str]) -> str:
        caption = next((b.text for b in self.redlined.new if b.item == f"{table}.caption"), table)
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in _widths(table))
        return (
            f"<w:tbl><w:tblPr><w:tblStyle w:val={quoteattr(self.styles['BriefingTable'])}/>"
            f'<w:tblW w:w="{WIDTH}" w:type="dxa"/>'
            '<w:tblLayout w:type="fixed"/><w:tblLook w:val="0420" w:firstRow="1" w:noVBand="1"/>'
            f"<w:tblCaption w:val={quoteattr(caption)}/><w:tblDescription w:val={quoteattr(caption)}/></w:tblPr>"
            f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
        )

    def notes(self, initials: str) -> Iterator[str]:
        """Yields the comments, each with the number its range bears."""
        for number, comment in zip(self.comments, self.redlined.comments, strict=True):
            said = "".join(self._said(n, line) for n, line in enumerate(comment.lines))
            yield f'<w:comment w:id="{number}" {self.by} w:initials={quoteattr(initials)}>{said}</w:comment>'

    def _said(self, n: int, line: str) -> str:
        first = "" if n else f"<w:r><w:rPr>{self.referring}</w:rPr><w:annotationRef/></w:r>"
        return paragraph(first + run(line), self.styles["CommentText"])


def _run(text: str, tag: str) -> str:
    """A run of text as wordml.run writes it, its breaks and tabs apart, in elements of that tag."""
    chinese = not text.isascii() and not (_LATIN.search(text) and language_of(text) == "en")
    said = "".join(
        _BREAKS.get(part) or f'<w:{tag} xml:space="preserve">{escape(part)}</w:{tag}>'
        for part in _CUT.split(xml_text(text))
        if part
    )
    return f"<w:r>{_CHINESE if chinese else ''}{said}</w:r>"


def _runs_on(before: Line | None, line: Line) -> bool:
    """Whether a paragraph that goes or comes follows one that stays and ends with what goes or comes.

    LibreOffice takes the two for one change, with the mark between them, unless they were made at different times.
    """
    if before is None or before.state != "changed" or line.state not in _WHOLE:
        return False
    ends = next((part[-1][0] for part in reversed(before.parts) if part), "=")
    return ends == {"deleted": "-", "inserted": "+"}[line.state]


def anchor(line: Line) -> str:
    """The name of the bookmark around a line: its places in the old and the new text."""
    places = (f"_{side}{place}" for side, place in (("o", line.old), ("n", line.new)) if place is not None)
    return f"_gen{''.join(places)}"


def _widths(table: str) -> list[int]:
    shares = _SHARES[table]
    return [WIDTH * share // sum(shares) for share in shares]
