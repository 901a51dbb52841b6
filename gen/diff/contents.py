"""Units recognised by what they hold: the units below them and their duties."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import product
from typing import NamedTuple

from gen.diff.matching import Join, Link, Matching
from gen.diff.normal import folded
from gen.diff.rare import Grams, chosen, dice, grams, scored
from gen.diff.similar import extends, names_alike
from gen.diff.tree import Tree
from gen.model.change import Evidence

FACT = 0.6
_LIKE = 0.5
_RARE = 16
_SEVERAL = 2
_SHARE = 0.3
_NEARLY_ALL = 0.8
_REWORDED = 0.7
_OTHERWISE = 0.35
_LONG = 5
# A second holder is one side of a split when it took this much of what the first did; units move one by one, too.
_BALANCED = {"duty": 0.3, "unit": 0.8}
_DUTY = "\x00"

Pair = tuple[int, int]
Items = dict[int, frozenset[str]]


def items(tree: Tree, index: int) -> frozenset[str]:
    """What a unit holds: the names of the units below it and the wording of its duties."""
    if (found := tree.held.get(index)) is None:
        said = [_DUTY + folded(duty.text.primary) for duty in tree.units[index].duties]
        found = tree.held[index] = frozenset([*[tree.keys[child] for child in tree.under(index)], *said])
    return found


def is_telling(item: str) -> bool:
    """Whether a thing held is a duty whose wording is long enough to be known again."""
    return item.startswith(_DUTY) and len(grams(item)) >= _LONG


def held(matching: Matching, index: int, *, on_new: bool) -> frozenset[str]:
    """What a unit holds, a duty that was edited on its way called by its old wording."""
    if not on_new:
        return items(matching.old, index)
    some = items(matching.new, index)
    called = _rewordings(matching) if matching.new.units[index].duties else {}
    return frozenset(called.get(item, item) for item in some) if called else some


def _rewordings(matching: Matching) -> dict[str, str]:
    """The old wording of each duty whose wording is nowhere in the old release and much like one that is gone."""
    if not matching.reworded:
        olds, news = _wordings(matching.old), _wordings(matching.new)
        gone, come = sorted(olds - news), sorted(news - olds)
        scores = scored([grams(said) for said in gone], [grams(said) for said in come], _close)
        matching.reworded.append({come[new]: gone[old] for (old, new), _ in chosen(scores)})
    return matching.reworded[0]


def _wordings(tree: Tree) -> set[str]:
    return {_DUTY + folded(duty.text.primary) for index in tree.telling for duty in tree.units[index].duties}


def _close(one: Grams, other: Grams) -> float:
    alike = dice(one, other)
    return alike if alike >= _REWORDED else 0.0


def strangers(matching: Matching, old: int, new: int) -> bool:
    """Whether both hold several things, and none in common, so that one name may be two units."""
    below = matching.old.under(old), matching.new.under(new)
    if all(below) and matching.old.keys[below[0][0]] == matching.new.keys[below[1][0]]:
        return False
    one, other = items(matching.old, old), items(matching.new, new)
    return len(one) >= _SEVERAL and len(other) >= _SEVERAL and not one & other


def do_other_things(matching: Matching, old: int, new: int) -> bool:
    """Whether both state duties, and none of the one is much like any of the other."""
    one, other = (
        [grams(folded(duty.text.primary)) for duty in tree.units[index].duties]
        for tree, index in ((matching.old, old), (matching.new, new))
    )
    return bool(one and other) and all(dice(a, b) < _LIKE for a, b in product(one, other))


def shared(olds: Items, news: Items) -> Counter[Pair]:
    """How many items each old unit has in common with each new one; items that many units hold say nothing."""
    holders = _holders(olds), _holders(news)
    found: Counter[Pair] = Counter()
    for item, some in holders[0].items():
        others = holders[1].get(item, ())
        if len(some) * len(others) <= _RARE:
            found.update((one, other) for one in some for other in others)
    return found


def _holders(held: Items) -> dict[str, list[int]]:
    found: defaultdict[str, list[int]] = defaultdict(list)
    for index, some in held.items():
        for item in some:
            found[item].append(index)
    return found


class Flows(NamedTuple):
    """What the free units of both sides have in common."""

    matching: Matching
    olds: Items
    news: Items
    counts: Mapping[Pair, int]
    alike: Mapping[Pair, float]

    @staticmethod
    def between(matching: Matching, free_old: Iterable[int], free_new: Iterable[int]) -> Flows:
        olds = {index: held(matching, index, on_new=False) for index in free_old}
        news = {index: held(matching, index, on_new=True) for index in free_new}
        counts = shared(olds, news)
        some = {pair: counts[pair] for pair in sorted(counts) if matching.may(pair[:1], pair[1:])}
        alike = {pair: 2 * count / (len(olds[pair[0]]) + len(news[pair[1]])) for pair, count in some.items()}
        return Flows(matching, olds, news, some, alike)

    def dice(self, pair: Pair) -> float:
        return self.alike.get(pair, 0.0)

    def common(self, pair: Pair) -> frozenset[str]:
        return self.olds[pair[0]] & self.news[pair[1]]

    def strong(self, several: int) -> list[Pair]:
        """The pairs that are parts of one event: much of one side, and not little beside the best of either."""
        best_old: defaultdict[int, float] = defaultdict(float)
        best_new: defaultdict[int, float] = defaultdict(float)
        for (old, new), alike in self.alike.items():
            best_old[old], best_new[new] = max(best_old[old], alike), max(best_new[new], alike)
        free_old, free_new = self.matching.open_old, self.matching.open_new
        some = [pair for pair, count in self.counts.items() if count >= several]
        free = [pair for pair in some if pair[0] in free_old and pair[1] in free_new]
        return sorted(pair for pair in free if self._is_strong(pair, max(best_old[pair[0]], best_new[pair[1]])))

    def _is_strong(self, pair: Pair, best: float) -> bool:
        count, least = self.counts[pair], min(len(self.olds[pair[0]]), len(self.news[pair[1]]))
        if count < (_SHARE if count >= _SEVERAL else _LIKE) * least:
            return False
        duties = any(item.startswith(_DUTY) for item in self.common(pair))
        return (duties or count >= _SEVERAL) and self.alike[pair] >= _BALANCED["duty" if duties else "unit"] * best

    def evidence(self, pair: Pair) -> list[Evidence]:
        """How many of the units and of the duties the two have in common."""
        common = self.common(pair)
        found = []
        for code, is_duty in (("same-children", False), ("same-duties", True)):
            count, old, new = (
                sum(item.startswith(_DUTY) is is_duty for item in some)
                for some in (common, self.olds[pair[0]], self.news[pair[1]])
            )
            if count:
                weight = round(2 * count / (old + new), 3)
                found.append(Evidence(code=code, facts=(str(count), str(max(old, new))), weight=weight))
        return found


def link_by_contents(matching: Matching) -> list[Pair]:
    """Links or joins free units by what they hold; returns the pairs linked."""
    holding = [sorted(free & tree.holding) for tree, free in matching.free_sides()]
    if not matching.fresh("contents", *holding):
        return []
    flows = Flows.between(matching, *holding)
    linked = []
    for several, floor in ((_SEVERAL, _LIKE), (1, _NEARLY_ALL)):
        strong = flows.strong(several)
        for olds, news in _clusters(strong):
            if len(olds) + len(news) > 2:
                linked += _join(flows, olds, news, [pair for pair in strong if pair[0] in olds], floor)
    scores = {pair: alike for pair, alike in flows.alike.items() if alike >= _LIKE}
    for old, new in sorted(scores, key=lambda pair: (-scores[pair], sum(pair))):
        if old in matching.open_old and new in matching.open_new:
            score = round(scores[old, new], 3)
            grounds = tuple(flows.evidence((old, new)))
            matching.link(Link(old, new, score, grounds, sure=score >= FACT and _told(flows, (old, new))))
            linked.append((old, new))
    return linked


def _told(flows: Flows, pair: Pair) -> bool:
    """Whether a likeness rests on more than one thing, or on the names too."""
    return flows.counts[pair] >= _SEVERAL or _names_alike(flows.matching, pair) >= _LIKE


def _clusters(pairs: Iterable[Pair]) -> Iterator[tuple[tuple[int, ...], tuple[int, ...]]]:
    """Yields the old and new units that hang together through the pairs."""
    beside: defaultdict[Pair, list[Pair]] = defaultdict(list)
    for old, new in pairs:
        beside[0, old].append((1, new))
        beside[1, new].append((0, old))
    seen: set[Pair] = set()
    for start in sorted(beside):
        if start in seen:
            continue
        left, found = [start], {start}
        while left:
            more = set(beside[left.pop()]) - found
            found |= more
            left += more
        seen |= found
        olds, news = (tuple(sorted(index for side, index in found if side == wanted)) for wanted in (0, 1))
        yield olds, news


def _join(flows: Flows, olds: tuple[int, ...], news: tuple[int, ...], pairs: list[Pair], floor: float) -> list[Pair]:
    """Joins a cluster where what its units have in common is at least `floor` of what they hold.

    Returns the pair of the unit that goes on, if there is one.
    """
    matching = flows.matching
    common = sum(flows.counts[pair] for pair in pairs)
    held = sum(len(flows.olds[i]) for i in olds) + sum(len(flows.news[i]) for i in news)
    score = round(min(1.0, 2 * common / held), 3)
    same = sorted(matching.old.keys[i] for i in olds) == sorted(matching.new.keys[i] for i in news)
    if score < floor or same or not matching.may(olds, news):
        return []
    evidence = []
    for old, new in pairs:
        names = matching.old.units[old].name.primary, matching.new.units[new].name.primary
        for ground in flows.evidence((old, new)):
            code = {"same-children": "children-go-to", "same-duties": "duties-go-to"}[ground.code]
            weight = round(2 * int(ground.facts[0]) / held, 3)
            evidence.append(Evidence(code=code, facts=(*names, ground.facts[0]), weight=weight))
    goes_on = _going_on(flows, olds, news) if min(len(olds), len(news)) == 1 else []
    for old, new in goes_on:
        matching.to_new[old], matching.to_old[new] = new, old
    survivor = goes_on[0] if goes_on else None
    matching.join(Join(olds, news, score, tuple(evidence), sure=score >= FACT, survivor=survivor))
    return goes_on


def _going_on(flows: Flows, olds: tuple[int, ...], news: tuple[int, ...]) -> list[Pair]:
    """The only pair of one stem, or else of like names and contents where no other name is like; [] if there is none.

    A name made of those of several, or several made of one, says that none of them goes on.
    """
    alike = [pair for pair in product(olds, news) if _same_stem(flows.matching, pair)]
    if not alike:
        called = {pair: _names_alike(flows.matching, pair) for pair in product(olds, news)}
        near = [pair for pair, share in called.items() if share >= _OTHERWISE]
        alike = [pair for pair in near if called[pair] >= _LIKE and flows.dice(pair) >= _LIKE] if len(near) == 1 else []
    return alike if len(alike) == 1 else []


def _names_alike(matching: Matching, pair: Pair) -> float:
    return names_alike(matching.old.keys[pair[0]], matching.new.keys[pair[1]], matching.weights)


def _same_stem(matching: Matching, pair: Pair) -> bool:
    keys = matching.old.keys[pair[0]], matching.new.keys[pair[1]]
    return extends(*keys, matching.weights)
