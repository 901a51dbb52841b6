"""Rebuilds the new state of units and duties from the old snapshot and the changes alone."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from gen.diff.normal import folded, name_key
from gen.model.change import Change, Changes, Side
from gen.model.record import Snapshot, Text

Path = tuple[str, ...]
State = tuple[Counter[object], Counter[object]]


@dataclass
class _Unit:
    name: str
    parent: str | Path
    group: str | None
    level: str | None
    plates: frozenset[str]


@dataclass
class _State:
    body: Path
    units: dict[str, _Unit] = field(default_factory=dict)
    duties: dict[str, tuple[str | Path, str]] = field(default_factory=dict)
    became: dict[str, Path] = field(default_factory=dict)
    groups: dict[Path, str | None] = field(default_factory=dict)
    gone: dict[str, str | None] = field(default_factory=dict)

    def path(self, place: str | Path) -> Path:
        if isinstance(place, tuple):
            return place
        if place == "":
            return self.body
        if place in self.became:
            return self.became[place]
        unit = self.units[place]
        return (*self.path(unit.parent), unit.name)

    def group(self, place: str | Path) -> str | None:
        """The group stated for a unit, or else that of what it stands under."""
        if isinstance(place, tuple):
            return self.groups.get(place)
        if place == "":
            return None
        if place in self.became:
            return self.groups[self.became[place]]
        if place in self.gone:
            return self.gone[place]
        unit = self.units[place]
        return unit.group or self.group(unit.parent)

    def counted(self) -> State:
        units = Counter(
            (self.path(unit.parent), unit.name, self.group(key), unit.level, unit.plates)
            for key, unit in self.units.items()
        )
        return Counter(units), Counter((self.path(holder), text) for holder, text in self.duties.values())


def state(snapshot: Snapshot) -> State:
    """Every unit with its path, group, level and nameplates, and every duty with its holder."""
    return _read(snapshot).counted()


def applied(old: Snapshot, changes: Changes) -> State:
    """The state that the changes make of the old snapshot."""
    built = _read(old)
    for change in changes.changes:
        if change.subject == "unit":
            _apply_unit(built, change)
        elif change.subject == "duty":
            _apply_duty(built, change)
    _apply_terms(built, changes)
    return built.counted()


def _apply_terms(built: _State, changes: Changes) -> None:
    """Gives every kept duty the wording a term replaced throughout has left it with."""
    items = [item for folding in changes.folded if folding.kind == "term" for item in folding.items]
    became = {folded(old): folded(new) for old, new in items}
    for key, (holder, text) in built.duties.items():
        if not key.startswith("new "):
            built.duties[key] = holder, became.get(text, text)


def _read(snapshot: Snapshot) -> _State:
    built = _State((name_key(snapshot.name.primary),))
    for unit, above in snapshot.walk():
        parent = above[-1].id if above else ""
        built.units[unit.id] = _Unit(
            name_key(unit.name.primary), parent, unit.group, unit.level, _keys(unit.nameplates)
        )
        built.duties.update({d.id: (unit.id, folded(d.text.primary)) for d in unit.duties})
    built.duties.update({d.id: ("", folded(d.text.primary)) for d in snapshot.duties})
    return built


def _keys(plates: tuple[Text, ...]) -> frozenset[str]:
    return frozenset(name_key(plate.primary) for plate in plates)


def _place(side: Side) -> Path:
    return tuple(name_key(name) for name in side.path)


def _put(built: _State, side: Side) -> None:
    name = name_key(side.name.primary)
    built.groups[(*_place(side), name)] = side.group
    built.units["new " + side.id] = _Unit(name, _place(side), side.group, side.level, _keys(side.nameplates))


def _apply_unit(built: _State, change: Change) -> None:
    if len(change.old) == len(change.new) == 1:
        unit, side = built.units[change.old[0].id], change.new[0]
        aspects = {detail.aspect: detail for detail in change.details}
        unit.name = name_key(aspects["name"].new[0]) if "name" in aspects else unit.name
        if "parent" in aspects:
            unit.parent, unit.group = _place(side), unit.group or built.group(unit.parent)
        unit.group = aspects["group"].new[0] if "group" in aspects else unit.group
        unit.level = aspects["level"].new[0] if "level" in aspects else unit.level
        if "nameplate" in aspects:
            lost, gained = (
                {name_key(p) for p in plates} for plates in (aspects["nameplate"].old, aspects["nameplate"].new)
            )
            unit.plates = frozenset(unit.plates - lost | gained)
        return
    heirs = [side for side in change.new if len(change.new) == 1 or side.id == change.survivor]
    built.gone.update({side.id: built.group(side.id) for side in change.old})
    for side in change.old:
        was = (*built.path(built.units[side.id].parent), built.units[side.id].name)
        if heirs:
            built.became[side.id] = (*_place(heirs[0]), name_key(heirs[0].name.primary))
        else:  # units of it that cannot be compared are left where they were
            built.became[side.id] = was
            built.groups.setdefault(was, built.gone[side.id])
        del built.units[side.id]
    for side in change.new:
        _put(built, side)


def _apply_duty(built: _State, change: Change) -> None:
    if "split" in change.kinds or "merged" in change.kinds:
        for side in change.old:
            del built.duties[side.id]
        built.duties.update({"new " + side.id: (_place(side), folded(side.text or "")) for side in change.new})
        return
    holder, text = built.duties.pop(change.old[0].id) if change.old else ("", "")
    if change.new:
        side = change.new[0]
        aspects = {detail.aspect: detail for detail in change.details}
        holder = _place(side) if "holder" in aspects or not change.old else holder
        text = folded(aspects["text"].new[0]) if "text" in aspects else folded(side.text or "")
        built.duties["new " + side.id] = (holder, text)
