"""The placeholders staff may write into a Word template: {{ title }} within a line, {{ duties }} alone in one.

A fixed vocabulary without expressions. What Word does to a line while it is typed (runs split anywhere, spelling
marks, bookmarks, capitals, other spaces, quotation marks) does not matter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from gen.errors import Fault, Place, nearest
from gen.render.wordml import xml_text
from gen.report.model import ReleaseWords, Report
from gen.sources.formats.docx.wordfile import W

if TYPE_CHECKING:
    from lxml.etree import _Element

_RELEASE = ("label", "title", "ref", "document", "effective", "date", "sources", "sha256")
VALUES = ("title", "subtitle", "body", "lead", *(f"{side}.{word}" for side in ("old", "new") for word in _RELEASE))
SECTIONS = {
    "summary": "summary",
    "structure": "structure",
    "units": "unit",
    "duties": "duty",
    "posts": "post",
    "staffing": "staffing",
    "awaiting": "awaiting",
    "transfers": "transfers",
    "not_comparable": "not_comparable",
    "folded": "folded",
    "ledger": "ledger",
    "sources": "sources",
}
BLOCKS = (*SECTIONS, "sections", "contents", "official")
_PLACEHOLDER = re.compile(r"\{\{([^{}]*)\}\}")
_TYPED = re.compile(r"[\s\u200b-\u200d\u2060\ufeff\u00ad'\"‘’“”]+")
_WIDE = re.compile(r"[{｛]\s*｛|｛\s*[{｛]|[}｝]\s*｝|｝\s*[}｝]")
_SINGLE = re.compile(r"(?<!\{)\{([^{}]*)\}(?!\})")
_KEPT = ("bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd")
_SHOWN = 60


class Line(NamedTuple):
    """One paragraph of a part: which it is, counted from 1, and the text nodes that are its own."""

    number: int
    paragraph: _Element
    nodes: tuple[_Element, ...]

    @property
    def text(self) -> str:
        """What stands in the paragraph, boxes and deleted text left out."""
        return "".join(node.text or "" for node in self.nodes)

    @property
    def names(self) -> tuple[str, ...]:
        """The placeholders in it, as the vocabulary has them."""
        return tuple(map(_name, _PLACEHOLDER.findall(self.text)))

    @property
    def block(self) -> str:
        """The block placeholder this paragraph consists of, or nothing."""
        only = _PLACEHOLDER.fullmatch(_name(self.text))
        return only[1] if only and only[1] in BLOCKS else ""


def _name(typed: str) -> str:
    return _TYPED.sub("", typed).casefold()


def lines(root: _Element) -> Iterator[Line]:
    """Every paragraph of a part that holds text, in order."""
    paragraphs = {paragraph: n for n, paragraph in enumerate(root.iter(f"{W}p"), 1)}
    held: dict[_Element, list[_Element]] = {}
    for node in root.iter(f"{W}t"):
        owner = next(node.iterancestors(f"{W}p"), None)
        if owner is not None:
            held.setdefault(owner, []).append(node)
    for paragraph, nodes in sorted(held.items(), key=lambda one: paragraphs[one[0]]):
        yield Line(paragraphs[paragraph], paragraph, tuple(nodes))


def values(report: Report) -> dict[str, str]:
    """What stands for each placeholder within a line."""
    said = {"title": report.title, "subtitle": report.subtitle, "body": report.body, "lead": report.lead}
    for side, release in (("old", report.old), ("new", report.new)):
        for word in _RELEASE:
            said[f"{side}.{word}"] = _release(release, word) or report.labels["nothing"]
    return {name: " ".join(xml_text(words).splitlines()) for name, words in said.items()}


def _release(release: ReleaseWords, word: str) -> str:
    return " · ".join(s.name for s in release.sources) if word == "sources" else str(getattr(release, word))


def fill(line: Line, said: Mapping[str, str]) -> None:
    """Puts what is said in place of the line's placeholders, in the formatting of the first brace of each."""
    ends: list[int] = []
    for node in line.nodes:
        ends.append((ends[-1] if ends else 0) + len(node.text or ""))
    for found in reversed(list(_PLACEHOLDER.finditer(line.text))):
        if (name := _name(found[1])) in said:
            _put(line, ends, found.span(), said[name])


def _put(line: Line, ends: list[int], span: tuple[int, int], said: str) -> None:
    for node, start, end in zip(line.nodes, [0, *ends], ends, strict=False):
        low, high = max(span[0], start), min(span[1], end)
        if low < high:
            text = node.text or ""
            node.text = text[: low - start] + (said if low == span[0] else "") + text[high - start :]
            node.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def faults(file: str, part: str, root: _Element, *, main: bool) -> Iterator[Fault]:
    """What is wrong with the placeholders of a part, each with its paragraph; only `main` may hold blocks."""
    for line in lines(root):
        place = Place(f"{file}: {part}", line.number)
        said = f"in “{_excerpt(line.text)}”"
        yield from (Fault(place, f"{what} {said}", todo) for what, todo in _in_text(line.text))
        blocks = [name for name in line.names if name in BLOCKS]
        if blocks and not (main and line.block and _in_body(line.paragraph)):
            what = f"{{{{ {blocks[0]} }}}} does not stand alone in a paragraph of the body"
            yield Fault(place, f"{what} {said}", "give it a paragraph of its own, outside tables, boxes and headers")
    for one in root.iter():
        if one.tag != f"{W}t" and any("{{" in said for said in (one.text or "", *map(str, one.attrib.values()))):
            tag = str(one.tag).rpartition("}")[2]
            what = f"a placeholder stands where none can be filled ({tag})"
            yield Fault(Place(f"{file}: {part}"), what, "write it as ordinary text")


def _in_text(text: str) -> Iterator[tuple[str, str]]:
    rest = _PLACEHOLDER.sub("", text)
    if _WIDE.search(text):
        yield "full-width braces", "write {{ and }} in half width"
    elif "{{" in rest or "}}" in rest:
        yield "braces that are not closed, or not opened", "write {{ before the name and }} after it"
    for name in map(_name, _PLACEHOLDER.findall(text)):
        if name not in VALUES and name not in BLOCKS:
            yield f"{{{{ {name} }}}} is no placeholder", nearest(name, (*VALUES, *BLOCKS))
    for name in map(_name, _SINGLE.findall(rest)):
        if name in VALUES or name in BLOCKS:
            yield f"{{{name}}} has single braces", f"write {{{{ {name} }}}}"


def _in_body(paragraph: _Element) -> bool:
    parent = paragraph.getparent()
    return parent is not None and parent.tag == f"{W}body"


def _excerpt(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def vacate(line: Line, mark: str) -> None:
    """Puts the processing instruction <?gen `mark`?> in place of a line that is a block placeholder.

    The paragraph stays, emptied, where it ends a section or holds a picture, a break or a field; so do its bookmarks.
    """
    from lxml import etree

    paragraph, instruction = line.paragraph, etree.ProcessingInstruction("gen", mark)
    paragraph.addprevious(instruction)
    if _must_stay(paragraph):
        for node in line.nodes:
            node.text = ""
        return
    for one in list(paragraph.iter(*(f"{W}{tag}" for tag in _KEPT))):
        instruction.addprevious(one)
    parent = paragraph.getparent()
    if parent is not None:
        parent.remove(paragraph)


def on_new_page(line: Line) -> bool:
    """Whether staff let the paragraph begin on a new page."""
    return line.paragraph.find(f"{W}pPr/{W}pageBreakBefore") is not None


def _must_stay(paragraph: _Element) -> bool:
    if paragraph.find(f"{W}pPr/{W}sectPr") is not None:
        return True
    return any(next(paragraph.iter(f"{W}{tag}"), None) is not None for tag in ("br", "drawing", "pict", "fldChar"))
