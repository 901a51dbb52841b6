"""Other tools on the same two trees, each in a process of its own: `python -m benchmarks.peers TOOL OLD NEW`.

What each is given and how its answer is read as events:

- xmldiff: one element a unit with its name as an attribute, best match. Its own matching says which element is which:
  another name is renamed, a parent matched elsewhere is moved, no match is removed or added. This is what its edit
  script is written from, without the losses of reading indexes back out of moving paths.
- daff: a table of name, parent and grandparent, a row a unit. Its row alignment says which row is which; from there as
  for xmldiff.
- deepdiff: the tree as it is, lists in order. A changed name is renamed, an item added to or removed from a list is
  that unit with all below it. It has no notion of a move.
- jsonpatch: units keyed by their names. "move" between two parents is moved, under one parent renamed; "add" and
  "remove" are that unit with all below it; "replace" does not occur for trees of names.
"""

from __future__ import annotations

import json
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any

from benchmarks.ours import Found, peak

Run = Callable[["Flat", "Flat"], tuple[Found, float]]


@dataclass(slots=True)
class Flat:
    """A tree laid out in preorder; the root is 0 and its own parent."""

    root: dict[str, Any]
    names: list[str] = field(default_factory=list)
    parents: list[int] = field(default_factory=list)
    below: list[list[int]] = field(default_factory=list)

    @staticmethod
    def of(root: dict[str, Any]) -> Flat:
        flat = Flat(root)
        stack = [(root, 0)]
        while stack:
            node, parent = stack.pop()
            index = len(flat.names)
            flat.names.append(node["name"])
            flat.parents.append(parent)
            flat.below.append([])
            if index:
                flat.below[parent].append(index)
            stack.extend((child, index) for child in reversed(node.get("children", ())))
        return flat

    def under(self, index: int) -> list[int]:
        """The unit and all below it."""
        return [index, *(deep for child in self.below[index] for deep in self.under(child))]


def from_pairs(old: Flat, new: Flat, pairs: Iterable[tuple[int, int]]) -> Found:
    """The events that a matching of units amounts to."""
    to_new = dict(pairs) | {0: 0}
    found: Found = {
        "renamed": [(o, n) for o, n in to_new.items() if old.names[o] != new.names[n]],
        "moved": [(o, n) for o, n in to_new.items() if to_new.get(old.parents[o]) != new.parents[n]],
        "removed": [(o,) for o in range(len(old.names)) if o not in to_new],
    }
    reached = set(to_new.values())
    return found | {"added": [(n,) for n in range(len(new.names)) if n not in reached]}


def xmldiff(old: Flat, new: Flat) -> tuple[Found, float]:
    from lxml import etree
    from xmldiff.diff import Differ

    def element(flat: Flat) -> Any:
        made: list[Any] = []
        for name, parent in zip(flat.names, flat.parents, strict=True):
            one = etree.SubElement(made[parent], "unit") if made else etree.Element("unit")
            one.set("name", name)
            made.append(one)
        return made[0]

    left, right = element(old), element(new)
    differ = Differ(best_match=True)
    began = time.process_time()
    differ.set_trees(left, right)
    lefts, rights = ({one: n for n, one in enumerate(side.iter())} for side in (differ.left, differ.right))
    pairs = [(lefts[match[0]], rights[match[1]]) for match in differ.match()]
    for _ in differ.diff():
        pass
    return from_pairs(old, new, pairs), time.process_time() - began


def daff(old: Flat, new: Flat) -> tuple[Found, float]:
    import daff as tool

    def table(flat: Flat) -> Any:
        ups = [(flat.names[p], flat.names[flat.parents[p]]) for p in flat.parents]
        return tool.PythonTableView(
            [["name", "parent", "above"], *([n, *up] for n, up in zip(flat.names, ups, strict=True))]
        )

    tables = table(old), table(new)
    began = time.process_time()
    alignment = tool.compareTables(*tables).align()
    order = alignment.toOrder()
    took = time.process_time() - began
    units = [order.getList()[n] for n in range(len(order.getList()))]
    pairs = [(unit.l - 1, unit.r - 1) for unit in units if unit.l > 0 and unit.r > 0]
    return from_pairs(old, new, pairs), took


def deepdiff(old: Flat, new: Flat) -> tuple[Found, float]:
    from deepdiff import DeepDiff

    began = time.process_time()
    tree = DeepDiff(bare(old.root), bare(new.root), view="tree")
    took = time.process_time() - began
    found: defaultdict[str, list[Any]] = defaultdict(list)
    for level in tree.get("values_changed", ()):
        olds, news = _at(old, level.path(output_format="list")), _at(new, level.path(output_format="list", use_t2=True))
        found["renamed"].append((olds, news))
    for key, kind, flat in (("removed", "removed", old), ("added", "added", new)):
        for level in (*tree.get(f"iterable_item_{key}", ()), *tree.get(f"dictionary_item_{key}", ())):
            path = level.path(output_format="list", use_t2=kind == "added")
            if path[-1] == "children":
                found[kind] += [(deep,) for top in flat.below[_at(flat, path)] for deep in flat.under(top)]
            else:
                found[kind] += [(deep,) for deep in flat.under(_at(flat, path))]
    return dict(found), took


def bare(node: dict[str, Any]) -> dict[str, Any]:
    """The tree of names alone."""
    below = node.get("children")
    return {"name": node["name"]} | ({"children": list(map(bare, below))} if below else {})


def _at(flat: Flat, path: list[Any]) -> int:
    index = 0
    for step in path:
        if isinstance(step, int):
            index = flat.below[index][step]
    return index


def jsonpatch(old: Flat, new: Flat) -> tuple[Found, float]:
    import jsonpatch as tool

    sides = [_keyed(flat, 0) for flat in (old, new)]
    began = time.process_time()
    patch = tool.make_patch(*(said for said, _ in sides))
    took = time.process_time() - began
    olds, news = (places for _, places in sides)
    found: defaultdict[str, list[Any]] = defaultdict(list)
    for step in patch.patch:
        path, start = step["path"], step.get("from")
        if step["op"] == "move" and start in olds and path in news:
            kind = "renamed" if start.rsplit("/", 1)[0] == path.rsplit("/", 1)[0] else "moved"
            found[kind].append((olds[start], news[path]))
        elif step["op"] == "add" and path in news:
            found["added"] += [(deep,) for deep in new.under(news[path])]
        elif step["op"] == "remove" and path in olds:
            found["removed"] += [(deep,) for deep in old.under(olds[path])]
    return dict(found), took


def _keyed(flat: Flat, index: int, path: str = "") -> tuple[dict[str, Any], dict[str, int]]:
    """The units below one, by name, and the unit at each JSON pointer; a second one of a name is told by a number."""
    said: dict[str, Any] = {}
    places: dict[str, int] = {}
    for child in flat.below[index]:
        name = flat.names[child]
        key = name if name not in said else f"{name} {len(said)}"
        place = f"{path}/{key.replace('~', '~0').replace('/', '~1')}"
        below, deeper = _keyed(flat, child, place)
        said[key] = below or name
        places |= {place: child} | deeper
    return said, places


TOOLS: dict[str, Run] = {"xmldiff": xmldiff, "daff": daff, "deepdiff": deepdiff, "jsonpatch": jsonpatch}


def main() -> None:
    """Prints, as JSON, the events found, processor seconds of the comparison alone, peak memory and version."""
    sys.setrecursionlimit(10_000)
    name, *files = sys.argv[1:]
    sides = [Flat.of(json.loads(Path(file).read_bytes())) for file in files]
    found, took = TOOLS[name](*sides)
    print(json.dumps({"unit": found, "cpu": took, "peak_mb": peak(), "version": version(name)}))


if __name__ == "__main__":
    main()
