"""Which old unit is which new one: stages from the certain to the likely, each adding links to the matching."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from gen.diff.absorb import find_absorptions
from gen.diff.contents import link_by_contents
from gen.diff.joins import find_joins, link_declared
from gen.diff.likely import link_exchanged, link_last_exchanged, link_last_left, link_same_place, link_similar
from gen.diff.matching import Matching
from gen.diff.names import link_elsewhere, link_in_place, link_nameplates
from gen.diff.normal import name_key
from gen.diff.rulings import pin
from gen.diff.tree import Language, grow
from gen.model.record import Snapshot, Transfer
from gen.model.ruling import Ruling


def unaligned(old: Snapshot, new: Snapshot, language: Language) -> Matching:
    """A matching in which only the two bodies are linked."""
    return Matching.of(grow(old, language), grow(new, language))


def align(old: Snapshot, new: Snapshot, language: Language, rulings: Sequence[Ruling] = ()) -> Matching:
    """The links, splits and mergers between the units of two snapshots, the rulings on this pair before all else."""
    matching = unaligned(old, new, language)
    if rulings:
        matching.unfit += pin(matching, rulings)
    declared = [*_declarations(old), *_declarations(new)]
    _note_declared(matching, declared)
    link_in_place(matching, sorted(matching.to_new.items()), trusting=False)
    link_declared(matching, declared)
    find_joins(matching, declared)
    stages: list[Callable[[Matching], bool]] = [
        _link_by_contents,
        _link_left_in_place,
        link_nameplates,
        link_elsewhere,
        lambda matching: find_joins(matching, declared),
        link_similar,
        link_exchanged,
    ]
    _repeat(matching, stages)
    find_absorptions(matching)
    _repeat(matching, [*stages, link_last_left, link_same_place, link_last_exchanged])
    return matching


def _repeat(matching: Matching, stages: Sequence[Callable[[Matching], bool]]) -> None:
    """Goes through the stages, from the first again whenever one added something, until none does."""
    while any(stage(matching) for stage in stages):
        pass


def _link_by_contents(matching: Matching) -> bool:
    before = len(matching.joins)
    linked = link_by_contents(matching)
    link_in_place(matching, linked)
    return bool(linked) or len(matching.joins) > before


def _link_left_in_place(matching: Matching) -> bool:
    """Links those of one name under linked parents that were passed over, as nothing else explains them."""
    before = len(matching.open_old)
    parents = {matching.old.parents[index] for index in matching.open_old}
    link_in_place(matching, sorted((p, matching.to_new[p]) for p in parents if p in matching.to_new))
    return len(matching.open_old) < before


def _declarations(snapshot: Snapshot) -> list[tuple[str, Transfer]]:
    return [(f"{snapshot.ref}:{t.locator.source}:{t.locator.line}", t) for t in snapshot.transfers]


def _note_declared(matching: Matching, declared: Sequence[tuple[str, Transfer]]) -> None:
    """Notes which units a transfer says were created or abolished: those are not the last left of anything."""
    for _, transfer in declared:
        if transfer.kind == "created":
            matching.created.add(name_key(transfer.target or transfer.what))
        elif transfer.kind == "abolished":
            matching.abolished.add(name_key(transfer.what))
