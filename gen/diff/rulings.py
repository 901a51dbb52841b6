"""Reviewers' rulings put into a matching before anything else is decided."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from gen.diff.matching import Join, Link, Matching
from gen.model.change import Evidence
from gen.model.record import Snapshot
from gen.model.ruling import Ruling, Unfit


def on_pair(rulings: Iterable[Ruling], old: Snapshot, new: Snapshot) -> list[Ruling]:
    """The rulings on this pair of releases, in the order they were made; of two on the same items the later holds."""
    pair = old.release, new.release
    latest = {(r.subject, r.old, r.new): r for r in rulings if (r.old_release, r.new_release) == pair}
    return list(latest.values())


def pin(matching: Matching, rulings: Iterable[Ruling]) -> list[Unfit]:
    """Links, joins and forbids as the rulings on units say; returns those that do not fit."""
    olds = {node.unit.id: node.index for node in matching.old.nodes}
    news = {node.unit.id: node.index for node in matching.new.nodes}
    found = [_pin(matching, ruling, olds, news) for ruling in rulings if ruling.subject == "unit"]
    return [unfit for unfit in found if unfit]


def _pin(matching: Matching, ruling: Ruling, olds: Mapping[str, int], news: Mapping[str, int]) -> Unfit | None:
    old = tuple(olds[name] for name in ruling.old if name in olds)
    new = tuple(news[name] for name in ruling.new if name in news)
    if len(old) < len(ruling.old) or len(new) < len(ruling.new):
        return Unfit(ruling=ruling.id, why="old-gone" if len(old) < len(ruling.old) else "new-gone")
    if not _sized(ruling):
        return Unfit(ruling=ruling.id, why="sizes")
    if ruling.verdict == "different":
        matching.forbidden.update((one, other) for one in old for other in new)
        return None
    if ruling.verdict == "later":
        matching.put_off.update({(one, other): ruling.id for one in old for other in new})
        return None
    if len(matching.free_old(old)) < len(old) or len(matching.free_new(new)) < len(new):
        return Unfit(ruling=ruling.id, why="taken")
    evidence = (Evidence(code="ruled", facts=(ruling.who, ruling.when, ruling.why or ""), weight=1.0),)
    if ruling.verdict == "same":
        matching.link(Link(old[0], new[0], 1.0, evidence, ruling=ruling.id))
    else:
        matching.join(Join(old, new, 1.0, evidence, ruling=ruling.id))
    return None


def _sized(ruling: Ruling) -> bool:
    """Whether the sides have the sizes the verdict demands."""
    old, new = len(ruling.old), len(ruling.new)
    sizes = {"same": old == new == 1, "split": old >= 1 and new > 1, "merged": old > 1 and new >= 1}
    return sizes.get(ruling.verdict, bool(old and new))
