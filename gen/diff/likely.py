"""Units of unlike names linked by what speaks for it, from the near-certain to the last left on each side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import product

from gen.diff.matching import Link, Matching, best_of
from gen.diff.names import link_in_place
from gen.diff.normal import folded, name_key, specific, unnumbered
from gen.diff.similar import extends, features, names_alike
from gen.diff.tree import BODY, Tree
from gen.model.change import Evidence
from gen.model.record import Duty, Text, Unit

FACT = 0.6
LIKELY = 0.45
_LAST_LEFT = 0.35
_EXTENDED = 0.5
_EXCHANGED = 2
_SMALL = 4_096
_RARE = 64


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two free units are: in what they are called, in their duties, in who holds their posts."""

    matching: Matching
    same_group: bool | None = None

    def __call__(self, old: int, new: int) -> float:
        groups = self.matching.old.groups[old], self.matching.new.groups[new]
        if all(groups) and self.same_group is not None and (groups[0] == groups[1]) is not self.same_group:
            return 0.0
        if not self.matching.may((old,), (new,)):
            return 0.0
        one, other = self.matching.old.units[old], self.matching.new.units[new]
        name = self.name(old, new)
        duties = shared_duties(one.duties, other.duties)
        score = name if duties is None else 0.4 * name + 0.6 * duties[0] / duties[1]
        return min(1.0, score + 0.1 * bool(_holders(one, other)))

    def name(self, old: int, new: int) -> float:
        """How alike the names are, in the other language too; the same but for an ordinal is no more than likely."""
        keys = self.matching.old.keys[old], self.matching.new.keys[new]
        if keys[0] != keys[1] and unnumbered(keys[0]) == unnumbered(keys[1]):
            return (FACT + LIKELY) / 2
        said = [specific(key) for key in keys]
        if all(said) and not features(said[0]) & features(said[1]):
            return 0.0
        alike = names_alike(*keys, self.matching.weights)
        if extends(*keys, self.matching.weights):
            alike = max(alike, _EXTENDED)
        return max(alike, 0.7) if _other_name(self.matching, old, new) else alike

    def evidence(self, old: int, new: int) -> tuple[Evidence, ...]:
        one, other = self.matching.old.units[old], self.matching.new.units[new]
        alike = self.name(old, new)
        facts = (one.name.primary, other.name.primary, f"{alike:.0%}")
        found = [Evidence(code="similar-name", facts=facts, weight=round(alike, 3))]
        if name := _other_name(self.matching, old, new):
            found.append(Evidence(code="english-name-same", facts=(name,), weight=0.5))
        if (shared := shared_duties(one.duties, other.duties)) and shared[0]:
            found.append(Evidence(code="same-duties", facts=(str(shared[0]), str(shared[1])), weight=0.6))
        if holders := _holders(one, other):
            found.append(Evidence(code="same-holders", facts=holders, weight=0.1))
        return tuple(found)


def _other_name(matching: Matching, old: int, new: int) -> str:
    """The name that both bear in the language that is not compared first, or ""."""
    names: tuple[Text, Text] = matching.old.units[old].name, matching.new.units[new].name
    for one, other in ((names[0].en, names[1].en), (names[0].zh, names[1].zh)):
        if one and other and name_key(one) == name_key(other):
            return one
    return ""


def shared_duties(old: Sequence[Duty], new: Sequence[Duty]) -> tuple[int, int] | None:
    """How many duties two units share word for word, of the larger number; None unless both state some."""
    if not old or not new:
        return None
    one, other = ({folded(duty.text.primary) for duty in duties} for duties in (old, new))
    return len(one & other), max(len(one), len(other))


def _holders(old: Unit, new: Unit) -> tuple[str, ...]:
    """Who holds a post of either unit."""
    if not old.posts or not new.posts:
        return ()
    return tuple(sorted({post.holder for post in old.posts} & {post.holder for post in new.posts}))


def link_similar(matching: Matching) -> bool:
    """Links units of like names or duties under linked parents, the same group before others; whether any was added."""
    before = len(matching.links)
    for olds, news in matching.families():
        for same_group in (True, False):
            likeness = Likeness(matching, same_group)
            free = matching.free_old(olds), matching.free_new(news)
            for old, new, score, other in _ranked(likeness, *free, LIKELY if same_group else FACT):
                rival = other and (other[0], other[1], round(other[2], 3))
                evidence = likeness.evidence(old, new)
                matching.link(Link(old, new, round(score, 3), evidence, score >= FACT, rival))
                link_in_place(matching, [(old, new)])
    return len(matching.links) > before


def _ranked(
    likeness: Likeness, olds: list[int], news: list[int], floor: float
) -> list[tuple[int, int, float, tuple[int, int, float] | None]]:
    """The best pairs; of a large family only those are weighed that share something not many others have."""
    pairs: Iterable[tuple[int, int]] = product(range(len(olds)), range(len(news)))
    if len(olds) * len(news) > _SMALL:
        pairs = _kindred(_holders_of(likeness.matching.old, olds), _holders_of(likeness.matching.new, news))
    table = {(i, j): s for i, j in pairs if (s := likeness(olds[i], news[j])) >= floor / 2}
    return best_of(olds, news, table, floor)


def _holders_of(tree: Tree, line: list[int]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for place, index in enumerate(line):
        said = [*features(tree.keys[index]), *(folded(duty.text.primary) for duty in tree.units[index].duties)]
        for feature in said:
            found.setdefault(feature, []).append(place)
    return found


def _kindred(olds: dict[str, list[int]], news: dict[str, list[int]]) -> list[tuple[int, int]]:
    rare = [key for key in olds if key in news and len(olds[key]) * len(news[key]) <= _RARE]
    return sorted({pair for key in rare for pair in product(olds[key], news[key])})


def link_exchanged(matching: Matching) -> bool:
    """Links units of like names under parents between which others moved: renamed and moved at once."""
    before = len(matching.links)
    likeness = Likeness(matching)
    for (source, target), count in sorted(_exchanges(matching).items()):
        olds = matching.free_old(matching.old.under(source))
        news = matching.free_new(matching.new.under(target))
        for old, new, score, _ in _ranked(likeness, olds, news, FACT):
            grounds = (*likeness.evidence(old, new), _exchange(matching, source, target, count))
            matching.link(Link(old, new, round(score, 3), grounds, sure=score >= FACT + 0.1))
            link_in_place(matching, [(old, new)])
    return len(matching.links) > before


def link_last_exchanged(matching: Matching) -> bool:
    """Links the only two left under parents between which several others moved, as a reading to be ruled on."""
    before = len(matching.links)
    likeness = Likeness(matching)
    for (source, target), count in sorted(_exchanges(matching).items()):
        olds = matching.free_old(matching.old.under(source))
        news = matching.free_new(matching.new.under(target))
        if count < _EXCHANGED or len(olds) != 1 or len(news) != 1 or not _may_be_one(matching, olds[0], news[0]):
            continue
        alike = likeness.evidence(olds[0], news[0])
        facts = (matching.old.groups[olds[0]] or "",)
        grounds = [Evidence(code="last-left", facts=facts, weight=0.2), _exchange(matching, source, target, count)]
        grounds += [ground for ground in alike if ground.weight >= 0.1]
        matching.link(Link(olds[0], news[0], _LAST_LEFT, tuple(grounds), sure=False))
        link_in_place(matching, [(olds[0], news[0])])
    return len(matching.links) > before


def _exchanges(matching: Matching) -> Counter[tuple[int, int]]:
    """How many units moved from each old parent to each new one that it is not linked to."""
    old, new = matching.old.parents, matching.new.parents
    ends = ((old[link.old], new[link.new]) for link in matching.links.values())
    return Counter(pair for pair in ends if BODY not in pair and matching.to_new.get(pair[0]) != pair[1])


def _exchange(matching: Matching, source: int, target: int, count: int) -> Evidence:
    names = matching.old.units[source].name.primary, matching.new.units[target].name.primary
    return Evidence(code="parents-exchanged", facts=(*names, str(count)), weight=0.2)


def link_last_left(matching: Matching) -> bool:
    """Links the only two left in a group under linked parents, as a reading to be ruled on, never as a fact."""
    return _link_left(matching, _only_two)


def link_same_place(matching: Matching) -> bool:
    """Links those left between the same two neighbours, as many on both sides and of one kind, in their order."""
    return _link_left(matching, _between)


Choice = Callable[[Matching, list[int], list[int]], list[tuple[int, int]]]


def _link_left(matching: Matching, choose: Choice) -> bool:
    before = len(matching.links)
    likeness = Likeness(matching)
    for olds, news in matching.families():
        for group in sorted({matching.old.groups[i] or "" for i in olds}):
            left = (
                [i for i in olds if (matching.old.groups[i] or "") == group],
                [i for i in news if (matching.new.groups[i] or "") == group],
            )
            for old, new in choose(matching, *left):
                if not _may_be_one(matching, old, new):
                    continue
                evidence = [Evidence(code="last-left", facts=(group,), weight=0.2)] if choose is _only_two else []
                evidence += _neighbours(matching, old, new)
                alike = likeness.evidence(old, new)
                evidence += [ground for ground in alike if ground.weight >= 0.1]
                score = _LAST_LEFT + 0.1 * (len(evidence) > 1) + 0.2 * alike[0].weight
                matching.link(Link(old, new, round(score, 3), tuple(evidence), sure=False))
                link_in_place(matching, [(old, new)])
    return len(matching.links) > before


def _may_be_one(matching: Matching, old: int, new: int) -> bool:
    """Whether nothing speaks against a reading that has nothing else for it."""
    keys = matching.old.keys[old], matching.new.keys[new]
    declared = keys[0] in matching.abolished or keys[1] in matching.created
    numbered = keys[0] != keys[1] and unnumbered(keys[0]) == unnumbered(keys[1])
    return not (declared or numbered) and matching.may((old,), (new,))


def _only_two(_: Matching, olds: list[int], news: list[int]) -> list[tuple[int, int]]:
    return [(olds[0], news[0])] if len(olds) == len(news) == 1 else []


def _between(matching: Matching, olds: list[int], news: list[int]) -> list[tuple[int, int]]:
    """The pairs, in order, of runs of free units that stand between the same neighbours."""
    runs = _runs(matching.old, olds), _runs(matching.new, news)
    found = []
    for (before, after), line in runs[0].items():
        ends = _partner(matching, before), _partner(matching, after)
        other = runs[1].get(ends, []) if ends != (None, None) else []
        if len(line) == len(other) and all(_of_one_kind(matching, pair) for pair in zip(line, other, strict=True)):
            found += list(zip(line, other, strict=True))
    return found


def _of_one_kind(matching: Matching, pair: tuple[int, int]) -> bool:
    ends = (tree.keys[index][-1:] for tree, index in zip((matching.old, matching.new), pair, strict=True))
    return len(set(ends)) == 1


def _runs(tree: Tree, free: list[int]) -> dict[tuple[int | None, int | None], list[int]]:
    """The free units that stand side by side, by what stands before and after them."""
    found: dict[tuple[int | None, int | None], list[int]] = {}
    line = _line(tree, free[0]) if free else []
    place = 0
    while place < len(line):
        end = place
        while end < len(line) and line[end] in free:
            end += 1
        if end > place:
            before = line[place - 1] if place else None
            found[before, line[end] if end < len(line) else None] = line[place:end]
        place = end + 1
    return found


def _neighbours(matching: Matching, old: int, new: int) -> list[Evidence]:
    """The evidence that a unit stands between the same two units on both sides, if it does."""
    before = _beside(matching.old, old, -1), _beside(matching.new, new, -1)
    after = _beside(matching.old, old, 1), _beside(matching.new, new, 1)
    if before[1] != _partner(matching, before[0]) or after[1] != _partner(matching, after[0]):
        return []
    names = tuple("" if i is None else matching.old.units[i].name.primary for i in (before[0], after[0]))
    return [Evidence(code="same-neighbours", facts=names, weight=0.3)]


def _partner(matching: Matching, old: int | None) -> int | None:
    return None if old is None else matching.to_new.get(old, BODY)


def _beside(tree: Tree, index: int, step: int) -> int | None:
    line = _line(tree, index)
    place = line.index(index) + step
    return line[place] if 0 <= place < len(line) else None


def _line(tree: Tree, index: int) -> list[int]:
    """The units of one group under one parent, in order."""
    return [i for i in tree.under(tree.parents[index]) if tree.groups[i] == tree.groups[index]]
