"""A name of a unit that one document spells in two ways."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gen.model.record import Unit
from gen.sources.doubts.matter import Doubt, Matter
from gen.sources.words import HAN, one_and

_ORGAN = re.compile("[司局厅廳]")  # of one rank: a 司 may have a 处 of its own name
_NAMED = re.compile(rf"(?<![{HAN}])(?P<name>[{HAN}]{{5,20}}?[司局厅廳处處])(?=[^{HAN}]|[的负負承和与等牵会配]|$)")
_STEM = 4
_MANY_UNITS = 3000


def spelled_two_ways(matter: Matter) -> Iterator[Doubt]:
    """Units that differ by 与 and 和 only, and names in the text that differ from a unit's so or by the organ."""
    if len(matter.units) > _MANY_UNITS:
        return
    names: dict[str, Unit] = {name: unit for unit in reversed(matter.units) for name in _names(unit)}
    by_form: dict[str, str] = {}
    for name, unit in reversed(names.items()):
        for form in {one_and(name), _stem(name)} - {""}:
            other = by_form.setdefault(form, name)
            if other != name and form == one_and(name) and names[other] is not unit:
                yield _doubt(unit.locator.line, name, names[other], other)
    yield from _in_text(matter, names, by_form)


def _in_text(matter: Matter, names: dict[str, Unit], by_form: dict[str, str]) -> Iterator[Doubt]:
    told = set[str]()
    moved = {one.locator.line for one in matter.draft.transfers}
    for line, row in matter.rows.items():
        for found in _NAMED.finditer(row) if line not in moved and len(row) < 100_000 else ():
            name = found["name"]
            meant = by_form.get(one_and(name)) or by_form.get(_stem(name))
            if meant and name not in names and name not in told:
                told.add(name)
                yield _doubt(line, name, names[meant], meant)


def _names(unit: Unit) -> Iterator[str]:
    yield from (text.zh for text in (unit.name, *unit.nameplates) if text.zh)


def _stem(name: str) -> str:
    """The name without its organ, where that is long enough to be told by."""
    return one_and(name[:-1]) + "*" if len(name) > _STEM and _ORGAN.fullmatch(name[-1]) else ""


def _doubt(line: int, name: str, unit: Unit, listed: str) -> Doubt:
    text = f"{name} here, {listed} in line {unit.locator.line}: one office spelled in two ways, or two offices"
    return Doubt(line, "two-spellings", text, unit.id)
