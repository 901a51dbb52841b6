"""A strict reader of YAML and JSON: plain values, the mark of each, and everything wrong at once."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from gen.errors import Fault, Place
from gen.yaml.tree import KeyPath, Marks, Plain, Tree, said_twice

MAX_BYTES = {"yaml": 32 * 2**20, "json": 256 * 2**20}
_LOCATED_JSON = 2 * 2**20
_MANY = 20

_UNFIT = re.compile(r"[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
_WIDE_COLON = re.compile(r"^ *(?:- )?[A-Za-z_]+(：)", re.MULTILINE)
_SURROGATE = re.compile(r"(?<!\\)\\u[dD][89a-fA-F][0-9a-fA-F]{2}")


@dataclass(frozen=True)
class Document:
    """What a file says: its plain value, and what is wrong with it as far as it was read.

    Where `whole` is false the reading stopped at the last fault, and `plain` holds only what came before.
    """

    file: str
    text: str
    plain: Plain = None
    faults: tuple[Fault, ...] = ()
    whole: bool = True
    is_json: bool = False

    @cached_property
    def marks(self) -> Marks | None:
        """The mark of the document with those of all its parts, or None where a file is too large for it."""
        if self.is_json and len(self.text) > _LOCATED_JSON:
            return None
        text = _SURROGATE.sub("xxxxxx", self.text) if self.is_json else self.text
        return Tree(self.file).build(_fit(text)).marks

    def fault(self, path: KeyPath, what: str, todo: str = "", *, on_key: bool = False) -> Fault:
        """Returns the fault at the value at `path`, or at its key; at what encloses it where there is none."""
        marks = self.marks
        if marks is None:
            where = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
            return Fault(Place(self.file), f"{where.lstrip('.')}: {what}" if where else what, todo)
        for n, part in enumerate(path):
            if on_key and n == len(path) - 1 and part in marks.keys:
                return Fault(Place(self.file, *marks.keys[str(part)]), what, todo)
            if part not in marks.parts:
                break
            marks = marks.parts[part]
        return Fault(Place(self.file, marks.line, marks.column), what, todo)


def parse(data: bytes, file: str) -> Document:
    """Returns what the bytes of the file named `file` say: JSON if it ends in .json, else YAML."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8")
        fault = Fault(_place(file, before, len(before)), f"byte {error.start} is not UTF-8", "save the file as UTF-8")
        return Document(file, "", faults=(fault,), whole=False)
    is_json = file.endswith(".json")
    limit = MAX_BYTES["json" if is_json else "yaml"]
    if len(data) > limit:
        fault = Fault(
            Place(file), f"is larger than {limit >> 20} MB", "" if is_json else "keep a tree so large as JSON"
        )
        return Document(file, "", faults=(fault,), whole=False)
    return _read_json(text, file) if is_json else read(text, file)


def read(text: str, file: str) -> Document:
    """Returns what a YAML text says, every plain scalar a string except null, true and false."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    faults = _misfits(text, file)
    tree = Tree(file).build(_fit(text))
    if not tree.whole:
        faults += [
            Fault(_place(file, text, found.start(1)), "a full-width '：' after a key", "write ':' and a space")
            for found in _WIDE_COLON.finditer(text)
        ]
    return Document(file, text, tree.plain, (*faults, *tree.faults), tree.whole)


def _read_json(text: str, file: str) -> Document:
    twice: list[str] = []

    def mapping(pairs: list[tuple[str, Plain]]) -> dict[str, Plain]:
        made = dict(pairs)
        if len(made) < len(pairs):
            counted = Counter(key for key, _ in pairs)
            twice.extend(key for key, count in counted.items() if count > 1)
        return made

    try:
        plain = json.loads(text, object_pairs_hook=mapping, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        fault = Fault(Place(file, error.lineno, error.colno), f"is not JSON here: {error.msg}")
        return Document(file, text, faults=(fault,), whole=False, is_json=True)
    except (ValueError, RecursionError) as error:
        why = "is nested too deeply" if isinstance(error, RecursionError) else str(error)
        return Document(file, text, faults=(Fault(Place(file), why),), whole=False, is_json=True)
    faults = tuple(Fault(Place(file), *said_twice(key)) for key in twice)
    if twice and len(text) <= _LOCATED_JSON:
        faults = tuple(Tree(file).build(_fit(_SURROGATE.sub("xxxxxx", text))).faults) or faults
    return Document(file, text, plain, faults, is_json=True)


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is not a value JSON knows")


def _fit(text: str) -> str:
    return _UNFIT.sub(" ", text)


def _misfits(text: str, file: str) -> list[Fault]:
    found = list(_UNFIT.finditer(text))
    faults = [Fault(_place(file, text, one.start()), *_misfit(one[0])) for one in found[:_MANY]]
    if len(found) > _MANY:
        more = len(found) - _MANY
        faults.append(Fault(_place(file, text, found[_MANY].start()), f"{more} more characters that cannot stand here"))
    return faults


def _misfit(char: str) -> tuple[str, str]:
    if char == "\t":
        return "a tab", "write spaces"
    if char in "\u2028\u2029":
        return f"the invisible line separator U+{ord(char):04X}", "delete it, or begin a new line"
    return f"the control character U+{ord(char):04X}", "delete it"


def _place(file: str, text: str, index: int) -> Place:
    return Place(file, text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index))


def top_level(document: bytes, wanted: frozenset[str]) -> Mapping[str, str]:
    """Returns the texts under the top-level keys `wanted` of a YAML document, reading no further than needed.

    What is not there, or stands behind a fault, is left out.
    """
    import yaml

    found: dict[str, str] = {}
    depth, key = 0, None
    try:
        for event in yaml.parse(document, Loader=yaml.CSafeLoader):
            if isinstance(event, yaml.CollectionStartEvent):
                depth, key = depth + 1, None
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
            elif isinstance(event, yaml.ScalarEvent) and depth == 1:
                if key is not None and key in wanted:
                    found[key] = event.value
                key = None if key is not None else event.value
            if len(found) == len(wanted):
                break
    except yaml.YAMLError:
        return found
    return found
