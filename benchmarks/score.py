"""Events, and how well those found agree with the truth.

An event is what happened to an item by preorder index: (old, new) renamed or moved, (old,) removed, (new,) added,
((old, …), (new, …)) split or merged. "All" is renamed, moved, added and removed together; an event that touches an
item the truth calls ambiguous counts on neither side.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

UNIT_KINDS = ("renamed", "moved", "added", "removed")
DUTY_KINDS = ("amended", "moved", "added", "removed")
JOINS = ("split", "merged")
TANGLED = "tangled"
Events = dict[str, set[Any]]


@dataclass(frozen=True, slots=True)
class Tally:
    """How many events were right, found and true."""

    right: int = 0
    found: int = 0
    true: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.right + other.right, self.found + other.found, self.true + other.true)

    @property
    def f1(self) -> float | None:
        """Twice the right over found and true together; None where there was nothing to find and nothing was found."""
        return 2 * self.right / (self.found + self.true) if self.found + self.true else None


def unit_truth(truth: Mapping[str, Any]) -> Events:
    return _truth(truth, "renamed")


def duty_truth(truth: Mapping[str, Any]) -> Events:
    """The events of duties; "moved" leaves out the duties of units that were split or merged."""
    duties = truth["duties"]
    events = _truth(duties, "amended")
    events["moved"] = without(events["moved"], duties["follows_a"], duties["follows_b"])
    return events


def _truth(truth: Mapping[str, Any], changed: str) -> Events:
    labelled = [(old, new, label.split("+")) for old, new, label in truth["pairs"]]
    events: Events = {kind: {(o, n) for o, n, labels in labelled if kind in labels} for kind in (changed, "moved")}
    events |= {"added": {(n,) for n in truth["added"]}, "removed": {(o,) for o in truth["removed"]}}
    events["split"] = {((s["from"],), tuple(sorted(s["to"]))) for s in truth["splits"]}
    events["merged"] = {(tuple(sorted(m["from"])), (m["to"],)) for m in truth["merges"]}
    tangles = truth.get("tangles", ())
    events[TANGLED] = {(tuple(sorted(t["from"])), tuple(sorted(t["to"]))) for t in tangles}
    return clear(events, truth)


def clear(events: Events, truth: Mapping[str, Any]) -> Events:
    """The events without those that touch an ambiguous item; splits and mergers stay."""
    old, new = truth.get("ambiguous_a", ()), truth.get("ambiguous_b", ())
    kept = dict(events)
    for kind in {*UNIT_KINDS, *DUTY_KINDS} & events.keys():
        sides = {"added": ((), new), "removed": (old, ())}.get(kind, (old, new))
        kept[kind] = without(events[kind], *sides)
    return kept


def without(events: set[Any], old: Iterable[int], new: Iterable[int]) -> set[Any]:
    """The events that touch none of the given items; the first place of an event is old, the last new."""
    olds, news = set(old), set(new)
    return {event for event in events if event[0] not in olds and event[-1] not in news}


def read(plain: Mapping[str, Any]) -> Events:
    """Events as they come out of JSON."""
    return {kind: {frozen(event) for event in events} for kind, events in plain.items()}


def frozen(value: Any) -> Any:
    return tuple(map(frozen, value)) if isinstance(value, list) else value


def tallies(found: Events, true: Events, kinds: Iterable[str]) -> dict[str, Tally]:
    """A tally a kind."""
    return {k: Tally(len(found.get(k, set()) & true[k]), len(found.get(k, ())), len(true[k])) for k in kinds}


def total(tallied: Mapping[str, Tally], kinds: Iterable[str]) -> Tally:
    return sum((tallied[kind] for kind in kinds), Tally())
