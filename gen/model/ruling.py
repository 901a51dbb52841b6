"""A reviewer's decision on which old item is which new one; it outranks every score."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from gen.model.record import BodyId, Count, ItemId, PartialDate, Record, Release, Snapshot, Words

Verdict = Literal["same", "different", "split", "merged", "later"]
VERDICTS: tuple[Verdict, ...] = ("same", "different", "split", "merged", "later")
UNNUMBERED = "r0"
_STEP = " › "


class Ruling(Record):
    """One decision about a pair of releases: who made it, when and why; the ids are those of the two snapshots.

    What the items said is kept beside their ids, because a release read anew may give them other ids.

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
    old_said: tuple[Words, ...] = Field((), description="what the old items said when ruled on, in the order of `old`")
    new_said: tuple[Words, ...] = Field((), description="what the new items said when ruled on, in the order of `new`")
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
    """A ruling that no longer fits the snapshots, and why.

    An item it names is gone, a later ruling took it, the sizes do not go with the verdict, or the two releases cannot
    be compared in its subject.
    """

    ruling: ItemId
    why: Literal["old-gone", "new-gone", "taken", "sizes", "not-comparable"]
    verdict: Verdict | None = None
    old: tuple[ItemId, ...] = ()
    new: tuple[ItemId, ...] = ()
    old_said: tuple[Words, ...] = ()
    new_said: tuple[Words, ...] = ()
    who: Words | None = None
    when: PartialDate | None = None


def fits_sizes(ruling: Ruling) -> bool:
    """Whether the sides have the sizes the verdict demands."""
    old, new = len(set(ruling.old)), len(set(ruling.new))
    sizes = {"same": old == new == 1, "split": old >= 1 and new > 1, "merged": old > 1 and new >= 1}
    return sizes.get(ruling.verdict, bool(old and new))


def items_of(snapshot: Snapshot, subject: str) -> dict[str, str]:
    """What every unit, or every duty, of a snapshot says by its id: the names from the top down, then a duty's text."""
    found = {duty.id: duty.text.primary for duty in snapshot.duties} if subject == "duty" else {}
    for unit, above in snapshot.walk():
        names = _STEP.join(one.name.primary for one in (*above, unit))
        if subject == "unit":
            found[unit.id] = names
        else:
            found |= {duty.id: f"{names}{_STEP}{duty.text.primary}" for duty in unit.duties}
    return found
