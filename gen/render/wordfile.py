"""A Word file as its parts: opened from a stranger's bytes, closed with the properties of a report."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from gen.errors import CannotRead
from gen.render.wordml import NAMESPACE, steady, xml_text
from gen.report.model import Report
from gen.sources.formats.package import unpacked

if TYPE_CHECKING:
    from lxml.etree import _Element

W = f"{{{NAMESPACE}}}"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_TEXTS = ("document", "hdr", "ftr", "footnotes", "endnotes")
_ACTIVE = re.compile(r"macroEnabled|vbaProject|vbaData|activeX|oleObject|keyMapCustomizations", re.IGNORECASE)
_HARMLESS = {f"{_OFFICE}hyperlink", f"{_OFFICE}attachedTemplate"}
_TYPES = "[Content_Types].xml"


class WordFile(NamedTuple):
    """The parts of a Word file by name, and which of them is the document."""

    name: str
    parts: Mapping[str, bytes]
    main: str

    def texts(self) -> Iterator[tuple[str, _Element]]:
        """Each part with text in it, parsed: the document, headers, footers and notes."""
        for name, data in self.parts.items():
            if name.startswith("word/") and name.endswith(".xml"):
                root = parsed(self.name, name, data)
                if root.tag in {f"{W}{tag}" for tag in _TEXTS}:
                    yield name, root

    def styles(self) -> dict[tuple[str, str], str]:
        """The id of each style by its type and its name in lower case: Word translates ids, never names."""
        root = parsed(self.name, "word/styles.xml", self.parts.get("word/styles.xml", b"<none/>"))
        found = {}
        for style in root.iter(f"{W}style"):
            name = style.find(f"{W}name")
            if name is not None:
                known = style.get(f"{W}type", "paragraph"), name.get(f"{W}val", "").casefold()
                found[known] = style.get(f"{W}styleId", "")
        return found

    def unwanted(self) -> Iterator[tuple[str, str, str]]:
        """What a template may not bring along: the part, what it is, and what to do about it."""
        types = self.parts.get(_TYPES, b"").decode("utf-8", "replace")
        named = [name for name in self.parts if _ACTIVE.search(name)]
        if named or _ACTIVE.search(types):
            what = "holds macros or embedded programs"
            yield ", ".join(named) or _TYPES, what, "save it as a Word document without macros (.docx)"
        for name, data in self.parts.items():
            if name.endswith(".rels"):
                yield from self._outside(name, data)

    def _outside(self, name: str, data: bytes) -> Iterator[tuple[str, str, str]]:
        for one in parsed(self.name, name, data):
            kind, target = one.get("Type", ""), one.get("Target", "")
            if kind == f"{_OFFICE}aFChunk":
                yield name, f"takes in the file {target!r}", "copy its text into the document instead"
            elif one.get("TargetMode") == "External" and kind not in _HARMLESS:
                what = f"fetches {target!r} from outside ({kind.rpartition('/')[2]})"
                yield name, what, "embed it in the document instead of linking to it"


def opened(name: str, data: bytes) -> WordFile:
    """The parts of a Word file; raises CannotRead for what is none, or is none that may be opened."""
    parts = {part: content for part, content in unpacked(name, data).items() if not part.endswith("/")}
    todo = "save it as a Word document (.docx)"
    main = next((one.get("Target", "") for one in _related(name, parts, "", f"{_OFFICE}officeDocument")), "")
    main = main.lstrip("/")
    if main not in parts:
        raise CannotRead(name, "it is no Word document", todo)
    if _content_type(name, parts, main) != _MAIN:
        raise CannotRead(name, "it is no ordinary Word document (with macros, or of another kind)", todo)
    root = parsed(name, main, parts[main])
    if root.tag != f"{W}document" or root.nsmap.get("w") != NAMESPACE or root.find(f"{W}body") is None:
        raise CannotRead(name, "its text is not written as Word writes it (Strict Open XML is not read)", todo)
    return WordFile(name, parts, main)


def parsed(name: str, part: str, data: bytes) -> _Element:
    """A part as XML that fetches nothing and expands nothing; raises CannotRead."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_pis=True, remove_comments=True)
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise CannotRead(name, f"its part {part!r} is no intact XML ({error})") from None


def serialised(root: _Element) -> bytes:
    """A part as bytes."""
    from lxml import etree

    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)


def _related(name: str, parts: Mapping[str, bytes], part: str, kind: str) -> list[_Element]:
    folder, base = posixpath.split(part)
    listed = posixpath.join(folder, "_rels", f"{base}.rels")
    return [one for one in parsed(name, listed, parts.get(listed, b"<none/>")) if one.get("Type", "").endswith(kind)]


def _content_type(name: str, parts: Mapping[str, bytes], part: str) -> str:
    for one in parsed(name, _TYPES, parts.get(_TYPES, b"<none/>")):
        if one.get("PartName", "").lstrip("/") == part:
            return one.get("ContentType", "")
    return ""


def closed(file: WordFile, changed: Mapping[str, bytes], report: Report) -> bytes:
    """The file with the changed parts, the report's properties, and no trace of whose machine the template is from."""
    parts = {**file.parts, **changed}
    _settle(file, parts)
    return saved(parts, report)


def saved(parts: Mapping[str, bytes], report: Report) -> bytes:
    """The parts as a Word file with the properties of the report: title, both releases, author, language, date."""
    from docx import Document

    package = io.BytesIO()
    with zipfile.ZipFile(package, "w", zipfile.ZIP_STORED) as held:
        for name, data in parts.items():
            held.writestr(name, data)
    document = Document(package)
    properties = document.core_properties
    properties.title = _short(f"{report.title} {report.subtitle}")
    properties.subject = _short(f"{report.old.ref} {report.old.sha256}; {report.new.ref} {report.new.sha256}")
    properties.author = properties.last_modified_by = _short(report.body)
    properties.language = "zh-CN" if report.language == "zh" else "en"
    properties.created = properties.modified = report.new.day
    properties.comments = properties.keywords = properties.category = ""
    properties.revision = 1
    out = io.BytesIO()
    document.save(out)
    return steady(out.getvalue())


def _settle(file: WordFile, parts: dict[str, bytes]) -> None:
    """Takes out the template a template hangs on and the switch that goes on tracking changes."""
    for name in ("word/settings.xml", "word/_rels/settings.xml.rels"):
        if name not in parts:
            continue
        root = parsed(file.name, name, parts[name])
        gone = [one for one in root if one.tag in (f"{W}attachedTemplate", f"{W}trackRevisions")]
        gone += [one for one in root if one.get("Type") == f"{_OFFICE}attachedTemplate"]
        for one in gone:
            root.remove(one)
        if gone:
            parts[name] = serialised(root)


def _short(text: str) -> str:
    return xml_text(text[:255])
