"""What a Word file holds beside its text: notes, comments, drawings, embedded files and links to the outside."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from gen.errors import CannotRead
from gen.sources.formats.docx.walk import Mark, Row, Walk
from gen.sources.formats.docx.wordfile import OFFICE, W, WordFile, part_of, related
from gen.sources.lines import without_unseen
from gen.sources.words import clip

_MACROS = re.compile(r"vbaProject|vbaData|macroEnabled|macrosheet", re.IGNORECASE)
_EMBEDDED = re.compile(r"/embeddings/|/activeX/|/afchunk|/mht", re.IGNORECASE)
_DRAWN = re.compile(r"/(?:diagrams/data|charts/chart)\d{0,9}\.xml", re.IGNORECASE)
_DRAWN_WORDS = "{http://schemas.openxmlformats.org/drawingml/2006/main}t"
_NOTES = {"footnote": "footnotes", "endnote": "endnotes", "comment": "comments"}
_OWN = frozenset({"separator", "continuationSeparator", "continuationNotice"})
_OF_THE_MACHINE = re.compile(r"(?i)file:///|[a-z]:\\|[^/\\]{1,80}$")
_LONGEST = 1_000


class Beside(NamedTuple):
    """What is told of the document as a whole, and the notes by kind and id; author of a comment among its words."""

    marks: tuple[Mark, ...]
    notes: Mapping[tuple[str, str], str]

    def text(self, mark: Mark) -> str:
        """The words of a finding, for a note the note itself."""
        said = self.notes.get((mark.kind, mark.text), "") if mark.kind in _NOTES else _worded(mark)
        return clip(without_unseen(said), _LONGEST)


def _worded(mark: Mark) -> str:
    if mark.kind == "hidden-text":
        return f"hidden in the document, and not read: {clip(mark.text)}"
    if mark.kind == "file-not-read":
        return "another file is taken in here; copy its text into the document"
    return mark.text


def beside(file: WordFile) -> Beside:
    """What the file holds beside its text; raises CannotRead for one with macros."""
    macros = next((name for name in file.parts if _MACROS.search(name)), None)
    if macros or _MACROS.search(file.parts.get("[Content_Types].xml", b"").decode("utf-8", "replace")):
        raise CannotRead(file.name, "it holds macros", "save it as a Word document without macros (.docx)")
    return Beside((*_outside(file), *_embedded(file), *_drawn(file)), dict(_noted(file)))


def _outside(file: WordFile) -> Iterator[Mark]:
    for name in file.parts:
        for one in part_of(file, name) if name.endswith(".rels") else ():
            kind, target = one.get("Type", "").removeprefix(OFFICE), one.get("Target", "")
            template = kind == "attachedTemplate" and _OF_THE_MACHINE.match(target)
            if one.get("TargetMode") == "External" and kind != "hyperlink" and not template:
                text = f"the document links to {clip(target)} ({kind.rpartition('/')[2]}); gen fetches nothing"
                yield Mark("outside", text)


def _embedded(file: WordFile) -> Iterator[Mark]:
    for name in file.parts:
        if _EMBEDDED.search(name) and not name.endswith((".rels", "/")):
            yield Mark("embedded-file", f"a file within the document is not read: {clip(name)}")


def _drawn(file: WordFile) -> Iterator[Mark]:
    for name in file.parts:
        if _DRAWN.search(name):
            words = [one.text.strip() for one in part_of(file, name).iter(_DRAWN_WORDS) if one.text]
            if said := " · ".join(filter(None, words)):
                yield Mark("drawing", f"a drawing holds words that are not read: {clip(said, 300)}")


def _noted(file: WordFile) -> Iterator[tuple[tuple[str, str], str]]:
    walk = Walk(file, "accepted", with_fields=False)
    for kind, part in _NOTES.items():
        for one in [one for root in related(file, part) for one in root.iterchildren(f"{W}{kind}")]:
            if one.get(f"{W}type") not in _OWN:
                blocks = walk.blocks(one)
                said = " ".join(" ".join(b.cells) if isinstance(b, Row) else b.said.strip() for b in blocks).strip()
                author = one.get(f"{W}author", "").strip() if kind == "comment" else ""
                yield (kind, one.get(f"{W}id", "")), f"{author}: {said}" if author else said
