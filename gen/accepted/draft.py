"""The snapshot a reviewed redline makes, while it is put together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from gen.accepted.placing import Side
from gen.accepted.sides import unused
from gen.model.record import (
    Adjustment,
    Basis,
    Duty,
    Locator,
    Post,
    Relation,
    Staffing,
    Text,
    Transfer,
    Unit,
)

Identity = tuple[Side, str]


@dataclass(slots=True, kw_only=True)
class HeldDuty:
    """A duty under a unit or the body; `ids` are those it has in the releases."""

    ids: dict[Side, str]
    number: str | None
    names: dict[str, str]
    locator: Locator
    id: str = ""

    def made(self) -> Duty:
        return Duty(id=self.id, number=self.number, text=Text(**self.names), locator=self.locator)


@dataclass(slots=True, kw_only=True)
class Node:
    """A unit, or the body; `ids` are those it has in the releases, "" for the body."""

    ids: dict[Side, str] = field(default_factory=lambda: {"old": "", "new": ""})
    names: dict[str, str] = field(default_factory=dict)
    locator: Locator | None = None
    group: str | None = None
    level: str | None = None
    plates: list[Text] = field(default_factory=list)
    manager: Identity | None = None
    duties: list[HeldDuty] = field(default_factory=list)
    posts: list[Post] = field(default_factory=list)
    below: list[Node] = field(default_factory=list)
    id: str = ""

    def is_known(self, identity: Identity) -> bool:
        """Whether it is that unit of that release."""
        return identity in self.ids.items()

    def walk(self) -> Iterator[Node]:
        """Yields the nodes below, in document order."""
        for node in self.below:
            yield node
            yield from node.walk()


@dataclass(slots=True)
class Draft:
    """The body with all it holds, and what is declared of it."""

    body: Node
    title: str | None = None
    document: str | None = None
    basis: list[Basis] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)
    staffing: list[Staffing] = field(default_factory=list)
    adjustments: list[Adjustment] = field(default_factory=list)
    transfers: list[Transfer] = field(default_factory=list)
    nodes: dict[Identity, Node] = field(default_factory=dict)
    duties: dict[Identity, HeldDuty] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.nodes |= dict.fromkeys(self.body.ids.items(), self.body)

    def give_ids(self, first: Side) -> None:
        """Gives every item an id: the one it has in release `first`, or else in the other, or else of its line."""
        nodes = list(self.body.walk())
        _give(nodes, first)
        _give([duty for node in (self.body, *nodes) for duty in node.duties], first)

    def units(self) -> tuple[Unit, ...]:
        """The units as the record has them; their ids must have been given."""
        return tuple(self._unit(node) for node in self.body.below)

    def _unit(self, node: Node) -> Unit:
        manager = self.nodes.get(node.manager) if node.manager else None
        assert node.locator is not None
        return Unit(
            id=node.id,
            name=Text(**node.names),
            group=node.group,
            level=node.level,
            nameplates=tuple(node.plates),
            managed_by=manager.id if manager else None,
            duties=tuple(duty.made() for duty in node.duties),
            posts=tuple(node.posts),
            units=tuple(self._unit(below) for below in node.below),
            locator=node.locator,
        )


def _give(items: Iterable[Node] | Iterable[HeldDuty], first: Side) -> None:
    waiting: list[Node | HeldDuty] = []
    taken: set[str] = set()
    for item in items:
        if first in item.ids and item.ids[first] not in taken:
            item.id = unused(item.ids[first], taken)
        else:
            waiting.append(item)
    for item in waiting:
        item.id = unused(next(iter(item.ids.values()), f"r{item.locator.line if item.locator else 0}"), taken)


def names_of(text: Text, language: str) -> dict[str, str]:
    """What of a name a heading in `language` says, by the language it says it in."""
    said_in = "en" if (language == "en" and text.en) or not text.zh else "zh"
    return {said_in: text.said_in(language)}
