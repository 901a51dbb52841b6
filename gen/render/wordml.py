"""WordprocessingML in a few words: runs, paragraphs, tables and the contents as XML text."""

from __future__ import annotations

import io
import itertools
import re
import zipfile
from collections.abc import Container, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from gen.model.change import Redline
from gen.render.templates import language_of

WIDTH = 9071
_FORBIDDEN = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LATER = "\0"
_UNNUMBERED = re.compile(f'w:id="{_LATER}"')
_BOOKMARK = re.compile(r'<w:bookmarkStart w:id="\d+" w:name="([^"]*)"/>')
_LINK = re.compile(r'<w:hyperlink w:anchor="([^"]*)" w:history="1">(.*?)</w:hyperlink>', re.DOTALL)
_SPACED_QUOTES = re.compile(r"\s[“‘]|[”’](?:[\s.,;:)]|$)")
_EPOCH = (1980, 1, 1, 0, 0, 0)


def run(text: str, style: str = "") -> str:
    """A run of text in a character style; Chinese text takes its quotation marks and dashes from the Chinese font."""
    hint = "" if text.isascii() or _english(text) else '<w:rFonts w:hint="eastAsia"/>'
    named = f"<w:rStyle w:val={quoteattr(style)}/>" if style else ""
    properties = f"<w:rPr>{named}{hint}</w:rPr>" if named or hint else ""
    lines = xml_text(text).split("\n")
    said = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in lines)
    return f"<w:r>{properties}{said}</w:r>"


def _english(text: str) -> bool:
    """Whether a text is set as English: more of it is, or there is a space around its quotation marks."""
    latin = any(char.isascii() and char.isalpha() for char in text)
    return latin and (language_of(text) == "en" or bool(_SPACED_QUOTES.search(text)))


def xml_text(text: str) -> str:
    """The text with a mark for every character that XML cannot hold."""
    return _FORBIDDEN.sub("\ufffd", text)


def redlined(pieces: Redline) -> str:
    """Old and new wording in one paragraph by ordinary formatting: struck through what went, underlined what came."""
    styles = {"=": "", "-": "Removed", "+": "Inserted"}
    return "".join(run(text, styles[sign]) for sign, text in pieces)


def paragraph(content: str, style: str = "") -> str:
    """A paragraph of runs in a paragraph style."""
    properties = f"<w:pPr><w:pStyle w:val={quoteattr(style)}/></w:pPr>" if style else ""
    return f"<w:p>{properties}{content}</w:p>"


def heading(text: str, level: int) -> str:
    """A heading of level 1 to 3."""
    return paragraph(run(text), f"Heading{level}")


def bookmarked(content: str, name: str) -> str:
    """Runs that can be reached by `name`; the bookmark gets its number from `numbered`."""
    return f'<w:bookmarkStart w:id="{_LATER}" w:name={quoteattr(name)}/>{content}<w:bookmarkEnd w:id="{_LATER}"/>'


def linked(content: str, name: str) -> str:
    """Runs that lead to the bookmark `name`."""
    return f'<w:hyperlink w:anchor={quoteattr(name)} w:history="1">{content}</w:hyperlink>'


def numbered(document: str, first: int) -> str:
    """The document with its bookmarks numbered from `first` on, and without links to bookmarks it does not have."""
    count = itertools.count(2 * first)
    document = _UNNUMBERED.sub(lambda _: f'w:id="{next(count) // 2}"', document)
    names = set(_BOOKMARK.findall(document))
    return _LINK.sub(lambda link: link[0] if link[1] in names else link[2], document)


def contents(entries: Sequence[tuple[str, str]]) -> str:
    """A table of contents of (bookmark, heading): without page numbers, so that it is right before any update."""
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    code = r'<w:r><w:instrText xml:space="preserve"> TOC \o "1-1" \n \h \z </w:instrText></w:r>'
    lines = [linked(run(text), mark) for mark, text in entries]
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


def table(
    shares: Sequence[float],
    rows: Sequence[Sequence[Cell]],
    caption: str,
    *,
    headers: int = 1,
    width: int = WIDTH,
    broken: Container[int] = (),
) -> str:
    """A table of fixed widths, shares of `width`; header rows repeat on each page, `caption` is the alt text.

    broken: the places of the rows that may go on over a page's end.
    """
    widths = [round(width * share / sum(shares)) for share in shares]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    body = "".join(_row(row, widths, n < headers, whole=n not in broken) for n, row in enumerate(rows))
    said = quoteattr(xml_text(caption))
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="BriefingTable"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/><w:tblLook w:val="0420" w:firstRow="{int(headers > 0)}" w:noVBand="1"/>'
        f"<w:tblCaption w:val={said}/><w:tblDescription w:val={said}/>"
        f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl>{paragraph('', 'AfterTable')}"
    )


def _row(cells: Sequence[Cell], widths: Sequence[int], header: bool, *, whole: bool) -> str:
    held = ("<w:cantSplit/>" if whole else "") + ("<w:tblHeader/>" if header else "")
    properties = f"<w:trPr>{held}</w:trPr>" if held else ""
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
