"""Items that units and the body hold (duties, posts), with which old and new holders are one.

An item follows its holder in silence where the event itself says where it went: the holder is linked to one new unit,
renamed, moved or not, or is one of several that became one. In a split it is told who holds it now, because only the
item says to which of the parts it went. A unit that stands below an absorbed one is told as reassigned, because its
parent is now another unit than before: the one that goes on was there already.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from gen.diff.matching import Link, Matching
from gen.diff.tree import BODY, Node, Tree
from gen.model.record import Duty, Post

Item = TypeVar("Item", Duty, Post)
Family = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Held(Generic[Item]):
    """An item and its holder: an index into the tree of its side, BODY for the body itself."""

    index: int
    item: Item
    holder: int
    family: Family


def families(matching: Matching) -> tuple[Callable[[int], Family], Callable[[int], Family]]:
    """For each side, what says which family a holder belongs to: linked or joined holders share one."""
    old: dict[int, Family] = {}
    new: dict[int, Family] = {}
    for number, join in enumerate(matching.joins):
        old.update(dict.fromkeys(join.old, ("joined", number)))
        new.update(dict.fromkeys(join.new, ("joined", number)))

    def of_old(index: int) -> Family:
        return old.get(index) or (("linked", index) if index in matching.to_new else ("old", index))

    def of_new(index: int) -> Family:
        partner = matching.to_old.get(index)
        return new.get(index) or (("new", index) if partner is None else ("linked", partner))

    return of_old, of_new


@dataclass(slots=True)
class Paired(Generic[Item]):
    """The links found between the items of two sides; indices are those of `Held`."""

    old: list[Held[Item]]
    new: list[Held[Item]]
    links: list[Link]
    free_old: dict[int, Held[Item]]
    free_new: dict[int, Held[Item]]

    @staticmethod
    def of(old: list[Held[Item]], new: list[Held[Item]]) -> Paired[Item]:
        return Paired(old, new, [], {h.index: h for h in old}, {h.index: h for h in new})

    def link(self, link: Link) -> None:
        del self.free_old[link.old], self.free_new[link.new]
        self.links.append(link)

    def link_equal(self, key: Callable[[Held[Item]], object], ground: Callable[[Held[Item], Held[Item]], Link]) -> None:
        """Links free items of equal keys in document order."""
        waiting: defaultdict[object, list[Held[Item]]] = defaultdict(list)
        for other in self.free_new.values():
            waiting[key(other)].append(other)
        for one in list(self.free_old.values()):
            if same := waiting.get(key(one)):
                self.link(ground(one, same.pop(0)))


def one_holder(matching: Matching, old: int, new: int) -> bool:
    """Whether the new holder is what the old one became as a whole: linked to it, or merged from it."""
    join = matching.joined_old.get(old)
    return matching.to_new.get(old) == new or (join is not None and join.new == (new,))


def one_parent(matching: Matching, old: int, new: int) -> bool:
    """Whether the new parent is the old one: as one_holder, but what was absorbed is not the unit that goes on."""
    join = matching.joined_old.get(old)
    merged = join is not None and join.new == (new,) and not join.survivor
    return merged or matching.to_new.get(old) == new


def node_of(tree: Tree, holder: int) -> Node | None:
    return None if holder == BODY else tree.nodes[holder]
