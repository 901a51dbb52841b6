"""Units known again by where a name went: the stem kept by a holder of units, the seat that gave its name away."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from gen.diff.contents import do_other_things
from gen.diff.likely import Likeness
from gen.diff.matching import Link, Matching
from gen.diff.names import link_in_place
from gen.diff.partners import Partners
from gen.diff.similar import extends
from gen.diff.tree import BODY, Tree
from gen.model.change import Evidence

_HOLDER = 0.75
_ELSEWHERE = 0.5
_SEAT = 0.45


def link_holders(matching: Matching) -> bool:
    """Links holders of units under linked parents whose names are one but for the kind, where no other's is."""
    pairs = []
    for olds, news in matching.families("holders"):
        holders = [i for i in olds if matching.old.under(i)], [i for i in news if matching.new.under(i)]
        pairs += _only(
            (one, other) for one in holders[0] for other in holders[1] if _same_but_kind(matching, one, other)
        )
    for old, new in pairs:
        grounds = Likeness(matching).evidence(old, new)
        matching.link(Link(old, new, _HOLDER, grounds))
        link_in_place(matching, [(old, new)])
    return bool(pairs)


def _same_but_kind(matching: Matching, old: int, new: int) -> bool:
    keys = matching.old.keys[old], matching.new.keys[new]
    return matching.may((old,), (new,)) and extends(*keys, matching.weights)


def _only(pairs: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The pairs of which neither side stands in another."""
    some = sorted(set(pairs))
    olds, news = (Counter(pair[side] for pair in some) for side in (0, 1))
    return [(old, new) for old, new in some if olds[old] == news[new] == 1]


def link_same_stem(matching: Matching) -> bool:
    """Links the only two free units of one stem that stand somewhere under linked ones: moved and of another kind."""
    linked = []
    for _, olds, news in matching.free_alike("stem", lambda tree, index: _stem(matching, tree, index)).pairs():
        if len(olds) != 1 or len(news) != 1 or not _near(matching, olds[0], news[0]):
            continue
        old, new = olds[0], news[0]
        if matching.may((old,), (new,)) and not do_other_things(matching, old, new):
            matching.link(Link(old, new, _ELSEWHERE, Likeness(matching).evidence(old, new), sure=False))
            link_in_place(matching, [(old, new)])
            linked.append((old, new))
    return bool(linked)


def _stem(matching: Matching, tree: Tree, index: int) -> str:
    """The stem of the Chinese name of a unit that holds none, or ""."""
    key = tree.keys[index]
    return "" if key.isascii() or index in tree.children else matching.weights.core(key)


def _near(matching: Matching, old: int, new: int) -> bool:
    """Whether two units stand, however far down, under two that are linked, the bodies apart."""
    above = set(matching.new.above(new)) - {BODY}
    return any(matching.to_new.get(index, BODY) in above for index in matching.old.above(old) if index != BODY)


def link_seats(matching: Matching) -> bool:
    """Links a unit whose name went to what now holds it to the only free unit there that could be it."""
    found = [*_seats(matching, raised_is_new=True), *_seats(matching, raised_is_new=False)]
    pairs = _only((old, new) for old, new, _ in found)
    names = {(old, new): name for old, new, name in found}
    for old, new in pairs:
        grounds = (Evidence(code="name-goes-to-holder", facts=(names[old, new],), weight=_SEAT),)
        matching.link(Link(old, new, _SEAT, grounds, sure=False))
    return bool(pairs)


def _seats(matching: Matching, *, raised_is_new: bool) -> list[tuple[int, int, str]]:
    sides = matching.free_sides()
    (seat, free), (raised, others) = sides if raised_is_new else reversed(sides)
    partner = matching.to_new if raised_is_new else matching.to_old
    named: defaultdict[str, list[int]] = defaultdict(list)
    for index in sorted(free):
        if not seat.under(index):
            named[seat.keys[index]].append(index)
    found = []
    for holder, held in raised.children.items():
        if holder == BODY or (key := raised.keys[holder]) not in named:
            continue
        left = [i for i in held if i in others and not raised.under(i)]
        seats = [i for i in named[key] if _held_by(seat, raised, partner, i, holder)]
        if len(left) == 1 and len(seats) == 1:
            pair = (seats[0], left[0]) if raised_is_new else (left[0], seats[0])
            if matching.may(pair[:1], pair[1:]) and not do_other_things(matching, *pair):
                found.append((*pair, raised.units[holder].name.primary))
    return found


def _held_by(seat: Tree, raised: Tree, partner: Partners, index: int, holder: int) -> bool:
    """Whether the parent of a seat became the holder, or others that stood beside the seat went to it."""
    parent = seat.parents[index]
    if partner.get(parent) == holder:
        return True
    beside = [partner[i] for i in seat.under(parent) if i in partner]
    return sum(raised.parents[i] == holder for i in beside) > 1
