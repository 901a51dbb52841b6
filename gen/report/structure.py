"""The picture of the structure as data: group by group, what became what, and how much did not change."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, NamedTuple
from unicodedata import east_asian_width

from gen.model.change import KINDS, Change, Changes, Kind, Side
from gen.model.record import Snapshot, Unit
from gen.report.model import GoesOn, PictureGroup, PictureRow, Structure
from gen.report.sentences import aspect_clauses, kinds_of
from gen.report.sides import Teller
from gen.report.words import Words, capital

_DRAWN = 60
_GROUPS = 24
_ROOM = 280
_SIDES = 8

Group = str | None


class _Placed(NamedTuple):
    """A unit of one side, how deep it stands, and the group of it or of the nearest unit above that has one."""

    unit: Unit
    depth: int
    group: Group


class _Part(NamedTuple):
    """What one group holds: its units on both sides, and its events, drawn and not."""

    group: Group
    old: Sequence[_Placed]
    new: Sequence[_Placed]
    drawn: Sequence[Change]
    left: Sequence[Change]


def structure(changes: Changes, old: Snapshot, new: Snapshot, tellers: tuple[Teller, Teller]) -> Structure:
    """The picture of both structures; groups stand in the order of the new release, then those only the old one has.

    Of more events than a picture can hold, those of outer units and of weightier kinds are drawn.
    """
    words = tellers[1].words
    events = [change for change in changes.changes if change.subject == "unit"]
    silent = {line.group for line in changes.not_comparable if line.subject == "unit"}
    parts = _parts(events, _placed(old), _placed(new))
    quiet = [part for part in parts[_GROUPS:] if not (part.drawn or part.left) and part.group not in silent]
    groups = [_group(part, None in silent or part.group in silent, tellers) for part in parts if part not in quiet]
    if quiet:
        groups.append(_together(quiet, None in silent, tellers))
    return Structure(
        title=words.say("section.structure"),
        caption=words.say(
            "structure.caption", changes.old.release, changes.new.release, len(events), n=len(events) or None
        ),
        old=words.say("release", words.say("old"), changes.old.release),
        new=words.say("release", words.say("new"), changes.new.release),
        groups=tuple(groups),
    )


def _placed(snapshot: Snapshot) -> list[_Placed]:
    return [_Placed(unit, len(above), _group_of(unit, above)) for unit, above in snapshot.walk()]


def _group_of(unit: Unit, above: tuple[Unit, ...]) -> Group:
    return next((one.group for one in (unit, *reversed(above)) if one.group), None)


def _parts(events: Sequence[Change], olds: Sequence[_Placed], news: Sequence[_Placed]) -> list[_Part]:
    """What each group holds, those of the new release first."""
    of_old, of_new = ({placed.unit.id: placed.group for placed in side} for side in (olds, news))
    place = {placed.unit.id: number for number, placed in enumerate(news)}
    here: defaultdict[Group, list[Change]] = defaultdict(list)
    for event in events:
        here[of_new.get(event.new[0].id) if event.new else of_old.get(event.old[0].id)].append(event)
    drawn = {event.id for event in sorted(events, key=_weight)[:_DRAWN]}
    before, after = _by_group(olds), _by_group(news)
    return [
        _part(group, before.get(group, ()), after.get(group, ()), here[group], drawn, place)
        for group in dict.fromkeys((*after, *before))
    ]


def _weight(event: Change) -> tuple[int, int]:
    """How soon an event is drawn: outer units first, then by kind."""
    return min(len(side.path) for side in (*event.old, *event.new)), KINDS.index(kinds_of(event)[0])


def _by_group(side: Iterable[_Placed]) -> dict[Group, list[_Placed]]:
    found: dict[Group, list[_Placed]] = {}
    for placed in side:
        found.setdefault(placed.group, []).append(placed)
    return found


def _part(
    group: Group,
    old: Sequence[_Placed],
    new: Sequence[_Placed],
    events: list[Change],
    drawn: set[str],
    place: Mapping[str, int],
) -> _Part:
    """The events in the order of the new release, those under one unit together."""
    events.sort(key=lambda event: place.get(event.new[0].id, len(place)) if event.new else len(place))
    clusters: dict[tuple[str, ...], list[Change]] = {}
    for event in events:
        clusters.setdefault((event.new or event.old)[0].path, []).append(event)
    ordered = [event for cluster in clusters.values() for event in cluster]
    return _Part(
        group,
        old,
        new,
        [event for event in ordered if event.id in drawn],
        [event for event in ordered if event.id not in drawn],
    )


def _group(part: _Part, silent: bool, tellers: tuple[Teller, Teller]) -> PictureGroup:
    words = tellers[1].words
    events = (*part.drawn, *part.left)
    touched = {side.id for event in events for side in event.new}
    kept = [placed for placed in part.new if placed.unit.id not in touched]
    rest = _rest(words, len(kept), bool(events), silent)
    return PictureGroup(
        name=capital(words.group(part.group)),
        counts=words.say("structure.counts", len(part.old), len(part.new)),
        rows=tuple(_row(event, tellers) for event in part.drawn),
        rest=rest,
        named=rest if silent or not kept else _named(words, kept, bool(events)),
        more=_more(part.left, words),
    )


def _together(parts: Sequence[_Part], silent: bool, tellers: tuple[Teller, Teller]) -> PictureGroup:
    """Groups without events as one."""
    old, new = ([placed for part in parts for placed in getattr(part, side)] for side in ("old", "new"))
    made = _group(_Part(None, old, new, (), ()), silent, tellers)
    return made._replace(name=tellers[1].words.say("structure.groups", len(parts), n=len(parts)))


def _rest(words: Words, rest: int, some: bool, silent: bool) -> str:
    if silent:
        return words.say("structure.silent")
    if not rest:
        return words.say("structure.none")
    return words.say("structure.rest" if some else "structure.all", rest, n=rest)


def _named(words: Words, kept: Sequence[_Placed], some: bool) -> str:
    """How many units did not change and which, of the outermost as many as there is room for."""
    names: list[str] = []
    room = _ROOM
    outermost = min(placed.depth for placed in kept)
    for placed in (one for one in kept if one.depth == outermost):
        name = words.name(placed.unit.name)
        room -= _width(name) + 2
        if room < 0:
            break
        names.append(name)
    if not names:
        return _rest(words, len(kept), some, silent=False)
    whole = len(names) == len(kept)
    listed = words.joined(names) if whole else words.say("structure.cut", words.say("list").join(names))
    return words.say("structure.named" if some else "structure.named.all", len(kept), listed, n=len(kept))


def _width(text: str) -> int:
    """How much room a name takes: a Chinese character twice that of a Latin letter."""
    return sum(2 if east_asian_width(char) in "WFA" else 1 for char in text[:_ROOM])


def _more(left: Sequence[Change], words: Words) -> str:
    """The sentence on the events that are not drawn, "" where all are."""
    if not left:
        return ""
    kinds = Counter(kinds_of(event)[0] for event in left)
    parts = [words.say("lead.part", words.mark(kind).word, kinds[kind]) for kind in KINDS if kinds[kind]]
    return words.say("structure.more", len(left), words.joined(parts), words.say("section.unit"), n=len(left))


def _row(event: Change, tellers: tuple[Teller, Teller]) -> PictureRow:
    old, new = tellers
    kind: Kind = kinds_of(event)[0]
    told = {"name"} if kind == "renamed" else set()
    clauses = aspect_clauses([detail for detail in event.details if detail.aspect not in told], new)
    side, teller = (event.new[0], new) if event.new else (event.old[0], old)
    return PictureRow(
        id=event.id,
        mark=new.words.mark(kind),
        old=_names(event.old, old),
        new=_names(event.new, new),
        note=new.words.say("clause").join(clauses),
        doubtful=event.status == "likely",
        under=" › ".join(map(teller.words.named, side.path[1:])),
        goes_on=_goes_on(event, new.words),
    )


def _names(sides: Sequence[Side], teller: Teller) -> tuple[str, ...]:
    """What the units of one side are called; of very many the first, and how many more."""
    names = tuple(teller.ref(side, "unit") for side in sides[:_SIDES])
    more = len(sides) - _SIDES
    return (*names, teller.words.say("structure.others", more)) if more > 0 else names


def _goes_on(event: Change, words: Words) -> GoesOn | None:
    """The survivor among the several sides of a split or a merger, None where none is marked."""
    if event.survivor is None:
        return None
    sides: tuple[tuple[Literal["old", "new"], Sequence[Side]], ...] = (("new", event.new), ("old", event.old))
    for which, some in sides:
        for nth, one in enumerate(some[:_SIDES]):
            if len(some) > 1 and one.id == event.survivor:
                return GoesOn(which, nth, words.say("goes_on"))
    return None
