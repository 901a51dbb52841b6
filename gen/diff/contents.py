"""Units recognised by what they hold: the units below them and their duties."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from gen.diff.matching import Join, Link, Matching
from gen.diff.normal import folded
from gen.diff.similar import names_alike
from gen.diff.tree import Tree
from gen.model.change import Evidence

FACT = 0.6
_LIKE = 0.5
_RARE = 16
_SEVERAL = 2
_SHARE = 0.3
_NEARLY_ALL = 0.8
# A second holder is one side of a split when it took this much of what the first did; units move one by one, too.
_BALANCED = {"duty": 0.3, "unit": 0.8}
_DUTY = "\x00"

Pair = tuple[int, int]
Items = dict[int, frozenset[str]]


def items(tree: Tree, index: int) -> frozenset[str]:
    """What a unit holds: the names of the units below it and the wording of its duties."""
    unit, below = tree.units[index], tree.under(index)
    return frozenset([tree.keys[child] for child in below] + [_DUTY + folded(d.text.primary) for d in unit.duties])


def strangers(matching: Matching, old: int, new: int) -> bool:
    """Whether both hold several things, and none in common, so that one name may be two units."""
    one, other = items(matching.old, old), items(matching.new, new)
    return len(one) >= _SEVERAL and len(other) >= _SEVERAL and not one & other


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


@dataclass(frozen=True, slots=True)
class Flows:
    """What the free units of both sides have in common."""

    matching: Matching
    olds: Items
    news: Items
    counts: Mapping[Pair, int]

    @staticmethod
    def between(matching: Matching) -> Flows:
        olds, news = _held(matching.old, matching.open_old), _held(matching.new, matching.open_new)
        counts = shared(olds, news)
        some = {pair: counts[pair] for pair in sorted(counts) if matching.may(pair[:1], pair[1:])}
        return Flows(matching, olds, news, some)

    def dice(self, pair: Pair) -> float:
        return 2 * self.counts[pair] / (len(self.olds[pair[0]]) + len(self.news[pair[1]]))

    def common(self, pair: Pair) -> frozenset[str]:
        return self.olds[pair[0]] & self.news[pair[1]]

    def strong(self, several: int) -> list[Pair]:
        """The pairs that are parts of one event: much of one side, and not little beside the best of either."""
        best: defaultdict[tuple[int, int], float] = defaultdict(float)
        for pair in self.counts:
            for side in (0, 1):
                best[side, pair[side]] = max(best[side, pair[side]], self.dice(pair))
        free = [pair for pair in self.counts if self.matching.free_old(pair[:1]) and self.matching.free_new(pair[1:])]
        bests = {pair: max(best[0, pair[0]], best[1, pair[1]]) for pair in free}
        return sorted(pair for pair in free if self._is_strong(pair, bests[pair], several))

    def _is_strong(self, pair: Pair, best: float, several: int) -> bool:
        least = min(len(self.olds[pair[0]]), len(self.news[pair[1]]))
        duties = any(item.startswith(_DUTY) for item in self.common(pair))
        if self.counts[pair] < several or not (duties or self.counts[pair] >= _SEVERAL):
            return False
        share = _SHARE if self.counts[pair] >= _SEVERAL else _LIKE
        return self.counts[pair] >= share * least and self.dice(pair) >= _BALANCED["duty" if duties else "unit"] * best

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


def _held(tree: Tree, free: Iterable[int]) -> Items:
    return {index: some for index in sorted(free) if (some := items(tree, index))}


def link_by_contents(matching: Matching) -> list[Pair]:
    """Links or joins free units by what they hold; returns the pairs linked."""
    flows = Flows.between(matching)
    for several, floor in ((_SEVERAL, _LIKE), (1, _NEARLY_ALL)):
        strong = flows.strong(several)
        for olds, news in _clusters(strong):
            if len(olds) + len(news) > 2:
                _join(flows, olds, news, [pair for pair in strong if pair[0] in olds], floor)
    scores = {pair: flows.dice(pair) for pair in flows.counts if flows.dice(pair) >= _LIKE}
    linked = []
    for old, new in sorted(scores, key=lambda pair: (-scores[pair], sum(pair))):
        if old in matching.open_old and new in matching.open_new:
            score = round(scores[old, new], 3)
            grounds = tuple(flows.evidence((old, new)))
            matching.link(Link(old, new, score, grounds, sure=score >= FACT and _told(flows, (old, new))))
            linked.append((old, new))
    return linked


def _told(flows: Flows, pair: Pair) -> bool:
    """Whether a likeness rests on more than one thing, or on the names too."""
    keys = flows.matching.old.keys[pair[0]], flows.matching.new.keys[pair[1]]
    return flows.counts[pair] >= _SEVERAL or names_alike(*keys, flows.matching.weights) >= _LIKE


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


def _join(flows: Flows, olds: tuple[int, ...], news: tuple[int, ...], pairs: list[Pair], floor: float) -> None:
    """Joins a cluster where what its units have in common is at least `floor` of what they hold."""
    matching = flows.matching
    common = sum(flows.counts[pair] for pair in pairs)
    held = sum(len(flows.olds[i]) for i in olds) + sum(len(flows.news[i]) for i in news)
    score = round(min(1.0, 2 * common / held), 3)
    if score < floor or not matching.may(olds, news):
        return
    evidence = []
    for old, new in pairs:
        names = matching.old.units[old].name.primary, matching.new.units[new].name.primary
        for ground in flows.evidence((old, new)):
            code = {"same-children": "children-go-to", "same-duties": "duties-go-to"}[ground.code]
            weight = round(2 * int(ground.facts[0]) / held, 3)
            evidence.append(Evidence(code=code, facts=(*names, ground.facts[0]), weight=weight))
    matching.join(Join(olds, news, score, tuple(evidence), sure=score >= FACT))
