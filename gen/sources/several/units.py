"""The units that two sources state: which are the same, and one tree of them all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from gen.model.record import Text, Unit
from gen.sources.several import duties, posts
from gen.sources.several.clash import About, Clashes, plain
from gen.sources.units import preorder
from gen.sources.words import one_and

_ORGAN = "司局厅廳处處科室部"
_STEM = 3


@dataclass(slots=True)
class Trees(duties.Given):
    """Joins the units of a second source to those of a first one."""

    clashes: Clashes = field(default_factory=Clashes)
    _met: dict[str, Unit] = field(default_factory=dict)
    _added: dict[str | None, list[Unit]] = field(default_factory=dict)

    def joined(self, first: Sequence[Unit], second: Sequence[Unit]) -> tuple[Unit, ...]:
        """The tree of the first source, whose ids are given already, with what only the second one states."""
        pairs = _Pairs(first, second).found()
        for unit in preorder(second):
            ours = pairs.get(unit.id)
            self.ids[unit.id] = ours.id if ours else self.given.new(unit.id)
            if ours:
                self._met[ours.id] = unit
        self._add(second, None, pairs)
        return (*map(self._one, first), *self._fresh(None))

    def _add(self, units: Sequence[Unit], under: str | None, pairs: Mapping[str, Unit]) -> None:
        for unit in units:
            if unit.id not in pairs:
                self._added.setdefault(under, []).append(unit)
            self._add(unit.units, self.ids[unit.id], pairs)

    def _fresh(self, under: str | None) -> Iterator[Unit]:
        for unit in self._added.get(under, ()):
            own = self.ids[unit.id]
            yield replace(
                unit,
                id=own,
                managed_by=self.ids.get(unit.managed_by or ""),
                duties=duties.joined((), unit.duties, self, own, self.clashes),
                units=tuple(self._fresh(own)),
            )

    def _one(self, ours: Unit) -> Unit:
        theirs = self._met.get(ours.id)
        below = (*map(self._one, ours.units), *self._fresh(ours.id))
        if theirs is None:
            return replace(ours, units=below)
        about = About("unit", ours.name.primary, ours.id, ours.locator, theirs.locator)
        return replace(
            ours,
            name=self._name(about, ours, theirs),
            number=ours.number or theirs.number,
            group=self.clashes.pick(about, "group", ours.group, theirs.group),
            level=self.clashes.pick(about, "level", ours.level, theirs.level),
            nameplates=self.clashes.plates(about, ours.nameplates, theirs.nameplates),
            managed_by=self.clashes.pick(about, "managed_by", ours.managed_by, self.ids.get(theirs.managed_by or "")),
            duties=duties.joined(ours.duties, theirs.duties, self, ours.id, self.clashes),
            posts=posts.joined(ours.posts, theirs.posts, self.clashes),
            units=below,
        )

    def _name(self, about: About, ours: Unit, theirs: Unit) -> Text:
        """The name in both languages; one that the other source knows as a nameplate is no contradiction."""
        plates = {plain(name) for unit in (ours, theirs) for plate in unit.nameplates for name in _said(plate)}
        known = any(plain(name) in plates for unit in (ours, theirs) for name in _said(unit.name))
        return ours.name if known else self.clashes.text(about, "name", ours.name, theirs.name)


@dataclass(slots=True)
class _Pairs:
    """Which unit of the second tree is which one of the first: by name, spelling, nameplate, name but for its organ."""

    first: Sequence[Unit]
    second: Sequence[Unit]
    _pairs: dict[str, Unit] = field(default_factory=dict)
    _taken: set[str] = field(default_factory=set)

    def found(self) -> dict[str, Unit]:
        """The units of the first tree by the id of their counterpart in the second one."""
        self._siblings(self.first, self.second)
        self._anywhere()
        return self._pairs

    def _siblings(self, first: Sequence[Unit], second: Sequence[Unit]) -> None:
        for keys in (_names, _spellings, _plates, _stems):
            self._pair(first, second, keys)
        for unit in second:
            if unit.id in self._pairs:
                self._siblings(self._pairs[unit.id].units, unit.units)

    def _anywhere(self) -> None:
        """Units under another parent in the other source, where their name stands once in each."""
        self._pair(tuple(preorder(self.first)), tuple(preorder(self.second)), _names)

    def _pair(self, first: Sequence[Unit], second: Sequence[Unit], keys: Callable[[Unit], list[str]]) -> None:
        ours = [(key, unit) for unit in first if unit.id not in self._taken for key in set(keys(unit))]
        often = Counter(key for key, _ in ours)
        twice = Counter(key for unit in second if unit.id not in self._pairs for key in set(keys(unit)))
        by_key = {key: unit for key, unit in ours if often[key] == 1}
        for unit in second:
            for key in keys(unit) if unit.id not in self._pairs else ():
                if key in by_key and twice[key] == 1 and by_key[key].id not in self._taken:
                    self._pairs[unit.id] = by_key[key]
                    self._taken.add(by_key[key].id)
                    break


def _said(text: Text) -> tuple[str, ...]:
    return tuple(name for name in (text.zh, text.en) if name)


def _names(unit: Unit) -> list[str]:
    return [plain(name) for name in _said(unit.name)]


def _spellings(unit: Unit) -> list[str]:
    return [one_and(plain(name)) for name in _said(unit.name)]


def _plates(unit: Unit) -> list[str]:
    return [*_names(unit), *(plain(name) for plate in unit.nameplates for name in _said(plate))]


def _stems(unit: Unit) -> list[str]:
    """The group and the name without its organ, where that is long enough to know it by."""
    name = one_and(plain(unit.name.zh or ""))
    return [f"{unit.group}:{name[:-1]}"] if len(name) > _STEM and name[-1] in _ORGAN else []
