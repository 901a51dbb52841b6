"""The form "tree": `{"name": …, "children": […]}` as JSON, of any size."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import Any, cast

from gen.errors import CannotRead, Fault, FaultyFile, Place
from gen.model.record import Coverage
from gen.sources.account import Account
from gen.sources.draft import Draft
from gen.sources.lines import without_unseen
from gen.sources.names import level_of
from gen.sources.paper import Paper
from gen.sources.units import Node, duties_of, freeze, preorder, text_of
from gen.sources.words import clip, has_han

_KEYS = frozenset({"name", "name_en", "group", "level", "nameplates", "duties", "children"})
_BARE = frozenset({"name", "children"})
_NAME_KEY = re.compile(r'(?<!\\)"name"\s*:')
_START = re.compile(r'\s*\{\s*(?:"|\})')
_DEEPEST = 100
_MOST_TOLD = 50
_MOST_FAULTS = 1_000


def fits(paper: Paper) -> bool:
    """Whether the document begins as a JSON object."""
    first = next((row for row in paper.rows if row.strip()), "")
    return _START.match(first) is not None or first.strip() == "{"


def read(paper: Paper, account: Account) -> Draft:
    """Returns the body (the root) and its units (the nodes below), each at the line of its name.

    Keys besides name and children: name_en, group, level, nameplates, duties. Raises FaultyFile with every
    fault at its line.
    """
    text = "\n".join(paper.rows)
    root = _parsed(text, account.file)
    body = _Reader(account, _lines_of_names(root, text)).tree(root)
    account.at(body.line, "name of the body")
    units = freeze(body.units, account)
    draft = Draft(
        language="zh" if has_han(body.name.primary) else "en",
        coverage=Coverage(units=True, duties=any(node.duties for node in preorder([body]))),
        name=body.name,
        level=body.level,
        nameplates=tuple(body.nameplates),
        duties=duties_of(body, account),
        units=units,
    )
    for number, row in enumerate(paper.rows, 1):
        if not re.search(r"\w", row) or re.fullmatch(r'\s*"children"\s*:\s*\[?\s*', row):
            account.leave(number, "markup")
        else:
            account.use(number, "part of an object")
    return draft


def _parsed(text: str, file: str) -> dict[str, Any]:
    twice: set[str] = set()

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) < len(pairs):
            twice.update(key for key, count in Counter(key for key, _ in pairs).items() if count > 1)
        return found

    try:
        root = json.loads(text, object_pairs_hook=once)
    except json.JSONDecodeError as error:
        raise FaultyFile([Fault(Place(file, error.lineno, error.colno), f"not JSON: {error.msg}")]) from None
    except RecursionError:
        raise CannotRead(file, "it is nested too deeply") from None
    except ValueError as error:
        raise CannotRead(file, f"not JSON that can be read: {error}") from None
    if twice:
        raise FaultyFile(Fault(Place(file), f"the key {clip(key, 40)!r} stands twice in one object") for key in twice)
    return cast("dict[str, Any]", root)


def _lines_of_names(root: dict[str, Any], text: str) -> dict[int, int]:
    """The line of the "name" in each object, by the object's id(); empty where the file is a single line."""
    starts = [found.start() for found in re.finditer("\n", text)]
    if not starts:
        return {}
    lines = (bisect_right(starts, found.start()) + 1 for found in _NAME_KEY.finditer(text))
    return {id(owner): line for owner, line in zip(_named(root), lines, strict=False)}


def _named(root: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yields the objects with a "name", in the order in which their names stand in the file."""
    stack = [_entries(root)]
    while stack:
        for owner, key, value in stack[-1]:
            if key == "name":
                yield owner
            if isinstance(value, (dict, list)):
                stack.append(_entries(value))
                break
        else:
            stack.pop()


def _entries(value: dict[str, Any] | list[Any]) -> Iterator[tuple[dict[str, Any], str, Any]]:
    if isinstance(value, dict):
        return ((value, key, inner) for key, inner in value.items())
    return (({}, "", inner) for inner in value)


class _Reader:
    """Turns objects into nodes, collecting the faults."""

    def __init__(self, account: Account, lines: dict[int, int]) -> None:
        self._account, self._lines = account, lines
        self._faults: list[Fault] = []
        self._unknown: dict[str, list[int]] = {}

    def tree(self, root: dict[str, Any]) -> Node:
        """Returns the node of the root with all nodes below it."""
        top = self._node(root)
        stack = [(root, top, 1)]
        while stack:
            value, node, depth = stack.pop()
            for child in self._children(value, node.line, depth):
                made = self._node(child)
                node.units.append(made)
                stack.append((child, made, depth + 1))
        if self._faults:
            raise FaultyFile(self._faults)
        self._tell_unknown()
        return top

    def _tell_unknown(self) -> None:
        for key, lines in islice(self._unknown.items(), _MOST_TOLD):
            text = f"the key {clip(key, 40)!r} is not read ({len(lines)} times)"
            self._account.doubt(lines[0], "unknown-key", text)
        if more := list(islice(self._unknown.values(), _MOST_TOLD, None)):
            self._account.doubt(more[0][0], "unknown-key", f"{len(more)} more keys are not read")

    def _children(self, value: dict[str, Any], line: int, depth: int) -> list[dict[str, Any]]:
        children = value.get("children")
        if children is None:
            return []
        if not isinstance(children, list) or not all(isinstance(child, dict) for child in children):
            self._fault(line, "children is not a list of objects")
            return []
        if children and depth > _DEEPEST:
            self._fault(line, f"units are nested deeper than {_DEEPEST} levels")
            return []
        return children

    def _node(self, value: dict[str, Any]) -> Node:
        line = self._lines.get(id(value), 1)
        if value.keys() <= _BARE:
            return Node(text_of(self._name(value, line)), line)
        for key in value.keys() - _KEYS:
            self._unknown.setdefault(key, []).append(line)
        level = self._words(value, "level", line)
        plates = [text_of(plate) for plate in self._list(value, "nameplates", line)]
        said = [(None, text_of(duty), line) for duty in self._list(value, "duties", line)]
        return Node(
            name=text_of(self._name(value, line), self._words(value, "name_en", line)),
            line=line,
            group=self._words(value, "group", line),
            level=level and (level_of(level) or level),
            nameplates=plates,
            duties=said,
        )

    def _name(self, value: dict[str, Any], line: int) -> str:
        if (name := self._words(value, "name", line)) is None and value.get("name") is None:
            self._fault(line, "an object without a name")
        return name or "?"

    def _words(self, value: dict[str, Any], key: str, line: int) -> str | None:
        said = value.get(key)
        if said is None:
            return None
        if not isinstance(said, str) or not (clean := without_unseen(said)):
            self._fault(line, f"{key} is not a text with something in it")
            return None
        return clean

    def _list(self, value: dict[str, Any], key: str, line: int) -> list[str]:
        said = value.get(key)
        if said is None:
            return []
        clean = [without_unseen(part) for part in said if isinstance(part, str)] if isinstance(said, list) else []
        if not isinstance(said, list) or len(clean) < len(said) or not all(clean):
            self._fault(line, f"{key} is not a list of texts")
            return []
        return clean

    def _fault(self, line: int, what: str) -> None:
        self._faults.append(Fault(Place(self._account.file, line), what))
        if len(self._faults) >= _MOST_FAULTS:
            raise FaultyFile(self._faults)
