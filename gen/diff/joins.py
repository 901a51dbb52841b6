"""Splits, mergers and changes of name read off declarations, and joins off the names themselves.

Each rule is stated for one unit against several; it finds splits with the old side as the one, mergers with the new.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import product
from typing import NamedTuple

from gen.diff.contents import do_other_things
from gen.diff.free import by_key
from gen.diff.matching import Join, Link, Matching
from gen.diff.names import called, link_in_place
from gen.diff.normal import name_key, stem
from gen.diff.similar import features
from gen.diff.tree import Node
from gen.model.change import Evidence
from gen.model.record import Transfer

_LEAST = 3
_AND = re.compile(r"与|和|及|、| and |, ?|&")
_ORDINAL = re.compile(r"第?[一二三四五六七八九十]")
_LIST = re.compile(r"、|，|,|和|与")


class Parts(NamedTuple):
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


def find_joins(matching: Matching, declared: Sequence[tuple[str, Transfer]]) -> bool:
    """Adds the splits and mergers among free units of one group under linked parents; whether there were any."""
    before = len(matching.joins)
    rules: tuple[Rule, ...] = (*([_declared(declared)] if declared else []), _numbered, _joined_names)
    for olds, news in matching.families("joins"):
        if len(olds) + len(news) < _LEAST:
            continue
        for group in sorted({matching.old.groups[i] or "" for i in olds}):
            old = [Node(matching.old, i) for i in olds if (matching.old.groups[i] or "") == group]
            new = [Node(matching.new, i) for i in news if (matching.new.groups[i] or "") == group]
            if len(old) + len(new) < _LEAST:
                continue
            for rule in rules:
                if found := [*_splits(old, new, rule), *_mergers(old, new, rule)]:
                    _take(matching, found)
    return len(matching.joins) > before


def link_declared(matching: Matching, declared: Sequence[tuple[str, Transfer]]) -> None:
    """Links the only free units of the two names of a declared change of name."""
    if not any(transfer.kind == "renamed" for _, transfer in declared):
        return
    olds, news = (by_key(*side, called) for side in matching.free_sides())
    for place, transfer in declared:
        old, new = (olds.get(name_key(transfer.what), []), news.get(name_key(transfer.target or ""), []))
        if transfer.kind != "renamed" or len(old) != 1 or len(new) != 1 or not matching.may(old, new):
            continue
        if old[0] in matching.open_old and new[0] in matching.open_new:
            evidence = Evidence(code="declared", facts=(transfer.text, place), weight=0.9)
            matching.link(Link(old[0], new[0], 0.98, (evidence,)))
            link_in_place(matching, [(old[0], new[0])])


def _splits(olds: list[Node], news: list[Node], rule: Rule) -> list[Join]:
    found = [(one, parts) for one in olds if (parts := rule(one, news))] if len(news) > 1 else []
    return [Join((one.index,), parts.indices, parts.score, parts.grounds(one)) for one, parts in found]


def _mergers(olds: list[Node], news: list[Node], rule: Rule) -> list[Join]:
    found = [(one, parts) for one in news if (parts := rule(one, olds))] if len(olds) > 1 else []
    return [Join(parts.indices, (one.index,), parts.score, parts.grounds(one)) for one, parts in found]


def _take(matching: Matching, joins: list[Join]) -> None:
    """Joins in order of score and place, each only while all its units are still free."""
    for join in sorted(joins, key=lambda join: (-join.score, min(join.old) + min(join.new))):
        free = matching.open_old.issuperset(join.old) and matching.open_new.issuperset(join.new)
        if free and matching.may(join.old, join.new) and not _contradicted(matching, join):
            matching.join(join)


def _contradicted(matching: Matching, join: Join) -> bool:
    """Whether a unit of one side does nothing that any of the other does, though all state their duties."""
    apart = [pair for pair in product(join.old, join.new) if do_other_things(matching, *pair)]
    count = Counter(end for old, new in apart for end in ((0, old), (1, new)))
    return any(n == len(join.old if side else join.new) for (side, _), n in count.items())


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
    tail = one.key[len(base) :]
    alike = [(node, key) for node in others if (key := node.key).startswith(base) and key.endswith(tail)]
    many = tuple(node for node, key in alike if _ORDINAL.fullmatch(key[len(base) : len(key) - len(tail)]))
    if len(many) < 2:
        return None
    names = tuple(node.unit.name.primary for node in many)
    return Parts(many, 0.95, (Evidence(code="numbered-siblings", facts=(one.unit.name.primary, *names), weight=0.8),))


def _joined_names(one: Node, others: Sequence[Node]) -> Parts | None:
    """产业政策与法规司 and 政策法规司, 产业政策司: the parts around 与, 和, 及 make up the several names."""
    parts = [part for part in _AND.split(stem(one.key)) if part]
    if len(parts) < 2:
        return None
    whole = set("".join(parts))
    many = tuple(node for node in others if _is_part(stem(node.key), parts, whole))
    together = set().union(*(set(_AND.sub("", stem(node.key))) for node in many))
    if len(many) < 2 or together != whole:
        return None
    names = tuple(node.unit.name.primary for node in many)
    return Parts(many, 0.9, (Evidence(code="name-parts-joined", facts=names, weight=0.7),))


def _is_part(name: str, parts: Sequence[str], whole: set[str]) -> bool:
    name = _AND.sub("", name)
    covers = any(part in name for part in parts)
    return len(name) > 1 and covers and set(name) < whole and bool(features(name) & features("".join(parts)))
