"""How alike two names or two texts are, from 0 to 1, the same whichever comes first."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from gen.diff.normal import stem

_OFTEN, _SEVERAL = 0.02, 10
_WORD = re.compile(r"[a-z0-9]+|[^\x00-\x7f]")


@lru_cache(maxsize=1 << 14)
def features(name: str) -> frozenset[str]:
    """The single and paired tokens of a name: characters of Chinese, words of English."""
    tokens = _WORD.findall(name)
    return frozenset(tokens) | {a + "\x00" + b for a, b in pairwise(tokens)}


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each feature says: rare ones much, those in every name (司, Department) little."""

    of: dict[str, float]
    unseen: float
    endings: frozenset[str] = frozenset()

    @staticmethod
    def learn(names: Iterable[str]) -> Weights:
        """Weights by inverse document frequency over the given names."""
        seen: Counter[str] = Counter()
        last: Counter[str] = Counter()
        total = 0
        for name in names:
            total += 1
            seen.update(features(name))
            last[name[-1:]] += not name.isascii()
        endings = frozenset(char for char, n in last.items() if n >= _OFTEN * total and n >= _SEVERAL)
        return Weights({f: math.log(1 + total / n) for f, n in seen.items()}, math.log(1 + total), endings)

    def core(self, name: str) -> str:
        """The name without the character that many names end with, or else without the word for its kind of organ."""
        shorter = stem(name)
        return name[:-1] if shorter == name and len(name) > 1 and name[-1] in self.endings else shorter

    def weigh(self, some: Iterable[str]) -> float:
        return math.fsum(self.of.get(feature, self.unseen) for feature in sorted(some))

    def dice(self, a: frozenset[str], b: frozenset[str]) -> float:
        """Twice the weight shared over the weight of both."""
        both = self.weigh(a) + self.weigh(b)
        return 2 * self.weigh(a & b) / both if both else 0.0


def ratio(a: str, b: str) -> float:
    """Twice the length of the longest common subsequence over both lengths."""
    if not a or not b:
        return 0.0
    return 2 * _common(a, b) / (len(a) + len(b))


def _common(a: str, b: str) -> int:
    row = [0] * (len(b) + 1)
    for x in a:
        diagonal = 0
        for j, y in enumerate(b, 1):
            diagonal, row[j] = row[j], diagonal + 1 if x == y else max(row[j], row[j - 1])
    return row[-1]


def names_alike(a: str, b: str, weights: Weights) -> float:
    """How alike two name keys are: mostly what they share that is rare, partly their characters in order."""
    return 0.3 * ratio(a, b) + 0.7 * weights.dice(features(a), features(b))


def extends(a: str, b: str, weights: Weights) -> bool:
    """Whether all that one name key says besides its kind is what the other begins with, 通县 and 通州区."""
    cores = sorted((weights.core(a), weights.core(b)), key=len)
    return not (a + b).isascii() and cores[1].startswith(cores[0])
