"""Units taken into one that goes on, and units taken out of one: mergers and splits with a survivor."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import NamedTuple

from gen.diff.contents import FACT, held, is_telling, items
from gen.diff.matching import Join, Link, Matching
from gen.diff.partners import Partners
from gen.diff.tree import BODY, Tree
from gen.model.change import Evidence

_SEVERAL = 2


class Side(NamedTuple):
    """One of the two trees as the one that lost units, the other as the one in which their holders stand."""

    matching: Matching
    lost_is_new: bool

    @property
    def lost(self) -> Tree:
        return self.matching.new if self.lost_is_new else self.matching.old

    @property
    def kept(self) -> Tree:
        return self.matching.old if self.lost_is_new else self.matching.new

    @property
    def free(self) -> set[int]:
        return self.matching.open_new if self.lost_is_new else self.matching.open_old

    @property
    def partner(self) -> Partners:
        return self.matching.to_new if self.lost_is_new else self.matching.to_old

    def goes_on(self, holder: int) -> bool:
        """Whether a unit of the other side is linked, and not because a ruling says that it is one and no more."""
        if self.partner.get(holder, BODY) == BODY:
            return False
        link = self.matching.links.get(holder if self.lost_is_new else self.partner[holder])
        return link is None or not link.ruling

    def may(self, index: int, holder: int) -> bool:
        """Whether no ruling forbids that a lost unit and a holder have to do with each other."""
        return self.matching.may((holder,), (index,)) if self.lost_is_new else self.matching.may((index,), (holder,))

    def beside(self, index: int, holder: int) -> bool:
        """Whether a lost unit stood under the same parent as the holder, and held what it held word for word."""
        same = self.partner.get(self.kept.parents[holder]) == self.lost.parents[index]
        return same and items(self.lost, index) <= items(self.kept, holder)

    def held(self, index: int) -> frozenset[str]:
        """What a unit of the side that lost units holds."""
        return held(self.matching, index, on_new=self.lost_is_new)

    def came_to_hold(self, holder: int) -> frozenset[str]:
        """What a unit of the other side holds and its partner does not."""
        own = held(self.matching, holder, on_new=not self.lost_is_new)
        return own - self.held(self.partner[holder])


class Taken(NamedTuple):
    """A unit that stands within a holder on the other side."""

    lost: int
    score: float
    evidence: Evidence


def find_absorptions(matching: Matching) -> None:
    """Adds a merger where a vanished unit went into one that goes on, and the reverse as a split."""
    gone, come = _taken(Side(matching, lost_is_new=False)), _taken(Side(matching, lost_is_new=True))
    for survivor in sorted({matching.to_old[holder] for holder in gone} | come.keys()):
        if survivor in matching.joined_old:
            continue
        partner = matching.to_new[survivor]
        vanished, appeared = gone.get(partner, []), come.get(survivor, [])
        both = [*vanished, *appeared]
        score = min(taken.score for taken in both)
        link = matching.links.get(survivor) or Link(survivor, partner, 1.0, ())
        matching.join(
            Join(
                tuple(sorted([survivor, *(taken.lost for taken in vanished)])),
                tuple(sorted([partner, *(taken.lost for taken in appeared)])),
                min(score, link.score),
                (*link.evidence, *(taken.evidence for taken in both)),
                sure=score >= FACT and link.sure,
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
        elif index in by_contents and (heir := _heir(side, index, by_contents[index])) is not None:
            holder, count, whole = heir
            facts, share = (name, str(count), str(whole)), round(count / whole, 3)
            found[holder].append(Taken(index, share, Evidence(code="contents-taken-over", facts=facts, weight=share)))
    return found


def _holders_of_names(side: Side) -> dict[str, list[int]]:
    """The linked units by each nameplate that only they bear, not their partner."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for index in sorted(side.kept.plates):
        for plate in side.kept.borne(index) if side.goes_on(index) else ():
            if plate not in side.lost.borne(side.partner[index]):
                found[plate].append(index)
    return found


def _holders_of_contents(side: Side) -> dict[int, Counter[int]]:
    """For each free unit, how many of the things it held each linked unit came to hold."""
    wanted: defaultdict[str, list[int]] = defaultdict(list)
    for index in sorted(side.free):
        for item in side.held(index):
            wanted[item].append(index)
    found: defaultdict[int, Counter[int]] = defaultdict(Counter)
    for holder in _holding(side.kept, wanted) if wanted else ():
        if not side.goes_on(holder):
            continue
        for item in wanted.keys() & side.came_to_hold(holder):
            for index in wanted[item]:
                found[index][holder] += 1
    return found


def _holding(tree: Tree, wanted: Mapping[str, object]) -> list[int]:
    """The units that may hold one of the wanted things, in document order."""
    holders = {tree.parents[index] for index, key in enumerate(tree.keys) if key in wanted}
    holders.update(index for index, unit in enumerate(tree.units) if unit.duties)
    return sorted(holders - {BODY})


def _heir(side: Side, index: int, counts: Counter[int]) -> tuple[int, int, int] | None:
    """The one holder that took over at least half of what a unit held, with how many of how many.

    One thing is enough where it is all that a unit held, says much, and went word for word to a unit beside it.
    """
    (holder, count), *others = counts.most_common(2)
    some = side.held(index)
    if 2 * count < len(some) or any(other == count for _, other in others) or not side.may(index, holder):
        return None
    if count < _SEVERAL and not (len(some) == 1 and side.beside(index, holder) and all(map(is_telling, some))):
        return None
    return holder, count, len(some)
