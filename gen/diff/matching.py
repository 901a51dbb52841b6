"""What has been decided so far: which old unit is which new one, and which are split or merged."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import TypeVar

from gen.diff.similar import Weights
from gen.diff.tree import BODY, Tree
from gen.model.change import Evidence
from gen.model.ruling import Unfit

T = TypeVar("T")
_SAMPLE = 4_000


@dataclass(frozen=True, slots=True)
class Link:
    """One old item is one new item; not `sure` means shown, but awaiting a ruling; `put_off` is one that put it off."""

    old: int
    new: int
    score: float
    evidence: tuple[Evidence, ...]
    sure: bool = True
    runner_up: tuple[int, int, float] | None = None
    ruling: str | None = None
    put_off: str | None = None


@dataclass(frozen=True, slots=True)
class Join:
    """Several items of one side are one item, or several others, of the other: a split, a merger or a tangle.

    `survivor` is the old and the new index of the unit that goes on.
    """

    old: tuple[int, ...]
    new: tuple[int, ...]
    score: float
    evidence: tuple[Evidence, ...]
    sure: bool = True
    survivor: tuple[int, int] | None = None
    ruling: str | None = None


@dataclass(slots=True)
class Matching:
    """The links and joins between two trees while they are being found.

    `in_place` are the pairs linked by their name alone, under parents that are linked; they have no Link of
    their own, and units of which nothing differs, down to the last one below them, are not even there.
    """

    old: Tree
    new: Tree
    to_new: dict[int, int] = field(default_factory=lambda: {BODY: BODY})
    to_old: dict[int, int] = field(default_factory=lambda: {BODY: BODY})
    links: dict[int, Link] = field(default_factory=dict)
    in_place: list[tuple[int, int]] = field(default_factory=list)
    joins: list[Join] = field(default_factory=list)
    forbidden: set[tuple[int, int]] = field(default_factory=set)
    put_off: dict[tuple[int, int], str] = field(default_factory=dict)
    open_old: set[int] = field(default_factory=set)
    open_new: set[int] = field(default_factory=set)
    joined_old: set[int] = field(default_factory=set)
    created: set[str] = field(default_factory=set)
    abolished: set[str] = field(default_factory=set)
    unfit: list[Unfit] = field(default_factory=list)
    learned: list[Weights] = field(default_factory=list)

    @staticmethod
    def of(old: Tree, new: Tree) -> Matching:
        """A matching in which only the two bodies are linked."""
        return Matching(old, new, open_old=set(range(len(old))), open_new=set(range(len(new))))

    @property
    def weights(self) -> Weights:
        """What the parts of names say in these two trees, learned when first asked for."""
        if not self.learned:
            names = (name for tree in (self.old, self.new) for name in tree.keys[:: 1 + len(tree) // _SAMPLE])
            self.learned.append(Weights.learn(names))
        return self.learned[0]

    def link(self, link: Link) -> None:
        self.to_new[link.old], self.to_old[link.new] = link.new, link.old
        self.links[link.old] = link
        self.open_old.discard(link.old)
        self.open_new.discard(link.new)

    def keep(self, old: int, new: int) -> None:
        """Links two units of one name under linked parents."""
        self.to_new[old], self.to_old[new] = new, old
        self.in_place.append((old, new))
        self.open_old.discard(old)
        self.open_new.discard(new)

    def keep_whole(self, old: int, new: int) -> bool:
        """Links two units and all below them where nothing differs and nothing is decided; whether it could."""
        count = self.old.sizes[old] + 1
        if self.old.prints[old] != self.new.prints[new] or self.forbidden or count != self.new.sizes[new] + 1:
            return False
        olds, news = range(old, old + count), range(new, new + count)
        if not (self.open_old.issuperset(olds) and self.open_new.issuperset(news)):
            return False
        self.to_new.update(zip(olds, news, strict=True))
        self.to_old.update(zip(news, olds, strict=True))
        self.open_old.difference_update(olds)
        self.open_new.difference_update(news)
        return True

    def join(self, join: Join) -> None:
        for old in join.old:
            self.links.pop(old, None)
            if old in self.to_new and (join.survivor is None or join.survivor[0] != old):
                del self.to_old[self.to_new.pop(old)]
        self.joins.append(join)
        self.joined_old.update(join.old)
        self.open_old.difference_update(join.old)
        self.open_new.difference_update(join.new)

    def differing(self) -> Iterator[Link]:
        """Yields every link of one unit to one in which something may differ."""
        for old, new in self.in_place:
            if old not in self.joined_old:
                yield Link(old, new, 1.0, ())
        yield from self.links.values()

    def may(self, olds: Iterable[int], news: Sequence[int]) -> bool:
        """Whether no ruling says that one of the old units is none of the new ones."""
        return not self.forbidden or self.forbidden.isdisjoint(product(olds, news))

    def free_old(self, indices: Iterable[int]) -> list[int]:
        return [i for i in indices if i in self.open_old]

    def free_new(self, indices: Iterable[int]) -> list[int]:
        return [i for i in indices if i in self.open_new]

    def families(self) -> list[tuple[list[int], list[int]]]:
        """The free old and new children of every linked pair of parents that has both."""
        olds: defaultdict[int, list[int]] = defaultdict(list)
        news: defaultdict[int, list[int]] = defaultdict(list)
        for index in sorted(self.open_old):
            olds[self.old.parents[index]].append(index)
        for index in sorted(self.open_new):
            news[self.new.parents[index]].append(index)
        return [(olds[p], news[q]) for p in olds if (q := self.to_new.get(p)) is not None and q in news]


def best_first(
    olds: Sequence[T], news: Sequence[T], score: Callable[[T, T], float], floor: float
) -> list[tuple[T, T, float, tuple[T, T, float] | None]]:
    """Pairs taken greedily by score down to `floor`, each with the best other reading of either of its sides.

    Ties go to the pair that stands first on both sides together, so that exchanging the sides exchanges the result.
    """
    pairs = product(range(len(olds)), range(len(news)))
    return best_of(olds, news, {(i, j): s for i, j in pairs if (s := score(olds[i], news[j])) >= floor / 2}, floor)


def best_of(
    olds: Sequence[T], news: Sequence[T], table: dict[tuple[int, int], float], floor: float
) -> list[tuple[T, T, float, tuple[T, T, float] | None]]:
    """The choice of best_first from a table of places and their scores."""
    ranked = sorted(table, key=lambda pair: (-table[pair], sum(pair)))
    by_side: defaultdict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
    for pair in ranked:
        for side in (0, 1):
            by_side[side, pair[side]].append(pair)
    taken: set[tuple[int, int]] = set()
    chosen = []
    for pair in ranked:
        i, j = ends = pair
        if table[pair] < floor or {(0, i), (1, j)} & taken:
            continue
        taken |= {(0, i), (1, j)}
        others = [p for side in (0, 1) for p in by_side[side, ends[side]][:2] if p != pair]
        other = min(others, key=lambda p: (-table[p], sum(p)), default=None)
        runner_up = (olds[other[0]], news[other[1]], table[other]) if other else None
        chosen.append((olds[i], news[j], table[pair], runner_up))
    return chosen
