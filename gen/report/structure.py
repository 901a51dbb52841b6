"""The picture of the structure as data: group by group, what became what, and how much did not change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gen.model.change import Change, Changes, Kind
from gen.model.record import Snapshot, Unit
from gen.report.model import PictureGroup, PictureRow, Structure
from gen.report.sentences import aspect_clauses, kinds_of
from gen.report.sides import Teller
from gen.report.words import Words, capital


@dataclass(frozen=True, slots=True)
class _Placed:
    """A unit of one side with its group, or that of the nearest unit above it that has one."""

    unit: Unit
    group: str | None


def structure(changes: Changes, old: Snapshot, new: Snapshot, tellers: tuple[Teller, Teller]) -> Structure:
    """The picture of both structures; groups stand in the order of the new release, then those only the old one has."""
    words = tellers[1].words
    events = [change for change in changes.changes if change.subject == "unit"]
    befores, afters = _placed(old), _placed(new)
    groups = list(dict.fromkeys(placed.group for placed in (*afters, *befores)))
    silent = {line.group for line in changes.not_comparable if line.subject == "unit"}
    return Structure(
        title=words.say("section.structure"),
        caption=words.say(
            "structure.caption", changes.old.release, changes.new.release, len(events), n=len(events) or None
        ),
        old=words.say("release", words.say("old"), changes.old.release),
        new=words.say("release", words.say("new"), changes.new.release),
        groups=tuple(_group(group, befores, afters, events, bool({group, None} & silent), tellers) for group in groups),
    )


def _placed(snapshot: Snapshot) -> list[_Placed]:
    return [_Placed(unit, _group_of(unit, above)) for unit, above in snapshot.walk()]


def _group_of(unit: Unit, above: tuple[Unit, ...]) -> str | None:
    return next((one.group for one in (unit, *reversed(above)) if one.group), None)


def _group(
    group: str | None,
    befores: Sequence[_Placed],
    afters: Sequence[_Placed],
    events: Sequence[Change],
    silent: bool,
    tellers: tuple[Teller, Teller],
) -> PictureGroup:
    words = tellers[1].words
    old = {placed.unit.id for placed in befores if placed.group == group}
    new = [placed.unit.id for placed in afters if placed.group == group]
    here = [event for event in events if _belongs(event, old, set(new))]
    here.sort(key=lambda event: new.index(event.new[0].id) if event.new and event.new[0].id in new else len(new))
    touched = {side.id for event in here for side in event.new}
    rest = sum(1 for unit in new if unit not in touched)
    return PictureGroup(
        name=capital(words.group(group)),
        counts=words.say("structure.counts", len(old), len(new)),
        rows=tuple(_row(event, tellers) for event in here),
        rest=_rest(words, rest, bool(here), silent),
    )


def _belongs(event: Change, old: set[str], new: set[str]) -> bool:
    """Whether an event is drawn in a group: that of its new side, or of its old one where it has no new."""
    return event.new[0].id in new if event.new else event.old[0].id in old


def _rest(words: Words, rest: int, some: bool, silent: bool) -> str:
    if silent:
        return words.say("structure.silent")
    if not rest:
        return words.say("structure.none")
    return words.say("structure.rest" if some else "structure.all", rest, n=rest)


def _row(event: Change, tellers: tuple[Teller, Teller]) -> PictureRow:
    old, new = tellers
    kind: Kind = kinds_of(event)[0]
    told = {"name"} if kind == "renamed" else set()
    clauses = aspect_clauses([detail for detail in event.details if detail.aspect not in told], new)
    return PictureRow(
        id=event.id,
        mark=new.words.mark(kind),
        old=tuple(old.ref(side, "unit") for side in event.old),
        new=tuple(new.ref(side, "unit") for side in event.new),
        note=new.words.say("clause").join(clauses),
        doubtful=event.status == "likely",
    )
