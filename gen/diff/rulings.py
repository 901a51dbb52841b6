"""Reviewers' rulings put into a matching before anything else is decided."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import Literal

from gen.diff.holders import Held
from gen.diff.matching import Join, Link, Matching
from gen.diff.ruled import Items
from gen.model.change import Change, Evidence
from gen.model.record import Duty, Snapshot
from gen.model.ruling import Ruling, Unfit, Verdict, fits_sizes

Unfitness = Literal["old-gone", "new-gone", "taken", "sizes", "not-comparable"]
Indices = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Pinned:
    """What rulings say of the items of one subject, as indices: what is one, what is not, and what does not fit."""

    links: list[Link] = field(default_factory=list)
    joins: list[Join] = field(default_factory=list)
    forbidden: set[tuple[int, int]] = field(default_factory=set)
    put_off: dict[tuple[int, int], str] = field(default_factory=dict)
    unfit: list[Unfit] = field(default_factory=list)


def on_pair(rulings: Iterable[Ruling], old: Snapshot, new: Snapshot) -> list[Ruling]:
    """The rulings on this pair of releases, in the order they were made; of two on the same items the later holds.

    One made on the two in the other direction is turned round.
    """
    latest: dict[object, Ruling] = {}
    for ruling in rulings:
        straight = _is_on(ruling, old, new)
        if straight or _is_on(ruling, new, old):
            turned = ruling if straight else _turned(ruling)
            key = turned.subject, frozenset(turned.old), frozenset(turned.new)
            latest.pop(key, None)
            latest[key] = turned
    return list(latest.values())


def _is_on(ruling: Ruling, old: Snapshot, new: Snapshot) -> bool:
    named = ruling.old_body or new.body, ruling.old_release, ruling.new_release
    return named == (old.body, old.release, new.release)


def _turned(ruling: Ruling) -> Ruling:
    """The ruling as it reads from the new release to the old one."""
    verdicts: dict[Verdict, Verdict] = {"split": "merged", "merged": "split"}
    verdict = verdicts.get(ruling.verdict, ruling.verdict)
    ends = {"old": ruling.new, "new": ruling.old, "old_said": ruling.new_said, "new_said": ruling.old_said}
    return ruling.model_copy(update={"verdict": verdict, **ends})


def pin(matching: Matching, rulings: Iterable[Ruling], old: Snapshot, new: Snapshot) -> list[Unfit]:
    """Links, joins and forbids as the rulings on units say; returns those that do not fit."""
    on_units = [ruling for ruling in rulings if ruling.subject == "unit"]
    if not on_units:
        return []
    olds, news = ({unit.id: n for n, unit in enumerate(tree.units)} for tree in (matching.old, matching.new))
    pinned = decided(on_units, Items(olds, old, "unit"), Items(news, new, "unit"))
    for link in pinned.links:
        matching.link(link)
    for join in pinned.joins:
        matching.join(join)
    matching.forbidden.update(pinned.forbidden)
    matching.put_off.update(pinned.put_off)
    return pinned.unfit


def pin_duties(
    held: tuple[Sequence[Held[Duty]], Sequence[Held[Duty]]], rulings: Iterable[Ruling], old: Snapshot, new: Snapshot
) -> Pinned:
    """What the rulings on duties say, in the indices of `Held`."""
    olds, news = ({one.item.id: one.index for one in side} for side in held)
    on_duties = (ruling for ruling in rulings if ruling.subject == "duty")
    return decided(on_duties, Items(olds, old, "duty"), Items(news, new, "duty"))


def not_applied(rulings: Iterable[Ruling], subject: str) -> list[Unfit]:
    """The rulings on a subject that the two releases cannot be compared in, as unfit."""
    return [_unfit(ruling, "not-comparable") for ruling in rulings if ruling.subject == subject]


def put_off_by(change: Change, rulings: Mapping[str, Ruling]) -> Change:
    """The change, with who put it off, when and why as its last ground where a reviewer did."""
    ruling = rulings.get(change.ruling or "") if change.status == "likely" else None
    if ruling is None:
        return change
    ground = Evidence(code="put-off", facts=(ruling.who, ruling.when, ruling.why or ""))
    return change.model_copy(update={"evidence": (*change.evidence, ground)})


def decided(rulings: Iterable[Ruling], olds: Items, news: Items) -> Pinned:
    """What the rulings come to in the indices of the items; where two contradict each other, the later one holds.

    A later one that says no more than that some of many pairs are one, or are not, leaves the rest of an earlier one.
    """
    pinned = Pinned()
    taken: tuple[set[int], set[int]] = set(), set()
    for ruling in reversed(list(rulings)):
        old, new = olds.named(ruling.old, ruling.old_said), news.named(ruling.new, ruling.new_said)
        pairs = set(product(old, new))
        if why := _unfitness(ruling, old, new) or _contradicted(ruling, pairs, taken, pinned):
            pinned.unfit.insert(0, _unfit(ruling, why))
        elif ruling.verdict == "different":
            pinned.forbidden.update(pairs - _settled(pinned))
        elif ruling.verdict == "later":
            free = ((i, j) for i, j in pairs if i not in taken[0] and j not in taken[1])
            pinned.put_off.update(dict.fromkeys(free, ruling.id))
        else:
            _settle(pinned, ruling, old, new)
            taken[0].update(old)
            taken[1].update(new)
    return pinned


def _unfitness(ruling: Ruling, old: Indices, new: Indices) -> Unfitness | None:
    if len(old) < len(set(ruling.old)):
        return "old-gone"
    if len(new) < len(set(ruling.new)):
        return "new-gone"
    return None if fits_sizes(ruling) else "sizes"


def _contradicted(
    ruling: Ruling, pairs: set[tuple[int, int]], taken: tuple[set[int], set[int]], later: Pinned
) -> Unfitness | None:
    """Whether later rulings say otherwise: they claim an item, refuse a pair, or make one of all that it refuses."""
    if ruling.verdict == "later":
        return None
    if ruling.verdict == "different":
        return "taken" if pairs and pairs <= _settled(later) else None
    claimed = any(i in taken[0] or j in taken[1] for i, j in pairs)
    return "taken" if claimed or pairs & later.forbidden else None


def _settled(pinned: Pinned) -> set[tuple[int, int]]:
    """The pairs that are said to be one, or parts of one event."""
    links = {(link.old, link.new) for link in pinned.links}
    return links.union(*(product(join.old, join.new) for join in pinned.joins))


def _settle(pinned: Pinned, ruling: Ruling, old: Indices, new: Indices) -> None:
    evidence = (Evidence(code="ruled", facts=(ruling.who, ruling.when, ruling.why or ""), weight=1.0),)
    if ruling.verdict == "same":
        pinned.links.append(Link(old[0], new[0], 1.0, evidence, ruling=ruling.id))
    else:
        pinned.joins.append(Join(old, new, 1.0, evidence, ruling=ruling.id))


def _unfit(ruling: Ruling, why: Unfitness) -> Unfit:
    return Unfit(
        ruling=ruling.id,
        why=why,
        verdict=ruling.verdict,
        old=ruling.old,
        new=ruling.new,
        old_said=ruling.old_said,
        new_said=ruling.new_said,
        who=ruling.who,
        when=ruling.when,
    )
