"""Units that are the last left on each side, linked as readings to be ruled on, never as facts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable

from gen.diff.contents import do_other_things
from gen.diff.likely import LIKELY, Likeness, exchange, exchanges
from gen.diff.matching import Link, Matching
from gen.diff.names import link_in_place
from gen.diff.normal import unnumbered
from gen.diff.tree import BODY, Tree
from gen.model.change import Evidence

_LAST_LEFT = 0.35
_EXCHANGED = 2


def link_last_exchanged(matching: Matching) -> bool:
    """Links the only two left under parents between which several others moved, as a reading to be ruled on."""
    before = len(matching.links)
    likeness = Likeness(matching)
    for (source, target), count in sorted(exchanges(matching).items()):
        olds = matching.free_old(matching.old.under(source))
        news = matching.free_new(matching.new.under(target))
        if count < _EXCHANGED or len(olds) != 1 or len(news) != 1 or not may_be_one(matching, olds[0], news[0]):
            continue
        alike = likeness.evidence(olds[0], news[0])
        facts = (matching.old.groups[olds[0]] or "",)
        grounds = [Evidence(code="last-left", facts=facts, weight=0.2), exchange(matching, source, target, count)]
        grounds += [ground for ground in alike if not 0 <= ground.weight < 0.1]
        matching.link(Link(olds[0], news[0], _LAST_LEFT, tuple(grounds), sure=False))
        link_in_place(matching, [(olds[0], news[0])])
    return len(matching.links) > before


def link_last_left(matching: Matching) -> bool:
    """Links the only two left in a group under linked parents, as a reading to be ruled on, never as a fact."""
    return _link_left(matching, _only_two)


def link_same_place(matching: Matching) -> bool:
    """Links those left between the same two neighbours, as many on both sides and of one kind, in their order."""
    return _link_left(matching, _between)


def link_last_of_kind(matching: Matching) -> bool:
    """Links the only two left of one kind in a group under linked parents, as a reading to be ruled on."""
    return _link_left(matching, _only_two_of_kind)


Choice = Callable[[Matching, list[int], list[int]], list[tuple[int, int]]]


def _link_left(matching: Matching, choose: Choice) -> bool:
    before = len(matching.links)
    likeness = Likeness(matching)
    # What stands between the same neighbours also depends on which of those are linked by now.
    for olds, news in matching.families("" if choose is _between else choose.__name__):
        for group in sorted({matching.old.groups[i] or "" for i in olds}):
            left = (
                [i for i in olds if (matching.old.groups[i] or "") == group],
                [i for i in news if (matching.new.groups[i] or "") == group],
            )
            for old, new in choose(matching, *left):
                if not may_be_one(matching, old, new):
                    continue
                evidence = [Evidence(code="last-left", facts=(group,), weight=0.2)] if choose is not _between else []
                evidence += _neighbours(matching, old, new)
                alike = likeness.evidence(old, new)
                evidence += [ground for ground in alike if not 0 <= ground.weight < 0.1]
                score = _LAST_LEFT + 0.1 * (len(evidence) > 1) + 0.2 * likeness.name(old, new)
                matching.link(Link(old, new, round(score, 3), tuple(evidence), sure=False))
                link_in_place(matching, [(old, new)])
    return len(matching.links) > before


def may_be_one(matching: Matching, old: int, new: int) -> bool:
    """Whether nothing speaks against a reading that has nothing else for it."""
    keys = matching.old.keys[old], matching.new.keys[new]
    declared = keys[0] in matching.abolished or keys[1] in matching.created
    numbered = keys[0] != keys[1] and unnumbered(keys[0]) == unnumbered(keys[1])
    if declared or numbered or not matching.may((old,), (new,)):
        return False
    return Likeness(matching).name(old, new) >= LIKELY or not do_other_things(matching, old, new)


def _only_two(_: Matching, olds: list[int], news: list[int]) -> list[tuple[int, int]]:
    return [(olds[0], news[0])] if len(olds) == len(news) == 1 else []


def _only_two_of_kind(matching: Matching, olds: list[int], news: list[int]) -> list[tuple[int, int]]:
    """The pairs that alone bear names with one ending that many names have."""
    kinds: defaultdict[str, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for on_new, (tree, some) in enumerate(((matching.old, olds), (matching.new, news))):
        for index in some:
            kinds[tree.keys[index][-1:]][on_new].append(index)
    common = (line for ending, line in sorted(kinds.items()) if ending in matching.weights.endings)
    return [(old[0], new[0]) for old, new in common if len(old) == len(new) == 1]


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
