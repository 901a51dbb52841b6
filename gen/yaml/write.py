"""Snapshots as YAML for people: one way to write each value, long texts folded so that they read back exactly."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from gen.yaml.comments import Remembered, identities
from gen.yaml.tree import KeyPath, Plain

_WIDTH = 100
_SMALL = 2
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t"}

# Characters nobody sees, or that some YAML reader takes for a line break or refuses.
_UNSEEN = (
    "\x00-\x1f\x7f-\xa0\xad\u061c\u180e\u200b-\u200f\u2028-\u202f"
    "\u205f-\u206f\ud800-\udfff\ue000-\uf8ff\ufeff\ufff0-\uffff"
)
_ESCAPED = re.compile(f'["\\\\{_UNSEEN}]')
_HIDDEN = re.compile(f"[{_UNSEEN}]")
# What YAML 1.1 or 1.2 would read as something other than a text.
_NOT_TEXT = re.compile(
    r"~|=|<<|null|true|false|yes|no|on|off|y|n|[-+]?\.(inf|nan)|[-+.\d][-+.:_ \da-fotxz]*", re.IGNORECASE
)
_MARKED = re.compile(r"[-?:,\[\]{}#&*!|>'\"%@`\s]|.*(:\s|\s#|[:\s]\Z)", re.DOTALL)
_FLOW_MARKED = re.compile(r"[,\[\]{}?:]")
_ATOM = re.compile(r"[^；。，、：;\s]*[；。，、：;]*\s*")

_Line = tuple[KeyPath, str]


def dump(plain: Mapping[str, Plain], header: str, kept: Remembered | None = None) -> str:
    """Returns the YAML of `plain` after the line `header`, without the keys that have no value.

    With `kept`, the comments and the order of keys of an earlier text stand where they stood.
    """
    kept = kept or Remembered()
    lines = list(_mapping(plain, (), 0, kept))
    return "".join(f"{line}\n" for line in (header, *kept.among(lines)))


def _mapping(value: Mapping[str, Plain], path: KeyPath, indent: int, kept: Remembered) -> Iterator[_Line]:
    for key in kept.ordered(path, value):
        # In coverage alone an empty list is not what a missing key says.
        if value[key] is not None and (value[key] != [] or path == ("coverage",)):
            yield from _entry(f"{' ' * indent}{_scalar(key)}:", value[key], (*path, key), indent, kept)


def _list(value: list[Plain], path: KeyPath, indent: int, kept: Remembered) -> Iterator[_Line]:
    for identity, item in zip(identities(value), value, strict=True):
        yield from _entry(f"{' ' * indent}-", item, (*path, identity), indent, kept)


def _entry(lead: str, value: Plain, path: KeyPath, indent: int, kept: Remembered) -> Iterator[_Line]:
    """Yields what follows a key or a dash: on the same line where it is short, below it otherwise."""
    inline = _inline(value, path, kept)
    if inline is not None and _width(lead) + 1 + _width(inline) <= _WIDTH:
        yield path, f"{lead} {inline}"
    elif isinstance(value, dict) and lead.endswith("-"):
        (_, first), *rest = _mapping(value, path, indent + 2, kept)
        yield path, f"{lead} {first.lstrip()}"
        yield from rest
    elif isinstance(value, dict):
        yield path, lead
        yield from _mapping(value, path, indent + 2, kept)
    elif isinstance(value, list):
        yield path, lead
        yield from _list(value, path, indent + 2, kept)
    else:
        yield path, f"{lead} {_folded(str(value), indent + 2)}"


def _inline(value: Plain, path: KeyPath, kept: Remembered) -> str | None:
    """Returns a value written on one line, None where that would not be good to read."""
    if isinstance(value, dict):
        said = {key: value[key] for key in kept.ordered(path, value) if value[key] is not None}
        if len(said) > _SMALL or any(isinstance(part, dict | list) for part in said.values()):
            return None
        return f"{{{', '.join(f'{_scalar(key)}: {_scalar(part, flow=True)}' for key, part in said.items())}}}"
    if isinstance(value, list):
        if any(isinstance(part, dict | list) for part in value):
            return None
        return f"[{', '.join(_scalar(part, flow=True) for part in value)}]"
    return _scalar(value)


def _scalar(value: Any, *, flow: bool = False) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, str):
        return str(value)
    is_plain = value and not (_NOT_TEXT.fullmatch(value) or _MARKED.match(value) or _HIDDEN.search(value))
    return value if is_plain and not (flow and _FLOW_MARKED.search(value)) else f'"{_escaped(value)}"'


def _escaped(text: str) -> str:
    return _ESCAPED.sub(lambda found: _ESCAPES.get(found[0]) or f"\\u{ord(found[0]):04X}", text)


def _folded(text: str, indent: int) -> str:
    """Returns a long text on several lines: as YAML folds it at its spaces, or in quotes with a cut anywhere."""
    parts, margin = _cut(text, _WIDTH - indent - 2), "\n" + " " * indent
    at_spaces = all(re.fullmatch(r"\S(.*\S)? ", part) for part in parts[:-1])
    if at_spaces and text == text.strip() and not _HIDDEN.search(text):
        return ">-" + "".join(margin + part.removesuffix(" ") for part in parts)
    first, *rest = map(_escaped, parts)
    return f'"{first}' + "".join(f"\\{margin}{re.sub('^ ', chr(92) + ' ', part)}" for part in rest) + '"'


def _cut(text: str, width: int) -> list[str]:
    """Returns a text in parts no wider than `width`, cut after each ；and 。, else at a border, else anywhere."""
    parts = [""]
    for atom in filter(None, _ATOM.findall(text)):
        whole = parts[-1].rstrip().endswith(("；", "。", "\n"))
        if parts[-1] and (whole or _width(parts[-1]) + _width(atom.rstrip()) > width):
            parts.append("")
        for char in atom:
            if _width(parts[-1]) + _width(char) > width and not char.isspace():
                parts.append("")
            parts[-1] += char
    return parts


def _width(text: str) -> int:
    """Returns the columns a text takes; every character from Hangul Jamo on counts as wide."""
    return len(text) + sum(char >= "ᄀ" for char in text)
