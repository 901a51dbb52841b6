"""Which added and which removed units may be one after all, so that neither is stated as a fact."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import NamedTuple

from gen.diff.leftover import may_be_one
from gen.diff.likely import Likeness, exchanges
from gen.diff.matching import Matching
from gen.diff.normal import specific
from gen.diff.similar import features

_FEW = 64


class Doubt(NamedTuple):
    """The pair that a lone unit may be part of, and how alike the two names are."""

    old: int
    new: int
    score: float


def doubts(matching: Matching) -> tuple[dict[int, Doubt], dict[int, Doubt]]:
    """For the free old and the free new units the likeliest counterpart, where nothing rules one out."""
    likeness = Likeness(matching)
    pairs = {pair for olds, news in _neighbours(matching) for pair in _some(olds, news)}
    possible = (Doubt(*pair, likeness.name(*pair)) for pair in sorted(pairs) if _may_be_one(matching, *pair))
    best: tuple[dict[int, Doubt], dict[int, Doubt]] = {}, {}
    for doubt in sorted(possible, key=lambda doubt: (-doubt.score, doubt.old + doubt.new)):
        best[0].setdefault(doubt.old, doubt)
        best[1].setdefault(doubt.new, doubt)
    return best


def _neighbours(matching: Matching) -> Iterator[tuple[list[int], list[int]]]:
    """Yields the free children of parents that are linked, and of those between which units moved."""
    yield from matching.families()
    for source, target in sorted(exchanges(matching)):
        olds, news = matching.old.under(source), matching.new.under(target)
        yield matching.free_old(olds), matching.free_new(news)


def _some(olds: list[int], news: list[int]) -> Iterator[tuple[int, int]]:
    """Yields the pairs of a few units; of many, those with one of the first few."""
    yield from product(olds[:_FEW], news)
    yield from product(olds, news[:_FEW])


def _may_be_one(matching: Matching, old: int, new: int) -> bool:
    """Whether both are of one group, hold no units that would tell them apart, and nothing else does."""
    if matching.old.under(old) or matching.new.under(new) or matching.old.groups[old] != matching.new.groups[new]:
        return False
    keys = matching.old.keys[old], matching.new.keys[new]
    return not _of_other_things(*keys) and may_be_one(matching, old, new)


def _of_other_things(old: str, new: str) -> bool:
    """Whether two names say, beside the kind of organ, what it is for, and not the same."""
    said = [specific(key) for key in (old, new)]
    return said[0] != old and said[1] != new and not features(said[0]) & features(said[1])
