"""What Word calls a damaged file, found without Word: ids used twice, wrong order, relationships to nowhere."""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Iterator
from typing import Any

from docx.oxml import parse_xml
from docx.oxml.ns import qn

from tests.render.word_files import parts_of

_ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore widowControl numPr pBdr shd tabs snapToGrid spacing ind jc outlineLvl rPr sectPr",
    "rPr": "rStyle rFonts b bCs i iCs strike color spacing sz szCs u vertAlign lang",
    "tblPr": "tblStyle tblW jc tblInd tblBorders tblLayout tblCellMar tblLook tblCaption tblDescription",
    "trPr": "cantSplit tblHeader",
    "tcPr": "tcW gridSpan vMerge tcBorders shd vAlign",
    "tbl": "tblPr tblGrid tr",
}
_RELATED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


def lint(package: bytes) -> list[str]:
    """Everything wrong with a Word file, a line each."""
    parts = parts_of(package)
    found = list(_types(parts))
    for name, data in parts.items():
        if name.startswith("word/") and name.endswith(".xml"):
            root = parse_xml(data)
            found += [f"{name}: {fault}" for fault in (*_ids(root), *_orders(root), *_related(name, root, parts))]
    return found


def _types(parts: dict[str, bytes]) -> Iterator[str]:
    listed = parse_xml(parts["[Content_Types].xml"])
    known = {one.get("PartName", "").lstrip("/") for one in listed} | {f".{one.get('Extension')}" for one in listed}
    for name in parts:
        if name != "[Content_Types].xml" and name not in known and f".{name.rpartition('.')[2]}" not in known:
            yield f"{name} has no content type"
    for one in known:
        if one and not one.startswith(".") and one not in parts:
            yield f"{one} has a content type and is not there"


def _ids(root: Any) -> Iterator[str]:
    for tag in ("bookmarkStart", "bookmarkEnd"):
        for key in ("id", "name"):
            said = Counter(one.get(qn(f"w:{key}")) for one in root.iter(qn(f"w:{tag}")))
            yield from (f"{tag} {key} {value!r} twice" for value, times in said.items() if value and times > 1)
    starts, ends = ({one.get(qn("w:id")) for one in root.iter(qn(f"w:bookmark{end}"))} for end in ("Start", "End"))
    yield from (f"bookmark {one} is not paired" for one in starts ^ ends)
    names = {one.get(qn("w:name")) for one in root.iter(qn("w:bookmarkStart"))}
    links = {one.get(qn("w:anchor")) for one in root.iter(qn("w:hyperlink"))} - {None}
    yield from (f"link to {one}, which is not there" for one in links - names)


def _orders(root: Any) -> Iterator[str]:
    for tag, said in _ORDER.items():
        order = {qn(f"w:{name}"): n for n, name in enumerate(said.split())}
        for one in root.iter(qn(f"w:{tag}")):
            places = [order.get(child.tag, -1) for child in one]
            if places != sorted(places) or -1 in places:
                yield f"{tag}: {[child.tag.rpartition('}')[2] for child in one]}"
    for cell in root.iter(qn("w:tc")):
        if cell[-1].tag != qn("w:p"):
            yield "a cell does not end with a paragraph"


def _related(name: str, root: Any, parts: dict[str, bytes]) -> Iterator[str]:
    folder, file = posixpath.split(name)
    rels = parts.get(f"{folder}/_rels/{file}.rels")
    known = {one.get("Id"): one for one in parse_xml(rels)} if rels else {}
    used = {value for one in root.iter() for key, value in one.attrib.items() if key.startswith(_RELATED)}
    yield from (f"relationship {one} is not there" for one in used - set(known))
    for one in known.values():
        target = posixpath.normpath(posixpath.join(folder, one.get("Target")))
        if one.get("TargetMode") != "External" and target not in parts:
            yield f"{target} is related and not there"
