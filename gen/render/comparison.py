"""The table of old and new as a Word document: landscape, its head on each page, in the look of a template."""

from __future__ import annotations

from collections.abc import Mapping
from xml.sax.saxutils import quoteattr

from gen.errors import FaultyFile
from gen.render.bounds import too_long
from gen.render.redlinefile import LINKS, MARGINS, PAGE_STYLES, SETTINGS, SPACE, packed, style_ids
from gen.render.word import restyled
from gen.render.wordchanges import anchor, marked
from gen.render.wordcheck import faults
from gen.render.wordml import Cell, bookmarked, cell, numbered, paragraph, redlined, run, table
from gen.report.model import CellLine, Comparison, ComparisonRow, Report
from gen.sources.formats.docx.wordfile import opened

_LONG, _SHORT, _MARGIN = 16838, 11906, 1134
_SECTION = (
    f'<w:sectPr>{MARGINS}<w:pgSz w:w="{_LONG}" w:h="{_SHORT}" w:orient="landscape"/>'
    f'<w:pgMar w:top="1361" w:right="{_MARGIN}" w:bottom="1134" w:left="{_MARGIN}" w:header="680" w:footer="567" '
    'w:gutter="0"/></w:sectPr>'
)
_SHARES = (0.6, 3.5, 3.5, 3.6)
_STYLES = {"name": "TableText", "text": "TableText", "under": "TableSmall", "empty": "TableText"}
_SPACES = f"{SPACE} {LINKS}"


def render(comparison: Comparison, report: Report, template: bytes, name: str = "the Word template") -> bytes:
    """The document in the styles of `template`, a Word file, with a page, a header and a footer of its own.

    name: what errors call the template. Raises CannotRead for what is no Word document or none that may be opened,
    FaultyFile for one that is not in order, TooLong for a text no reader of Word files takes.
    """
    too_long((report, comparison), "docx")
    look = opened(name, template)
    if found := faults(look):
        raise FaultyFile(found)
    styles = style_ids(look)
    said = "".join(paragraph(run(note), "Note") for note in comparison.notes)
    body = restyled(numbered(said + _table(comparison), 1), look)
    title = paragraph(run(comparison.title), styles["Title"])
    parts = {
        "word/document.xml": f"<w:document {_SPACES}><w:body>{title}{body}{_SECTION}</w:body></w:document>",
        "word/header1.xml": f"<w:hdr {_SPACES}>{_header(comparison, report, styles)}</w:hdr>",
        "word/footer1.xml": f"<w:ftr {_SPACES}>{_footer(report, styles)}</w:ftr>",
        "word/settings.xml": f"<w:settings {_SPACES}>{SETTINGS}</w:settings>",
    }
    return packed(parts, look, report._replace(title=comparison.title), PAGE_STYLES)


def _table(comparison: Comparison) -> str:
    if not comparison.rows:
        return ""
    rows = [[cell(words, style="TableHead") for words in comparison.head], *map(_row, comparison.rows)]
    long = {place for place, row in enumerate(comparison.rows, 1) if row.long}
    return table(_SHARES, rows, comparison.caption, width=_LONG - 2 * _MARGIN, broken=long)


def _row(row: ComparisonRow) -> list[Cell]:
    sides = (Cell("".join(map(_line, lines))) for lines in (row.old, row.new))
    return [cell(row.number, style="TableNumber"), *sides, Cell(_remarks(row))]


def _line(line: CellLine) -> str:
    return paragraph(redlined(line.pieces), _STYLES[line.role])


def _remarks(row: ComparisonRow) -> str:
    """The id, which can be linked to, and the kinds; how sure; then the reasons."""
    said = []
    if row.id:
        marks = "".join(run(" ") + marked(mark) for mark in row.marks)
        said.append(paragraph(bookmarked(run(row.id, "Strong"), anchor(row.id)) + marks, "TableText"))
    if row.status:
        said.append(paragraph(run(row.status, "Status"), "TableSmall"))
    return "".join([*said, *(paragraph(run(words), "TableSmall") for words in row.remarks)])


def _header(comparison: Comparison, report: Report, styles: Mapping[str, str]) -> str:
    return paragraph(run(f"{comparison.title}  {report.subtitle}"), styles["Header"])


def _footer(report: Report, styles: Mapping[str, str]) -> str:
    """The number of the page among all, and which two snapshots are compared."""
    pages = report.labels["page_of"].replace("{0}", "\0PAGE\0").replace("{1}", "\0NUMPAGES\0").split("\0")
    numbers = "".join(_field(part) if part in ("PAGE", "NUMPAGES") else run(part) for part in pages if part)
    hashes = "  ".join(f"{one.label} {one.sha256[:12]}" for one in (report.old, report.new))
    return paragraph(numbers + run(f"  {hashes}"), styles["Footer"])


def _field(code: str) -> str:
    return f"<w:fldSimple w:instr={quoteattr(f' {code} ')}>{run('1')}</w:fldSimple>"
