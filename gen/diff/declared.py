"""Declared against observed: which declared transfers the changes show, and which changes of units none declares."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from gen.diff.dates import surely_before
from gen.diff.observed import Observed
from gen.model.change import Change, Declared, Unchecked
from gen.model.record import Snapshot, Transfer

Stated = tuple[Literal["old", "new"], Transfer, Unchecked | None]
_OUTSIDE = ("earlier", "later")


def compare_declared(
    old: Snapshot, new: Snapshot, changes: Sequence[Change]
) -> tuple[tuple[Declared, ...], tuple[str, ...]]:
    """What each declared transfer comes to, and the ids of the unit changes that none of them speaks of.

    The latter only where the later release speaks of transfers at all.
    """
    backward = surely_before(new.effective, old.effective)
    earlier, later = (new, old) if backward else (old, new)
    stated: list[Stated] = [("old", one, _timing(one, old, earlier, later)) for one in old.transfers]
    stated += [("new", one, _timing(one, new, earlier, later)) for one in new.transfers]
    due = any(why not in _OUTSIDE for _, _, why in stated)
    observed = Observed.of(earlier, later, changes, backward) if due else None
    declared = tuple(_judged(one, observed) for one in stated)
    seen = {ident for one in declared for ident in one.changes}
    units = (change for change in changes if change.subject == "unit" and change.kinds != ("amended",))
    undeclared = tuple(change.id for change in units if change.id not in seen) if later.coverage.transfers else ()
    return declared, undeclared


def _timing(transfer: Transfer, stated_in: Snapshot, earlier: Snapshot, later: Snapshot) -> Unchecked | None:
    """Why a transfer need not show between the two releases, None where it must.

    What an instrument leaves undated happens with the instrument itself.
    """
    if transfer.date is None:
        if not (transfer.item or stated_in.adjustments):
            return "undated"
        return "earlier" if stated_in is earlier else None
    after = surely_before(earlier.effective, transfer.date)
    if not after and (stated_in is earlier or surely_before(transfer.date, earlier.effective)):
        return "earlier"
    if surely_before(later.effective, transfer.date):
        return "later"
    before = stated_in is later or surely_before(transfer.date, later.effective)
    return None if after and before else "undated"


def _judged(stated: Stated, observed: Observed | None) -> Declared:
    side, transfer, why = stated
    if observed is None or why in _OUTSIDE:
        return Declared(side=side, transfer=transfer, why=why)
    if ids := observed.showing(transfer):
        return Declared(side=side, transfer=transfer, verdict="seen", changes=ids)
    why = why or observed.why_unchecked(transfer)
    return Declared(side=side, transfer=transfer, verdict="unchecked" if why else "not-seen", why=why)
