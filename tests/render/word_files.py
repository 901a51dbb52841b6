"""Word templates for tests: the shipped one with other text, and what stands in a made document."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

from docx.oxml import parse_xml
from docx.oxml.ns import qn

from gen.sources.formats.docx.wordfile import NAMESPACE
from tests.render.briefings import base

SPACES = (
    f'xmlns:w="{NAMESPACE}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
SECTION = (
    '<w:sectPr><w:headerReference w:type="default" r:id="rId9"/><w:footerReference w:type="default" r:id="rId11"/>'
    '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1440" w:right="{0}" w:bottom="1440" w:left="{0}" w:header="720" '
    'w:footer="720" w:gutter="0"/></w:sectPr>'
)


def p(*runs: str, properties: str = "") -> str:
    """A paragraph; what is no XML yet becomes a run."""
    drawn = "".join(run if run.startswith("<") else f"<w:r><w:t>{run}</w:t></w:r>" for run in runs)
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{drawn}</w:p>"


SECTIONS = p("{{ sections }}")


def template(
    body: str = SECTIONS,
    header: str = "",
    margin: int = 1417,
    edit: Callable[[dict[str, bytes]], None] = lambda _: None,
) -> bytes:
    """The shipped template with another body, another header, and whatever `edit` does to its parts."""
    parts = parts_of(base("zh"))
    section = SECTION.format(margin)
    parts["word/document.xml"] = f"<w:document {SPACES}><w:body>{body}{section}</w:body></w:document>".encode()
    if header:
        parts["word/header1.xml"] = f"<w:hdr {SPACES}>{header}</w:hdr>".encode()
    edit(parts)
    return zipped(parts)


def parts_of(package: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(package)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def zipped(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return out.getvalue()


def paragraphs(package: bytes, part: str = "word/document.xml") -> list[str]:
    """The text of each paragraph of a part."""
    root = parse_xml(parts_of(package)[part])
    return ["".join(t.text or "" for t in one.iter(qn("w:t"))) for one in root.iter(qn("w:p"))]
