"""Which texts of two sides may belong together: those that share token pairs few others hold."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise

Grams = frozenset[tuple[str, str, int]]
Pair = tuple[int, int]
_TOKEN = re.compile(r"[a-z0-9]+|[^\x00-\x7f]")
_FEW = 64
_VISITED = 400
_KEPT = 8


def grams(text: str) -> Grams:
    """The adjacent token pairs of a text, each with how often it came before; a single token pairs with nothing."""
    tokens = _TOKEN.findall(text.casefold())
    counted: Counter[tuple[str, str]] = Counter()
    found = []
    for pair in list(pairwise(tokens)) or [(token, "") for token in tokens]:
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
    pairs = {(i, j) for i, row in enumerate(_likeliest(olds, news)) for j in row}
    return sorted(pairs | {(i, j) for j, row in enumerate(_likeliest(news, olds)) for i in row})


def _likeliest(texts: Sequence[Grams], others: Sequence[Grams]) -> list[list[int]]:
    """For every text the few others that share most of its rarest token pairs."""
    own = Counter(gram for text in texts for gram in text)
    holders: defaultdict[tuple[str, str, int], list[int]] = defaultdict(list)
    for index, other in enumerate(others):
        for gram in other:
            holders[gram].append(index)
    found = []
    for text in texts:
        rarest = sorted((own[gram] + len(holders[gram]), gram) for gram in text if gram in holders)
        shared: Counter[int] = Counter()
        visited = 0
        for _, gram in rarest:
            if (visited := visited + len(holders[gram])) > _VISITED and shared:
                break
            shared.update(holders[gram][:_VISITED])
        found.append(sorted(shared, key=lambda index: (-shared[index], index))[:_KEPT])
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
