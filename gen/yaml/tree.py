"""Plain values and their places, built from the events of libyaml; what the record does not allow is a fault."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from gen.errors import Fault, Place

Plain = Any  # dict, list, str, bool, None; int and float only from JSON
KeyPath = tuple[str | int, ...]

MAX_DEPTH = 64

_CONSTANTS = {"": None, "~": None, "null": None, "true": True, "false": False}

# What libyaml says -> what a person needs to hear, and what to do.
_IN_WORDS = {
    "mapping values are not allowed in this context": (
        "a ':' stands where none can", "indent the line like its neighbours, or put the text in double quotes",
    ),
    "found character that cannot start any token": (
        "a value cannot begin with this character", "put the text in double quotes",
    ),
    "could not find expected ':'": ("a ':' is missing after the key", "write 'key: value', with a space after ':'"),
    "did not find expected key": ("this is neither a key nor a part of a value", "check indentation and quotes"),
    "did not find expected '-' indicator": (
        "this does not belong to the list above", "begin the line with '- ', or indent it like its neighbours",
    ),
    "did not find expected node content": ("a value is missing here", "write one, or close the bracket"),
    "did not find expected ',' or '}'": ("a '}' or ',' is missing in what begins here", "write 'key: value, …}'"),
    "did not find expected ',' or ']'": ("a ']' or ',' is missing in what begins here", "write 'item, item, …]'"),
    "found unexpected end of stream": ("a quotation that begins here is never closed", "add the closing quote"),
    "block sequence entries are not allowed in this context": (
        "a list cannot begin on this line", "put '- ' on a line of its own",
    ),
    "found unknown escape character": (
        "a backslash before a character it does not go with", "write \\\\ for a backslash",
    ),
}  # fmt: skip


class Marks(NamedTuple):
    """Where a value stands (line and column from 1), where its keys stand, and the marks of its parts."""

    line: int
    column: int
    keys: dict[str, tuple[int, int]]
    parts: dict[str | int, Marks]


@dataclass(slots=True)
class _Open:
    """A mapping or list not yet closed; `key` awaits its value, `skip` says that the value is to be left out."""

    plain: dict[str, Plain] | list[Plain]
    marks: Marks
    key: str | None = None
    skip: bool = False


@dataclass(slots=True)
class Tree:
    """Builds plain values and their marks from libyaml's events, without recursion, and collects the faults."""

    file: str
    plain: Plain = None
    marks: Marks | None = None
    faults: list[Fault] = field(default_factory=list)
    whole: bool = True
    stack: list[_Open] = field(default_factory=list)

    def build(self, text: str) -> Tree:
        import yaml

        try:
            for event in yaml.parse(text, Loader=yaml.CSafeLoader):
                if not self._take(event, type(event).__name__):
                    break
        except yaml.MarkedYAMLError as error:
            self.whole = False
            at = error.problem_mark
            if error.context_mark and ("end of stream" in str(error.problem) or "expected ','" in str(error.problem)):
                at = error.context_mark
            what, todo = _IN_WORDS.get(str(error.problem), (str(error.problem), ""))
            place = Place(self.file, at.line + 1, at.column + 1) if at else Place(self.file)
            self.faults.append(Fault(place, what, todo))
        return self

    def _take(self, event: Any, kind: str) -> bool:
        if kind == "ScalarEvent":
            self._scalar(event)
        elif kind in ("MappingStartEvent", "SequenceStartEvent"):
            return self._open(event, {} if kind == "MappingStartEvent" else [])
        elif kind in ("MappingEndEvent", "SequenceEndEvent"):
            self.stack.pop()
        elif kind == "AliasEvent":
            self._wrong(event, f"a reference to another place (*{event.anchor})", "write the value out")
            self._put(event, None)
        elif kind == "DocumentStartEvent":
            return self._begin(event)
        return True

    def _wrong(self, event: Any, what: str, todo: str) -> None:
        mark = event.start_mark
        self.faults.append(Fault(Place(self.file, mark.line + 1, mark.column + 1), what, todo))

    def _begin(self, event: Any) -> bool:
        if event.version or event.tags:
            self._wrong(event, "a YAML directive (%)", "delete it")
        if self.marks is not None:
            self._wrong(event, "a second document begins here", "keep one snapshot a file")
        return self.marks is None

    def _plainly(self, event: Any) -> None:
        if event.anchor:
            self._wrong(event, f"an anchor (&{event.anchor})", "delete it")
        if event.tag:
            self._wrong(event, f"a tag ({event.tag!r})", "delete it; values need none")

    def _scalar(self, event: Any) -> None:
        self._plainly(event)
        value = event.value
        top = self.stack[-1] if self.stack else None
        if top and isinstance(top.plain, dict) and top.key is None:
            self._key(top, event)
        else:
            self._put(event, _CONSTANTS.get(value, value) if event.implicit[0] and not event.style else value)

    def _key(self, top: _Open, event: Any) -> None:
        key = top.key = event.value
        line, column = event.start_mark.line + 1, event.start_mark.column + 1
        top.skip = True
        if key == "<<":
            self._wrong(event, "a merge key (<<)", "write the keys out")
        elif not key:
            self._wrong(event, "a value without a key", "write 'key: value'")
        elif key in top.marks.keys:
            self._wrong(event, *said_twice(key, top.marks.keys[key][0]))
        else:
            top.skip = False
            top.marks.keys[key] = (line, column)

    def _put(self, event: Any, value: Plain) -> Marks:
        """Sets a value where the events stand, and returns its mark."""
        mark = Marks(event.start_mark.line + 1, event.start_mark.column + 1, {}, {})
        if not self.stack:
            self.plain, self.marks = value, mark
            return mark
        top = self.stack[-1]
        if isinstance(top.plain, list):
            top.marks.parts[len(top.plain)] = mark
            top.plain.append(value)
        elif top.key is None:
            self._wrong(event, "a key that is not a text", "write 'key: value'")
            top.key, top.skip = "", True
        else:
            if not top.skip:
                top.plain[top.key] = value
                top.marks.parts[top.key] = mark
            top.key, top.skip = None, False
        return mark

    def _open(self, event: Any, plain: dict[str, Plain] | list[Plain]) -> bool:
        self._plainly(event)
        if len(self.stack) == MAX_DEPTH:
            self._wrong(event, f"is nested deeper than {MAX_DEPTH} levels", "flatten it")
            self.whole = False
            return False
        self.stack.append(_Open(plain, self._put(event, plain)))
        return True


def said_twice(key: str, first: int = 0) -> tuple[str, str]:
    """Returns what is wrong with a key given twice, and what to do."""
    return f"key {key!r} stands twice" + (f", first on line {first}" if first else ""), "keep one of the two"
