"""Files made to harm whoever opens them: what each is, and what gen import is called with."""

from __future__ import annotations

import io
import json
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_BOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_S = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_ENTITIES = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
_OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>'

# What a document of each form begins with, so that its reader is the one that meets the line.
STARTS = {
    "page": "== 职责 ==\n* 甲。\n== 内设机构 ==\n",
    "regulation": "甲部主要职责内设机构和人员编制规定\n一、主要职责\n（一）甲。\n三、内设机构\n（一）办公厅。\n",
    "articles": "甲部處務規程\n第 1 條\n本部設甲司、乙處。\n第 2 條\n甲司掌理下列事項：\n",
    "gazette": "01. Minister of Forests\n\n  Column I    Column II\n  Duties      Institutions\n\n",
    "table": "name,parent,duty\n甲,,乙\n",
    "tree": '{"name": "甲部", "children": [\n{"name": "',
}
FRAGMENTS = (
    "第", "第一条", "（一", "（一）", "一、", "、", "|", "| ", "=", "= ", "{{", "{|", "[[", "<", "<!--", "<ref>", "'''",
    " ", "\t", "\u3000", "的", "1", "1,", "名", "行政编制1名", "将甲的乙职责", "将甲划给", "挂牌子", "设", "2019年", "\"", ",", ";",
    "《", "“", "司、", "（甲", "a ", "A", ".", "-", "*", "#", ": ", "http://", "\u0301", "𠀀", "Minister of ", "to insert ",
)  # fmt: skip
LENGTH, LONGEST = 1_000_000, 100_000


@dataclass(frozen=True, slots=True)
class Stranger:
    """A hostile file: its name, its bytes made when asked for, and the form it is to be read as, if any."""

    what: str
    file: str
    data: Callable[[], bytes]
    form: str | None = None


def packed(parts: Mapping[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return out.getvalue()


def _types(*kinds: tuple[str, str]) -> str:
    said = "".join(f'<Override PartName="/{part}" ContentType="{kind}"/>' for part, kind in kinds)
    plain = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    return (
        f'<Types xmlns="{_PACKAGE}/content-types">{plain}<Default Extension="xml" ContentType="x/xml"/>{said}</Types>'
    )


def _relations(*leads: str) -> str:
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{"".join(leads)}</Relationships>'


def word(text: str, more: Mapping[str, bytes | str] | None = None, *, before: str = "") -> bytes:
    """A Word file whose body holds this WordprocessingML."""
    parts: dict[str, bytes | str] = {
        "[Content_Types].xml": _types(("word/document.xml", _MAIN)),
        "_rels/.rels": _relations(
            f'<Relationship Id="r1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'
        ),
        "word/document.xml": f"{before}<w:document {_W}><w:body>{text}</w:body></w:document>",
    }
    return packed(parts | dict(more or {}))


def book(rows: str, more: Mapping[str, bytes | str] | None = None, *, before: str = "", size: str = "") -> bytes:
    """A workbook of one sheet that holds these rows."""
    sheet = f'<sheet name="甲" sheetId="1" r:id="r1" xmlns:r="{_OFFICE}"/>'
    said = f'<dimension ref="{size}"/>' if size else ""
    lead = f'<Relationship Id="r1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
    top = f'<Relationship Id="r1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/>'
    parts: dict[str, bytes | str] = {
        "[Content_Types].xml": _types(("xl/workbook.xml", _BOOK), ("xl/worksheets/sheet1.xml", _SHEET)),
        "_rels/.rels": _relations(top),
        "xl/workbook.xml": f"<workbook {_S}><sheets>{sheet}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": _relations(lead),
        "xl/worksheets/sheet1.xml": f"{before}<worksheet {_S}>{said}<sheetData>{rows}</sheetData></worksheet>",
    }
    return packed(parts | dict(more or {}))


def _cell(text: str, at: str = "A1") -> str:
    return f'<c r="{at}" t="inlineStr"><is><t>{text}</t></is></c>'


def _p(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def _noise(size: int) -> bytes:
    """Bytes without a pattern, the same each time."""
    state, made = 1, bytearray()
    while len(made) < size:
        state = (state * 6364136223846793005 + 1442695040888963407) % 2**64
        made += struct.pack("<Q", state)[3:]
    return bytes(made[:size])


def _encrypted(data: bytes) -> bytes:
    found = bytearray(data)
    found[found.index(b"PK\x01\x02") + 8] |= 1
    return bytes(found)


def _overlapping(copies: int) -> bytes:
    """A zip whose list names one large part again and again under other names."""
    one = packed({"0": b"\0" * 2**20})
    at = one.index(b"PK\x01\x02")
    entry = one[at : one.index(b"PK\x05\x06")]
    entries = b"".join(entry[:46] + b"%c" % (65 + number) + entry[47:] for number in range(copies))
    return one[:at] + entries + struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, copies, copies, len(entries), at, 0)


def _pdf(*objects: bytes, pages: str = "[3 0 R]", count: int = 1) -> bytes:
    first = (b"<</Type/Catalog/Pages 2 0 R>>", f"<</Type/Pages/Kids{pages}/Count {count}>>".encode())
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>"
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
    contents, *more = objects or (b"<<>>",)
    out, places = b"%PDF-1.4\n", []
    for number, said in enumerate((*first, page, contents, font, *more), 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, said)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(places) + 1, len(out))
    return out + b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1) + table + trailer


def _stream(data: bytes, said: str = "") -> bytes:
    return b"<</Length %d%s>>\nstream\n%s\nendstream" % (len(data), said.encode(), data)


def _flate(data: bytes) -> bytes:
    return _stream(zlib.compress(data), "/Filter/FlateDecode")


def _written(times: int) -> bytes:
    return b"BT /F 9 Tf " + b"1 0 0 1 9 9 Tm (a) Tj " * times + b"ET"


def packages() -> Iterator[Stranger]:
    """Word files and workbooks."""
    rows = "".join(f'<row r="{n}">{_cell("甲", f"A{n}")}</row>' for n in range(1, 60_000))
    cells = "".join("<c><v>1</v></c>" for _ in range(16_000))
    far = f'<row r="1048576">{_cell("甲", "XFD1048576")}</row>'
    outside = f'<Relationship Id="r9" Type="{_OFFICE}/header" Target="http://127.0.0.1:9/x" TargetMode="External"/>'
    macros = {"word/vbaProject.bin": b"x"}
    made: dict[str, tuple[str, Callable[[], bytes]]] = {
        "zip bomb": ("docx", lambda: word(_p("甲"), {"word/media/a.bin": b"\0" * 60 * 2**20})),
        "zip bomb of many parts": ("docx", lambda: word("", {f"word/{n}": b"\0" * 2**20 for n in range(150)})),
        "parts that overlap": ("docx", lambda: _overlapping(60)),
        "100 MB of paragraphs": ("docx", lambda: word(_p("甲") * 2_600_000)),
        "300,000 paragraphs": ("docx", lambda: word("".join(_p(f"甲{n}") for n in range(300_000)))),
        "a text of 5 million characters": ("docx", lambda: word(_p("".join(map(chr, range(0x4E00, 0x9000))) * 300))),
        "5,000 columns in each of 200 rows": (
            "docx", lambda: word("<w:tbl>" + ("<w:tr>" + f"<w:tc>{_p('甲')}</w:tc>" * 5_000 + "</w:tr>") * 200 + "</w:tbl>")
        ),
        "a cell over a billion columns": (
            "docx",
            lambda: word(f'<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="1000000000"/></w:tcPr>{_p("甲")}</w:tc></w:tr></w:tbl>'),
        ),
        "tables 10,000 deep": ("docx", lambda: word("<w:tbl><w:tr><w:tc>" * 10_000 + "</w:tc></w:tr></w:tbl>" * 10_000)),
        "entities": ("docx", lambda: word(_p("&b;"), before=_ENTITIES)),
        "an entity from a file": ("docx", lambda: word(_p("&a;"), before=_OUTSIDE)),
        "a DOCTYPE in UTF-16": ("docx", lambda: word("", {"word/a.xml": f"{_OUTSIDE}<x>&a;</x>".encode("utf-16")})),
        "an archive within": ("docx", lambda: word("", {"word/a.zip": packed({"a": b"b" * 99})})),
        "encrypted": ("docx", lambda: _encrypted(word(_p("甲")))),
        "an old file with a password": ("docx", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 4096),
        "a header from the network": ("docx", lambda: word(_p("甲"), {"word/_rels/document.xml.rels": _relations(outside)})),
        "macros": ("docx", lambda: word(_p("甲"), macros)),
        "a part named ../../x": ("docx", lambda: word(_p("甲"), {"../../x": b"x"})),
        "cut off": ("docx", lambda: word(_p("甲" * 9_999))[:-99]),
        "noise after the first bytes": ("docx", lambda: b"PK\x03\x04" + _noise(2**20)),
        "zip bomb as sheet": ("xlsx", lambda: book("<row/>" * 10_000_000)),
        "60,000 rows": ("xlsx", lambda: book(rows)),
        "16,000 columns in each of 60 rows": ("xlsx", lambda: book(f"<row>{cells}</row>" * 60)),
        "its size stated as one cell": ("xlsx", lambda: book(rows, size="A1")),
        "a cell in the last row and column": ("xlsx", lambda: book(far)),
        "a DOCTYPE": ("xlsx", lambda: book("", before=_OUTSIDE)),
        "a billion merged cells": (
            "xlsx", lambda: book(f'<row r="1">{_cell("name")}</row></sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells><sheetData>')
        ),
        "a text of 5 million characters in a cell": ("xlsx", lambda: book(f'<row r="1">{_cell("".join(map(chr, range(0x4E00, 0x9000))) * 300)}</row>')),
    }  # fmt: skip
    for what, (kind, data) in made.items():
        yield Stranger(what, f"a.{kind}", data)


def pages() -> Iterator[Stranger]:
    """Web pages and PDFs."""
    kids = "[" + "3 0 R " * 100_000 + "]"
    made: dict[str, tuple[str, Callable[[], bytes]]] = {
        "entities": ("html", lambda: f"{_ENTITIES}<html><p>&b;".encode()),
        "an entity in a picture": ("html", lambda: f"<html><svg>{_OUTSIDE}<text>&a;</text></svg><p>甲".encode()),
        "10,000 levels": ("html", lambda: b"<html>" + b"<div>" * 10_000 + b"x"),
        "a million levels": ("html", lambda: b"<html>" + b"<b>" * 1_000_000),
        "1,000 lists one in another": ("html", lambda: b"<html>" + b"<ul><li>a" * 1_000),
        "a million tags that end nothing": ("html", lambda: b"<html>" + b"</p>" * 1_000_000),
        "a million attributes": ("html", lambda: b"<html><p " + b"".join(b"a%d=1 " % n for n in range(300_000)) + b">x"),
        "a table cell over a billion cells": ("html", lambda: b"<html><table><tr><td colspan=999999999 rowspan=999999999>a"),
        "5,000 cells that reach down 5,000 rows": ("html", lambda: b"<html><table>" + b"<tr><td rowspan=5000>a</td>" * 5_000),
        "a million characters without a tag": ("html", lambda: ("<html><p>" + "工业" * 500_000).encode()),
        "20 MB of paragraphs": ("html", lambda: b"<html>" + b"<p>x" * 5_000_000),
        "19 MB in one comment": ("html", lambda: b"<html><!--" + b"-" * 19 * 2**20),
        "a million < signs": ("html", lambda: b"<html>" + b"<" * 1_000_000),
        "a million references": ("html", lambda: b"<html><p>" + b"&#20013;" * 1_000_000),
        "a web archive": ("html", lambda: b"From: <x>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\tx"),
        "noise": ("html", lambda: b"<html>" + _noise(2**20)),
        "locked": ("pdf", lambda: _pdf().replace(b"/Root", b"/Encrypt<</Filter/Standard/V 9>>/Root")),
        "cut off": ("pdf", lambda: _pdf(_stream(_written(5)))[:200]),
        "a count of two billion pages": ("pdf", lambda: _pdf(_stream(_written(5)), count=2_000_000_000)),
        "100,000 times the same page": ("pdf", lambda: _pdf(_stream(_written(5)), pages=kids, count=100_000)),
        "a stream bomb": ("pdf", lambda: _pdf(_flate(b" " * 200 * 2**20))),
        "a bomb in a bomb": ("pdf", lambda: _pdf(_stream(zlib.compress(zlib.compress(b" " * 2**27)), "/Filter[/FlateDecode/FlateDecode]"))),
        "an object stream bomb": ("pdf", lambda: _pdf(_stream(b""), _flate(b"1 0 " * 2**25))),
        "a page tree that is its own branch": ("pdf", lambda: _pdf(pages="[2 0 R]")),
        "200,000 pieces of text on one spot": ("pdf", lambda: _pdf(_flate(_written(200_000)))),
        "a form that draws itself": ("pdf", lambda: _pdf(_stream(b"/X Do"), _stream(b"/X Do", "/Type/XObject/Subtype/Form"))),
        "10,000 brackets in brackets": ("pdf", lambda: _pdf(_stream(b"[" * 10_000), b"[" * 10_000)),
        "noise after the first bytes": ("pdf", lambda: b"%PDF-1.7\n" + _noise(2**20)),
    }  # fmt: skip
    for what, (kind, data) in made.items():
        yield Stranger(what, f"a.{kind}", data)


def texts() -> Iterator[Stranger]:
    """Plain text, wikitext, tables and trees."""
    deep = 50_000
    made: dict[str, tuple[str, Callable[[], bytes]]] = {
        "templates 50,000 deep": ("wiki", lambda: ("== 职责 ==\n" + "{{a|" * deep + "}}" * deep + "\n[[甲]]").encode()),
        "links 50,000 deep": ("wiki", lambda: ("== 职责 ==\n" + "[[" * deep + "]]" * deep + "{{a}}").encode()),
        "tables 50,000 deep": ("wiki", lambda: ("== 职责 ==\n" + "{|\n|\n" * deep).encode()),
        "100,000 open tags": ("wiki", lambda: ("== 职责 ==\n" + "<b>" * 100_000).encode()),
        "a million brackets": ("wiki", lambda: ("== 职责 ==\n" + "[" * 1_000_000).encode()),
        "a million braces": ("wiki", lambda: ("== 职责 ==\n" + "{" * 1_000_000).encode()),
        "a million apostrophes": ("wiki", lambda: ("== 职责 ==\n" + "'" * 1_000_000).encode()),
        "300,000 lines of nothing known": ("txt", lambda: "甲乙丙丁\n".encode() * 300_000),
        "64 MB of one line": ("txt", lambda: b"x" * 64 * 2**20),
        "70 MB": ("txt", lambda: b"x\n" * 35 * 2**20),
        "NUL bytes": ("txt", lambda: b"\0" * 2**20),
        "invisible characters": ("txt", lambda: ("一、主要职责\n" + "\u202e\u200b" * 500_000).encode()),
        "noise": ("txt", lambda: _noise(2**20)),
        "noise within GB18030": ("txt", lambda: "一、主要职责\n".encode("gb18030") + bytes(0x81 + b % 0x7D for b in _noise(2**20))),
        "lone surrogates": ("txt", lambda: b"\xed\xa0\x80" * 300_000),
        "a million columns": ("csv", lambda: b"name" + b",a" * 1_000_000 + b"\n" + b"x" + b",y" * 1_000_000),
        "a quotation that never ends": ("csv", lambda: b'name,duty\n"' + b"a,b\n" * 500_000),
        "a million rows": ("csv", lambda: b"name\n" + b"".join(b"a%d\n" % n for n in range(1_000_000))),
        "names that all are one": ("csv", lambda: b"name,parent\n" + b"a,a\n" * 200_000),
        "parents in a circle": ("csv", lambda: b"key,name,parent\n" + b"".join(b"%d,a,%d\n" % (n, (n + 1) % 50_000) for n in range(50_000))),
        "a chain of 50,000 parents": ("csv", lambda: b"key,name,parent\n0,a,\n" + b"".join(b"%d,a,%d\n" % (n, n - 1) for n in range(1, 50_000))),
        "a million levels": ("json", lambda: b'{"name":"a","children":[' * 1_000_000),
        "900 levels": ("json", lambda: b'{"name":"a","children":[' * 900 + b"]}" * 900),
        "a number of a million digits": ("json", lambda: b'{"name":"a","children":[],"x":' + b"9" * 1_000_000 + b"}"),
        "a million keys": ("json", lambda: json.dumps({"name": "a", **{f"k{n}": 1 for n in range(300_000)}}).encode()),
        "one key a million times": ("json", lambda: b'{"name":"a"' + b',"x":1' * 1_000_000 + b"}"),
        "a million children without a name": ("json", lambda: b'{"name":"a","children":[' + b",".join([b"{}"] * 500_000) + b"]}"),
    }  # fmt: skip
    for what, (kind, data) in made.items():
        yield Stranger(what, f"a.{kind}", data)


def endless() -> Iterator[Stranger]:
    """One line of a million characters of each fragment, in every form."""
    yield from _lined(LENGTH, 1)


def long() -> Iterator[Stranger]:
    """The same in lines as long as they may be."""
    yield from _lined(LONGEST, LENGTH // LONGEST)


def _lined(length: int, times: int) -> Iterator[Stranger]:
    for form in STARTS:
        for fragment in FRAGMENTS:
            file = "a.json" if form == "tree" else "a.txt"
            yield Stranger(f"{times} lines of {fragment!r}", file, _lines(form, fragment, length, times), form)


def _lines(form: str, fragment: str, length: int, times: int) -> Callable[[], bytes]:
    def data() -> bytes:
        line = fragment * (length // len(fragment))
        said = json.dumps(line * times)[1:-1] + '"}]}' if form == "tree" else "\n".join([line] * times)
        return f"{STARTS[form]}{said}\n".encode()

    return data


FAMILIES: Mapping[str, Callable[[], Iterator[Stranger]]] = {
    "Word files and workbooks": packages,
    "web pages and PDFs": pages,
    "texts, tables and trees": texts,
    "one line of a million characters": endless,
    "a million characters in lines": long,
}
