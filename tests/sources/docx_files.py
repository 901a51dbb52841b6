"""Small Word files in a few words, for the tests of the format."""

from __future__ import annotations

import io
import zipfile

from gen.sources.account import Account
from gen.sources.formats.docx.read import paper
from gen.sources.paper import Paper, Tracked
from tests.sources.reading import account

SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
BY = 'w:id="1" w:author="张三" w:date="2024-01-01T00:00:00Z"'


def r(text: str, properties: str = "") -> str:
    """A run; what is XML already stays as it is."""
    said = text if text.startswith("<") else f'<w:t xml:space="preserve">{text}</w:t>'
    return f"<w:r>{f'<w:rPr>{properties}</w:rPr>' if properties else ''}{said}</w:r>"


def p(*runs: str, properties: str = "") -> str:
    """A paragraph; what is no XML yet becomes a run."""
    said = "".join(run if run.startswith("<") else r(run) for run in runs)
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{said}</w:p>"


def n(text: str, number: int = 1, level: int = 0) -> str:
    """A paragraph of a list."""
    return p(text, properties=in_list(number, level))


def in_list(number: int, level: int = 0) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


def styled(text: str, style: str) -> str:
    return p(text, properties=f'<w:pStyle w:val="{style}"/>')


def ins(*runs: str) -> str:
    return f"<w:ins {BY}>{''.join(runs)}</w:ins>"


def gone(text: str) -> str:
    return f"<w:del {BY}><w:r><w:delText>{text}</w:delText></w:r></w:del>"


def tc(*blocks: str, properties: str = "") -> str:
    said = "".join(block if block.startswith("<") else p(block) for block in blocks) or p()
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{said}</w:tc>"


def tr(*cells: str) -> str:
    return f"<w:tr>{''.join(cell if cell.startswith('<') else tc(cell) for cell in cells)}</w:tr>"


def tbl(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/>{''.join(rows)}</w:tbl>"


def style(name: str, properties: str = "", *, based: str = "", kind: str = "paragraph", called: str = "") -> str:
    on = f'<w:basedOn w:val="{based}"/>' if based else ""
    return f'<w:style w:type="{kind}" w:styleId="{name}"><w:name w:val="{called or name}"/>{on}{properties}</w:style>'


def lvl(number: int, form: str, text: str, more: str = "", start: int = 1) -> str:
    return (
        f'<w:lvl w:ilvl="{number}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def abstract(number: int, *levels: str) -> str:
    return f'<w:abstractNum w:abstractNumId="{number}">{"".join(levels)}</w:abstractNum>'


def num(number: int, base: int, *overrides: str) -> str:
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{base}"/>{"".join(overrides)}</w:num>'


def starting(level: int, start: int) -> str:
    return f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{start}"/></w:lvlOverride>'


def packed(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return out.getvalue()


def parts_of(package: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(package)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def word(
    *body: str,
    styles: str = "",
    numbering: str = "",
    parts: dict[str, str] | None = None,
    rels: str = "",
    kind: str = "document.main+xml",
) -> bytes:
    """A Word file with this body; parts: further ones by name, those of text without their root's namespaces."""
    named = {"styles": styles, "numbering": numbering}
    held = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="xml" ContentType="'
        f'application/xml"/><Default Extension="rels" ContentType="{_PACKAGE.replace("http://schemas", "application/vnd").replace(".org/package/2006", "-package")}.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_MAIN}.{kind}"/>'
        f'<Override PartName="/word/styles.xml" ContentType="{_MAIN}.styles+xml"/>'
        f'<Override PartName="/word/numbering.xml" ContentType="{_MAIN}.numbering+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" '
        f'Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
        + "".join(f'<Relationship Id="r{one}" Type="{_OFFICE}/{one}" Target="{one}.xml"/>' for one in named)
        + f"{rels}</Relationships>",
        "word/document.xml": f"<w:document {SPACES}><w:body>{''.join(body)}<w:sectPr/></w:body></w:document>",
        **{f"word/{one}.xml": f"<w:{one} {SPACES}>{said}</w:{one}>" for one, said in named.items()},
        **(parts or {}),
    }
    return packed({name: data.encode() for name, data in held.items()})


def related(kind: str, target: str, *, outside: bool = False) -> str:
    mode = ' TargetMode="External"' if outside else ""
    return f'<Relationship Id="x{abs(hash(target))}" Type="{_OFFICE}/{kind}" Target="{target}"{mode}/>'


def read(data: bytes, tracked: Tracked | None = None, told: Account | None = None) -> Paper:
    return paper("a.docx", data, told or account("a.docx"), tracked)


def rows(*body: str, tracked: Tracked | None = None, **held: str) -> list[str]:
    """The rows of a Word file with this body."""
    return list(read(word(*body, **held), tracked).rows)  # type: ignore[arg-type]


def found(data: bytes, tracked: Tracked | None = None) -> list[tuple[str, int, str]]:
    """The findings of a Word file as (kind, row, text)."""
    told = account("a.docx")
    read(data, tracked, told)
    return [(one.kind, one.locator.line, one.text) for one in told.findings]
