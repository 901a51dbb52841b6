"""Units linked by a name they bear on both sides: in place, elsewhere, or as a nameplate."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

from gen.diff.contents import strangers
from gen.diff.free import Alike
from gen.diff.matching import Link, Matching
from gen.diff.tree import BODY, Tree
from gen.model.change import Evidence

_MANY = 400
_NEAR = 4


def link_in_place(matching: Matching, pairs: Iterable[tuple[int, int]], *, trusting: bool = True) -> None:
    """Links children of one name under linked parents, and goes on below them; the same group comes first.

    Not `trusting`, it passes over two units of one name that have nothing they hold in common.
    """
    left = list(pairs)
    while left:
        old, new = left.pop()
        olds, news = matching.free_old(matching.old.under(old)), matching.free_new(matching.new.under(new))
        if olds and news:
            left += _link_line(matching, olds, news, trusting)


def link_left_in_place(matching: Matching) -> bool:
    """Links those of one name under linked parents that were passed over, as nothing else explains them."""
    before = len(matching.open_old)
    for olds, news in matching.families("in place"):
        link_in_place(matching, _link_line(matching, olds, news, trusting=True))
    return len(matching.open_old) < before


def _link_line(matching: Matching, olds: list[int], news: list[int], trusting: bool) -> list[tuple[int, int]]:
    """Links free units of one name in two lines; returns the pairs below which something may differ."""
    found = []
    for by_group in (True, False) if _in_several_groups(matching, olds, news) else (False,):
        for one, other in matching.keep_whole(_same_named(matching, olds, news, by_group)):
            if trusting or not strangers(matching, one, other):
                matching.keep(one, other)
                found.append((one, other))
        if by_group:
            olds, news = matching.free_old(olds), matching.free_new(news)
    return found


def _in_several_groups(matching: Matching, olds: list[int], news: list[int]) -> bool:
    if len(matching.old.grouped | matching.new.grouped) == 1:
        return False
    groups = map(matching.old.groups.__getitem__, olds), map(matching.new.groups.__getitem__, news)
    return len(set(chain(*groups))) > 1


def _same_named(matching: Matching, olds: list[int], news: list[int], by_group: bool) -> list[tuple[int, int]]:
    """The pairs of one name, in document order, that no ruling forbids."""
    before, after = _called(matching.old, olds, by_group), _called(matching.new, news, by_group)
    only = dict(zip(after, news, strict=True))
    if len(only) == len(news) and len(set(before)) == len(olds) and not matching.forbidden:
        return [(index, only[called]) for index, called in zip(olds, before, strict=True) if called in only]
    waiting: defaultdict[object, list[int]] = defaultdict(list)
    for index, called in zip(news, after, strict=True):
        waiting[called].append(index)
    found = []
    for index, called in zip(olds, before, strict=True):
        same = waiting.get(called)
        if same and (partner := next((n for n in same if matching.may((index,), (n,))), None)) is not None:
            same.remove(partner)
            found.append((index, partner))
    return found


def _called(tree: Tree, line: list[int], by_group: bool) -> Sequence[object]:
    """What each of some units is called, with its group where that counts."""
    names = list(map(tree.keys.__getitem__, line))
    return list(zip(names, [tree.groups[index] for index in line], strict=True)) if by_group else names


def link_nameplates(matching: Matching) -> bool:
    """Links a unit to the one that bears its name as a nameplate: the strongest sign of a change of name."""
    found = [*_borne(matching, on_new=True), *_borne(matching, on_new=False)]
    pairs = {(old, new) for old, new, _ in found}
    olds, news = (Counter(pair[side] for pair in pairs) for side in (0, 1))
    before = len(matching.links)
    for old, new, evidence in found:
        if olds[old] == 1 and news[new] == 1 and old in matching.open_old and matching.may((old,), (new,)):
            matching.link(Link(old, new, 0.95, (evidence,)))
            link_in_place(matching, [(old, new)])
    return len(matching.links) > before


def _borne(matching: Matching, *, on_new: bool) -> list[tuple[int, int, Evidence]]:
    """The free pairs under linked parents of which one bears the other's name as a nameplate."""
    bearers, named = (matching.new, matching.old) if on_new else (matching.old, matching.new)
    free, others = (matching.open_new, matching.open_old) if on_new else (matching.open_old, matching.open_new)
    code = "nameplate-is-old-name" if on_new else "old-nameplate-is-new-name"
    found = []
    for bearer in sorted(free & bearers.plates.keys()):
        above = (matching.to_old if on_new else matching.to_new).get(bearers.parents[bearer])
        for index in named.under(above) if above is not None else ():
            if index in others and named.keys[index] in bearers.borne(bearer) - {bearers.keys[bearer]}:
                evidence = Evidence(code=code, facts=(named.units[index].name.primary,), weight=0.9)
                found.append((index, bearer, evidence) if on_new else (bearer, index, evidence))
    return found


def link_elsewhere(matching: Matching) -> bool:
    """Links free units of one name under other parents; of several, those with the nearest common parents."""
    namesakes = matching.free_alike("name", called)
    bearers = _bearers(matching, namesakes)
    before = len(matching.links)
    for key, olds, news in namesakes.pairs():
        if len(olds) * len(news) > _MANY:
            continue
        steps = {n: _steps(matching.new, n) for n in news}
        distances = {
            (o, n): _distance(matching, o, steps[n])
            for o in olds
            for n in news
            if (o, n) not in matching.forbidden and not _raised(matching, o, n, namesakes)
        }
        if matching.undecided.get(key) == distances:
            continue
        matching.undecided[key] = distances
        for (old, new), distance in _nearest(distances):
            if old not in matching.open_old or new not in matching.open_new:
                continue
            names = (matching.old.units[old].name.primary,)
            evidence = Evidence(code="same-name-elsewhere", facts=names, weight=0.9)
            unique = bearers[key] == 2
            matching.link(Link(old, new, 0.95 if unique else 0.7, (evidence,), sure=unique or distance <= _NEAR))
            link_in_place(matching, [(old, new)])
    return len(matching.links) > before


def _bearers(matching: Matching, namesakes: Alike) -> Counter[str]:
    """How many units of both trees bear each name that free ones of both do."""
    if not matching.bearers:
        for tree in (matching.old, matching.new):
            matching.bearers.update(filter(namesakes.common.__contains__, tree.keys))
    return matching.bearers


def _nearest(distances: dict[tuple[int, int], int]) -> list[tuple[tuple[int, int], int]]:
    """The pairs that are nearer to each other than any other pair of either of them."""
    by_side: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
    for pair, distance in distances.items():
        for side in (0, 1):
            by_side[side, pair[side]].append(distance)
    alone = {end: min(some) for end, some in by_side.items() if some.count(min(some)) == 1}
    return [
        (pair, distance)
        for pair, distance in distances.items()
        if alone.get((0, pair[0])) == distance == alone.get((1, pair[1]))
    ]


def _raised(matching: Matching, old: int, new: int, namesakes: Alike) -> bool:
    """Whether one holds nothing and the other is made of units that stood elsewhere: a new holder of that name."""
    if (old in matching.old.children) is (new in matching.new.children):
        return False
    below = matching.old.under(old), matching.new.under(new)
    on_new = not below[0]
    tree, linked = (matching.new, matching.to_old) if on_new else (matching.old, matching.to_new)
    held = below[on_new]
    return 2 * sum(child in linked or namesakes.has(tree.keys[child], on_new=not on_new) for child in held) >= len(held)


def called(tree: Tree, index: int) -> str:
    """What a unit is called, as names are compared."""
    return tree.keys[index]


def _distance(matching: Matching, old: int, above: Mapping[int, int]) -> int:
    """Steps up from an old unit and a new one, `above` which these stand, to the nearest ancestors linked together."""
    parents, partners, step = matching.old.parents, matching.to_new, 0
    while old != BODY:
        old = parents[old]
        step += 1
        partner = partners.get(old)
        if partner is not None and partner in above:
            return step + above[partner]
    return step + len(above)


def _steps(tree: Tree, index: int) -> dict[int, int]:
    """How many steps each ancestor of a unit is above it."""
    return {above: step for step, above in enumerate(tree.above(index), 1)}
