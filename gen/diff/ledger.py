"""The ledger: where every item of each side went, so that both sides add up."""

from __future__ import annotations

from collections import Counter

from gen.model.change import Balance, Change, NotComparable, Subject


def balance(
    subject: Subject, old: int, new: int, changes: tuple[Change, ...], not_comparable: tuple[NotComparable, ...]
) -> Balance:
    """The balance of one subject with `old` and `new` items; what no change touches was kept."""
    counts: Counter[str] = Counter()
    for change in changes:
        if change.subject == subject:
            for kind, times in _entries(change).items():
                counts[kind] += times
    apart = [entry for entry in not_comparable if entry.subject == subject]
    apart_old, apart_new = sum(entry.old for entry in apart), sum(entry.new for entry in apart)
    single = counts["amended"] + counts["renamed"] + counts["reassigned"]
    gone = single + counts["removed"] + counts["split_old"] + counts["merged_old"] + counts["tangled_old"]
    return Balance(old=old, new=new, kept=old - gone - apart_old, not_comparable_old=apart_old,
                   not_comparable_new=apart_new, **counts)  # fmt: skip


def _entries(change: Change) -> dict[str, int]:
    """Where a change stands in the ledger: once, under its weightiest kind."""
    if "split" in change.kinds or "merged" in change.kinds:
        tangled = len(change.old) > 1 and len(change.new) > 1
        kind = "tangled" if tangled else change.kinds[0]
        events: dict[str, int] = dict.fromkeys(change.kinds, 1)
        return events | {f"{kind}_old": len(change.old), f"{kind}_new": len(change.new)}
    return {next(kind for kind in ("reassigned", "renamed", "amended", "added", "removed") if kind in change.kinds): 1}
