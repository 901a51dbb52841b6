"""Which old unit is which new one: stages from the certain to the likely, each adding links to the matching."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from gen.diff.absorb import find_absorptions
from gen.diff.contents import link_by_contents
from gen.diff.joins import find_joins, link_declared
from gen.diff.kin import link_holders, link_same_stem, link_seats
from gen.diff.leftover import link_last_exchanged, link_last_left, link_last_of_kind, link_same_place
from gen.diff.likely import link_exchanged, link_similar
from gen.diff.matching import Matching
from gen.diff.names import link_elsewhere, link_in_place, link_left_in_place, link_nameplates
from gen.diff.normal import name_key
from gen.diff.rulings import pin
from gen.diff.timing import declarations
from gen.model.record import Snapshot, Transfer
from gen.model.ruling import Ruling


def align(matching: Matching, old: Snapshot, new: Snapshot, rulings: Sequence[Ruling] = ()) -> None:
    """Adds the links, splits and mergers between the units of two snapshots, the rulings on this pair first."""
    if rulings:
        matching.unfit += pin(matching, rulings, old, new)
    declared = declarations(old, new)
    _note_declared(matching, declared)
    link_in_place(matching, sorted(matching.to_new.items()), trusting=False)
    link_declared(matching, declared)
    find_joins(matching, declared)
    stages: list[Callable[[Matching], bool]] = [
        _link_by_contents,
        link_left_in_place,
        link_nameplates,
        link_holders,
        link_elsewhere,
        lambda matching: find_joins(matching, declared),
        link_similar,
        link_exchanged,
    ]
    _repeat(matching, stages)
    find_absorptions(matching)
    last = [link_same_stem, link_last_of_kind, link_seats, link_last_left, link_same_place, link_last_exchanged]
    _repeat(matching, [*stages, *last])


def _repeat(matching: Matching, stages: Sequence[Callable[[Matching], bool]]) -> None:
    """Goes through the stages, from the first again whenever one added something, until none does."""
    while any(stage(matching) for stage in stages):
        pass


def _link_by_contents(matching: Matching) -> bool:
    before = len(matching.joins)
    linked = link_by_contents(matching)
    link_in_place(matching, linked)
    return bool(linked) or len(matching.joins) > before


def _note_declared(matching: Matching, declared: Sequence[tuple[str, Transfer]]) -> None:
    """Notes which units a transfer says were created or abolished: those are not the last left of anything."""
    for _, transfer in declared:
        if transfer.kind == "created":
            matching.created.add(name_key(transfer.target or transfer.what))
        elif transfer.kind == "abolished":
            matching.abolished.add(name_key(transfer.what))
