"""Reviewers' rulings put into a matching before anything else is decided."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import Literal

from gen.diff.holders import Held
from gen.diff.matching import Join, Link, Matching
from gen.model.change import Evidence
from gen.model.record import Duty, Snapshot
from gen.model.ruling import Ruling, Unfit, Verdict, fits_sizes

Unfitness = Literal["old-gone", "new-gone", "taken", "sizes"]


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
    return ruling.model_copy(update={"verdict": verdict, "old": ruling.new, "new": ruling.old})


def pin(matching: Matching, rulings: Iterable[Ruling]) -> list[Unfit]:
    """Links, joins and forbids as the rulings on units say; returns those that do not fit."""
    on_units = [ruling for ruling in rulings if ruling.subject == "unit"]
    if not on_units:
        return []
    olds, news = ({unit.id: n for n, unit in enumerate(tree.units)} for tree in (matching.old, matching.new))
    pinned = decided(on_units, olds, news)
    for link in pinned.links:
        matching.link(link)
    for join in pinned.joins:
        matching.join(join)
    matching.forbidden.update(pinned.forbidden)
    matching.put_off.update(pinned.put_off)
    return pinned.unfit


def pin_duties(old: Sequence[Held[Duty]], new: Sequence[Held[Duty]], rulings: Iterable[Ruling]) -> Pinned:
    """What the rulings on duties say, in the indices of `Held`."""
    olds, news = ({held.item.id: held.index for held in side} for side in (old, new))
    return decided((ruling for ruling in rulings if ruling.subject == "duty"), olds, news)


def decided(rulings: Iterable[Ruling], olds: Mapping[str, int], news: Mapping[str, int]) -> Pinned:
    """What the rulings come to, given the index of every id; where two claim one item, the later ruling holds."""
    pinned = Pinned()
    taken: tuple[set[int], set[int]] = set(), set()
    for ruling in reversed(list(rulings)):
        old = tuple(dict.fromkeys(olds[name] for name in ruling.old if name in olds))
        new = tuple(dict.fromkeys(news[name] for name in ruling.new if name in news))
        if why := _unfitness(ruling, old, new, taken):
            pinned.unfit.insert(0, _unfit(ruling, why))
        elif ruling.verdict == "different":
            pinned.forbidden.update(product(old, new))
        elif ruling.verdict == "later":
            pairs = product((i for i in old if i not in taken[0]), (i for i in new if i not in taken[1]))
            pinned.put_off.update(dict.fromkeys(pairs, ruling.id))
        else:
            _settle(pinned, ruling, old, new)
            taken[0].update(old)
            taken[1].update(new)
    return pinned


def _unfitness(
    ruling: Ruling, old: tuple[int, ...], new: tuple[int, ...], taken: tuple[set[int], set[int]]
) -> Unfitness | None:
    if len(old) < len(set(ruling.old)):
        return "old-gone"
    if len(new) < len(set(ruling.new)):
        return "new-gone"
    if not fits_sizes(ruling):
        return "sizes"
    settles = ruling.verdict in ("same", "split", "merged")
    return "taken" if settles and (taken[0].intersection(old) or taken[1].intersection(new)) else None


def _settle(pinned: Pinned, ruling: Ruling, old: tuple[int, ...], new: tuple[int, ...]) -> None:
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
        who=ruling.who,
        when=ruling.when,
    )
