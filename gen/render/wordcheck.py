"""What is wrong with a Word template: placeholders, styles, and what it may not bring along."""

from __future__ import annotations

from collections.abc import Iterator

from gen.errors import Fault, Place
from gen.render import placeholders
from gen.render.accepted import accept
from gen.render.placeholders import BLOCKS, lines
from gen.sources.formats.docx.wordfile import W, WordFile, parsed

STYLES: dict[str, tuple[str, str]] = {
    **{
        logical: ("paragraph", name)
        for logical, name in {
            "Heading1": "heading 1",
            "Heading2": "heading 2",
            "TOC1": "toc 1",
            "ContentsHead": "contents head",
            "Lead": "lead",
            "Note": "note",
            "Event": "event",
            "Caption": "caption",
            "TableText": "table text",
            "TableHead": "table head",
            "TableNumber": "table number",
            "TableSmall": "table small",
            "Hash": "hash",
            "AfterTable": "after table",
            "DutyHead": "duty head",
            "DutyText": "duty text",
            "DutyPlace": "duty place",
        }.items()
    },
    **{
        logical: ("character", name)
        for logical, name in {
            "Strong": "strong",
            "Ids": "ids",
            "Status": "status",
            "Removed": "removed",
            "Inserted": "inserted",
            "MarkAdded": "mark added",
            "MarkRemoved": "mark removed",
            "MarkRenamed": "mark renamed",
            "MarkReassigned": "mark reassigned",
            "MarkSplit": "mark split",
            "MarkMerged": "mark merged",
            "MarkAmended": "mark amended",
        }.items()
    },
    "BriefingTable": ("table", "briefing table"),
}
_DANGEROUS = {
    "INCLUDETEXT",
    "INCLUDEPICTURE",
    "INCLUDE",
    "IMPORT",
    "LINK",
    "DDE",
    "DDEAUTO",
    "DATABASE",
    "RD",
    "MACROBUTTON",
}


def faults(file: WordFile) -> tuple[Fault, ...]:
    """Everything wrong with a template, each with its part and, where it has one, its paragraph."""
    return tuple(sorted([*_unwanted(file), *_comments(file), *_missing(file), *_in_texts(file), *_elsewhere(file)]))


def _unwanted(file: WordFile) -> Iterator[Fault]:
    for part, what, todo in file.unwanted():
        yield Fault(Place(f"{file.name}: {part}"), what, todo)


def _comments(file: WordFile) -> Iterator[Fault]:
    for part in ("word/comments.xml", "word/commentsExtended.xml"):
        if part in file.parts and len(parsed(file.name, part, file.parts[part])):
            what = "there are comments in it, which would be published"
            yield Fault(Place(f"{file.name}: {part}"), what, "delete them in Word (Review, Delete all comments)")
            return


def _missing(file: WordFile) -> Iterator[Fault]:
    known = file.styles()
    for kind, name in STYLES.values():
        if (kind, name) not in known:
            todo = "make it anew, or start from a copy (gen template copy)"
            yield Fault(Place(f"{file.name}: word/styles.xml"), f"the {kind} style {name!r} is missing", todo)


def _in_texts(file: WordFile) -> Iterator[Fault]:
    for part, root in file.texts():
        accept(root)
        main = part == file.main
        yield from placeholders.faults(file.name, part, root, main=main)
        for code in root.iter(f"{W}instrText", f"{W}fldSimple"):
            words = (code.text or code.get(f"{W}instr") or "").split()
            if words and words[0].upper() in _DANGEROUS:
                what = f"the field {words[0].upper()} takes in something from outside"
                yield Fault(Place(f"{file.name}: {part}"), what, "put what it shows into the document instead")
        if main:
            yield from _blocks(file, part, [line.block for line in lines(root) if line.block])


def _blocks(file: WordFile, part: str, placed: list[str]) -> Iterator[Fault]:
    place = Place(f"{file.name}: {part}")
    for name in BLOCKS:
        if placed.count(name) > 1:
            yield Fault(place, f"{{{{ {name} }}}} stands {placed.count(name)} times", "leave it once")
    if "official" in placed and set(placed) - {"official"}:
        what = "{{ official }} says all that the other blocks say"
        yield Fault(place, what, "leave the others out, or write {{ sections }} instead")
    if not set(placed) - {"contents"}:
        yield Fault(place, "there is no section in it", "write {{ sections }} alone in a paragraph")


def _elsewhere(file: WordFile) -> Iterator[Fault]:
    """Placeholders in charts, diagrams and other parts that are passed on as they are."""
    read = {part for part, _ in file.texts()}
    for part, data in file.parts.items():
        if part.startswith("word/") and part.endswith(".xml") and part not in read and b"{{" in data:
            what = "a placeholder stands where none can be filled"
            yield Fault(Place(f"{file.name}: {part}"), what, "write it as ordinary text of the document")
