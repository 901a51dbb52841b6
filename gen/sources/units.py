"""The tree of units: mutable nodes while a form reads, frozen units with unique ids at the end."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from gen.model.record import Duty, Post, Text, Unit
from gen.sources.account import Account
from gen.sources.described import Described, described
from gen.sources.names import LONGEST, entry
from gen.sources.words import clip, has_han

SECTIONS = "处室"  # the group of the sections that a sentence about a unit sets up
_NOT_IN_AN_ID = re.compile(r"[\s@#/\\:]+")
_NOT_IN_AN_ENGLISH_ID = re.compile(r"[^a-z0-9]+")


@dataclass(slots=True)
class Node:
    """A unit being read; `manager` is a name yet, `duties` are (number, text, line).

    hidden: its duties were told in a comment; short: the shortened names (简称) that its line gives.
    """

    name: Text
    line: int
    group: str | None = None
    level: str | None = None
    nameplates: Sequence[Text] = ()
    manager: str | None = None
    duties: Sequence[tuple[str | None, Text, int]] = ()
    units: list[Node] = field(default_factory=list)
    id: str = ""
    number: str | None = None
    hidden: bool = False
    short: tuple[str, ...] = ()
    posts: Sequence[Post] = ()


_Tree = TypeVar("_Tree", Node, Unit)


def text_of(said: str, en: str | None = None) -> Text:
    """The text in Chinese if it holds a Chinese character, else in English; `en` is a second, English wording."""
    return Text(zh=said, en=en) if has_han(said) else Text(en=said)


def identifier(name: Text) -> str:
    """The id a name gives: the Chinese name as it stands, or the English one in lower case with '-'."""
    if name.zh:
        return _NOT_IN_AN_ID.sub("-", name.zh).strip("-")[:180] or "unit"
    return _NOT_IN_AN_ENGLISH_ID.sub("-", (name.en or "").lower()).strip("-")[:180] or "unit"


class Ids:
    """Hands out ids, each once: a second "x" becomes "x-2"."""

    def __init__(self) -> None:
        self._given: set[str] = set()
        self._counts: dict[str, int] = {}

    def new(self, wanted: str) -> str:
        """An id that was not given before."""
        given, count = wanted, self._counts.get(wanted, 1)
        while given in self._given:
            count += 1
            given = f"{wanted}-{count}"
        self._counts[wanted] = count
        self._given.add(given)
        return given


def preorder(roots: Iterable[_Tree]) -> Iterator[_Tree]:
    """Yields every node, or every unit, before its own units, in document order."""
    stack = list(roots)[::-1]
    while stack:
        yield (one := stack.pop())
        stack.extend(reversed(one.units))


def read_items(section_items: Iterable[tuple[int, int, str]], group: str | None, account: Account) -> list[Node]:
    """Returns the nodes of a list given as (line, level, text), items of a deeper level below the one before."""
    roots: list[Node] = []
    above: list[tuple[int, Node]] = []
    for line, level, text in section_items:
        while above and above[-1][0] >= level:
            above.pop()
        said = described(text)
        if len(said.name) > LONGEST:
            account.doubt(line, "not-a-name", f"too long for the name of a unit: {clip(text)}")
            continue
        node = _node(line, said, group, account)
        (above[-1][1].units if above else roots).append(node)
        above.append((level, node))
    return roots


def _node(line: int, told: Described, group: str | None, account: Account) -> Node:
    said = entry(told.name)
    for part in said.unread:
        account.doubt(line, "unread-bracket", f"kept out of the record, its meaning is not clear: {clip(part)}")
    duties = [(None, text_of(told.duties), line)] if told.duties else []
    sections = [_node(line, Described(name), SECTIONS, account) for name in told.sections]
    return Node(
        said.name, line, group, said.level, said.nameplates, said.manager, duties,
        units=sections, hidden=told.hidden, short=told.short,
    )  # fmt: skip


def freeze(roots: Sequence[Node], account: Account) -> tuple[Unit, ...]:
    """Returns the units with ids in document order; a manager without a unit of that name is a finding."""
    ids, nodes = Ids(), list(preorder(roots))
    by_name: dict[str, str] = {}
    for node in nodes:
        node.id = ids.new(identifier(node.name))
        for name in (node.name.zh, node.name.en):
            if name:
                by_name.setdefault(name, node.id)
    made: dict[str, Unit] = {}
    for node in reversed(nodes):
        made[node.id] = _unit(node, tuple(made.pop(child.id) for child in node.units), by_name, account)
    return tuple(made[root.id] for root in roots)


def _unit(node: Node, units: tuple[Unit, ...], by_name: dict[str, str], account: Account) -> Unit:
    managed_by = by_name.get(node.manager) if node.manager else None
    if node.manager and not managed_by:
        text = f"managed by {clip(node.manager)} (代管), which is no unit of this document"
        account.doubt(node.line, "unknown-manager", text, node.id)
    return Unit(
        id=node.id,
        number=node.number,
        name=node.name,
        group=node.group,
        level=node.level,
        nameplates=tuple(node.nameplates),
        managed_by=managed_by,
        duties=duties_of(node, account),
        posts=tuple(node.posts),
        units=units,
        locator=account.at(node.line, "unit"),
    )


def duties_of(node: Node, account: Account) -> tuple[Duty, ...]:
    """The duties of a node, with ids "<unit>/d1" …, or "d1" … for the node of the body, which has no id."""
    if not node.duties:
        return ()
    prefix = f"{node.id}/" if node.id else ""
    return tuple(
        Duty(id=f"{prefix}d{count}", number=number, text=text, locator=account.at(line, "duty"))
        for count, (number, text, line) in enumerate(node.duties, 1)
    )
