"""When a declared transfer happened, beside the two releases, and how it reads from the old one to the new one."""

from __future__ import annotations

from gen.diff.dates import surely_before
from gen.model.change import Unchecked
from gen.model.ids import numbered
from gen.model.record import Snapshot, Transfer

OUTSIDE = ("earlier", "later")
_TURNED: dict[str, str] = {
    "created": "abolished",
    "abolished": "created",
    "split": "merged",
    "merged": "split",
    "renamed": "renamed",
}


def is_backward(old: Snapshot, new: Snapshot) -> bool:
    """Whether the new release is the earlier one, as releases sort: exchanging the two always exchanges the answer."""
    return _order(new) < _order(old)


def _order(snapshot: Snapshot) -> tuple[str, tuple[str, int, str], str]:
    return snapshot.effective, numbered(snapshot.release), snapshot.body


def why_not_between(transfer: Transfer, stated_in: Snapshot, earlier: Snapshot, later: Snapshot) -> Unchecked | None:
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


def declarations(old: Snapshot, new: Snapshot) -> list[tuple[str, Transfer]]:
    """The transfers that may have happened between the two, each with its place, as they read from old to new.

    Where the new release is the earlier one, what was created reads as abolished, a split as a merger, and a change of
    name the other way round.
    """
    backward = is_backward(old, new)
    earlier, later = (new, old) if backward else (old, new)
    return [
        (f"{one.ref}:{told.locator.source}:{told.locator.line}", _turned(told) if backward else told)
        for one in (earlier, later)
        for told in one.transfers
        if why_not_between(told, one, earlier, later) not in OUTSIDE
    ]


def _turned(transfer: Transfer) -> Transfer:
    if transfer.kind not in _TURNED:
        return transfer
    turned: dict[str, object] = {"kind": _TURNED[transfer.kind]}
    if transfer.target and transfer.kind in ("split", "merged", "renamed"):
        turned |= {"what": transfer.target, "target": transfer.what}
    elif transfer.kind in ("created", "abolished"):
        turned |= {"what": (transfer.kind == "created" and transfer.target) or transfer.what, "target": None}
    return transfer.model_copy(update=turned)
