"""What a document with tracked changes says: with all of them rejected, or accepted, in comments and properties."""

from __future__ import annotations

from gen.sources.formats.docx.walk import Walk, paragraphs
from gen.sources.formats.docx.wordfile import W, WordFile, parsed, part_of
from gen.sources.paper import Tracked

COMMENTS = "word/comments.xml"
PROPERTIES = "docProps/custom.xml"


def resolved(file: WordFile, reading: Tracked) -> list[str]:
    """The text of every paragraph of the document in order, those of table cells among them."""
    body = parsed(file.name, file.main, file.parts[file.main]).find(f"{W}body")
    return [one.text for one in paragraphs(Walk(file, reading).blocks(body))] if body is not None else []


def commented(file: WordFile) -> list[tuple[str, ...]]:
    """The lines of each comment."""
    walk = Walk(file, None)
    notes = part_of(file, COMMENTS).iter(f"{W}comment")
    return [tuple(one.text for one in paragraphs(walk.blocks(note))) for note in notes]


def stated(file: WordFile) -> dict[str, str]:
    """The custom properties that are text, by name."""
    return {one.get("name", ""): "".join(str(text) for text in one.itertext()) for one in part_of(file, PROPERTIES)}
