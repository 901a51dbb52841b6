"""Which items a ruling speaks of, also after a release was read anew and its items got other ids."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import zip_longest

from gen.diff.normal import folded
from gen.diff.rare import dice, grams
from gen.model.record import Snapshot
from gen.model.ruling import items_of

_STILL = 0.6


class Items:
    """The units or the duties of a release, found by id and by what they said when they were ruled on."""

    def __init__(self, indices: Mapping[str, int], snapshot: Snapshot, subject: str) -> None:
        self._indices, self._snapshot, self._subject = indices, snapshot, subject
        self._words: dict[str, str] | None = None
        self._saying: defaultdict[str, list[str]] = defaultdict(list)

    def named(self, ids: Sequence[str], said: Sequence[str] = ()) -> tuple[int, ...]:
        """The indices of the items of some ids, each once, without those that are gone."""
        found = (self._found(name, words) for name, words in zip_longest(ids, said) if name)
        return tuple(dict.fromkeys(self._indices[name] for name in found if name and name in self._indices))

    def _found(self, name: str, said: str | None) -> str | None:
        """The id of what a ruling means: what says the same, under the same id if it can, or the same a little amended.

        Of several others that say the same none is meant for certain.
        """
        if said is None:
            return name
        words, key = self._read(), folded(said)
        if words.get(name) == key:
            return name
        if same := self._saying[key]:
            return same[0] if len(same) == 1 else None
        return name if dice(grams(words.get(name, "")), grams(key)) >= _STILL else None

    def _read(self) -> dict[str, str]:
        if self._words is None:
            self._words = {name: folded(words) for name, words in items_of(self._snapshot, self._subject).items()}
            for name, words in self._words.items():
                self._saying[words].append(name)
        return self._words
