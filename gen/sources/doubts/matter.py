"""What the checks look at: the rows of a document, the items read from them, and the rows left out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple

from gen.model.record import Duty, Locator, Unit
from gen.sources.account import Account
from gen.sources.draft import Draft
from gen.sources.paper import Paper
from gen.sources.units import preorder

_NEAR = 40  # how many rows an item runs over at most, where a part of it is looked for


class Doubt(NamedTuple):
    """A finding to be: its line, its kind, the two facts and what to do, and the id of the item it concerns."""

    line: int
    kind: str
    text: str
    about: str | None = None


class Item(NamedTuple):
    """One text of the record, with the line it starts at and the id of the unit or duty it belongs to."""

    what: Literal["duty", "name", "statement"]
    text: str
    line: int
    about: str | None = None


class Held(NamedTuple):
    """A duty and the unit that holds it, None for the body."""

    holder: Unit | None
    duty: Duty


@dataclass(frozen=True)
class Matter:
    """A document that was read; `left` gives the reason for which a line is left out, None where it is not."""

    paper: Paper
    draft: Draft
    left: Callable[[int], str | None]

    @cached_property
    def units(self) -> tuple[Unit, ...]:
        """Every unit in document order."""
        return tuple(preorder(self.draft.units))

    @cached_property
    def duties(self) -> tuple[Held, ...]:
        """Every duty with its holder, those of the body first."""
        own = (Held(None, duty) for duty in self.draft.duties)
        return (*own, *(Held(unit, duty) for unit in self.units for duty in unit.duties))

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """Every text that went into the record."""
        return tuple(self._items())

    @cached_property
    def rows(self) -> Mapping[int, str]:
        """The rows that are not left out and not blank, by number."""
        return {n: row for n, row in enumerate(self.paper.rows, 1) if row.strip() and self.left(n) is None}

    @cached_property
    def is_list(self) -> bool:
        """Whether the document is data, in which a row is no line of a text."""
        return self.paper.format == "xlsx" or self.paper.file.lower().endswith((".json", ".csv", ".tsv", ".xlsx"))

    def place(self, item: Item, *parts: str) -> int:
        """The line in which one of these parts of an item stands: its first line unless a following one has it."""
        rows = self.paper.rows[item.line - 1 : item.line - 1 + _NEAR]
        return next((item.line + at for part in parts for at, row in enumerate(rows) if part in row), item.line)

    def _items(self) -> Iterator[Item]:
        draft = self.draft
        yield from (Item("duty", text, at.line, duty.id) for _, duty in self.duties for text, at in _said(duty))
        for unit in self.units:
            names = (name for text in (unit.name, *unit.nameplates) for name in (text.zh, text.en) if name)
            yield from (Item("name", name, unit.locator.line, unit.id) for name in names)
        yield from (Item("statement", one.text, one.locator.line) for one in draft.adjustments)
        yield from (Item("statement", one.text, one.locator.line) for one in draft.transfers)


def matter(paper: Paper, draft: Draft, account: Account) -> Matter:
    """What the checks look at, of a document that a form has read and accounted for."""
    return Matter(paper, draft, account.left)


def _said(duty: Duty) -> Iterator[tuple[str, Locator]]:
    yield from ((text, duty.locator) for text in (duty.text.zh, duty.text.en) if text)
