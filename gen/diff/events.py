"""A change in the order of time, asked whether its sides bear the names a declaration gives."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from gen.diff.mentions import names_of
from gen.model.change import Change, Side

_OF_PLACE = frozenset({"parent", "group", "managed_by"})


class Event(NamedTuple):
    """A change in the order of time, with the names of its sides: of units, or of the holders of duties."""

    change: Change
    before: tuple[Side, ...]
    after: tuple[Side, ...]
    named_before: frozenset[str]
    named_after: frozenset[str]

    @staticmethod
    def of(change: Change, backward: bool) -> Event:
        before, after = (change.new, change.old) if backward else (change.old, change.new)
        return Event(change, before, after, _called(before), _called(after))

    def carries(self, whole: frozenset[str], parts: frozenset[str]) -> bool:
        """Whether both its sides are named so, as far as it has them and names are given for them."""
        left = not self.before or not whole or bool(self.named_before & whole)
        right = not self.after or not parts or bool(self.named_after & parts)
        return left and right and bool(self.named_before & whole or self.named_after & parts)

    def moves(self) -> bool:
        """Whether it concerns where a unit stands, not only what it is called."""
        alone = not self.before or not self.after
        joins = "split" in self.change.kinds or "merged" in self.change.kinds
        return alone or joins or any(detail.aspect in _OF_PLACE for detail in self.change.details)


def _called(sides: Iterable[Side]) -> frozenset[str]:
    return names_of(name for side in sides for name in (side.name, *side.nameplates))
