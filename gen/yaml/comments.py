"""What a person added to a file that the record does not hold: comments, blank lines, the order of keys."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from gen.yaml.document import Document
from gen.yaml.tree import KeyPath, Marks, Plain

_T = TypeVar("_T")
_SAID_BY = ("id", "number", "holder", "what", "text", "zh", "en", "title", "kind")
_COMMENT = re.compile(r"(?:^|(?<=\s))#.*")


@dataclass(frozen=True, slots=True)
class Remembered:
    """Comments by the place they belong to, items of lists named by what they are, not by their position."""

    head: tuple[str, ...] = ()
    above: dict[KeyPath, tuple[str, ...]] = field(default_factory=dict)
    beside: dict[KeyPath, str] = field(default_factory=dict)
    below: tuple[str, ...] = ()
    order: dict[KeyPath, tuple[str, ...]] = field(default_factory=dict)

    def ordered(self, path: KeyPath, keys: Iterable[str]) -> list[str]:
        """Returns `keys` in the order remembered; one not remembered comes after the key it follows."""
        keys = list(keys)
        made = [key for key in self.order.get(path, ()) if key in keys]
        for n, key in enumerate(keys):
            if key not in made:
                made.insert(made.index(keys[n - 1]) + 1 if n else 0, key)
        return made

    def among(self, lines: Sequence[tuple[KeyPath, str]]) -> Iterator[str]:
        """Yields the lines with the comments; one whose place is gone goes to what enclosed it, else to the end."""
        places = {path for path, _ in lines}
        above, below = dict[KeyPath, list[str]](), list[str]()
        for path, comments in self.above.items():
            home = _home(path, places)
            (above.setdefault(home, []) if home else below).extend(comments)
        beside = {path: comment for path, comment in self.beside.items() if path in places}
        for path, comment in self.beside.items():
            if path not in places:
                home = _home(path, places)
                (above.setdefault(home, []) if home else below).append(comment)
        yield from self.head
        for path, line in lines:
            margin = " " * (len(line) - len(line.lstrip(" ")))
            comment = beside.get(path, "")
            alone = [comment] if comment and "\n" in line else []
            yield from (f"{margin}{text}" if text else "" for text in (*above.get(path, ()), *alone))
            yield f"{line}  {comment}" if comment and not alone else line
        yield from (*below, *self.below)


def _home(path: KeyPath, places: set[KeyPath]) -> KeyPath:
    while path and path not in places:
        path = path[:-1]
    return path


def identities(items: Iterable[Any]) -> list[str]:
    """Returns a name for each item of a list, the same wherever the item stands: its id, or what it says."""
    seen, made = dict[str, int](), list[str]()
    for item in items:
        said = [item.get(key) for key in _SAID_BY] if isinstance(item, Mapping) else [item]
        name = next((str(value) for value in said if isinstance(value, str)), "")
        seen[name] = seen.get(name, 0) + 1
        made.append(f"{name}#{seen[name]}")
    return made


def remember(document: Document) -> Remembered:
    """Returns the comments of a YAML document and the order of its keys, except the line for editors."""
    starts, order = dict[int, KeyPath](), dict[KeyPath, tuple[str, ...]]()
    if document.marks is not None:
        _survey(document.plain, document.marks, (), starts, order)
    above, beside = dict[KeyPath, tuple[str, ...]](), dict[KeyPath, str]()
    current, waiting = KeyPath(), list[str]()
    for number, line in enumerate(_without_values(document.text).removesuffix("\n").split("\n"), 1):
        found = _COMMENT.search(line)
        before, comment = (line[: found.start()], found[0].rstrip()) if found else (line, "")
        if number in starts:
            above[starts[number] if current else ()] = tuple(waiting)
            current, waiting = starts[number], []
        if before.strip() and not beside.get(current):
            beside[current] = comment
        elif "yaml-language-server:" not in comment and (comment or not before.strip()):
            waiting.append(comment)
    head = above.pop((), ())
    return Remembered(head, _some(above), _some(beside), tuple(waiting), order)


def _some(kept: dict[KeyPath, _T]) -> dict[KeyPath, _T]:
    return {path: comments for path, comments in kept.items() if comments}


def _survey(
    plain: Plain, marks: Marks, path: KeyPath, starts: dict[int, KeyPath], order: dict[KeyPath, tuple[str, ...]]
) -> None:
    """Records which part of the document begins each line, and the order of the keys."""
    if isinstance(plain, dict):
        order[path] = tuple(plain)
        for key, (line, _) in marks.keys.items():
            starts.setdefault(line, (*path, key))
            _survey(plain[key], marks.parts[key], (*path, key), starts, order)
    elif isinstance(plain, list):
        for n, identity in enumerate(identities(plain)):
            starts.setdefault(marks.parts[n].line, (*path, identity))
            _survey(plain[n], marks.parts[n], (*path, identity), starts, order)


def _without_values(text: str) -> str:
    """Returns the text with every value blotted out, so that each # left begins a comment, each blank line is one."""
    import yaml

    blotted = list(text)
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        if isinstance(event, yaml.ScalarEvent):
            start, end = _span(event, text)
            blotted[start:end] = ["x\n" if char == "\n" else "x" for char in text[start:end]]
    return "".join(blotted)


def _span(event: Any, text: str) -> tuple[int, int]:
    """Returns where a value's own characters begin and end, without the first line of a block (| or >)."""
    start, end = event.start_mark.index, event.end_mark.index
    if event.style in ("|", ">"):
        end = start + len(text[start:end].rstrip())
        start = text.find("\n", start, end) + 1 or end
    return start, end
