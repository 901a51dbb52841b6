"""Declared against observed: which declared transfers the changes show, and which changes of units none declares."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from gen.diff.observed import Observed
from gen.diff.timing import OUTSIDE, is_backward, why_not_between
from gen.model.change import Change, Declared, Unchecked
from gen.model.record import Snapshot, Transfer

Stated = tuple[Literal["old", "new"], Transfer, Unchecked | None]


def compare_declared(
    old: Snapshot, new: Snapshot, changes: Sequence[Change]
) -> tuple[tuple[Declared, ...], tuple[str, ...]]:
    """What each declared transfer comes to, and the ids of the unit changes that none of them speaks of.

    The latter only where the later release speaks of transfers at all.
    """
    backward = is_backward(old, new)
    earlier, later = (new, old) if backward else (old, new)
    stated: list[Stated] = [("old", one, why_not_between(one, old, earlier, later)) for one in old.transfers]
    stated += [("new", one, why_not_between(one, new, earlier, later)) for one in new.transfers]
    due = any(why not in OUTSIDE for _, _, why in stated)
    observed = Observed.of(earlier, later, changes, backward) if due else None
    declared = tuple(_judged(one, observed) for one in stated)
    seen = {ident for one in declared for ident in one.changes}
    units = (change for change in changes if change.subject == "unit" and change.kinds != ("amended",))
    undeclared = tuple(change.id for change in units if change.id not in seen) if later.coverage.transfers else ()
    return declared, undeclared


def _judged(stated: Stated, observed: Observed | None) -> Declared:
    side, transfer, why = stated
    if observed is None or why in OUTSIDE:
        return Declared(side=side, transfer=transfer, why=why)
    if ids := observed.showing(transfer):
        items = _item_by_item(transfer, observed, timed=why is None)
        verdict: Literal["seen", "partly"] = "partly" if items["missing"] else "seen"
        return Declared(side=side, transfer=transfer, verdict=verdict, changes=ids, **items)
    why = why or observed.why_unchecked(transfer)
    return Declared(side=side, transfer=transfer, verdict="unchecked" if why else "not-seen", why=why)


def _item_by_item(transfer: Transfer, observed: Observed, *, timed: bool) -> dict[str, tuple[str, ...]]:
    """Which of the several items of a transfer show, which should and do not, and which say nothing either way.

    `timed` says that it must have happened between the two releases.
    """
    found: dict[str, tuple[str, ...]] = {"shown": (), "missing": (), "unlisted": ()}
    parts = observed.parts(transfer)
    for part in parts if len(parts) > 1 else ():
        fate = "shown" if observed.showing(part) else "missing" if timed and observed.awaits(part) else "unlisted"
        found[fate] += ((part.target or "") if transfer.kind == "split" else part.what,)
    return found
