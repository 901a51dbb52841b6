"""The package of a redline: its parts with the styles of a template, how they hang together, always the same bytes."""

from __future__ import annotations

import posixpath
from collections import defaultdict
from collections.abc import Mapping
from xml.sax.saxutils import quoteattr

from gen.render.wordfile import saved
from gen.report.model import Report
from gen.sources.formats.docx.wordfile import NAMESPACE, WordFile

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_OTHER = "application/vnd.openxmlformats-officedocument."
_MAIN = "word/document.xml"
SPACE = f'xmlns:w="{NAMESPACE}"'
LINKS = f'xmlns:r="{_OFFICE.rstrip("/")}"'
MARGINS = '<w:headerReference w:type="default" r:id="header1"/><w:footerReference w:type="default" r:id="footer1"/>'
SETTINGS = (
    '<w:zoom w:percent="100"/><w:defaultTabStop w:val="420"/>'
    '<w:characterSpacingControl w:val="compressPunctuation"/><w:compat><w:compatSetting w:name="compatibilityMode" '
    'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
)
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PARTS: Mapping[str, tuple[str, str, str]] = {
    _MAIN: ("", f"{_OFFICE}officeDocument", f"{_WORD}document.main+xml"),
    "docProps/custom.xml": ("", f"{_OFFICE}custom-properties", f"{_OTHER}custom-properties+xml"),
    **{
        f"word/{name}.xml": (_MAIN, f"{_OFFICE}{name.rstrip('1')}", f"{_WORD}{name.rstrip('1')}+xml")
        for name in ("styles", "settings", "header1", "footer1", "comments", "numbering")
    },
    "word/theme/theme1.xml": (_MAIN, f"{_OFFICE}theme", f"{_OTHER}theme+xml"),
    "customXml/item1.xml": (_MAIN, f"{_OFFICE}customXml", ""),
    "customXml/itemProps1.xml": (
        "customXml/item1.xml",
        f"{_OFFICE}customXmlProps",
        f"{_OTHER}customXmlProperties+xml",
    ),
}
_TAKEN = ("word/styles.xml", "word/numbering.xml", "word/theme/theme1.xml")
_BOLD = "<w:rPr><w:b/></w:rPr>"
_HEADING = '<w:pPr><w:keepNext/><w:spacing w:before="160" w:after="60"/><w:outlineLvl w:val="{0}"/></w:pPr>' + _BOLD
_CELL = '<w:pPr><w:spacing w:before="20" w:after="20"/></w:pPr>'
_OWN = ("redline", "table", "briefing")
Styles = Mapping[str, tuple[str, str, str]]
_NEEDED: Styles = {
    "Title": ("paragraph", "Title", '<w:pPr><w:jc w:val="center"/></w:pPr><w:rPr><w:b/><w:sz w:val="36"/></w:rPr>'),
    **{f"Heading{n}": ("paragraph", f"heading {n}", _HEADING.format(n - 1)) for n in range(1, 7)},
    "RedlineFact": ("paragraph", "redline fact", '<w:pPr><w:ind w:left="420"/></w:pPr>'),
    "RedlineNote": (
        "paragraph", "redline note", '<w:pPr><w:spacing w:after="60"/></w:pPr><w:rPr><w:color w:val="444444"/></w:rPr>',
    ),
    "RedlineEnd": ("paragraph", "redline end", '<w:pPr><w:spacing w:before="240"/><w:jc w:val="center"/></w:pPr>'),
    "RedlineDuty": ("paragraph", "redline duty", '<w:pPr><w:spacing w:before="40" w:after="40"/></w:pPr>'),
    "Caption": ("paragraph", "caption", "<w:pPr><w:keepNext/></w:pPr>"),
    "TableText": ("paragraph", "table text", _CELL),
    "TableHead": ("paragraph", "table head", _CELL + _BOLD),
    "Header": ("paragraph", "header", '<w:rPr><w:sz w:val="18"/></w:rPr>'),
    "Footer": ("paragraph", "footer", '<w:pPr><w:jc w:val="center"/></w:pPr><w:rPr><w:sz w:val="18"/></w:rPr>'),
    "CommentText": ("paragraph", "annotation text", '<w:rPr><w:sz w:val="20"/></w:rPr>'),
    "CommentReference": ("character", "annotation reference", '<w:rPr><w:sz w:val="16"/></w:rPr>'),
    "Strong": ("character", "strong", _BOLD),
    "BriefingTable": (
        "table", "briefing table",
        '<w:tblPr><w:tblBorders><w:top w:val="single" w:sz="4"/><w:bottom w:val="single" w:sz="4"/>'
        '<w:insideH w:val="single" w:sz="4"/></w:tblBorders></w:tblPr>',
    ),
}  # fmt: skip
PAGE_STYLES: Styles = {style: _NEEDED[style] for style in ("Title", "Header", "Footer")}


def style_ids(look: WordFile) -> dict[str, str]:
    """The ids that the styles of a redline have in a template, or are given where it has none of that name."""
    known = look.styles()
    return {style: known.get((kind, name.casefold()), style) for style, (kind, name, _) in _NEEDED.items()}


def packed(parts: Mapping[str, str], look: WordFile, report: Report, needed: Styles = _NEEDED) -> bytes:
    """The document as a file; what its styles need comes from the template, the styles it lacks are added.

    needed: type, name and properties of each such style by its id; those of a redline unless told otherwise.
    """
    files = {name: (_XML + xml).encode() if not xml.startswith("<?") else xml.encode() for name, xml in parts.items()}
    files |= {name: look.parts[name] for name in _TAKEN if name in look.parts}
    files["word/styles.xml"] = _with_styles(look, needed)
    files |= {name: (_XML + xml).encode() for name, xml in _hung_together(files).items()}
    return saved(files, report)


def _with_styles(look: WordFile, needed: Styles) -> bytes:
    known = look.styles()

    def own(name: str) -> str:
        return ' w:customStyle="1"' if name.startswith(_OWN) else ""

    lacking = [
        f'<w:style w:type="{kind}"{own(name)} w:styleId="{style}"><w:name w:val="{name}"/>{properties}</w:style>'
        for style, (kind, name, properties) in needed.items()
        if (kind, name.casefold()) not in known
    ]
    return look.parts["word/styles.xml"].replace(b"</w:styles>", "".join([*lacking, "</w:styles>"]).encode())


def _hung_together(files: Mapping[str, bytes]) -> dict[str, str]:
    """The relationships of the parts, by the file they stand in, and the types of all of them."""
    related: defaultdict[str, list[str]] = defaultdict(list)
    types = ""
    for name, (source, kind, content) in _PARTS.items():
        if name not in files:
            continue
        folder, base = posixpath.split(source)
        target = posixpath.relpath(name, folder or ".")
        ident = posixpath.splitext(posixpath.basename(name))[0]
        related[posixpath.join(folder, "_rels", f"{base}.rels")].append(
            f'<Relationship Id="{ident}" Type="{kind}" Target={quoteattr(target)}/>'
        )
        types += f'<Override PartName="/{name}" ContentType="{content}"/>' if content else ""
    defaults = (
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
    )
    return {
        **{
            name: f'<Relationships xmlns="{_PACKAGE}relationships">{"".join(some)}</Relationships>'
            for name, some in related.items()
        },
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}content-types">{defaults}{types}</Types>',
    }
