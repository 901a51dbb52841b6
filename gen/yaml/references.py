"""What a snapshot says that cannot be: ids given twice, references to nothing, dates out of order."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from gen.errors import nearest
from gen.yaml.tree import MAX_DEPTH, KeyPath, Plain

_DATE = re.compile(r"\d{4}(-\d\d){0,2}")
_SEARCHED, _SHOWN = 2000, 60
_HINTS = 100  # finding the nearest name is slow

Items = list[tuple[KeyPath, dict[str, Any]]]


class Flaw(NamedTuple):
    """Something wrong with the value at `path` of a snapshot's plain form."""

    path: KeyPath
    what: str
    todo: str = ""


def flaws(plain: Mapping[str, Plain]) -> tuple[Flaw, ...]:
    """Returns every contradiction within a snapshot's plain form, which may itself be invalid."""
    items = list(_mappings(plain))
    units, duties = _ids(items, "units"), _ids(items, "duties")
    sources = [(path, name) for path, name in _ids(items, "sources") if len(path) == 3]
    return (
        *_twice("unit", units),
        *_twice("duty", duties),
        *_twice("source", sources),
        *_dangling(items, _named(sources), _named(units), _named(duties)),
        *_misdated(plain, items),
        *(Flaw(path, f"is nested deeper than {MAX_DEPTH} levels") for path, _ in items if len(path) == MAX_DEPTH),
    )


def _mappings(plain: Mapping[str, Plain]) -> Iterator[tuple[KeyPath, dict[str, Any]]]:
    stack: list[tuple[KeyPath, Any]] = [((), plain)]
    while stack:
        path, value = stack.pop()
        if isinstance(value, dict):
            yield path, value
        parts = value.items() if isinstance(value, dict) else enumerate(value)
        stack.extend((((*path, key), part) for key, part in parts if isinstance(part, dict | list)))


def _ids(items: Items, kind: str) -> list[tuple[KeyPath, str]]:
    of_kind = (pair for pair in items if pair[0][-2:-1] == (kind,))
    return [((*path, "id"), item["id"]) for path, item in of_kind if isinstance(item.get("id"), str)]


def _named(ids: Iterable[tuple[KeyPath, str]]) -> frozenset[str]:
    return frozenset(name for _, name in ids)


def _twice(kind: str, ids: Iterable[tuple[KeyPath, str]]) -> Iterator[Flaw]:
    seen = set[str]()
    for path, name in sorted(ids, key=lambda pair: _ranked(pair[0])):
        if name in seen:
            yield Flaw(path, f"{kind} id {name!r} stands twice", "give one of the two another id")
        seen.add(name)


def _ranked(path: KeyPath) -> list[tuple[int, str]]:
    return [(part, "") if isinstance(part, int) else (-1, part) for part in path]


def _dangling(
    items: Items, sources: Collection[str], units: Collection[str], duties: Collection[str]
) -> Iterator[Flaw]:
    known = {"source": ("source", sources), "managed_by": ("unit", units), "about": ("unit or duty", {*units, *duties})}
    hints = _HINTS
    for path, item in items:
        for key, (kind, ids) in known.items():
            name = item.get(key)
            if isinstance(name, str) and name not in ids:
                yield Flaw((*path, key), f"no {kind} has the id {name!r}", _hint(name, ids) if hints > 0 else "")
                hints -= 1
        if isinstance(name := item.get("managed_by"), str) and name == item.get("id"):
            yield Flaw((*path, "managed_by"), f"unit {name!r} is managed by itself", "name the other unit")


def _hint(name: str, ids: Collection[str]) -> str:
    if len(ids) > _SEARCHED:
        return ""
    return nearest(name, (known for known in ids if known.isprintable() and len(known) <= _SHOWN))


def _misdated(plain: Mapping[str, Plain], items: Items) -> Iterator[Flaw]:
    effective, captured = plain.get("effective"), plain.get("captured")
    if is_after(effective, captured):
        what = f"captured {captured}, before the release took effect ({effective})"
        yield Flaw(("captured",), what, "one of the two dates is wrong")
    for path, item in items:
        if path[-2:-1] == ("posts",) and is_after(item.get("from"), item.get("to")):
            what = f"the term ends {item['to']}, before it begins ({item['from']})"
            yield Flaw((*path, "to"), what, "one of the two dates is wrong")


def is_after(one: Plain, other: Plain) -> bool:
    """Whether one date is later than another, as far as both are precise."""
    if not (isinstance(one, str) and isinstance(other, str) and _DATE.fullmatch(one) and _DATE.fullmatch(other)):
        return False
    shared = min(len(one), len(other))
    return one[:shared] > other[:shared]
