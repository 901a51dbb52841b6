"""A reviewer for tests: who accepts and rejects the tracked changes of a redline, types in it and comments on it."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from lxml import etree

from gen.accepted import Request, Taken, take
from gen.briefing import compare
from gen.model.record import Snapshot
from gen.render.redline import render
from gen.report.model import Language
from gen.report.redline import redlined
from gen.store import Store
from tests.render.redlines import template

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_COMES = (f"{W}ins", f"{W}moveTo")
_TRACKED = (*_COMES, f"{W}del", f"{W}moveFrom")
_RANGES = tuple(f"{W}{move}Range{end}" for move in ("moveFrom", "moveTo") for end in ("Start", "End"))
Rejects = Callable[[str, int], bool]


def held(folder: Path, old: Snapshot, new: Snapshot) -> Store:
    store = Store(folder)
    for one in (old, new):
        store.save(one, replace=True)
    return store


def redline(store: Store, refs: tuple[str, str], language: Language = "zh", *, moves: bool = False) -> bytes:
    found = compare(store, refs, language)
    words = redlined(found.changes, found.old.snapshot, found.new.snapshot, found.report)
    return render(words, found.report, template(language), moves=moves)


def edited(data: bytes, edit: Callable[[etree._Element], object], part: str = "word/document.xml") -> bytes:
    """The file with one part changed as XML."""
    root = etree.fromstring(parts(data)[part])
    edit(root)
    return packed(parts(data) | {part: etree.tostring(root, encoding="UTF-8", xml_declaration=True)})


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def packed(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in files.items():
            package.writestr(name, content)
    return out.getvalue()


def reviewed(data: bytes, rejects: Rejects) -> bytes:
    """The file with every change accepted but those that `rejects` names by the bookmark and their number in it."""
    return edited(data, lambda root: _resolve(root, rejects))


def everything(_: str, __: int) -> bool:
    return True


def nothing(_: str, __: int) -> bool:
    return False


def _resolve(root: etree._Element, rejects: Rejects) -> None:
    for one in list(root.iter(*_RANGES)):
        above(one).remove(one)
    for row in list(root.iter(f"{W}tr")):
        if row.find(f"{W}trPr/{W}ins") is not None or row.find(f"{W}trPr/{W}del") is not None:
            _whole(row, rejects(name(row), 0))
    for paragraph in list(root.iter(f"{W}p")):
        if any(paragraph.find(f"{W}pPr/{W}rPr/{tag}") is not None for tag in _TRACKED):
            _whole(paragraph, rejects(name(paragraph), 0))
    for line in [*root.iter(f"{W}tr"), *root.iterfind(f".//{W}body/{W}p")]:
        for number, one in enumerate(list(line.iter(*_TRACKED))):
            _settle(one, rejects(name(line), number))


def above(one: etree._Element) -> etree._Element:
    parent = one.getparent()
    assert parent is not None
    return parent


def name(line: etree._Element) -> str:
    return next(line.iter(f"{W}bookmarkStart")).get(f"{W}name", "")


def _whole(line: etree._Element, rejected: bool) -> None:
    comes = next(line.iter(*_TRACKED)).tag in _COMES
    if comes == rejected:
        above(line).remove(line)
        return
    for one in list(line.iter(*_TRACKED)):
        _settle(one, rejected)


def _settle(one: etree._Element, rejected: bool) -> None:
    parent = above(one)
    at = parent.index(one)
    parent.remove(one)
    if (one.tag in _COMES) != rejected:
        for number, child in enumerate(list(one)):
            parent.insert(at + number, child)
            for text in child.iter(f"{W}delText"):
                text.tag = f"{W}t"


def paragraph(root: etree._Element, words: str) -> etree._Element:
    """The first paragraph that says the words."""
    return next(
        p for p in root.iter(f"{W}p") if words in "".join(one.text or "" for one in p.iter(f"{W}t", f"{W}delText"))
    )


def typed(data: bytes, words: str, instead: str) -> bytes:
    """The file with words replaced by others, where they stand in one run."""
    text = parts(data)["word/document.xml"].decode()
    assert words in text
    return packed(parts(data) | {"word/document.xml": text.replace(words, instead, 1).encode()})


def commented(data: bytes, words: str, author: str, said: str, number: int = 9000) -> bytes:
    """The file with a comment on the paragraph that says the words."""

    def anchor(root: etree._Element) -> None:
        run = etree.SubElement(paragraph(root, words), f"{W}r")
        etree.SubElement(run, f"{W}commentReference", {f"{W}id": str(number)})

    def note(root: etree._Element) -> None:
        comment = etree.SubElement(root, f"{W}comment", {f"{W}id": str(number), f"{W}author": author})
        run = etree.SubElement(etree.SubElement(comment, f"{W}p"), f"{W}r")
        etree.SubElement(run, f"{W}t").text = said

    return edited(edited(data, anchor), note, "word/comments.xml")


def taken(store: Store, folder: Path, data: bytes, **known: str) -> Taken:
    """What the file gives, taken back on a fixed day."""
    file = folder / "redline.docx"
    file.write_bytes(data)
    return take(store, replace(Request(file, "2023-02-01"), **known))  # type: ignore[arg-type]


def shape(some: Snapshot) -> object:
    """The structure and the texts of a snapshot, without ids and lines."""
    plain = some.model_dump(mode="json", by_alias=True)
    names = {unit.id: unit.name.primary for unit, _ in some.walk()}
    for key in ("release", "effective", "captured", "sources", "findings", "coverage", "format", "body"):
        del plain[key]
    return _bare(plain, names)


def _bare(value: object, names: dict[str, str]) -> object:
    if isinstance(value, list):
        return [_bare(one, names) for one in value]
    if isinstance(value, dict):
        kept = {key: _bare(one, names) for key, one in value.items() if key not in ("id", "locator", "also")}
        if kept.get("managed_by"):
            kept["managed_by"] = names[str(kept["managed_by"])]
        return kept
    return value


def bookmarks(data: bytes) -> list[str]:
    return re.findall(r'w:name="(_gen[^"]*)"', parts(data)["word/document.xml"].decode())
