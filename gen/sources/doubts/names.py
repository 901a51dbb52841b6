"""Doubts about the names in a finished tree of units: damaged ones, and one name for two."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gen.model.record import Text
from gen.sources.account import Account
from gen.sources.units import Node, preorder
from gen.sources.words import clip, ends_in_organ

_OFFICES = ("internal", "managed", "nameplate", "regional", "subordinate")

# English words that a Chinese name beside them renders in one of these ways. Without the first ones the
# Chinese name makes no sense of its own; the others are sometimes left out on purpose.
_ESSENTIAL = ((r"Civil-Military|Military-Civil", "军民"),)
_GLOSSARY = (
    (r"Raw Materials?", "原材料|原料"),
    (r"Consumer Goods", "消费品"),
    (r"Equipment", "装备|设备"),
    (r"Energy (?:Saving|Conservation)", "节能"),
    (r"Radio", "无线电|广播"),
    (r"Retired", "退休|老干部"),
    (r"Emergency", "应急"),
    (r"International", "国际"),
    (r"Tobacco", "烟草"),
    (r"Space", "航天|空间"),
    (r"Atomic Energy", "原子能"),
    (r"Internet", "互联网|网络"),
    (r"Universit(?:y|ies)", "大学|高校"),
)


def doubt_names(roots: Sequence[Node], body: Text, account: Account) -> None:
    """Adds findings for damaged names, and for one English name that two Chinese units bear."""
    bearers: dict[str, Node] = {}
    for node in preorder(roots):
        if why := _damage(node):
            account.doubt(node.line, "damaged-name", f"{clip(node.name.primary)}: {why}", node.id)
        elif why := _lacking(node.name, _GLOSSARY):
            account.doubt(node.line, "names-disagree", f"{clip(node.name.primary)}: {why}", node.id)
        for plate in node.nameplates:
            if (tail := _beheaded(plate.zh, body.zh)) is not None:
                text = f"the nameplate {clip(plate.primary)} seems to have lost the beginning of {tail}"
                account.doubt(node.line, "damaged-nameplate", text, node.id)
        if node.name.en and bearers.setdefault(node.name.en.casefold(), node) is not node:
            other = bearers[node.name.en.casefold()]
            text = f"{clip(node.name.en)} also names {clip(other.name.primary)} (line {other.line})"
            account.doubt(node.line, "same-english-name", text, node.id)


def _damage(node: Node) -> str | None:
    if node.name.zh and node.group in _OFFICES and not ends_in_organ(node.name.zh):
        return "the name does not end in a word for an organ (司, 局, 中心 …)"
    return _lacking(node.name, _ESSENTIAL)


def _lacking(name: Text, glossary: Sequence[tuple[str, str]]) -> str | None:
    """Which word of the English name has no counterpart in the Chinese one."""
    for english, chinese in glossary if name.zh and name.en else ():
        found = re.search(rf"\b(?:{english})\b", name.en or "")
        if found and not re.search(chinese, name.zh or ""):
            return f"the English name has {found[0]}, the Chinese one has no {chinese.replace('|', ' or ')}"
    return None


def _beheaded(name: str | None, body: str | None) -> str | None:
    """The body's name where `name` begins with the tail of it (信息化部 … of 工业和信息化部)."""
    short = (body or "").removeprefix("中华人民共和国")
    if not name or len(short) < 5 or short in name:
        return None
    tails = (short[at:] for at in range(1, len(short) - 3))
    return short if any(name.startswith(tail) and len(name) > len(tail) for tail in tails) else None
