"""Which item of the other side each item of one side is linked to."""

from __future__ import annotations

from typing import overload

from gen.diff.tree import BODY


class Partners:
    """The partner of every linked unit of a tree, and of its body; a list, because nearly every unit has one."""

    __slots__ = ("_of",)

    def __init__(self, count: int) -> None:
        # The body is unit -1, which is where a list has its last item.
        self._of: list[int | None] = [None] * count + [BODY]

    def __len__(self) -> int:
        return len(self._of) - self._of.count(None)

    def __contains__(self, index: int) -> bool:
        return self._of[index] is not None

    def __getitem__(self, index: int) -> int:
        partner = self._of[index]
        if partner is None:
            raise KeyError(index)
        return partner

    def __setitem__(self, index: int, partner: int) -> None:
        self._of[index] = partner

    @overload
    def get(self, index: int) -> int | None: ...
    @overload
    def get(self, index: int, default: int) -> int: ...
    def get(self, index: int, default: int | None = None) -> int | None:
        partner = self._of[index]
        return default if partner is None else partner

    def pop(self, index: int) -> int:
        """Unlinks a unit and returns what was its partner."""
        partner = self[index]
        self._of[index] = None
        return partner

    def put(self, units: range, partners: range) -> None:
        """Links a run of units to as many others, in order."""
        self._of[units.start : units.stop] = partners

    def items(self) -> list[tuple[int, int]]:
        """Every linked unit and its partner, in order; the body comes first."""
        linked = [(index, partner) for index, partner in enumerate(self._of[:-1]) if partner is not None]
        return [(BODY, BODY), *linked]
