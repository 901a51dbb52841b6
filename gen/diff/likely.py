"""Units of unlike names linked by what speaks for it, from the near-certain to the last left on each side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import product
from typing import NamedTuple

from gen.diff.matching import Link, Matching, best_of
from gen.diff.names import link_in_place
from gen.diff.normal import folded, name_key, specific, unnumbered
from gen.diff.similar import extends, features, names_alike
from gen.diff.tree import BODY, Tree
from gen.model.change import Evidence
from gen.model.record import Duty, Text, Unit

FACT = 0.6
LIKELY = 0.45
_EXTENDED = 0.5
_SAME_LEVEL, _OTHER_LEVEL = 0.05, -0.1
_SMALL = 4_096
_RARE = 64


class Likeness(NamedTuple):
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
        level = _levels(one, other)[1] if score else 0.0
        return max(0.0, min(1.0, score + 0.1 * bool(_holders(one, other)) + level))

    def name(self, old: int, new: int) -> float:
        """How alike the names are, in the other language too; what was found is kept for the next time."""
        known = self.matching.names_alike
        if (found := known.get((old, new))) is None:
            found = known[old, new] = self._name(old, new)
        return found

    def _name(self, old: int, new: int) -> float:
        """How alike the names are; the same but for an ordinal is no more than likely."""
        keys = self.matching.old.keys[old], self.matching.new.keys[new]
        if keys[0] != keys[1] and unnumbered(keys[0]) == unnumbered(keys[1]):
            return (FACT + LIKELY) / 2
        if not self._comparable(old, new) and _other_name(self.matching, old, new):
            return 1.0
        said = [specific(key) for key in keys]
        if all(said) and not features(said[0]) & features(said[1]):
            return 0.0
        alike = names_alike(*keys, self.matching.weights)
        if extends(*keys, self.matching.weights):
            alike = max(alike, _EXTENDED)
        return max(alike, 0.7) if _other_name(self.matching, old, new) else alike

    def _comparable(self, old: int, new: int) -> bool:
        """Whether both names are in the language compared first, or at least in one script."""
        keys = self.matching.old.keys[old], self.matching.new.keys[new]
        return keys[0].isascii() == keys[1].isascii()

    def evidence(self, old: int, new: int) -> tuple[Evidence, ...]:
        one, other = self.matching.old.units[old], self.matching.new.units[new]
        alike = self.name(old, new)
        facts = (one.name.primary, other.name.primary, f"{alike:.0%}")
        found = [Evidence(code="similar-name", facts=facts, weight=round(alike, 3))]
        if not self._comparable(old, new):
            found.clear()
        if name := _other_name(self.matching, old, new):
            found.append(Evidence(code="english-name-same", facts=(name,), weight=0.5))
        if (shared := shared_duties(one.duties, other.duties)) and shared[0]:
            found.append(Evidence(code="same-duties", facts=(str(shared[0]), str(shared[1])), weight=0.6))
        if holders := _holders(one, other):
            found.append(Evidence(code="same-holders", facts=holders, weight=0.1))
        levels, weight = _levels(one, other)
        if weight:
            found.append(Evidence(code="same-level" if weight > 0 else "other-level", facts=levels, weight=weight))
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


def _levels(old: Unit, new: Unit) -> tuple[tuple[str, ...], float]:
    """The levels of two units that both state one, and what that says for or against their being one."""
    if not (old.level and new.level):
        return (), 0.0
    same = folded(old.level) == folded(new.level)
    return ((old.level,), _SAME_LEVEL) if same else ((old.level, new.level), _OTHER_LEVEL)


def link_similar(matching: Matching) -> bool:
    """Links units of like names or duties under linked parents, the same group before others; whether any was added."""
    before = len(matching.links)
    for olds, news in matching.families("similar"):
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
    for (source, target), count in sorted(exchanges(matching).items()):
        olds = matching.free_old(matching.old.under(source))
        news = matching.free_new(matching.new.under(target))
        if not matching.fresh("exchanged", olds, news):
            continue
        for old, new, score, _ in _ranked(likeness, olds, news, FACT):
            grounds = (*likeness.evidence(old, new), exchange(matching, source, target, count))
            matching.link(Link(old, new, round(score, 3), grounds, sure=score >= FACT + 0.1))
            link_in_place(matching, [(old, new)])
    return len(matching.links) > before


def exchanges(matching: Matching) -> Counter[tuple[int, int]]:
    """How many units moved from each old parent to each new one that it is not linked to."""
    old, new = matching.old.parents, matching.new.parents
    ends = ((old[link.old], new[link.new]) for link in matching.links.values())
    return Counter(pair for pair in ends if BODY not in pair and matching.to_new.get(pair[0]) != pair[1])


def exchange(matching: Matching, source: int, target: int, count: int) -> Evidence:
    names = matching.old.units[source].name.primary, matching.new.units[target].name.primary
    return Evidence(code="parents-exchanged", facts=(*names, str(count)), weight=0.2)
