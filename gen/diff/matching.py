"""What has been decided so far: which old unit is which new one, and which are split or merged."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import NamedTuple, TypeVar

from gen.diff.free import Alike, Family, Free, Key, Lines
from gen.diff.partners import Partners
from gen.diff.similar import Weights
from gen.diff.tree import Tree
from gen.model.change import Evidence
from gen.model.ruling import Unfit

T = TypeVar("T")
_SAMPLE = 4_000


class Link(NamedTuple):
    """One old item is one new item; not `sure` means shown, but awaiting a ruling; `put_off` is one that put it off."""

    old: int
    new: int
    score: float
    evidence: tuple[Evidence, ...]
    sure: bool = True
    runner_up: tuple[int, int, float] | None = None
    ruling: str | None = None
    put_off: str | None = None


class Join(NamedTuple):
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
    to_new: Partners
    to_old: Partners
    open_old: set[int]
    open_new: set[int]
    links: dict[int, Link] = field(default_factory=dict)
    in_place: list[tuple[int, int]] = field(default_factory=list)
    joins: list[Join] = field(default_factory=list)
    forbidden: set[tuple[int, int]] = field(default_factory=set)
    put_off: dict[tuple[int, int], str] = field(default_factory=dict)
    joined_old: dict[int, Join] = field(default_factory=dict)
    created: set[str] = field(default_factory=set)
    abolished: set[str] = field(default_factory=set)
    unfit: list[Unfit] = field(default_factory=list)
    learned: list[Weights] = field(default_factory=list)
    names_alike: dict[tuple[int, int], float] = field(default_factory=dict)
    reworded: list[dict[str, str]] = field(default_factory=list)
    bearers: Counter[str] = field(default_factory=Counter)
    undecided: dict[str, dict[tuple[int, int], int]] = field(default_factory=dict)
    alike: dict[str, Alike] = field(default_factory=dict)
    lines: list[Lines] = field(default_factory=list)
    listed: dict[int, Family] = field(default_factory=dict)
    listings: int = 0
    listed_at: tuple[int, ...] = ()
    asked: dict[str, int] = field(default_factory=dict)
    seen: set[tuple[str, tuple[int, ...], tuple[int, ...]]] = field(default_factory=set)

    @staticmethod
    def of(old: Tree, new: Tree) -> Matching:
        """A matching in which only the two bodies are linked."""
        free = set(range(len(old))), set(range(len(new)))
        return Matching(old, new, Partners(len(old)), Partners(len(new)), *free)

    @property
    def weights(self) -> Weights:
        """What the parts of names say in these two trees, learned when first asked for."""
        if not self.learned:
            names = (name for tree in (self.old, self.new) for name in tree.keys[:: 1 + len(tree) // _SAMPLE])
            self.learned.append(Weights.learn(names))
        return self.learned[0]

    def free_alike(self, what: str, key: Key) -> Alike:
        """The free units of both sides by what they have in common, laid out when first asked for; "" has nothing."""
        if what not in self.alike:
            self.alike[what] = Alike.of(self.free_sides(), key)
        return self.alike[what]

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

    def keep_whole(self, pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
        """Links those pairs, with all below them, of which nothing differs and nothing is decided; returns the others.

        The pairs are free; those that follow each other on both sides are linked in one go.
        """
        if self.forbidden:
            return pairs
        left = []
        first_old = end_old = first_new = end_new = 0
        prints, others = self.old.prints, self.new.prints
        sizes, other_sizes = self.old.sizes, self.new.sizes
        for pair in pairs:
            old, new = pair
            below = sizes.get(old, 0)
            same = prints[old] == others[new] and below == other_sizes.get(new, 0)
            if not same or (below and not self._undecided(old, new, below)):
                left.append(pair)
                continue
            if old != end_old or new != end_new:
                self._keep_run(range(first_old, end_old), range(first_new, end_new))
                first_old, first_new = old, new
            end_old, end_new = old + below + 1, new + below + 1
        self._keep_run(range(first_old, end_old), range(first_new, end_new))
        return left

    def _undecided(self, old: int, new: int, below: int) -> bool:
        """Whether nothing is decided of any of the units below two that have as many below them."""
        olds, news = range(old + 1, old + below + 1), range(new + 1, new + below + 1)
        return self.open_old.issuperset(olds) and self.open_new.issuperset(news)

    def _keep_run(self, olds: range, news: range) -> None:
        if olds:
            self.to_new.put(olds, news)
            self.to_old.put(news, olds)
            self.open_old.difference_update(olds)
            self.open_new.difference_update(news)

    def join(self, join: Join) -> None:
        for old in join.old:
            self.links.pop(old, None)
            if old in self.to_new and (join.survivor is None or join.survivor[0] != old):
                self.to_old.pop(self.to_new.pop(old))
        self.joins.append(join)
        self.joined_old.update(dict.fromkeys(join.old, join))
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

    def free_sides(self) -> tuple[Free, Free]:
        """Both trees, each with its free units."""
        return (self.old, self.open_old), (self.new, self.open_new)

    def free_old(self, indices: Iterable[int]) -> list[int]:
        return list(filter(self.open_old.__contains__, indices))

    def free_new(self, indices: Iterable[int]) -> list[int]:
        return list(filter(self.open_new.__contains__, indices))

    def fresh(self, stage: str, olds: Sequence[int], news: Sequence[int]) -> bool:
        """Whether a stage that looks at two lines of free units alone has not been through these two yet."""
        lines = stage, tuple(olds), tuple(news)
        if lines in self.seen:
            return False
        self.seen.add(lines)
        return True

    def families(self, stage: str = "") -> list[tuple[list[int], list[int]]]:
        """The free old and new children of every linked pair of parents that has both.

        Given a stage, only those that are not as they were when it last asked: for one that links what it can of a
        family, and goes by nothing else that may change.
        """
        self._list_families()
        last = 0
        if stage:
            last, self.asked[stage] = self.asked.get(stage, 0), self.listings
        return [(olds, news) for olds, news, since in self.listed.values() if since > last]

    def _list_families(self) -> None:
        found = len(self.open_old), len(self.open_new), len(self.links), len(self.joins)
        if self.listed_at == found:
            return
        self.listed_at = found
        self.listings += 1
        if not self.lines:
            self.lines = [Lines.of_side(side) for side in self.free_sides()]
        for lines in self.lines:
            lines.refresh()
        olds, news = self.lines[0].of, self.lines[1].of
        before, self.listed = self.listed, {}
        for parent in sorted(olds, key=lambda parent: olds[parent][0]):
            partner = self.to_new.get(parent)
            if partner is not None and (other := news.get(partner)):
                known, line = before.get(parent), olds[parent]
                same = known is not None and known.olds is line and known.news is other
                self.listed[parent] = known if known and same else Family(line, other, self.listings)


def best_of(
    olds: Sequence[T], news: Sequence[T], table: dict[tuple[int, int], float], floor: float
) -> list[tuple[T, T, float, tuple[T, T, float] | None]]:
    """Pairs taken greedily by score down to `floor`, each with the best other reading of either of its sides.

    table: the scores by the places of a pair on both sides. Ties go to the pair that stands first on both sides
    together, so that exchanging the sides exchanges the result.
    """
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
