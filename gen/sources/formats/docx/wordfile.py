"""A Word file as its parts, opened from a stranger's bytes."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from gen.errors import CannotRead
from gen.sources.formats.package import unpacked

if TYPE_CHECKING:
    from lxml.etree import _Element

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W = f"{{{NAMESPACE}}}"
_COMPATIBLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
ALTERNATIVE, CHOICE, FALLBACK = (f"{_COMPATIBLE}{tag}" for tag in ("AlternateContent", "Choice", "Fallback"))
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_TEXTS = ("document", "hdr", "ftr", "footnotes", "endnotes")
_ACTIVE = re.compile(r"macroEnabled|vbaProject|vbaData|activeX|oleObject|keyMapCustomizations", re.IGNORECASE)
_HARMLESS = {f"{OFFICE}hyperlink", f"{OFFICE}attachedTemplate"}
_TYPES = "[Content_Types].xml"
_BEFORE_XML = b"\xef\xbb\xbf \t\r\n"
_XML = (b"<", b"\xff\xfe", b"\xfe\xff", b"\0")


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
            if kind == f"{OFFICE}aFChunk":
                yield name, f"takes in the file {target!r}", "copy its text into the document instead"
            elif one.get("TargetMode") == "External" and kind not in _HARMLESS:
                what = f"fetches {target!r} from outside ({kind.rpartition('/')[2]})"
                yield name, what, "embed it in the document instead of linking to it"


def opened(name: str, data: bytes, most: int | None = None) -> WordFile:
    """The parts of a Word file; raises CannotRead for what is none, or is none that may be opened.

    most: how many elements and attributes its parts may have, each attribute counted twice.
    """
    parts = {part: content for part, content in unpacked(name, data).items() if not part.endswith("/")}
    todo = "save it as a Word document (.docx)"
    main = next((one.get("Target", "") for one in _related(name, parts, "", f"{OFFICE}officeDocument")), "")
    main = main.lstrip("/")
    if main not in parts:
        raise CannotRead(name, "it is no Word document", todo)
    if _content_type(name, parts, main) != _MAIN:
        raise CannotRead(name, "it is no ordinary Word document (with macros, or of another kind)", todo)
    if most is not None and sum(map(_weight, parts.values())) > most:
        raise CannotRead(name, "it has too many elements for a text", "divide it into several documents")
    root = parsed(name, main, parts[main])
    if root.tag != f"{W}document" or root.nsmap.get("w") != NAMESPACE or root.find(f"{W}body") is None:
        raise CannotRead(name, "its text is not written as Word writes it (Strict Open XML is not read)", todo)
    return WordFile(name, parts, main)


def parsed(name: str, part: str, data: bytes) -> _Element:
    """A part as XML that fetches nothing and expands nothing; raises CannotRead."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_pis=True, remove_comments=True)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise CannotRead(name, f"its part {part!r} is no intact XML ({error})") from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise CannotRead(name, f"its part {part!r} holds a DOCTYPE, which no Office program writes")
    return root


def _weight(part: bytes) -> int:
    """About how much memory a part takes as a tree, where it is XML."""
    return part.count(b"<") + 2 * part.count(b"=") if part.lstrip(_BEFORE_XML).startswith(_XML) else 0


def inner(parent: _Element | None, tag: str) -> _Element | None:
    """The first child with this tag in Word's namespace, or None."""
    return None if parent is None else next(parent.iterchildren(f"{W}{tag}"), None)


def part_of(file: WordFile, part: str) -> _Element:
    """A part of the file as XML, empty where the file has none of that name; raises CannotRead."""
    return parsed(file.name, part, file.parts.get(part, b"<none/>"))


def related(file: WordFile, kind: str) -> list[_Element]:
    """The parts that the document names as of this kind (styles, header …) as XML; raises CannotRead.

    Where it names none, the part of that name beside it.
    """
    folder = posixpath.dirname(file.main)
    named = [one.get("Target", "") for one in _related(file.name, file.parts, file.main, f"{OFFICE}{kind}")]
    paths = [posixpath.normpath(posixpath.join("/", folder, one)).lstrip("/") for one in named]
    return [part_of(file, one) for one in paths or [posixpath.join(folder, f"{kind}.xml")] if one in file.parts]


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
