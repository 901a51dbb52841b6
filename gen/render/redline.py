"""The redline as a Word document with native tracked changes.

What a reader of the document, or a program after a reviewer, finds in it beside text and comments:

- Custom document properties (docProps/custom.xml), all text: GenFormat ("gen-redline/1"), GenLanguage ("zh" or "en"),
  GenOld and GenNew (BODY@RELEASE), GenOldSha256 and GenNewSha256 (of the snapshot files).
- The two texts are `old` and `new` of gen.report.redline.redlined: the whole of each release, names in the language
  that both sides have more of.
- Paragraphs of style RedlineNote come first, untracked: they say what is compared. All that follows is the text: the
  whole of it with every change rejected is the old text, with every change accepted the new one.
- A bookmark around each block of the text, in the first cell where the block is a row of a table: `_gen_o12_n15` for
  what is block 12 of the old text (counted from 0) and block 15 of the new one, `_gen_o12` for what only the old text
  has, `_gen_n15` for what only the new one has. What was moved stands there twice, as `_gen_o12` and as `_gen_n15`.
  A bookmark around nothing is what is left of a block that is gone.
- An empty cell says "—".
- A custom XML part of the namespace urn:gen:redline:1 that says what each block is:
  `<block side="old" place="12" subject="duty" item="d7" part="text" style="Duty"/>`, for every block of either text,
  and `<move old="12" new="15"/>` for every block that was moved.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.sax.saxutils import escape, quoteattr

from gen.render.bounds import too_long
from gen.render.redlinefile import LINKS, MARGINS, SETTINGS, SPACE, packed, style_ids
from gen.render.tracked import Tracker
from gen.render.wordml import paragraph, run, xml_text
from gen.report.model import Report
from gen.report.redline import Redlined, preface
from gen.sources.formats.docx.wordfile import WordFile, opened

FORMAT = "gen-redline/1"
BLOCKS = "urn:gen:redline:1"
NOTE = "RedlineNote"
_SECTION = re.compile(rb"<w:sectPr[ >].*?</w:sectPr>", re.DOTALL)
_PAGE = re.compile(r"<w:pg(?:Sz|Mar)\b[^>]*/>|<w:docGrid\b[^>]*/>")
_A4 = (
    '<w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1587" w:right="1361" w:bottom="1361" w:left="1474" w:header="907" w:footer="737" w:gutter="0"/>'
)
_NUMBER = '<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
_ITEM = (
    '<ds:datastoreItem ds:itemID="{3D6A1B5E-5C0B-4B54-9D0C-8C2A7E60F1A1}" '
    'xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml"><ds:schemaRefs>'
    f'<ds:schemaRef ds:uri="{BLOCKS}"/></ds:schemaRefs></ds:datastoreItem>'
)


def render(redlined: Redlined, report: Report, template: bytes, *, moves: bool = False) -> bytes:
    """The document in the look of `template`, a Word file, of which styles and page are taken.

    Raises CannotRead, TooLong.

    moves: what moved unchanged is tracked as moved instead of deleted and inserted. Comments and author are worded by
    the report; the date of every change is that of the new release.
    """
    too_long((report, redlined.old, redlined.new), "docx")
    look = opened("the Word template", template)
    labels = report.labels
    day = report.new.day.date().isoformat()
    tracker = Tracker(redlined, labels["redline_author"], day, style_ids(look), moves=moves)
    body = _preface(report, tracker.styles) + tracker.body() + _section(look)
    notes = "".join(tracker.notes(labels["redline_initials"]))
    parts = {
        "word/document.xml": f"<w:document {SPACE} {LINKS}><w:body>{body}</w:body></w:document>",
        "word/comments.xml": f"<w:comments {SPACE}>{notes}</w:comments>" if notes else "",
        "word/header1.xml": f"<w:hdr {SPACE}>{_header(report, tracker.styles['Header'])}</w:hdr>",
        "word/footer1.xml": f"<w:ftr {SPACE}>{paragraph(_NUMBER, tracker.styles['Footer'])}</w:ftr>",
        "word/settings.xml": f"<w:settings {SPACE}>{SETTINGS}</w:settings>",
        "customXml/item1.xml": _blocks(redlined, report),
        "customXml/itemProps1.xml": _ITEM,
        "docProps/custom.xml": _stated(report),
    }
    return packed({name: xml for name, xml in parts.items() if xml}, look, report)


def _preface(report: Report, styles: Mapping[str, str]) -> str:
    title, *lines = preface(report)
    said = (run(title, styles["Strong"]), *map(run, lines))
    return "".join(paragraph(line, styles[NOTE]) for line in said)


def _section(look: WordFile) -> str:
    """The page of the template, with the header and the footer of the redline."""
    found = _SECTION.findall(look.parts[look.main])
    page = "".join(_PAGE.findall(found[-1].decode())) if found else ""
    return f"<w:sectPr>{MARGINS}{page if 'w:pgSz' in page and 'w:pgMar' in page else _A4}</w:sectPr>"


def _header(report: Report, style: str) -> str:
    return paragraph(run(f"{preface(report)[0]}  {report.subtitle}"), style)


def _blocks(redlined: Redlined, report: Report) -> str:
    blocks = (
        f'<block side="{side}" place="{place}" subject="{block.subject}" item={_quoted(block.item)} '
        f"part={_quoted(block.part)} style={_quoted(block.style)}/>"
        for side, some in (("old", redlined.old), ("new", redlined.new))
        for place, block in enumerate(some)
    )
    moves = (f'<move old="{old}" new="{new}"/>' for old, new in redlined.moved)
    return f'<redline xmlns="{BLOCKS}" language="{report.language}">{"".join(blocks)}{"".join(moves)}</redline>'


def _quoted(text: str) -> str:
    return quoteattr(xml_text(text))


def _stated(report: Report) -> str:
    """The custom properties: what is compared."""
    said = {"Format": FORMAT, "Language": report.language}
    for side, release in (("Old", report.old), ("New", report.new)):
        said |= {side: release.ref, f"{side}Sha256": release.sha256}
    stated = (
        f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="{number}" name="Gen{name}">'
        f"<vt:lpwstr>{escape(value)}</vt:lpwstr></property>"
        for number, (name, value) in enumerate(said.items(), 2)
    )
    return (
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
        'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
        f"{''.join(stated)}</Properties>"
    )
