"""A document as text, whatever its format: rows as people read them, and the same as lines by kind."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from gen.sources.lines import Line

Format = Literal["text", "wikitext", "html", "docx", "pdf", "xlsx"]
# What becomes of tracked changes in a document: they count as accepted, or as rejected.
Tracked = Literal["accepted", "rejected"]


@dataclass(frozen=True)
class Paper:
    """The text of one document; `rows[n - 1]` is line n of every locator into it.

    rows: what a person would read, one paragraph, list item or table row each, an automatic number in front of its
    text; of plain text and wikitext the file's own lines. lines: in the order of the rows; a row can give several.
    """

    file: str
    format: Format
    rows: Sequence[str]
    classified: Callable[[], Sequence[Line]]

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The rows as lines by kind, made when first asked for."""
        return tuple(self.classified())
