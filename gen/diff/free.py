"""The units of two trees of which nothing is decided yet, as they get fewer: by their parent, by what both sides have.

The sets of free units given here are the ones being emptied; a unit once decided is never free again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import filterfalse
from typing import NamedTuple

from gen.diff.tree import Tree

Free = tuple[Tree, set[int]]
Key = Callable[[Tree, int], str]


@dataclass(slots=True)
class Lines:
    """The free units of a tree by their parent; a line that lost one is another list."""

    tree: Tree
    free: set[int]
    of: dict[int, list[int]]
    listed: list[int]

    @staticmethod
    def of_side(side: Free) -> Lines:
        tree, free = side
        listed = sorted(free)
        found: defaultdict[int, list[int]] = defaultdict(list)
        for index in listed:
            found[tree.parents[index]].append(index)
        return Lines(tree, free, dict(found), listed)

    def refresh(self) -> None:
        """Takes out what is no longer free."""
        gone = filterfalse(self.free.__contains__, self.listed)
        for parent in set(map(self.tree.parents.__getitem__, gone)):
            if left := list(filter(self.free.__contains__, self.of[parent])):
                self.of[parent] = left
            else:
                del self.of[parent]
        if len(self.listed) != len(self.free):
            self.listed = list(filter(self.free.__contains__, self.listed))


class Family(NamedTuple):
    """The free children of two linked parents, and at which listing they were found to be just these."""

    olds: list[int]
    news: list[int]
    since: int


class Alike(NamedTuple):
    """Free units of both sides by something they may have in common."""

    free: tuple[set[int], set[int]]
    lines: tuple[Mapping[str, list[int]], Mapping[str, list[int]]]
    common: dict[str, None]

    @staticmethod
    def of(sides: tuple[Free, Free], key: Key) -> Alike:
        olds, news = (by_key(*side, key) for side in sides)
        return Alike((sides[0][1], sides[1][1]), (olds, news), dict.fromkeys(sorted(olds.keys() & news.keys())))

    def pairs(self) -> Iterator[tuple[str, list[int], list[int]]]:
        """Yields what free units of both sides have in common, in order, and which units these are by then."""
        for key in list(self.common):
            olds, news = (
                list(filter(free.__contains__, line[key])) for free, line in zip(self.free, self.lines, strict=True)
            )
            if olds and news:
                yield key, olds, news
            else:
                del self.common[key]

    def has(self, key: str, *, on_new: bool) -> bool:
        """Whether a free unit of a side has this."""
        return not self.free[on_new].isdisjoint(self.lines[on_new].get(key, ()))


def by_key(tree: Tree, free: set[int], key: Key) -> dict[str, list[int]]:
    """The free units of a tree by what `key` says of them; one of which it says "" is left out."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for index in sorted(free):
        if said := key(tree, index):
            found[said].append(index)
    return found
