"""A Word file as a paper: a row for each paragraph and each row of a table, its number in front."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from gen.errors import CannotRead
from gen.sources.account import Account
from gen.sources.formats.docx.beside import Beside, beside
from gen.sources.formats.docx.tracked import explained
from gen.sources.formats.docx.walk import Mark, Paragraph, Row, Walk
from gen.sources.formats.docx.wordfile import W, WordFile, opened, parsed, related
from gen.sources.lines import Line, classify
from gen.sources.lines import rows as cleaned
from gen.sources.paper import Paper, Tracked
from gen.sources.words import tidy

if TYPE_CHECKING:
    from lxml.etree import _Element

_MOST = 1_500_000
_TYPED = frozenset({"item", "blank"})
_CONTENTS = "table of contents"
_MARGINS = {"header": "page header", "footer": "page footer"}


@dataclass(slots=True)
class _Sheet:
    """The rows as they are written: what each one is, why it is set aside, and what is told beside it."""

    rows: list[str] = field(default_factory=list)
    made_of: list[Paragraph | Row | None] = field(default_factory=list)
    aside: dict[int, str] = field(default_factory=dict)
    marks: list[tuple[int, Mark]] = field(default_factory=list)

    def add(self, row: str, made_of: Paragraph | Row | None, why: str = "") -> None:
        """Writes one more row; `why` it is set aside."""
        self.rows.append(row)
        self.made_of.append(made_of)
        if why:
            self.aside[len(self.rows)] = why

    def mark(self, marks: Sequence[Mark]) -> None:
        """Notes what is told beside the row that was written last, or will be the first."""
        self.marks += [(max(1, len(self.rows)), one) for one in marks]


def paper(name: str, data: bytes, account: Account, tracked: Tracked | None) -> Paper:
    """The text of a Word file; what is in it beside the text (notes, comments, pictures) becomes findings.

    Page headers, footers and tables of contents are rows set aside. Footnotes and endnotes explain the text and are
    no part of it: findings at the row that refers to them, as comments are. Raises CannotRead for what is no Word
    file, for one that is a danger to read, and for tracked changes where `tracked` does not decide on them.
    """
    file = opened(name, data, _MOST)
    told = beside(file)
    body = next(parsed(name, file.main, file.parts[file.main]).iterchildren(f"{W}body"))
    changes = explained(body)
    if changes and tracked is None:
        raise CannotRead(
            name,
            f"it holds tracked changes that nobody decided on: {changes}",
            "--accept reads it with all of them accepted, --reject with all of them rejected; or decide in Word first",
        )
    reading = tracked or "accepted"
    sheet = _written(file, body, reading)
    _margins(file, reading, sheet)
    rows = cleaned("\n".join(sheet.rows), account)
    _tell(sheet, told, account)
    return Paper(
        name,
        "docx",
        rows,
        lambda: tuple(_lines(rows, sheet)),
        aside=frozenset(sheet.aside),
        tracked=tracked if changes else None,
    )


def _written(file: WordFile, body: _Element, reading: Tracked) -> _Sheet:
    walk = Walk(file, reading)
    blocks = walk.blocks(body)
    if walk.fields:
        # A field that never ends would swallow the text after it: its instruction alone is left out then.
        walk = Walk(file, reading, with_fields=False)
        blocks = walk.blocks(body)
    sheet = _Sheet()
    for block in blocks:
        _write(block, sheet)
    sheet.mark(walk.left)
    if not any(row.strip() for row in sheet.rows):
        why = f"it holds {walk.pictures} pictures and no text" if walk.pictures else "it holds no text"
        raise CannotRead(file.name, why, "run text recognition on it, or get the text itself" if walk.pictures else "")
    if walk.pictures:
        count = f"{walk.pictures} picture{'' if walk.pictures == 1 else 's'}"
        sheet.marks.append((1, Mark("picture", f"the document holds {count}; gen reads no pictures")))
    return sheet


def _write(block: Paragraph | Row, sheet: _Sheet) -> None:
    """Writes the rows of a paragraph, one for each of its lines, or the one of a row of a table."""
    if isinstance(block, Row):
        if any(block.cells):
            sheet.add(f"| {' | '.join(block.cells)} |", block)
        for one in block.paragraphs:
            sheet.mark(one.marks)
        return
    if block.heading:
        block = block._replace(text=tidy(block.text.replace("\n", " ")))
    lines = [line for part in block.said.split("\n") if (line := part.replace("\r", " ").replace("\t", " ").strip())]
    for number, line in enumerate(lines):
        sheet.add(line, None if number else block, _CONTENTS if block.contents else "")
    sheet.mark(block.marks)


def _margins(file: WordFile, reading: Tracked, sheet: _Sheet) -> None:
    """Writes what stands in page headers and footers, each text once, after the text."""
    for kind, why in _MARGINS.items():
        seen = set[str]()
        for root in related(file, kind):
            margin = _Sheet()
            for block in Walk(file, reading, with_fields=False).blocks(root):
                _write(block, margin)
            for row in margin.rows:
                if row not in seen:
                    sheet.add(row, None, why)
                seen.add(row)


def _tell(sheet: _Sheet, told: Beside, account: Account) -> None:
    for row, why in sheet.aside.items():
        account.leave(row, why)
    for row, mark in (*((1, one) for one in told.marks), *sheet.marks):
        if text := told.text(mark):
            account.remark(row, mark.kind, text)


def _lines(rows: Sequence[str], sheet: _Sheet) -> Iterator[Line]:
    for number, (row, block) in enumerate(zip(rows, sheet.made_of, strict=True), 1):
        if number not in sheet.aside:
            yield _line(number, row, block)


def _line(number: int, row: str, block: Paragraph | Row | None) -> Line:
    if isinstance(block, Row):
        return Line(number, "row", row, cells=block.cells)
    if block and block.heading:
        return Line(number, "heading", row, level=block.heading)
    if block and (label := block.label):
        text = row[len(label.text + label.gap) :].strip()
        return Line(number, "item", text, level=label.level, label="" if label.bullet else label.text)
    # What stands for mark-up in plain text is nothing but words here, except for numbers that were typed.
    line = classify(number, row)
    return line if line.kind in _TYPED else Line(number, "prose", row.strip())
