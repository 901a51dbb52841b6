"""What has been decided so far: which old unit is which new one, and which are split or merged."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from gen.diff.similar import Weights
from gen.diff.tree import BODY, Tree
from gen.model.change import Evidence

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Link:
    """One old item is one new item; not `sure` means shown, but awaiting a ruling."""

    old: int
    new: int
    score: float
    evidence: tuple[Evidence, ...]
    sure: bool = True
    runner_up: tuple[int, int, float] | None = None
    ruling: str | None = None


@dataclass(frozen=True, slots=True)
class Join:
    """Several items of one side are one item, or several others, of the other: a split, a merger or a tangle."""

    old: tuple[int, ...]
    new: tuple[int, ...]
    score: float
    evidence: tuple[Evidence, ...]
    sure: bool = True
    survivor: int | None = None
    ruling: str | None = None


@dataclass(slots=True)
class Matching:
    """The links and joins between two trees while they are being found."""

    old: Tree
    new: Tree
    weights: Weights
    to_new: dict[int, int] = field(default_factory=lambda: {BODY: BODY})
    to_old: dict[int, int] = field(default_factory=lambda: {BODY: BODY})
    links: dict[int, Link] = field(default_factory=dict)
    joins: list[Join] = field(default_factory=list)
    forbidden: set[tuple[int, int]] = field(default_factory=set)
    put_off: dict[tuple[int, int], str] = field(default_factory=dict)
    joined_old: set[int] = field(default_factory=set)
    joined_new: set[int] = field(default_factory=set)

    def link(self, link: Link) -> None:
        self.to_new[link.old], self.to_old[link.new] = link.new, link.old
        self.links[link.old] = link

    def join(self, join: Join) -> None:
        for old in join.old:
            if (link := self.links.pop(old, None)) is not None:
                del self.to_new[link.old], self.to_old[link.new]
        self.joins.append(join)
        self.joined_old.update(join.old)
        self.joined_new.update(join.new)

    def free_old(self, indices: Iterable[int]) -> list[int]:
        return [i for i in indices if i not in self.to_new and i not in self.joined_old]

    def free_new(self, indices: Iterable[int]) -> list[int]:
        return [i for i in indices if i not in self.to_old and i not in self.joined_new]

    def families(self) -> list[tuple[list[int], list[int]]]:
        """The free old and new children of every linked pair of parents that has both."""
        found = []
        for old, new in sorted(self.to_new.items()):
            left = self.free_old(self.old.under(old)), self.free_new(self.new.under(new))
            if left[0] and left[1]:
                found.append(left)
        return found


def best_first(
    olds: Sequence[T], news: Sequence[T], score: Callable[[T, T], float], floor: float
) -> list[tuple[T, T, float, tuple[T, T, float] | None]]:
    """Pairs taken greedily by score down to `floor`, each with the best other reading of either of its sides.

    Ties go to the pair that stands first on both sides together, so that exchanging the sides exchanges the result.
    """
    table = {(i, j): s for i, o in enumerate(olds) for j, n in enumerate(news) if (s := score(o, n)) >= floor / 2}
    ranked = sorted(table, key=lambda pair: (-table[pair], sum(pair)))
    taken_old: set[int] = set()
    taken_new: set[int] = set()
    chosen = []
    for i, j in ranked:
        if table[i, j] < floor or i in taken_old or j in taken_new:
            continue
        taken_old.add(i)
        taken_new.add(j)
        other = next((p for p in ranked if p != (i, j) and (p[0] == i or p[1] == j)), None)
        runner_up = (olds[other[0]], news[other[1]], table[other]) if other else None
        chosen.append((olds[i], news[j], table[i, j], runner_up))
    return chosen
