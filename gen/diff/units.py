"""What a linked pair of units differs in, and the changes of units."""

from __future__ import annotations

from itertools import product
from typing import NamedTuple

from gen.diff.context import Context, Outcome
from gen.diff.doubtful import doubts
from gen.diff.holders import one_parent
from gen.diff.matching import Join, Link, Matching
from gen.diff.normal import difference, folded, name_key
from gen.diff.sides import Sides
from gen.diff.text import redline
from gen.diff.tree import BODY, Node, in_language
from gen.model.change import Change, Detail, Evidence, Kind, Reading, Redline
from gen.model.record import Text


def compare_units(context: Context) -> Outcome:
    """The changes of units: one an event, however many units it touches."""
    matching = context.matching
    outcome = Outcome(context, "unit", len(matching.old), len(matching.new))
    pairs = _Pairs(context)
    for link in matching.differing():
        if link.evidence or not pairs.alike(link.old, link.new):
            _record(outcome, link, pairs)
    for join in matching.joins:
        outcome.changes.append((join.new[0], _joined(context, join)))
    _lone(outcome)
    return outcome


def _lone(outcome: Outcome) -> None:
    """Records the units without a counterpart, those that may have one after all as only likely."""
    matching = outcome.context.matching
    free = matching.open_old, matching.open_new
    found = doubts(matching) if all(free) else ({}, {})
    for on_new, sides in enumerate(outcome.context.sides):
        for index in sorted(free[on_new]):
            node, doubt = Node(sides.tree, index), found[on_new].get(index)
            reading = doubt and _reading(outcome.context, *doubt)
            put_off = doubt and matching.put_off.get(doubt[:2])
            findings = sides.doubts(node)
            unsure = (reading, put_off)
            outcome.lone(index, node.group, sides.unit(node), on_new=bool(on_new), findings=findings, unsure=unsure)


def _record(outcome: Outcome, link: Link, pairs: _Pairs) -> None:
    """Records what a linked pair differs in, where both sides state it; spacing and width are counted as noise."""
    old, new = outcome.context.sides
    one, other = Node(old.tree, link.old), Node(new.tree, link.new)
    names = old.tree.names[link.old], new.tree.names[link.new]
    if (how := difference(*names)) in ("spacing", "width", "script"):
        outcome.fold(how, "unit", *names)
    if not (details := pairs.details(one, other)):
        return
    findings = old.doubts(one) + new.doubts(other)
    damaged = any(finding.kind == "damaged-name" for finding in findings)
    outcome.linked(
        _grounded(outcome.context.matching, link),
        _kinds(details, one, other, damaged=damaged),
        (old.unit(one), new.unit(other)),
        details,
        pairs.redline(one, other, details),
        _other_reading(outcome.context, link),
        findings,
    )


def _grounded(matching: Matching, link: Link) -> Link:
    """The link with the evidence that a unit kept in place has, and with the ruling that put it off, if any."""
    if not link.evidence:
        name = matching.old.units[link.old].name.primary
        link = link._replace(evidence=(Evidence(code="same-name", facts=(name,), weight=1.0),))
    later = matching.put_off.get((link.old, link.new))
    return link._replace(sure=False, put_off=later) if later and not link.ruling else link


def _joined(context: Context, join: Join) -> Change:
    old, new = context.sides
    split, merged = len(join.new) > 1, len(join.old) > 1
    kinds: tuple[Kind, ...] = ("split", "merged") if split and merged else ("split",) if split else ("merged",)
    many = (new if split else old).tree
    put_off = context.matching.put_off
    later = next((put_off[pair] for pair in product(join.old, join.new) if pair in put_off), None)
    return Change(
        id="",
        subject="unit",
        kinds=kinds,
        old=tuple(old.unit(Node(old.tree, index)) for index in join.old),
        new=tuple(new.unit(Node(new.tree, index)) for index in join.new),
        survivor=None if join.survivor is None else many.units[join.survivor[split]].id,
        status="likely" if later or not join.sure else "ruled" if join.ruling else "fact",
        ruling=later or join.ruling,
        score=join.score,
        evidence=join.evidence,
    )


def _other_reading(context: Context, link: Link) -> Reading | None:
    return _reading(context, *link.runner_up) if link.runner_up else None


def _reading(context: Context, old: int, new: int, score: float) -> Reading:
    ends = context.sides[0].unit_at(old), context.sides[1].unit_at(new)
    return Reading(kind="renamed", old=ends[:1], new=ends[1:], score=score)


class _Pairs(NamedTuple):
    """Says what two linked units differ in."""

    context: Context

    def alike(self, old: int, new: int) -> bool:
        """Whether two units are plainly the same in all that is compared, as most that are kept in place are."""
        matching = self.context.matching
        trees = matching.old, matching.new
        if trees[0].groups[old] != trees[1].groups[new] or trees[0].borne(old) != trees[1].borne(new):
            return False
        if matching.to_new.get(trees[0].parents[old]) != trees[1].parents[new]:
            return False
        one, other = trees[0].units[old], trees[1].units[new]
        if one.managed_by or other.managed_by or one.level != other.level:
            return False
        return one.name.zh == other.name.zh and one.name.en == other.name.en

    def details(self, one: Node, other: Node) -> tuple[Detail, ...]:
        found = [*self._names(one.unit.name, other.unit.name), *self._place(one, other), *self._nameplates(one, other)]
        if one.unit.level and other.unit.level and folded(one.unit.level) != folded(other.unit.level):
            found.append(Detail(aspect="level", old=(one.unit.level,), new=(other.unit.level,)))
        managers = _manager(self.context.sides[0], one), _manager(self.context.sides[1], other)
        if all(managers) and name_key(managers[0]) != name_key(managers[1]):
            found.append(Detail(aspect="managed_by", old=(managers[0],), new=(managers[1],)))
        return tuple(found)

    def _names(self, old: Text, new: Text) -> list[Detail]:
        language = self.context.language
        if not all(getattr(name, language) for name in (old, new)):
            language = next((other for other in ("zh", "en") if getattr(old, other) and getattr(new, other)), language)
        names = in_language(old, language), in_language(new, language)
        if name_key(names[0]) == name_key(names[1]):
            return []
        return [Detail(aspect="name", old=(names[0],), new=(names[1],))]

    def _place(self, one: Node, other: Node) -> list[Detail]:
        found = []
        stays = one_parent(self.context.matching, one.parent, other.parent)
        if not stays:
            names = _parent(self.context.sides[0], one), _parent(self.context.sides[1], other)
            found.append(Detail(aspect="parent", old=names[:1], new=names[1:]))
        if one.group and other.group and one.group != other.group and not (stays and self._follows(one, other)):
            found.append(Detail(aspect="group", old=(one.group,), new=(other.group,)))
        return found

    def _follows(self, one: Node, other: Node) -> bool:
        """Whether the group differs only because that of the parent does."""
        if BODY in (one.parent, other.parent):
            return False
        matching = self.context.matching
        parents = matching.old.nodes[one.parent].group, matching.new.nodes[other.parent].group
        return parents == (one.group, other.group)

    def _nameplates(self, one: Node, other: Node) -> list[Detail]:
        before, after = one.plates, other.plates
        if before == after:
            return []
        lost, gained = before - after, after - before
        return [Detail(aspect="nameplate", old=self._worded(one, lost), new=self._worded(other, gained))]

    def _worded(self, node: Node, keys: frozenset[str]) -> tuple[str, ...]:
        named = (in_language(plate, self.context.language) for plate in node.unit.nameplates)
        plates = {name_key(name): name for name in named}
        return tuple(plates.get(key, key) for key in [*plates, *sorted(keys - plates.keys())] if key in keys)

    def redline(self, one: Node, other: Node, details: tuple[Detail, ...]) -> Redline:
        aspects = {detail.aspect for detail in details}
        if not aspects & {"name", "nameplate"}:
            return ()
        plates = "nameplate" in aspects
        return redline(self._display(one, plates), self._display(other, plates), _borne_names(one, other))

    def _display(self, node: Node, plates: bool) -> str:
        name = in_language(node.unit.name, self.context.language)
        borne = "、".join(in_language(plate, self.context.language) for plate in node.unit.nameplates)
        return f"{name}（{borne}）" if plates and borne else name


def _borne_names(*nodes: Node) -> list[str]:
    """The names that the redline of these units' names does not cut."""
    return [name for node in nodes for plate in node.unit.nameplates for name in (plate.zh, plate.en) if name]


def _kinds(details: tuple[Detail, ...], one: Node, other: Node, *, damaged: bool) -> tuple[Kind, ...]:
    """The kinds the details amount to; a nameplate that only keeps the other name is part of the renaming."""
    aspects = {detail.aspect for detail in details}
    renamed = "name" in aspects and not damaged
    reassigned = bool(aspects & {"parent", "group"})
    before, after = one.plates, other.plates
    plates = before != after and (before - after - {other.key}) | (after - before - {one.key})
    amended = bool(plates) or bool(aspects & {"level", "managed_by"}) or ("name" in aspects and damaged)
    kinds: list[Kind] = []
    kinds += ["renamed"] if renamed else []
    kinds += ["reassigned"] if reassigned else []
    kinds += ["amended"] if amended or not kinds else []
    return tuple(kinds)


def _manager(sides: Sides, node: Node) -> str:
    name = sides.names.get(node.unit.managed_by) if node.unit.managed_by else None
    return name.primary if name else ""


def _parent(sides: Sides, node: Node) -> str:
    return sides.snapshot.name.primary if node.parent == BODY else sides.tree.nodes[node.parent].unit.name.primary
