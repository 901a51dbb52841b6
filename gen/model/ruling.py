"""A reviewer's decision on which old item is which new one; it outranks every score."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from gen.model.record import BodyId, Count, ItemId, PartialDate, Record, Release, Words

Verdict = Literal["same", "different", "split", "merged", "later"]
VERDICTS: tuple[Verdict, ...] = ("same", "different", "split", "merged", "later")
UNNUMBERED = "r0"


class Ruling(Record):
    """One decision about a pair of releases: who made it, when and why; the ids are those of the two snapshots.

    same: one old item is one new one; different: it is not, however alike; split, merged: as the sides say;
    later: looked at and put off, so that it stays likely.
    """

    id: ItemId
    subject: Literal["unit", "duty"] = "unit"
    verdict: Verdict
    old_body: BodyId | None = Field(None, description="the body of the old release where it is another one")
    old_release: Release
    new_release: Release
    old: tuple[ItemId, ...] = ()
    new: tuple[ItemId, ...] = ()
    who: Words
    when: PartialDate
    why: Words | None = None


class Rulings(Record):
    """Every ruling on a body, in the order they were made."""

    format: Literal["gen-rulings/1"] = "gen-rulings/1"
    body: BodyId
    given: Count = Field(0, description="how many ids were given so far; none is given twice, even if deleted")
    rulings: tuple[Ruling, ...] = ()


class Unfit(Record):
    """A ruling that no longer fits the snapshots, and why: an item it names is gone, or another ruling took it."""

    ruling: ItemId
    why: Literal["old-gone", "new-gone", "taken", "sizes"]
    verdict: Verdict | None = None
    old: tuple[ItemId, ...] = ()
    new: tuple[ItemId, ...] = ()
    who: Words | None = None
    when: PartialDate | None = None


def fits_sizes(ruling: Ruling) -> bool:
    """Whether the sides have the sizes the verdict demands."""
    old, new = len(set(ruling.old)), len(set(ruling.new))
    sizes = {"same": old == new == 1, "split": old >= 1 and new > 1, "merged": old > 1 and new >= 1}
    return sizes.get(ruling.verdict, bool(old and new))
