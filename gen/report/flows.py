"""What moved between holders: units between the units above them, duties between who holds them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from gen.model.change import KINDS, Balance, Change, Changes, Kind, Side
from gen.model.record import Snapshot
from gen.report.model import Flow, Flows, Holder
from gen.report.sentences import kinds_of
from gen.report.sides import Teller
from gen.report.words import Words, capital

_DRAWN = 40
_IDS = 3
_GROUP = "\0"

# The names from the outermost unit down, none for the body; after _GROUP a group of the body.
Path = tuple[str, ...]


class _Move(NamedTuple):
    """One change on one of its ways: the paths of the holders, its kind there, whether that side only goes on."""

    change: Change
    old: Path
    new: Path
    kind: Kind
    stays: bool = False


class _Band(NamedTuple):
    """All that goes from one holder to another."""

    old: Path
    new: Path
    moves: tuple[_Move, ...]

    @property
    def size(self) -> int:
        return sum(not move.stays for move in self.moves)


def flows(changes: Changes, old: Snapshot, new: Snapshot, tellers: tuple[Teller, Teller]) -> Flows:
    """What moved, in the order of the old release; the largest flows, if there are more than a picture can hold."""
    words = tellers[1].words
    bands = _bands(_moves(changes))
    bands.sort(key=_order(old, new))
    shown = _largest(bands)
    kept = [changes.ledger.get(subject, Balance()).kept for subject in ("unit", "duty")]
    return Flows(
        title=words.say("flows.title"),
        caption=words.say("flows.caption", changes.old.release, changes.new.release, *kept),
        rows=tuple(_flow(band, tellers) for band in shown),
        rest=_rest([band for band in bands if band not in shown and band.size], words),
    )


def _moves(changes: Changes) -> Iterator[_Move]:
    """Every way of every change that moves a unit or a duty, in the order of the record."""
    became = _became(changes.changes)
    for change in changes.changes:
        kind = kinds_of(change)[0]
        if change.subject == "unit" and kind in ("split", "merged"):
            for one, other in _pairs(change):
                yield _Move(change, _own(one), _own(other), kind, _stays(change, one, other))
        elif change.subject == "unit" and "reassigned" in change.kinds:
            yield _Move(change, _standing(change.old[0]), _standing(change.new[0]), "reassigned")
        elif change.subject == "duty":
            for path, target in dict.fromkeys((one.path[1:], other.path[1:]) for one, other in _pairs(change)):
                moved = kind in ("split", "merged") and _later(path, became) != target
                if moved or "reassigned" in change.kinds:
                    yield _Move(change, path, target, "reassigned")


def _pairs(change: Change) -> Iterator[tuple[Side, Side]]:
    return ((one, other) for one in change.old for other in change.new)


def _stays(change: Change, one: Side, other: Side) -> bool:
    """Whether this pair of a split or a merger is the unit that goes on; of what is tangled, none is."""
    several = [side.id for side, some in ((one, change.old), (other, change.new)) if len(some) > 1]
    return several == [change.survivor]


def _standing(side: Side) -> Path:
    """What a unit stands under: a unit, or the group it is in right under the body."""
    return side.path[1:] or (f"{_GROUP}{side.group or ''}",)


def _own(side: Side) -> Path:
    return (*side.path[1:], side.name.primary)


def _became(changes: Iterable[Change]) -> Mapping[Path, Path]:
    """Where each unit stands that has another name or another place, by where it stood."""
    return {
        _own(change.old[0]): _own(change.new[0])
        for change in changes
        if change.subject == "unit" and len(change.old) == len(change.new) == 1
    }


def _later(path: Path, became: Mapping[Path, Path]) -> Path:
    """The new path of an old holder: its own where it was renamed or moved, else under that of what it is in."""
    if not path or path in became:
        return became.get(path, path)
    return (*_later(path[:-1], became), path[-1])


def _bands(moves: Iterable[_Move]) -> list[_Band]:
    found: defaultdict[tuple[Path, Path], list[_Move]] = defaultdict(list)
    for move in moves:
        found[move.old, move.new].append(move)
    return [_Band(old, new, tuple(some)) for (old, new), some in found.items()]


def _order(old: Snapshot, new: Snapshot) -> Callable[[_Band], tuple[int, int]]:
    """The sort key of bands: where the holders stand in their releases, the body and its groups first."""
    olds, news = _places(old), _places(new)
    return lambda band: (olds.get(band.old, -1), news.get(band.new, -1))


def _places(snapshot: Snapshot) -> dict[Path, int]:
    paths = (tuple(one.name.primary for one in (*above, unit)) for unit, above in snapshot.walk())
    return {path: place for place, path in enumerate(paths)}


def _largest(bands: list[_Band]) -> list[_Band]:
    """As many bands as a picture holds, the largest of them, in their order, with what goes on beside them."""
    moving = sorted((band for band in bands if band.size), key=lambda band: -band.size)[:_DRAWN]
    ids = {move.change.id for band in moving for move in band.moves}
    chosen = {(band.old, band.new) for band in moving}
    beside = {(b.old, b.new) for b in bands if not b.size and any(move.change.id in ids for move in b.moves)}
    return [band for band in bands if (band.old, band.new) in chosen | beside]


def _flow(band: _Band, tellers: tuple[Teller, Teller]) -> Flow:
    words = tellers[1].words
    moving = [move for move in band.moves if not move.stays]
    ids = tuple(dict.fromkeys(move.change.id for move in moving or band.moves))
    return Flow(
        mark=words.mark(min((move.kind for move in moving or band.moves), key=KINDS.index)),
        old=_holder(band.old, tellers[0]),
        new=_holder(band.new, tellers[1]),
        units=_counted(moving, "unit"),
        duties=_counted(moving, "duty"),
        ids=ids,
        label=_label(ids, words),
        doubtful=any(move.change.status == "likely" for move in moving or band.moves),
        stays="" if moving else words.say("goes_on"),
    )


def _counted(moves: Iterable[_Move], subject: str) -> int:
    return sum(move.change.subject == subject for move in moves)


def _label(ids: tuple[str, ...], words: Words) -> str:
    shown = words.say("list").join(ids[:_IDS])
    return shown if len(ids) <= _IDS else words.say("flows.ids", shown, len(ids) - _IDS)


def _holder(path: Path, teller: Teller) -> Holder:
    """A holder in words; a group is told by its own word, the body by its name."""
    words = teller.words
    if not path:
        return Holder(words.named(teller.body), "")
    *above, last = path
    if last.startswith(_GROUP):
        return Holder(capital(words.group(last[1:])), "")
    return Holder(words.named(last), " › ".join(map(words.named, above)))


def _rest(left: list[_Band], words: Words) -> str:
    """The sentence on what is left out, "" where nothing is."""
    if not left:
        return ""
    units, duties = (sum(_counted(band.moves, subject) for band in left) for subject in ("unit", "duty"))
    return words.say("flows.rest", len(left), units, duties, n=len(left))
