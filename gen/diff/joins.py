"""Splits and mergers of units, read off declarations, names and nameplates.

Each rule is stated for one unit against several; it finds splits with the old side as the one, mergers with the new.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from gen.diff.matching import Join, Matching
from gen.diff.normal import name_key, stem
from gen.diff.similar import features
from gen.diff.tree import Node, Tree
from gen.model.change import Evidence
from gen.model.record import Transfer

_AND = re.compile(r"与|和|及|、| and |, ?|&")
_ORDINAL = "一二三四五六七八九十"
_LIST = re.compile(r"、|，|,|和|与")


@dataclass(frozen=True, slots=True)
class Parts:
    """The several units that one unit turns out to be, and why."""

    many: tuple[Node, ...]
    score: float
    evidence: tuple[Evidence, ...]

    @property
    def indices(self) -> tuple[int, ...]:
        return tuple(node.index for node in self.many)

    def grounds(self, one: Node) -> tuple[Evidence, ...]:
        """The evidence, with where each nameplate of the one unit went."""
        return self.evidence + tuple(
            Evidence(code="nameplate-goes-to", facts=(plate, node.unit.name.primary), weight=0.2)
            for node in self.many
            for plate in sorted(one.plates & node.plates)
        )


Rule = Callable[[Node, Sequence[Node]], Parts | None]


def find_joins(matching: Matching, declared: Sequence[tuple[str, Transfer]]) -> None:
    """Adds the splits and mergers among free units of one group under linked parents."""
    rules: tuple[Rule, ...] = (_declared(declared), _numbered, _joined_names)
    for olds, news in matching.families():
        for group in sorted({matching.old.nodes[i].group or "" for i in olds}):
            old = [n for i in olds if ((n := matching.old.nodes[i]).group or "") == group]
            new = [n for i in news if ((n := matching.new.nodes[i]).group or "") == group]
            for rule in rules:
                _take(matching, [*_splits(old, new, rule), *_mergers(old, new, rule)])


def _splits(olds: list[Node], news: list[Node], rule: Rule) -> list[Join]:
    found = [(one, parts) for one in olds if (parts := rule(one, news))]
    return [Join((one.index,), parts.indices, parts.score, parts.grounds(one)) for one, parts in found]


def _mergers(olds: list[Node], news: list[Node], rule: Rule) -> list[Join]:
    found = [(one, parts) for one in news if (parts := rule(one, olds))]
    return [Join(parts.indices, (one.index,), parts.score, parts.grounds(one)) for one, parts in found]


def _take(matching: Matching, joins: list[Join]) -> None:
    """Joins in order of score and place, each only while all its units are still free."""
    for join in sorted(joins, key=lambda join: (-join.score, min(join.old) + min(join.new))):
        if len(matching.free_old(join.old)) == len(join.old) and len(matching.free_new(join.new)) == len(join.new):
            matching.join(join)


def _declared(declared: Sequence[tuple[str, Transfer]]) -> Rule:
    """装备工业司拆分为装备工业一司、装备工业二司: an instrument or a history says so."""

    def rule(one: Node, others: Sequence[Node]) -> Parts | None:
        for place, transfer in declared:
            if transfer.kind not in ("split", "merged"):
                continue
            whole, parts = (
                (transfer.what, transfer.target) if transfer.kind == "split" else (transfer.target, transfer.what)
            )
            named = {name_key(part) for part in _LIST.split(parts or "")}
            many = tuple(node for node in others if node.key in named)
            if name_key(whole or "") == one.key and len(many) > 1 and len(many) == len(named):
                return Parts(many, 0.98, (Evidence(code="declared", facts=(transfer.text, place), weight=0.9),))
        return None

    return rule


def _numbered(one: Node, others: Sequence[Node]) -> Parts | None:
    """装备工业司 and 装备工业一司, 装备工业二司: one name with ordinals put into it."""
    base = stem(one.key)
    pattern = re.compile(f"{re.escape(base)}第?[{_ORDINAL}]{re.escape(one.key[len(base) :])}")
    many = tuple(node for node in others if pattern.fullmatch(node.key))
    if len(many) < 2:
        return None
    names = tuple(node.unit.name.primary for node in many)
    return Parts(many, 0.95, (Evidence(code="numbered-siblings", facts=(one.unit.name.primary, *names), weight=0.8),))


def _joined_names(one: Node, others: Sequence[Node]) -> Parts | None:
    """产业政策与法规司 and 政策法规司, 产业政策司: the parts around 与, 和, 及 make up the several names."""
    base = stem(one.key)
    parts = [part for part in _AND.split(base) if part]
    whole = set("".join(parts))
    many = tuple(node for node in others if _is_part(stem(node.key), parts, whole))
    together = set().union(*(set(_AND.sub("", stem(node.key))) for node in many))
    if len(parts) < 2 or len(many) < 2 or together != whole:
        return None
    names = tuple(node.unit.name.primary for node in many)
    return Parts(many, 0.9, (Evidence(code="name-parts-joined", facts=names, weight=0.7),))


def _is_part(name: str, parts: Sequence[str], whole: set[str]) -> bool:
    name = _AND.sub("", name)
    covers = any(part in name for part in parts)
    return len(name) > 1 and covers and set(name) < whole and bool(features(name) & features("".join(parts)))


def find_absorptions(matching: Matching) -> None:
    """Adds a merger where a vanished unit's name became a nameplate of one that goes on, and the reverse as a split."""
    old, new = matching.old, matching.new
    gone = _borne_by(old, new, matching.free_old(range(len(old.nodes))), matching.to_old)
    come = _borne_by(new, old, matching.free_new(range(len(new.nodes))), matching.to_new)
    for survivor in sorted({matching.to_old[holder] for holder in gone} | come.keys()):
        partner = matching.to_new[survivor]
        vanished, appeared = gone.get(partner, []), come.get(survivor, [])
        names = [old.nodes[i].unit.name.primary for i in vanished] + [new.nodes[i].unit.name.primary for i in appeared]
        evidence = tuple(Evidence(code="nameplate-is-old-name", facts=(name,), weight=0.8) for name in names)
        goes_on = None if vanished and appeared else survivor if vanished else partner
        olds, news = tuple(sorted([survivor, *vanished])), tuple(sorted([partner, *appeared]))
        matching.join(Join(olds, news, 0.85, evidence, survivor=goes_on))


def _borne_by(lost: Tree, kept: Tree, free: list[int], partner: dict[int, int]) -> dict[int, list[int]]:
    """The free units of one side by the linked unit of the other that took over their name as a nameplate."""
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for node in kept.nodes:
        for plate in node.plates if node.index in partner else ():
            if plate not in lost.nodes[partner[node.index]].plates:
                holders[plate].append(node.index)
    borne: defaultdict[int, list[int]] = defaultdict(list)
    for index in free:
        if len(found := holders.get(lost.nodes[index].key, [])) == 1:
            borne[found[0]].append(index)
    return borne
