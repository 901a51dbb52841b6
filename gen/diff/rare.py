"""Which texts of two sides may belong together: those that share token pairs few others hold."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from itertools import chain, pairwise
from typing import NamedTuple

Grams = frozenset[tuple[str, str, int]]
Pair = tuple[int, int]
_TOKEN = re.compile(r"[a-z0-9]+|[^\x00-\x7f]")
_FEW = 64
_VISITED = 400
_KEPT = 8


def tokens(text: str) -> list[str]:
    """The words of a text, of Chinese its characters."""
    return _TOKEN.findall(text.casefold())


def grams(text: str) -> Grams:
    """The adjacent token pairs of a text, each with how often it came before; a single token pairs with nothing."""
    said = tokens(text)
    pairs = list(pairwise(said)) or [(token, "") for token in said]
    first = frozenset([(one, other, 0) for one, other in pairs])
    if len(first) == len(pairs):
        return first
    counted: Counter[tuple[str, str]] = Counter()
    found = []
    for pair in pairs:
        found.append((*pair, counted[pair]))
        counted[pair] += 1
    return frozenset(found)


def dice(one: Grams, other: Grams) -> float:
    """Twice the token pairs shared over those of both."""
    both = len(one) + len(other)
    return 2 * len(one & other) / both if both else 0.0


def scored(olds: Sequence[Grams], news: Sequence[Grams], score: Callable[[Grams, Grams], float]) -> dict[Pair, float]:
    """The scores above 0 of the pairs (index of old, index of new) that share what is rare; linear in the texts."""
    found = {(i, j): score(olds[i], news[j]) for i, j in likely(olds, news)}
    return {pair: value for pair, value in found.items() if value > 0}


def likely(olds: Sequence[Grams], news: Sequence[Grams]) -> list[Pair]:
    """The pairs worth comparing: all of a few, of many those that share what is rare."""
    if len(olds) * len(news) <= _FEW:
        return [(i, j) for i in range(len(olds)) for j in range(len(news))]
    shared = _Shared.of(olds, news)
    pairs = {(i, j) for i, row in enumerate(shared.likeliest(on_new=False)) for j in row}
    return sorted(pairs | {(i, j) for j, row in enumerate(shared.likeliest(on_new=True)) for i in row})


class _Shared(NamedTuple):
    """The token pairs both sides hold, numbered from the rarest on: those of each text, and the texts with each."""

    ranks: tuple[list[list[int]], list[list[int]]]
    holders: tuple[list[list[int]], list[list[int]]]

    @staticmethod
    def of(olds: Sequence[Grams], news: Sequence[Grams]) -> _Shared:
        counts = [Counter(chain.from_iterable(side)) for side in (olds, news)]
        both = counts[0].keys() & counts[1].keys()
        ordered = sorted((counts[0][gram] + counts[1][gram], gram) for gram in both)
        rank = {gram: number for number, (_, gram) in enumerate(ordered)}
        old, new = ([sorted([rank[gram] for gram in text & both]) for text in side] for side in (olds, news))
        return _Shared((old, new), (_turned(old, len(rank)), _turned(new, len(rank))))

    def likeliest(self, on_new: bool) -> list[list[int]]:
        """For every text of a side the few of the other that share most of its rarest token pairs."""
        holders, found = self.holders[not on_new], []
        width = len(self.ranks[not on_new])
        for ranks in self.ranks[on_new]:
            visited = 0
            some: list[list[int]] = []
            for rank in ranks:
                if (visited := visited + len(holders[rank])) > _VISITED and some:
                    break
                some.append(holders[rank] if len(holders[rank]) <= _VISITED else holders[rank][:_VISITED])
            # One number for how much is shared and, of equals, the first text: sorted without a function.
            shared = [index - times * width for index, times in Counter(chain.from_iterable(some)).items()]
            found.append([number % width for number in sorted(shared)[:_KEPT]])
        return found


def _turned(rows: Sequence[Sequence[int]], count: int) -> list[list[int]]:
    """For each number below `count` the rows that hold it."""
    found: list[list[int]] = [[] for _ in range(count)]
    for index, row in enumerate(rows):
        for number in row:
            found[number].append(index)
    return found


def chosen(
    scores: Mapping[Pair, float], nearer: Callable[[Pair], object] = lambda pair: 0
) -> list[tuple[Pair, Pair | None]]:
    """Pairs that are each other's best, from the highest score down, each with the next best reading of its sides.

    Equal scores go to the pair that is `nearer`, then to the one that stands first on both sides together.
    """
    ranked = sorted(scores, key=lambda pair: (-scores[pair], nearer(pair), sum(pair)))
    by_old: defaultdict[int, list[Pair]] = defaultdict(list)
    by_new: defaultdict[int, list[Pair]] = defaultdict(list)
    for pair in ranked:
        by_old[pair[0]].append(pair)
        by_new[pair[1]].append(pair)
    taken_old: set[int] = set()
    taken_new: set[int] = set()
    found = []
    for pair in ranked:
        if pair[0] in taken_old or pair[1] in taken_new:
            continue
        taken_old.add(pair[0])
        taken_new.add(pair[1])
        others = [p for p in (*by_old[pair[0]][:2], *by_new[pair[1]][:2]) if p != pair]
        found.append((pair, min(others, key=lambda p: (-scores[p], sum(p)), default=None)))
    return found
