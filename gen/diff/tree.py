"""A snapshot's units laid out flat in document order, each with the names it is compared by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import compress, filterfalse
from operator import attrgetter
from typing import Literal, overload

from gen.diff.normal import bracketed, name_key
from gen.diff.script import SIMPLIFIED
from gen.model.record import Snapshot, Text, Unit

Language = Literal["zh", "en"]
Line = tuple[Iterator[Unit], int, str | None, list[int]]
LANGUAGES: tuple[Language, Language] = ("zh", "en")
BODY = -1
_NONE: frozenset[str] = frozenset()
_BELOW = attrgetter("units")


@dataclass(slots=True)
class Tree:
    """All units of a snapshot in document order, a list for each thing known of them; not changed once grown.

    What few units have stands in a dict by index: `children` (BODY for those of the body), `sizes` (how many units
    are below) and `plates`; `telling` are the units with duties, posts, nameplates or a manager. The units below
    index i are those from i + 1 up to i + its size. `grouped` are the groups there are. `held`, `paths` and `holders`
    keep what was asked for.
    """

    body: str
    units: list[Unit] = field(default_factory=list)
    parents: list[int] = field(default_factory=list)
    groups: list[str | None] = field(default_factory=list)
    grouped: frozenset[str | None] = frozenset()
    children: dict[int, Sequence[int]] = field(default_factory=dict)
    sizes: dict[int, int] = field(default_factory=dict)
    telling: list[int] = field(default_factory=list)
    said: dict[Language, list[str | None]] = field(default_factory=dict)
    names: list[str] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    plates: dict[int, frozenset[str]] = field(default_factory=dict)
    prints: list[int] = field(default_factory=list)
    held: dict[int, frozenset[str]] = field(default_factory=dict)
    paths: dict[int, tuple[str, ...]] = field(default_factory=dict)
    holders: list[set[int]] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.units)

    @property
    def nodes(self) -> Nodes:
        return Nodes(self)

    def under(self, parent: int) -> Sequence[int]:
        return self.children.get(parent, ())

    def above(self, index: int) -> Iterator[int]:
        """Yields the ancestors of a unit from its parent up; BODY comes last."""
        while index != BODY:
            index = self.parents[index]
            yield index

    def path(self, index: int) -> tuple[str, ...]:
        """The names of the ancestors, from the body down."""
        parent = self.parents[index]
        if parent == BODY:
            return (self.body,)
        beyond = self.parents[parent]
        if (found := self.paths.get(beyond)) is None:
            above = [self.units[i].name.primary for i in self.above(parent) if i != BODY]
            found = self.paths[beyond] = (self.body, *reversed(above))
        return (*found, self.units[parent].name.primary)

    @property
    def holding(self) -> set[int]:
        """The units that hold others or duties, found when first asked for."""
        if not self.holders:
            duties = (index for index in self.telling if self.units[index].duties)
            self.holders.append({*self.children, *duties} - {BODY})
        return self.holders[0]

    def borne(self, index: int) -> frozenset[str]:
        """The keys of the nameplates of a unit."""
        return self.plates.get(index, _NONE)

    def named(self, language: Language) -> int:
        """How many units have a name in the language."""
        return len(self.units) - self.said[language].count(None)


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


def lay_out(snapshot: Snapshot) -> Tree:
    """The units of a snapshot laid out, not yet named in any language."""
    tree = Tree(snapshot.name.primary)
    units, parents, groups, children = tree.units, tree.parents, tree.groups, tree.children
    lines: list[Line] = [(iter(snapshot.units), BODY, None, [])]
    children[BODY] = lines[0][-1]
    while lines:
        line, parent, inherited, into = lines[-1]
        for unit in line:
            index, group, below = len(units), unit.group or inherited, unit.units
            into.append(index)
            units.append(unit)
            parents.append(parent)
            groups.append(group)
            if not below:
                continue
            if any(map(_BELOW, below)):
                children[index] = line_below = list[int]()
                lines.append((iter(below), index, group, line_below))
                break
            # A line of units with none below them, as most are, is laid out at once.
            units += below
            parents += [index] * len(below)
            groups += [one.group or group for one in below]
            children[index] = range(index + 1, len(units))
            tree.sizes[index] = len(below)
        else:
            lines.pop()
            tree.sizes[parent] = len(units) - parent - 1
    _note(tree)
    return tree


def _note(tree: Tree) -> None:
    """Fills in which units tell more than their name, and the names."""
    tree.grouped = frozenset(tree.groups)
    told = [unit.duties or unit.posts or unit.nameplates or unit.managed_by for unit in tree.units]
    tree.telling = list(compress(range(len(told)), told))
    texts = [unit.name for unit in tree.units]
    tree.said = {"zh": [text.zh for text in texts], "en": [text.en for text in texts]}


def call(trees: Iterable[Tree], language: Language) -> None:
    """Names the units in `language`, where they have such a name, and tells which are alike in everything."""
    odd: dict[str, str] = {}
    known: set[str] = set()
    for tree in trees:
        first, second = tree.said[language], tree.said["en" if language == "zh" else "zh"]
        tree.names = [one or other or "" for one, other in zip(first, second, strict=True)]
        # A name of simplified characters alone is its own key, and bears nothing in a bracket.
        fresh = set(tree.names) - known
        if strange := set("".join(fresh)) - SIMPLIFIED:
            odd.update((name, name_key(name)) for name in filterfalse(strange.isdisjoint, fresh))
        known |= fresh
        tree.keys = [odd.get(name, name) for name in tree.names] if odd else tree.names
        _read_plates(tree, language, {name for name in odd if name[-1] in ")）"})
        _print(tree)


def _read_plates(tree: Tree, language: Language, bracketing: set[str]) -> None:
    """Fills in the nameplates, those in the bracket at the end of a name too."""
    plated = {index for index in tree.telling if tree.units[index].nameplates}
    if bracketing:
        plated.update(index for index, name in enumerate(tree.names) if name in bracketing)
    for index in sorted(plated):
        plates = [name_key(in_language(plate, language)) for plate in tree.units[index].nameplates]
        tree.plates[index] = frozenset([*plates, *bracketed(tree.names[index])])


def _print(tree: Tree) -> None:
    """Fills in prints: units of one print have all they are compared by in common, and so have those below.

    Posts are left out: they are compared on their own and do not say which unit is which.
    """
    levels = [unit.level for unit in tree.units]
    prints = tree.prints = list(map(hash, zip(tree.names, tree.groups, levels, strict=True)))
    called = _by_id(tree) if any(tree.units[index].managed_by for index in tree.telling) else {}
    for index in sorted({*tree.telling, *tree.plates}):
        unit = tree.units[index]
        told: list[object] = [tree.plates[index]] if index in tree.plates else []
        told += ["managed by", called.get(unit.managed_by)] if unit.managed_by else []
        told += [(duty.text.zh, duty.text.en) for duty in unit.duties]
        if told:
            prints[index] = hash((prints[index], *told))
    for parent, below in reversed(tree.children.items()):
        if parent != BODY:
            held = prints[below.start : below.stop] if isinstance(below, range) else [prints[child] for child in below]
            prints[parent] = hash((prints[parent], *held))


def _by_id(tree: Tree) -> dict[str, str]:
    return {unit.id: name for unit, name in zip(tree.units, tree.names, strict=True)}


def in_language(text: Text, language: Language) -> str:
    return (text.zh or text.en or "") if language == "zh" else (text.en or text.zh or "")


def common_language(old: Tree, new: Tree) -> Language:
    """The language in which more units of both sides are named, Chinese where it makes no difference."""
    zh, en = (min(tree.named(language) for tree in (old, new)) for language in LANGUAGES)
    return "zh" if zh >= en else "en"
