"""WordprocessingML in a few words: runs, paragraphs, tables and the contents as XML text."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from gen.model.change import Redline
from gen.render.templates import language_of

WIDTH = 9071
NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_FORBIDDEN = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_EPOCH = (1980, 1, 1, 0, 0, 0)


def run(text: str, style: str = "") -> str:
    """A run of text in a character style; Chinese text takes its quotation marks and dashes from the Chinese font."""
    latin = any(char.isascii() and char.isalpha() for char in text)
    hint = "" if text.isascii() or (latin and language_of(text) == "en") else '<w:rFonts w:hint="eastAsia"/>'
    named = f"<w:rStyle w:val={quoteattr(style)}/>" if style else ""
    properties = f"<w:rPr>{named}{hint}</w:rPr>" if named or hint else ""
    lines = _FORBIDDEN.sub("\ufffd", text).split("\n")
    said = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in lines)
    return f"<w:r>{properties}{said}</w:r>"


def redlined(pieces: Redline) -> str:
    """Old and new wording in one paragraph by ordinary formatting: struck through what went, underlined what came."""
    styles = {"=": "", "-": "Removed", "+": "Inserted"}
    return "".join(run(text, styles[sign]) for sign, text in pieces)


def paragraph(content: str, style: str = "") -> str:
    """A paragraph of runs in a paragraph style."""
    properties = f"<w:pPr><w:pStyle w:val={quoteattr(style)}/></w:pPr>" if style else ""
    return f"<w:p>{properties}{content}</w:p>"


def heading(text: str, level: int, bookmark: str = "", number: int = 0) -> str:
    """A heading of level 1 to 3; one with a bookmark can be reached from the contents."""
    if not bookmark:
        return paragraph(run(text), f"Heading{level}")
    name = quoteattr(bookmark)
    marked = f'<w:bookmarkStart w:id="{number}" w:name={name}/>{run(text)}<w:bookmarkEnd w:id="{number}"/>'
    return paragraph(marked, f"Heading{level}")


def contents(entries: Sequence[tuple[str, str]]) -> str:
    """A table of contents of (bookmark, heading): without page numbers, so that it is right before any update."""
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    code = r'<w:r><w:instrText xml:space="preserve"> TOC \o "1-1" \n \h \z </w:instrText></w:r>'
    lines = [
        f'<w:hyperlink w:anchor={quoteattr(mark)} w:history="1">{run(text)}</w:hyperlink>' for mark, text in entries
    ]
    first = begin + code + '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    last = len(lines) - 1
    return "".join(
        paragraph((first if n == 0 else "") + line + (end if n == last else ""), "TOC1") for n, line in enumerate(lines)
    )


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: whole paragraphs as XML, and how many columns it spans."""

    content: str
    span: int = 1
    shaded: bool = False


def cell(*texts: str, style: str = "TableText") -> Cell:
    """A cell with one paragraph a text that is not empty."""
    return Cell("".join(paragraph(run(text), style) for text in texts if text) or paragraph("", style))


def table(shares: Sequence[float], rows: Sequence[Sequence[Cell]], caption: str, *, headers: int = 1) -> str:
    """A table of fixed widths, shares of the text width; header rows repeat on each page, `caption` is the alt text."""
    widths = [round(WIDTH * share / sum(shares)) for share in shares]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    body = "".join(_row(row, widths, n < headers) for n, row in enumerate(rows))
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="BriefingTable"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/><w:tblLook w:val="0420" w:firstRow="{int(headers > 0)}" w:noVBand="1"/>'
        f"<w:tblCaption w:val={quoteattr(caption)}/><w:tblDescription w:val={quoteattr(caption)}/>"
        f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl>{paragraph('', 'AfterTable')}"
    )


def _row(cells: Sequence[Cell], widths: Sequence[int], header: bool) -> str:
    properties = "<w:trPr><w:cantSplit/>" + ("<w:tblHeader/>" if header else "") + "</w:trPr>"
    drawn, at = [], 0
    for one in cells:
        span = f'<w:gridSpan w:val="{one.span}"/>' if one.span > 1 else ""
        shade = '<w:shd w:val="clear" w:color="auto" w:fill="EEF0F2"/>' if one.shaded else ""
        width = sum(widths[at : at + one.span])
        drawn.append(f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{shade}</w:tcPr>{one.content}</w:tc>')
        at += one.span
    return f"<w:tr>{properties}{''.join(drawn)}</w:tr>"


def steady(package: bytes) -> bytes:
    """The same package with fixed times and a fixed order of its parts, so that the same input gives the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist(), key=_part_order):
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type, info.create_system, info.external_attr = zipfile.ZIP_DEFLATED, 3, 0o600 << 16
            new.writestr(info, old.read(name), compresslevel=9)
    return out.getvalue()


def _part_order(name: str) -> tuple[int, str]:
    return {"[Content_Types].xml": 0, "_rels/.rels": 1}.get(name, 2), name
