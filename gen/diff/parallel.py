"""Duties told alike that became one told for all of them, 负责水…, 负责大气… → 负责水、大气…, and the reverse."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import product
from typing import TYPE_CHECKING

from gen.diff.matching import Join, Link
from gen.diff.rare import tokens
from gen.model.change import Evidence

if TYPE_CHECKING:
    from gen.diff.pairing import Pairing

_ALIKE = 0.5
_OWN = 0.5
_TOGETHER = 0.8
_SURE = 0.6


def join_parallel(pairing: Pairing) -> None:
    """Turns a link into a split or a merger where a free duty went into the same wording.

    The wording is as like the free duty as the linked one, takes up most of what either of the two says and the other
    does not, and says little else.
    """
    linked = [link for link in pairing.paired.links if not link.ruling and _differ(pairing, link)]
    found = [one for on_new in (False, True) for one in _found(pairing, linked, on_new)]
    taken: set[int] = set()
    for score, on_new, link, others in sorted(found, key=lambda one: (-one[0], one[2].old + one[2].new + sum(one[3]))):
        free = pairing.paired.free_new if on_new else pairing.paired.free_old
        if id(link) in taken or not all(index in free for index in others):
            continue
        taken.add(id(link))
        pairing.paired.links.remove(link)
        pairing.paired.free_old[link.old] = pairing.paired.old[link.old]
        pairing.paired.free_new[link.new] = pairing.paired.new[link.new]
        several = tuple(sorted((*others, link.new if on_new else link.old)))
        ends = ((link.old,), several) if on_new else (several, (link.new,))
        evidence = Evidence(code="same-clauses", facts=(f"{score:.0%}",), weight=score)
        pairing.join(Join(ends[0], ends[1], score, (evidence,), _sure(pairing, *ends)))


def _differ(pairing: Pairing, link: Link) -> bool:
    return pairing.words[0][link.old] != pairing.words[1][link.new]


def _found(pairing: Pairing, links: list[Link], on_new: bool) -> list[tuple[float, bool, Link, tuple[int, ...]]]:
    """The links that free duties of one side belong to, with those duties and how much of the whole all hold."""
    wholes = {(link.old if on_new else link.new): link for link in links}
    side = pairing.paired.old if on_new else pairing.paired.new
    free = pairing.free(on_new)
    held = [side[index] for index in sorted(wholes)]
    pairs = pairing.likely(held, free) if on_new else [(n, o) for o, n in pairing.likely(free, held)]
    best: dict[int, tuple[float, int]] = {}
    for whole, part in pairs:
        if score := _is_parallel(pairing, on_new, whole, part, wholes[whole]):
            best[part] = max(best.get(part, (0.0, whole)), (score, whole), key=lambda one: (one[0], -one[1]))
    parts: defaultdict[int, list[int]] = defaultdict(list)
    for part, (_, whole) in best.items():
        parts[whole].append(part)
    return [
        (score, on_new, wholes[whole], tuple(sorted(some)))
        for whole, some in parts.items()
        if (score := _held(pairing, on_new, whole, [_other(wholes[whole], on_new), *some])) >= _TOGETHER
    ]


def _is_parallel(pairing: Pairing, on_new: bool, whole: int, part: int, link: Link) -> float:
    """How like the whole a free duty is, 0 where it is not told alike with the linked one."""
    other = _other(link, on_new)
    if not pairing.family(not on_new, whole) == pairing.family(on_new, part) == pairing.family(on_new, other):
        return 0.0
    alike = pairing.dice((whole, part) if on_new else (part, whole))
    if alike < _ALIKE:
        return 0.0
    said = Counter(tokens(pairing.words[not on_new][whole]))
    own, others = (Counter(tokens(pairing.words[on_new][index])) for index in (part, other))
    return alike if _taken_up(own - others, said) and _taken_up(others - own, said) else 0.0


def _taken_up(own: Counter[str], said: Counter[str]) -> bool:
    """Whether most of what one duty says and the other does not is said."""
    return bool(own) and (own & said).total() >= _OWN * own.total()


def _held(pairing: Pairing, on_new: bool, whole: int, parts: list[int]) -> float:
    """How much of the whole the parts say together."""
    said = Counter(tokens(pairing.words[not on_new][whole]))
    together: Counter[str] = Counter()
    for index in parts:
        together |= Counter(tokens(pairing.words[on_new][index]))
    return round((said & together).total() / (said.total() or 1), 3)


def _other(link: Link, on_new: bool) -> int:
    return link.new if on_new else link.old


def _sure(pairing: Pairing, old: tuple[int, ...], new: tuple[int, ...]) -> bool:
    return all(pairing.dice(pair) >= _SURE for pair in product(old, new))
