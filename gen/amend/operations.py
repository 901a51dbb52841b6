"""What an instrument does to a release, one operation each, in its order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from gen.model.record import Adjustment, Basis, Transfer

# The lists that a holder has: its duties, the units under it, and the duties under a heading of their own.
Which = Literal["duties", "units", "headed"]


@dataclass(frozen=True, slots=True)
class Holder:
    """A unit by its name, or the body itself where there is none; `number` is the unit's own in its list."""

    name: str | None = None
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a list as an instrument names it: by its number, or by its words."""

    number: int | None = None
    text: str | None = None

    def __str__(self) -> str:
        return f"item {self.number}" if self.number is not None else f"“{self.text}”"


@dataclass(frozen=True, slots=True)
class New:
    """The wording of an item that is put in, and the number the instrument gives it."""

    text: str
    line: int
    number: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One thing that an instrument does, at the line that says so."""

    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed(Operation):
    """An operation on one list of one holder."""

    holder: Holder = Holder()
    which: Which = "duties"


@dataclass(frozen=True, slots=True, kw_only=True)
class Omit(Listed):
    """Takes items out of a list; the numbers of the others stay."""

    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Insert(Listed):
    """Puts items into a list after another one, or at its end; `shifts` gives what follows the next numbers."""

    items: tuple[New, ...]
    after: Item | None = None
    shifts: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Renumber(Listed):
    """Gives items other numbers, all at once; `original` numbers are those from before the instrument."""

    old: tuple[int, ...]
    new: tuple[int, ...]
    original: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Consecutive(Listed):
    """Numbers a list from one on, without a gap."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reword(Listed):
    """Replaces the words `old` by `new` in an item, or where it stands in the list; all of the item without `old`."""

    new: str
    old: str | None = None
    item: Item | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rename(Operation):
    """Gives a unit, or the body, another name."""

    holder: Holder
    to: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Move(Operation):
    """Moves a duty, or all of a holder's without `what`, to another holder, one of the body's or not."""

    what: str | None
    origin: str | None
    target: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Abolish(Operation):
    """Takes a unit away with all that stands under it."""

    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Create(Operation):
    """Sets up a unit after those of its group."""

    unit: str
    group: str | None = "internal"
    duties: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge(Operation):
    """Makes one unit, new or there already, of several, with the duties of all."""

    units: tuple[str, ...]
    into: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Split(Operation):
    """Puts several units in the place of one; its duties go to that of its name, if any."""

    unit: str
    into: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plate(Operation):
    """Gives a unit, or the body, a nameplate, or takes it away."""

    holder: Holder
    name: str
    added: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class SetCount(Operation):
    """Sets a number of staff: to `count`, or by `by`; `before` is what the instrument says it was."""

    what: str
    count: int | None = None
    by: int | None = None
    before: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Expect(Operation):
    """States what a count is after all operations; `what` is a kind of staff, or None for internal units."""

    what: str | None
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Instrument:
    """An amendment that was read: its operations in order, what it declares, and what it says of itself."""

    title: str
    line: int
    operations: tuple[Operation, ...]
    document: str | None = None
    effective: str | None = None
    effective_line: int = 0
    amends: str | None = None
    about: str | None = None
    basis: tuple[Basis, ...] = ()
    transfers: tuple[Transfer, ...] = ()
    adjustments: tuple[Adjustment, ...] = ()
    declares: bool = False
