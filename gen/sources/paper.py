"""A document as text, whatever its format: rows as people read them, and the same as lines by kind."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from gen.model.columns import UNASKED, Columns
from gen.sources.lines import Line

Format = Literal["text", "wikitext", "html", "docx", "pdf", "xlsx"]
# What becomes of tracked changes in a document: they count as accepted, or as rejected.
Tracked = Literal["accepted", "rejected"]


@dataclass(frozen=True)
class Paper:
    """The text of one document; `rows[n - 1]` is line n of every locator into it.

    rows: what a person would read, one paragraph, list item or table row each, an automatic number in front of its
    text; of plain text and wikitext the file's own lines. lines: in the order of the rows; a row can give several.
    columns: what is known beforehand of the columns of a table. aside: the numbers of rows that are no part of the
    text itself (a page header, a menu); no line is made of them. tracked: what the tracked changes of a document
    that has any were taken as.
    """

    file: str
    format: Format
    rows: Sequence[str]
    classified: Callable[[], Sequence[Line]]
    columns: Columns = UNASKED
    aside: frozenset[int] = frozenset()
    tracked: Tracked | None = None

    @cached_property
    def main(self) -> Paper:
        """The paper that forms read: the same, with nothing in the rows set aside."""
        if not self.aside:
            return self
        kept = tuple("" if number in self.aside else row for number, row in enumerate(self.rows, 1))
        return replace(self, rows=kept, aside=frozenset())

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The rows as lines by kind, made when first asked for."""
        return tuple(self.classified())
