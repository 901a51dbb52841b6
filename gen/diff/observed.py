"""What is seen between two releases, asked whether it shows a declared transfer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from gen.diff.coverage import Spoken
from gen.diff.events import Event
from gen.diff.mentions import Own, Topic, items_in, names_in, names_of, speaks_of, topics
from gen.model.change import Change, Side, Subject, Unchecked
from gen.model.record import Duty, Snapshot, Transfer

_OF_DUTIES = ("transfer", "carve-out")
_NONE: frozenset[str] = frozenset()


class _Ends(NamedTuple):
    """Where a declared transfer starts and ends: the names, and whether each is the body or one of its units."""

    origin: frozenset[str]
    target: frozenset[str]
    out: bool
    into: bool

    @property
    def leaves(self) -> bool:
        return bool(self.target and not self.into) or (self.out and not self.target)

    @property
    def arrives(self) -> bool:
        return self.into and not self.out


class Observed(NamedTuple):
    """Two releases in the order of time, the changes between them, and in which groups their units stand by name."""

    earlier: Snapshot
    later: Snapshot
    units: tuple[Event, ...]
    duties: tuple[Event, ...]
    own: Own
    groups: dict[str, set[str | None]]
    spoken: Spoken

    @staticmethod
    def of(earlier: Snapshot, later: Snapshot, changes: Sequence[Change], backward: bool) -> Observed:
        units, duties = (
            tuple(Event.of(change, backward) for change in changes if change.subject == subject)
            for subject in ("unit", "duty")
        )
        return Observed(
            earlier, later, units, duties, Own.of(earlier, later), _groups((earlier, later)), Spoken(earlier, later)
        )

    def showing(self, transfer: Transfer) -> tuple[str, ...]:
        """The ids of the changes that show the transfer."""
        ends = self._ends(transfer)
        some = topics(transfer.what, *transfer.includes)
        found = [event for event in self.units if self._shown_by_unit(event, transfer, ends, some)]
        if transfer.kind in _OF_DUTIES:
            found += [event for event in self.duties if self._shown_by_duty(event, ends, some)]
        return tuple(event.change.id for event in found)

    def parts(self, transfer: Transfer) -> tuple[Transfer, ...]:
        """The transfer item by item where it names several: units, the parts of a split, or duties it includes."""
        if transfer.kind in _OF_DUTIES and not self._of_units(names_in(transfer.what)):
            return tuple(_only(transfer, what=item, includes=()) for item in transfer.includes)
        if transfer.kind == "split":
            return tuple(_only(transfer, target=item) for item in items_in(transfer.target or ""))
        return tuple(_only(transfer, what=item) for item in items_in(transfer.what))

    def awaits(self, part: Transfer) -> bool:
        """Whether one item of a transfer has to show; a part of a split by its own name."""
        named = _only(part, kind="created", what=part.target) if part.kind == "split" else part
        return self.why_unchecked(named) is None

    def _ends(self, transfer: Transfer) -> _Ends:
        origin, target = names_in(transfer.origin), names_in(transfer.target)
        return _Ends(origin, target, self._ours(origin), self._ours(target))

    def _ours(self, names: frozenset[str]) -> bool:
        return self._of_units(names) or self.own.has(names)

    def _of_units(self, names: frozenset[str]) -> bool:
        return any(name in self.groups for name in names)

    def _shown_by_unit(self, event: Event, transfer: Transfer, ends: _Ends, some: tuple[Topic, ...]) -> bool:
        what = names_in(transfer.what)
        match transfer.kind:
            case "created":
                return bool(event.named_after & what) and not event.named_before & what
            case "abolished":
                goes_on = names_of(side.name for side in event.after)
                return bool(event.named_before & what) and not goes_on & what
            case "split" | "merged" | "renamed":
                return event.carries(what, ends.target)
        if (ends.leaves and not event.before) or (ends.arrives and not event.after) or not event.moves():
            return False
        if transfer.kind in _OF_DUTIES and not some:
            return bool(event.named_before & ends.origin and event.named_after & ends.target)
        named = bool((event.named_before | event.named_after) & what)
        return named and event.carries(what, what if transfer.kind == "supervision" else what | ends.target)

    def _shown_by_duty(self, event: Event, ends: _Ends, some: tuple[Topic, ...]) -> bool:
        before, after = (speaks_of(_worded(sides), some) for sides in (event.before, event.after))
        from_there = not event.before or self._held(event.named_before, ends.origin)
        to_there = not event.after or self._held(event.named_after, ends.target)
        if ends.arrives and after and not before:
            return to_there
        if ends.leaves and before and not after:
            return from_there
        moved = bool(event.before and event.after) and event.named_before != event.named_after
        if not (moved and from_there and to_there and (ends.out or ends.into) and not ends.leaves):
            return False
        return after or (not some and self._between_units(ends))

    def _held(self, holders: frozenset[str], declared: frozenset[str]) -> bool:
        return not declared or bool(holders & declared) or self.own.has(declared)

    def _between_units(self, ends: _Ends) -> bool:
        return self._of_units(ends.origin) and self._of_units(ends.target)

    def why_unchecked(self, transfer: Transfer) -> Unchecked | None:
        """Why a transfer that no change shows says nothing against the changes, None where it should have shown."""
        ends = self._ends(transfer)
        named = names_in(transfer.what) | (ends.target if transfer.kind in ("split", "merged", "renamed") else _NONE)
        if self._of_units(named):
            return None if self._comparable("unit", self._groups_of(named)) else "not-comparable"
        if transfer.kind in _OF_DUTIES:
            return self._why_not_duties(transfer, ends)
        if self.own.has(named):
            return "itself"
        if not self._comparable("unit", {None}):
            return "not-comparable"
        awaited = transfer.kind == "supervision" and ends.arrives and self.later.coverage.covers("units", "managed")
        return None if awaited else "unnamed"

    def _why_not_duties(self, transfer: Transfer, ends: _Ends) -> Unchecked | None:
        if not (ends.out or ends.into):
            return "elsewhere"
        some = topics(transfer.what, *transfer.includes)
        held = [*_duties(self.earlier), *_duties(self.later)]
        if not self._comparable("duty", self._groups_of(ends.origin | ends.target) or {None}):
            return "not-comparable"
        if not some:
            return None if self._between_units(ends) else "general"
        if not _one_language(transfer.what, held):
            return "not-comparable"
        return None if ends.arrives or any(speaks_of(_both(duty), some) for duty in held) else "unnamed"

    def _groups_of(self, names: frozenset[str]) -> set[str | None]:
        return {group for name in names for group in self.groups.get(name, ())}

    def _comparable(self, subject: Subject, groups: set[str | None]) -> bool:
        return any(self.spoken.why_not(subject, group) is None for group in groups)


def _only(transfer: Transfer, **told: object) -> Transfer:
    return transfer.model_copy(update=told)


def _groups(sides: Iterable[Snapshot]) -> dict[str, set[str | None]]:
    found: defaultdict[str, set[str | None]] = defaultdict(set)
    for side in sides:
        for unit, above in side.walk():
            group = next((one.group for one in (unit, *reversed(above)) if one.group), None)
            for name in names_of((unit.name, *unit.nameplates)):
                found[name].add(group)
    return dict(found)


def _duties(side: Snapshot) -> Iterable[Duty]:
    yield from side.duties
    for unit, _ in side.walk():
        yield from unit.duties


def _worded(sides: Iterable[Side]) -> str:
    return " ".join(side.text or "" for side in sides)


def _both(duty: Duty) -> str:
    return f"{duty.text.zh or ''} {duty.text.en or ''}"


def _one_language(words: str, held: Iterable[Duty]) -> bool:
    return any(duty.text.en if words.isascii() else duty.text.zh for duty in held)
