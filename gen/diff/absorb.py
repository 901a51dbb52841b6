"""Units taken into one that goes on, and units taken out of one: mergers and splits with a survivor."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from gen.diff.contents import FACT, items
from gen.diff.matching import Join, Matching
from gen.diff.tree import BODY, Tree
from gen.model.change import Evidence

_SEVERAL = 2


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two trees as the one that lost units, the other as the one in which their holders stand."""

    lost: Tree
    kept: Tree
    free: set[int]
    partner: dict[int, int]
    may: Callable[[int, int], bool]


@dataclass(frozen=True, slots=True)
class Taken:
    """A unit that stands within a holder on the other side."""

    index: int
    score: float
    evidence: Evidence


def find_absorptions(matching: Matching) -> None:
    """Adds a merger where a vanished unit went into one that goes on, and the reverse as a split."""
    old, new = matching.old, matching.new
    gone = _taken(Side(old, new, matching.open_old, matching.to_old, lambda o, n: matching.may((o,), (n,))))
    come = _taken(Side(new, old, matching.open_new, matching.to_new, lambda n, o: matching.may((o,), (n,))))
    for survivor in sorted({matching.to_old[holder] for holder in gone} | come.keys()):
        if survivor in matching.joined_old:
            continue
        partner = matching.to_new[survivor]
        vanished, appeared = gone.get(partner, []), come.get(survivor, [])
        both = [*vanished, *appeared]
        score = min(taken.score for taken in both)
        matching.join(
            Join(
                tuple(sorted([survivor, *(taken.index for taken in vanished)])),
                tuple(sorted([partner, *(taken.index for taken in appeared)])),
                score,
                tuple(taken.evidence for taken in both),
                sure=score >= FACT,
                survivor=None if vanished and appeared else (survivor, partner),
            )
        )


def _taken(side: Side) -> dict[int, list[Taken]]:
    """The free units of one side by the linked unit of the other that took over their name or what they held."""
    found: defaultdict[int, list[Taken]] = defaultdict(list)
    by_plate, by_contents = _holders_of_names(side), _holders_of_contents(side)
    for index in sorted(side.free):
        name = side.lost.units[index].name.primary
        if len(holders := by_plate.get(side.lost.keys[index], [])) == 1 and side.may(index, holders[0]):
            evidence = Evidence(code="nameplate-is-old-name", facts=(name,), weight=0.8)
            found[holders[0]].append(Taken(index, 0.85, evidence))
        elif (heir := _heir(by_contents.get(index), len(items(side.lost, index)))) is not None:
            holder, count, held = heir
            if side.may(index, holder):
                facts = (name, str(count), str(held))
                share = round(count / held, 3)
                found[holder].append(
                    Taken(index, share, Evidence(code="contents-taken-over", facts=facts, weight=share))
                )
    return found


def _holders_of_names(side: Side) -> dict[str, list[int]]:
    """The linked units by each nameplate that only they bear, not their partner."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for index in sorted(side.kept.plates):
        for plate in side.kept.borne(index) if index in side.partner else ():
            if plate not in side.lost.borne(side.partner[index]):
                found[plate].append(index)
    return found


def _holders_of_contents(side: Side) -> dict[int, Counter[int]]:
    """For each free unit, how many of the things it held each linked unit of unchanged name came to hold."""
    wanted: defaultdict[str, list[int]] = defaultdict(list)
    for index in sorted(side.free):
        for item in items(side.lost, index):
            wanted[item].append(index)
    found: defaultdict[int, Counter[int]] = defaultdict(Counter)
    for holder in _holding(side.kept, wanted) if wanted else ():
        partner = side.partner.get(holder, BODY)
        if partner == BODY or side.kept.keys[holder] != side.lost.keys[partner]:
            continue
        if side.partner.get(side.kept.parents[holder]) != side.lost.parents[partner]:
            continue
        for item in items(side.kept, holder) & wanted.keys() - items(side.lost, partner):
            for index in wanted[item]:
                found[index][holder] += 1
    return found


def _holding(tree: Tree, wanted: Mapping[str, object]) -> list[int]:
    """The units that hold one of the wanted things, in document order."""
    holders = {tree.parents[index] for index, key in enumerate(tree.keys) if key in wanted}
    holders.update(index for index, unit in enumerate(tree.units) if unit.duties)
    return sorted(holders - {BODY})


def _heir(counts: Counter[int] | None, held: int) -> tuple[int, int, int] | None:
    """The one holder that took over at least half and several of the things held, with how many of how many."""
    if not counts:
        return None
    (holder, count), *others = counts.most_common(2)
    if count < _SEVERAL or 2 * count < held or any(other == count for _, other in others):
        return None
    return holder, count, held
