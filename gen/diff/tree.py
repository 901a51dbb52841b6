"""A snapshot's units laid out flat in document order, each with the names it is compared by."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal, overload

from gen.diff.normal import bracketed, name_key
from gen.model.record import Snapshot, Text, Unit

Language = Literal["zh", "en"]
BODY = -1
_NONE: frozenset[str] = frozenset()


@dataclass(slots=True)
class Tree:
    """All units of a snapshot in document order, a list for each thing known of them; not changed once grown.

    `children[BODY + 1]` are those of the body; the units below index i are those from i + 1 up to i + sizes[i].
    """

    body: str
    units: list[Unit] = field(default_factory=list)
    parents: list[int] = field(default_factory=list)
    groups: list[str | None] = field(default_factory=list)
    children: list[Sequence[int]] = field(default_factory=lambda: [()])
    names: list[str] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    plates: dict[int, frozenset[str]] = field(default_factory=dict)
    sizes: list[int] = field(default_factory=list)
    prints: list[int] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.units)

    @property
    def nodes(self) -> Nodes:
        return Nodes(self)

    def under(self, parent: int) -> Sequence[int]:
        return self.children[parent + 1]

    def above(self, index: int) -> Iterator[int]:
        """Yields the ancestors of a unit from its parent up; BODY comes last."""
        while index != BODY:
            index = self.parents[index]
            yield index

    def path(self, index: int) -> tuple[str, ...]:
        """The names of the ancestors, from the body down."""
        above = [self.units[i].name.primary for i in self.above(index) if i != BODY]
        return (self.body, *reversed(above))

    def borne(self, index: int) -> frozenset[str]:
        """The keys of the nameplates of a unit."""
        return self.plates.get(index, _NONE)


@dataclass(frozen=True, slots=True)
class Node:
    """A unit at its place; `parent` is an index into the tree, BODY for a unit directly under the body."""

    tree: Tree
    index: int

    @property
    def unit(self) -> Unit:
        return self.tree.units[self.index]

    @property
    def parent(self) -> int:
        return self.tree.parents[self.index]

    @property
    def path(self) -> tuple[str, ...]:
        return self.tree.path(self.index)

    @property
    def group(self) -> str | None:
        return self.tree.groups[self.index]

    @property
    def key(self) -> str:
        return self.tree.keys[self.index]

    @property
    def plates(self) -> frozenset[str]:
        return self.tree.borne(self.index)


@dataclass(frozen=True, slots=True)
class Nodes(Sequence[Node]):
    """The units of a tree, each made into a Node when it is asked for."""

    tree: Tree

    def __len__(self) -> int:
        return len(self.tree)

    @overload
    def __getitem__(self, index: int) -> Node: ...
    @overload
    def __getitem__(self, index: slice) -> list[Node]: ...
    def __getitem__(self, index: int | slice) -> Node | list[Node]:
        places = range(len(self.tree))[index]
        return Node(self.tree, places) if isinstance(places, int) else [Node(self.tree, i) for i in places]


def grow(snapshot: Snapshot, language: Language) -> Tree:
    """The flat tree of a snapshot, its units named in `language` where they have such a name."""
    tree = Tree(snapshot.name.primary)
    _lay_out(tree, snapshot)
    tree.names = [in_language(unit.name, language) for unit in tree.units]
    tree.keys = list(map(name_key, tree.names))
    for index, (unit, name) in enumerate(zip(tree.units, tree.names, strict=True)):
        if unit.nameplates or name[-1] in ")）":
            plates = [name_key(in_language(plate, language)) for plate in unit.nameplates]
            tree.plates[index] = frozenset([*plates, *bracketed(name)])
    _print(tree)
    return tree


def _lay_out(tree: Tree, snapshot: Snapshot) -> None:
    """Fills in units, parents, groups and children."""
    stack = [(iter(snapshot.units), BODY, None)]  # type: list[tuple[Iterator[Unit], int, str | None]]
    tops: list[int] = []
    tree.children[0] = tops
    into = tops
    units, parents, groups, children = tree.units, tree.parents, tree.groups, tree.children
    while stack:
        line, parent, inherited = stack[-1]
        into = children[parent + 1]  # type: ignore[assignment]
        for unit in line:
            index = len(units)
            units.append(unit)
            parents.append(parent)
            group = unit.group or inherited
            groups.append(group)
            into.append(index)
            if unit.units:
                children.append([])
                stack.append((iter(unit.units), index, group))
                break
            children.append(())
        else:
            stack.pop()


def _print(tree: Tree) -> None:
    """Fills in sizes and prints: units of one print have all they are compared by in common, and so have those below.

    Posts are left out: they are compared on their own and do not say which unit is which.
    """
    count = len(tree)
    tree.sizes, tree.prints = [0] * count, [0] * count
    sizes, prints, plates, called = tree.sizes, tree.prints, tree.plates, dict[str, str]()
    for index in range(count - 1, -1, -1):
        unit, below = tree.units[index], tree.children[index + 1]
        told: tuple[object, ...] = (tree.names[index], tree.groups[index], unit.level)
        if index in plates:
            told = (*told, plates[index])
        if unit.managed_by:
            called = called or {one.id: name for one, name in zip(tree.units, tree.names, strict=True)}
            told = (*told, "managed by", called.get(unit.managed_by))
        if unit.duties:
            told = (*told, *((duty.text.zh, duty.text.en) for duty in unit.duties))
        if below:
            sizes[index] = sum(sizes[child] for child in below) + len(below)
            told = (*told, *(prints[child] for child in below))
        prints[index] = hash(told)


def in_language(text: Text, language: Language) -> str:
    return (text.zh or text.en or "") if language == "zh" else (text.en or text.zh or "")


def common_language(old: Snapshot, new: Snapshot) -> Language:
    """The language in which more units of both sides are named, Chinese where it makes no difference."""
    counts = [named(every(side)) for side in (old, new)]
    zh, en = (min(count[place] for count in counts) for place in (0, 1))
    return "zh" if zh >= en else "en"


def named(units: Sequence[Unit]) -> tuple[int, int]:
    """How many units have a Chinese and an English name."""
    names = [unit.name for unit in units]
    return len([1 for name in names if name.zh is not None]), len([1 for name in names if name.en is not None])


def every(snapshot: Snapshot) -> list[Unit]:
    """Every unit, in no particular order."""
    found: list[Unit] = []
    lines = [snapshot.units]
    while lines:
        line = lines.pop()
        found += line
        lines += [unit.units for unit in line if unit.units]
    return found
