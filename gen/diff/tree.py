"""A snapshot's units laid out flat, each with the names it is compared by."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from gen.diff.normal import bracketed, name_key
from gen.model.record import Snapshot, Text, Unit

Language = Literal["zh", "en"]
BODY = -1


@dataclass(frozen=True, slots=True)
class Node:
    """A unit at its place: `parent` is an index into the tree, BODY for a unit directly under the body."""

    index: int
    unit: Unit
    parent: int
    path: tuple[str, ...]
    group: str | None
    key: str
    plates: frozenset[str]


@dataclass(frozen=True, slots=True)
class Tree:
    """All units of a snapshot in document order; `children[BODY + 1]` are those of the body."""

    nodes: tuple[Node, ...]
    children: tuple[tuple[int, ...], ...]

    def under(self, parent: int) -> tuple[int, ...]:
        return self.children[parent + 1]

    def above(self, index: int) -> Iterator[int]:
        """Yields the ancestors of a unit from its parent up; BODY comes last."""
        while index != BODY:
            index = self.nodes[index].parent
            yield index


def grow(snapshot: Snapshot, language: Language) -> Tree:
    """The flat tree of a snapshot, its units named in `language` where they have such a name."""
    nodes: list[Node] = []
    children: list[list[int]] = [[]]
    body_path = (snapshot.name.primary,)
    stack = [(unit, BODY, body_path, None) for unit in reversed(snapshot.units)]  # type: list[tuple[Unit, int, tuple[str, ...], str | None]]
    while stack:
        unit, parent, path, inherited = stack.pop()
        index, group = len(nodes), unit.group or inherited
        name = in_language(unit.name, language)
        plates = [name_key(in_language(plate, language)) for plate in unit.nameplates] + [*bracketed(name)]
        nodes.append(Node(index, unit, parent, path, group, name_key(name), frozenset(plates)))
        children.append([])
        children[parent + 1].append(index)
        below = (*path, unit.name.primary)
        stack.extend((child, index, below, group) for child in reversed(unit.units))
    return Tree(tuple(nodes), tuple(map(tuple, children)))


def in_language(text: Text, language: Language) -> str:
    return (text.zh or text.primary) if language == "zh" else (text.en or text.primary)


def common_language(old: Snapshot, new: Snapshot) -> Language:
    """The language in which more units of both sides are named, Chinese where it makes no difference."""

    def named(snapshot: Snapshot, language: Language) -> int:
        return sum(getattr(unit.name, language) is not None for unit, _ in snapshot.walk())

    zh, en = (min(named(old, language), named(new, language)) for language in ("zh", "en"))
    return "zh" if zh >= en else "en"
