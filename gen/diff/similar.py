"""How alike two names or two texts are, from 0 to 1, the same whichever comes first."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from gen.diff.normal import stem
from gen.diff.script import SIMPLIFIED

_OFTEN, _SEVERAL = 0.02, 10
# The work grows with the square of the length; no real name is near this long.
_LONGEST = 1000
_WORD = re.compile(r"[a-z0-9]+|[^\x00-\x7f]")


@lru_cache(maxsize=1 << 14)
def features(name: str) -> frozenset[str]:
    """The single and paired tokens of a name: characters of Chinese, words of English."""
    # A name of Chinese characters alone is its own tokens.
    tokens = name if SIMPLIFIED.issuperset(name) else _WORD.findall(name)
    return frozenset([*tokens, *map("\x00".join, pairwise(tokens))])


class Weights(NamedTuple):
    """How much each feature says: rare ones much, those in every name (司, Department) little."""

    of: dict[str, float]
    unseen: float
    endings: frozenset[str]
    whole: dict[frozenset[str], float]

    @staticmethod
    def learn(names: Iterable[str]) -> Weights:
        """Weights by inverse document frequency over the given names."""
        borne = Counter(names)
        total = borne.total()
        seen: defaultdict[str, int] = defaultdict(int)
        last: defaultdict[str, int] = defaultdict(int)
        for name, times in borne.items():
            for feature in features(name):
                seen[feature] += times
            if not name.isascii():
                last[name[-1:]] += times
        endings = frozenset(char for char, n in last.items() if n >= _OFTEN * total and n >= _SEVERAL)
        return Weights({f: math.log(1 + total / n) for f, n in seen.items()}, math.log(1 + total), endings, {})

    def core(self, name: str) -> str:
        """The name without the character that many names end with, or else without the word for its kind of organ."""
        shorter = stem(name)
        return name[:-1] if shorter == name and len(name) > 1 and name[-1] in self.endings else shorter

    def weigh(self, some: Iterable[str]) -> float:
        return math.fsum([self.of.get(feature, self.unseen) for feature in some])

    def _weigh_whole(self, name: frozenset[str]) -> float:
        """The weight of all features of a name, kept for the next time."""
        if (found := self.whole.get(name)) is None:
            found = self.whole[name] = self.weigh(name)
        return found

    def dice(self, a: frozenset[str], b: frozenset[str]) -> float:
        """Twice the weight shared over the weight of both."""
        both = self._weigh_whole(a) + self._weigh_whole(b)
        return 2 * self.weigh(a & b) / both if both else 0.0


def ratio(a: str, b: str) -> float:
    """Twice the length of the longest common subsequence over both lengths; long texts are compared as they begin."""
    a, b = a[:_LONGEST], b[:_LONGEST]
    if not a or not b:
        return 0.0
    return 2 * _common(a, b) / (len(a) + len(b))


def _common(a: str, b: str) -> int:
    """The length of the longest common subsequence: a bit a character of `a`, cleared once it is in one."""
    places: defaultdict[str, int] = defaultdict(int)
    for place, char in enumerate(a):
        places[char] |= 1 << place
    left = whole = (1 << len(a)) - 1
    for char in b:
        found = left & places[char]
        left = (left + found) | (left - found)
    return (whole & ~left).bit_count()


def names_alike(a: str, b: str, weights: Weights) -> float:
    """How alike two name keys are: mostly what they share that is rare, partly their characters in order."""
    return 0.3 * ratio(a, b) + 0.7 * weights.dice(features(a), features(b))


def extends(a: str, b: str, weights: Weights) -> bool:
    """Whether all that one name key says besides its kind is what the other begins with, 通县 and 通州区."""
    cores = sorted((weights.core(a), weights.core(b)), key=len)
    return not (a + b).isascii() and cores[1].startswith(cores[0])
