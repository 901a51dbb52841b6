"""The two releases behind a redline: what each block of their texts is in the record, and their sources in one list."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, count
from typing import Any

from gen.accepted.placing import Side
from gen.model.record import Locator, Snapshot, Source, Text, Unit
from gen.report.whole import Block


@dataclass(frozen=True, slots=True)
class Release:
    """One of the two releases: its text, the record of each block in it, how deep its units stand, and its sources.

    sources: the ids that its sources have in the list of both.
    """

    side: Side
    snapshot: Snapshot
    blocks: Sequence[Block]
    records: Sequence[Any]
    depths: Mapping[str, int]
    sources: Mapping[str, str]

    def at(self, locator: Locator) -> Locator:
        """A locator into the list of both."""
        return Locator(source=self.sources[locator.source], line=locator.line)


def release(side: Side, snapshot: Snapshot, blocks: Sequence[Block], sources: Mapping[str, str]) -> Release:
    """The release with everything looked up."""
    depths = {unit.id: len(above) for unit, above in snapshot.walk()}
    return Release(side, snapshot, blocks, list(_records(snapshot, blocks)), depths, sources)


def _records(snapshot: Snapshot, blocks: Sequence[Block]) -> Iterator[Any]:
    """Yields what each block speaks of, in the order in which the whole text takes it from the snapshot."""
    units: dict[str, Unit] = {unit.id: unit for unit, _ in snapshot.walk()}
    duties = {duty.id: duty for duty in snapshot.duties}
    for unit in units.values():
        duties |= {duty.id: duty for duty in unit.duties}
    plates: dict[str, Iterator[Text]] = {key: iter(unit.nameplates) for key, unit in units.items()}
    plates[""] = iter(snapshot.nameplates)
    posts = iter([*snapshot.posts, *(post for unit in units.values() for post in unit.posts)])
    staffing, sources = iter(snapshot.staffing), iter(snapshot.sources)
    listed: dict[str, Sequence[Any]] = {
        "basis": snapshot.basis,
        "relation": snapshot.relations,
        "adjustment": snapshot.adjustments,
        "transfer": snapshot.transfers,
    }
    for block in blocks:
        if block.part == "nameplate":
            yield next(plates[block.item if block.subject == "unit" else ""])
        elif block.subject in listed:
            yield listed[block.subject][int(block.item)]
        elif block.subject == "unit":
            yield units[block.item]
        elif block.subject == "duty":
            yield duties[block.item]
        elif block.subject == "post":
            yield next(posts)
        elif block.subject == "staffing":
            yield next(staffing)
        elif block.subject == "source":
            yield next(sources)
        else:
            yield snapshot


def together(
    old: Snapshot, new: Snapshot, document: Source
) -> tuple[tuple[Source, ...], Mapping[str, str], Mapping[str, str], str]:
    """The sources of both releases and the document in one list, and which id each has in it.

    What both cite is there once. The originals of another body are not beside the new release, so they are not said
    to be kept.
    """
    sources = list(new.sources)
    ids = {source.id for source in sources}
    same = {(source.sha256, source.name): source.id for source in new.sources}
    olds = {}
    for source in old.sources:
        known = same.get((source.sha256, source.name))
        olds[source.id] = known or unused(source.id, ids)
        if not known:
            kept = source.kept if old.body == new.body else None
            sources.append(source.model_copy(update={"id": olds[source.id], "kept": kept}))
    own = unused(document.id, ids)
    sources.append(document.model_copy(update={"id": own}))
    return tuple(sources), olds, {source.id: source.id for source in new.sources}, own


def unused(wanted: str, taken: set[str]) -> str:
    """The id, with a number where it is taken; from then on it is taken."""
    numbered = (f"{wanted[:190]}-{number}" for number in count(2))
    found = next(name for name in chain([wanted], numbered) if name not in taken)
    taken.add(found)
    return found
