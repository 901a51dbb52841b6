"""Units linked by a name they bear on both sides: in place, elsewhere, or as a nameplate."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Iterable

from gen.diff.contents import strangers
from gen.diff.matching import Link, Matching
from gen.diff.tree import Tree
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
        if not (matching.old.under(old) and matching.new.under(new)):
            continue
        olds, news = (matching.free_old(matching.old.under(old)), matching.free_new(matching.new.under(new)))
        for by_group in (True, False):
            for one, other in _same_named(matching, olds, news, by_group):
                if matching.keep_whole(one, other) or (not trusting and strangers(matching, one, other)):
                    continue
                matching.keep(one, other)
                left.append((one, other))


def _same_named(matching: Matching, olds: list[int], news: list[int], by_group: bool) -> list[tuple[int, int]]:
    """The free pairs of one name, in document order, that no ruling forbids."""
    waiting: defaultdict[tuple[str, str | None], list[int]] = defaultdict(list)
    for index in news:
        if index in matching.open_new:
            waiting[matching.new.keys[index], matching.new.groups[index] if by_group else None].append(index)
    found = []
    for index in olds:
        if index not in matching.open_old:
            continue
        same = waiting.get((matching.old.keys[index], matching.old.groups[index] if by_group else None))
        if same and (partner := next((n for n in same if matching.may((index,), (n,))), None)) is not None:
            same.remove(partner)
            found.append((index, partner))
    return found


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
    olds, news = by_key(matching.old, matching.open_old), by_key(matching.new, matching.open_new)
    common = sorted(olds.keys() & news.keys())
    everywhere = _frequency(matching, set(common))
    before = len(matching.links)
    for key in common:
        if len(olds[key]) * len(news[key]) > _MANY:
            continue
        distances = {
            (o, n): _distance(matching, o, n)
            for o in olds[key]
            for n in news[key]
            if matching.may((o,), (n,)) and not _raised(matching, o, n, olds.keys(), news.keys())
        }
        for (old, new), distance in distances.items():
            rivals = [d for pair, d in distances.items() if (pair[0] == old) != (pair[1] == new)]
            if any(rival <= distance for rival in rivals):
                continue
            names = (matching.old.units[old].name.primary,)
            evidence = Evidence(code="same-name-elsewhere", facts=names, weight=0.9)
            unique = everywhere[key] == 2
            matching.link(Link(old, new, 0.95 if unique else 0.7, (evidence,), sure=unique or distance <= _NEAR))
            link_in_place(matching, [(old, new)])
    return len(matching.links) > before


def _frequency(matching: Matching, keys: set[str]) -> Counter[str]:
    return Counter(key for tree in (matching.old, matching.new) for key in tree.keys if key in keys)


def _raised(matching: Matching, old: int, new: int, olds: Container[str], news: Container[str]) -> bool:
    """Whether one holds nothing and the other is made of units that stood elsewhere: a new holder of that name."""
    below = matching.old.under(old), matching.new.under(new)
    if bool(below[0]) == bool(below[1]):
        return False
    tree, linked, known = (matching.old, matching.to_new, news) if below[0] else (matching.new, matching.to_old, olds)
    held = below[0] or below[1]
    return 2 * sum(child in linked or tree.keys[child] in known for child in held) >= len(held)


def by_key(tree: Tree, free: set[int]) -> dict[str, list[int]]:
    """The free units of a tree by their name."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for index in sorted(free):
        found[tree.keys[index]].append(index)
    return found


def _distance(matching: Matching, old: int, new: int) -> int:
    """Steps up from both units to the nearest ancestors that are linked to each other."""
    above = {index: step for step, index in enumerate(matching.new.above(new), 1)}
    for step, index in enumerate(matching.old.above(old), 1):
        partner = matching.to_new.get(index)
        if partner is not None and partner in above:
            return step + above[partner]
    return step + len(above)
